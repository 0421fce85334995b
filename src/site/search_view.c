/* SPDX-License-Identifier: Apache-2.0 */
/* search_view.c: a search as templates see it: words, counts as links, orders, another spelling. */
#include "site/search_asked.h"
#include "site/view.h"
#include "store/taxonomy.h"

/* What a counted id is called, and its slug; "" for one that readers do not see by itself. */
static enum err name_of(struct visit *visit, enum search_filter filter, int64_t id,
			struct str *name, struct str *slug)
{
	struct topic topic = { 0 };
	struct person person = { 0 };
	enum err err = OK;
	const struct section *section;
	switch (filter) {
	case FILTER_SECTION:
		section = visit_section(visit, (section_id){ id });
		*name = section ? section->name : S("");
		*slug = section ? section->slug : S("");
		return visit->trouble;
	case FILTER_TOPIC:
		err = store_topic(visit->store, visit->arena, (topic_id){ id }, &topic);
		*name = topic.internal ? S("") : topic.name;
		*slug = topic.slug;
		break;
	case FILTER_AUTHOR:
		err = store_person(visit->store, visit->arena, (person_id){ id }, &person);
		*name = person.name;
		*slug = person.slug;
		break;
	default: *name = *slug = str_fmt(visit->arena, "%lld", (long long)id);
	}
	return err == ERR_NOT_FOUND ? OK : err;
}

static struct value link_view(struct visit *visit, struct str name, struct str url, bool is_chosen)
{
	struct value_map *map = view_map(visit);
	view_set_text(visit, map, S("name"), name);
	view_set_text(visit, map, S("url"), url);
	view_set(visit, map, S("chosen"), value_bool(is_chosen));
	return value_of_map(map);
}

/* The values of one filter, with their counts; of the one in force, the way out of it. */
static struct value filter_view(struct visit *visit, const struct search_asked *asked,
				enum search_filter filter, const struct search_counts *counts)
{
	struct value_array *items = arena_new(visit->arena, struct value_array, 1);
	struct value_map *map = view_map(visit);
	for (size_t i = 0; i < counts->count && !asked->filters[filter].len; i++) {
		struct str name = S(""), slug = S("");
		enum err err = name_of(visit, filter, counts->items[i].id, &name, &slug);
		if (err && !visit->trouble)
			visit->trouble = err;
		if (!name.len || !slug.len)
			continue;
		struct value_map *item = view_map(visit);
		view_set_text(visit, item, S("name"), name);
		view_set_text(visit, item, S("url"), search_asked_with(visit, asked, filter, slug));
		view_set(visit, item, S("count"), value_number((double)counts->items[i].stories));
		*list_push(visit->arena, items) = value_of_map(item);
	}
	view_set_text(visit, map, S("kind"), search_filter_name(filter));
	if (asked->filters[filter].len)
		view_set(visit, map, S("chosen"),
			 link_view(visit,
				   asked->names[filter].len ? asked->names[filter]
							    : asked->filters[filter],
				   search_asked_with(visit, asked, filter, S("")), true));
	view_set(visit, map, S("items"), value_of_array(items));
	return value_of_map(map);
}

static struct value filters_view(struct visit *visit, const struct search_asked *asked,
				 const struct search_result *result)
{
	const struct search_counts *counts[SEARCH_FILTERS] = { &result->sections, &result->topics,
							       &result->authors, &result->years };
	struct value_array *list = arena_new(visit->arena, struct value_array, 1);
	for (enum search_filter i = 0; i < SEARCH_FILTERS; i++)
		if (asked->filters[i].len || counts[i]->count > 1)
			*list_push(visit->arena, list) = filter_view(visit, asked, i, counts[i]);
	return value_of_array(list);
}

static bool is_narrowed(const struct search_asked *asked)
{
	for (enum search_filter i = 0; i < SEARCH_FILTERS; i++)
		if (asked->filters[i].len)
			return true;
	return false;
}

static struct value sorts_view(struct visit *visit, const struct search_asked *asked)
{
	static const struct str sorts[] = { STR_CONST(""), STR_CONST("newest"),
					    STR_CONST("oldest") };
	struct value_array *list = arena_new(visit->arena, struct value_array, 1);
	for (size_t i = 0; i < COUNT_OF(sorts); i++) {
		struct search_asked other = *asked;
		other.sort = sorts[i];
		*list_push(visit->arena, list) =
			link_view(visit, sorts[i].len ? sorts[i] : S("best"),
				  search_asked_url(visit, &other, visit->settings.route_search),
				  str_eq(sorts[i], asked->sort));
	}
	return value_of_array(list);
}

struct value search_view(struct visit *visit, const struct search_asked *asked,
			 const struct search_result *result)
{
	struct str route = visit->settings.route_search;
	struct value_map *map = view_map(visit);
	view_set(visit, map, S("query"), value_text(asked->typed));
	view_set(visit, map, S("total"), value_number((double)result->total));
	view_set(visit, map, S("action"), value_text(route));
	view_set(visit, map, S("any_word"), value_bool(result->any_word));
	view_set(visit, map, S("filters"), filters_view(visit, asked, result));
	view_set(visit, map, S("narrowed"), value_bool(is_narrowed(asked)));
	view_set(visit, map, S("sorts"), sorts_view(visit, asked));
	if (asked->typed.len)
		view_set_text(visit, map, S("feed_url"),
			      search_asked_url(visit, asked,
					       str_fmt(visit->arena, "%.*srss/", STR_ARG(route))));
	if (result->meant.len) {
		struct search_asked other = *asked;
		other.typed = result->meant;
		view_set(visit, map, S("meant"),
			 link_view(visit, result->meant, search_asked_url(visit, &other, route),
				   false));
	}
	return value_of_map(map);
}
