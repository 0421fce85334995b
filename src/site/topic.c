/* SPDX-License-Identifier: Apache-2.0 */
/*
 * topic.c: a topic's dossier.
 *
 * The timeline is of months while there are few, else of years; each leads to the page of the list
 * on which its newest story stands.
 */
#include "site/topic.h"

#include "html/link_names.h"
#include "store/shown.h"
#include "store/topic_alias.h"
#include "store/topic_dossier.h"

enum { MOST_MONTHS = 18, MOST_BESIDE = 8 };

static struct value names_of(struct visit *visit, const struct str *names, size_t count)
{
	struct value_array *list = arena_new(visit->arena, struct value_array, 1);
	for (size_t i = 0; i < count; i++)
		*list_push(visit->arena, list) = value_text(names[i]);
	return value_of_array(list);
}

static struct value beside_of(struct visit *visit, const struct topic *topics, size_t count)
{
	struct value_array *list = arena_new(visit->arena, struct value_array, 1);
	for (size_t i = 0; i < count; i++)
		*list_push(visit->arena, list) =
			view_topic(visit, &topics[i], (struct post_count){ 0 });
	return value_of_array(list);
}

struct stretch {         /* of the timeline */
	int year, month; /* month 0: the whole year */
	int64_t newer, stories;
};

static struct value stretch_view(struct visit *visit, struct str path,
				 const struct stretch *stretch, int64_t length)
{
	struct value_map *map = view_map(visit);
	int64_t page = stretch->newer / length + 1;
	struct str at = str_fmt(visit->arena, "%04d-%02d-15T12:00:00Z", stretch->year,
				stretch->month ? stretch->month : 6);
	view_set_text(visit, map, S("at"), at);
	view_set(visit, map, S("is_month"), value_bool(stretch->month != 0));
	view_set(visit, map, S("count"), value_number((double)stretch->stories));
	view_set_text(visit, map, S("url"),
		      page == 1 ? path
				: str_fmt(visit->arena, "%.*spage/%lld/", STR_ARG(path),
					  (long long)page));
	return value_of_map(map);
}

static struct value timeline_of(struct visit *visit, struct str path,
				const struct topic_month *months, size_t count, int64_t length)
{
	struct value_array *list = arena_new(visit->arena, struct value_array, 1);
	bool by_month = count <= MOST_MONTHS;
	struct stretch stretch = { 0 };
	for (size_t i = 0; i < count; i++) {
		int month = by_month ? months[i].month : 0;
		if (i && (by_month || months[i].year != stretch.year)) {
			*list_push(visit->arena, list) =
				stretch_view(visit, path, &stretch, length);
			stretch.newer += stretch.stories;
			stretch.stories = 0;
		}
		stretch.year = months[i].year;
		stretch.month = month;
		stretch.stories += months[i].stories;
	}
	if (count)
		*list_push(visit->arena, list) = stretch_view(visit, path, &stretch, length);
	return value_of_array(list);
}

/* Read when the theme asks for it, so that a page stands on no more than it shows. */
struct dossier {
	struct visit *visit;
	const struct topic *topic;
	int64_t length;
};

static enum err get_names(const struct dossier *dossier, struct value *out)
{
	struct visit *visit = dossier->visit;
	struct str *names;
	size_t count;
	TRY(store_topic_aliases(visit->store, visit->arena, dossier->topic->id, &names, &count));
	*out = names_of(visit, names, count);
	return OK;
}

static enum err get_beside(const struct dossier *dossier, struct value *out)
{
	struct visit *visit = dossier->visit;
	struct topic *beside;
	size_t count;
	TRY(store_topics_beside(visit->store, visit->arena, dossier->topic->id, MOST_BESIDE,
				&beside, &count));
	*out = beside_of(visit, beside, count);
	return OK;
}

static enum err get_timeline(const struct dossier *dossier, struct value *out)
{
	struct visit *visit = dossier->visit;
	struct topic_month *months;
	size_t count;
	TRY(store_topic_months(visit->store, visit->arena, dossier->topic->id, &months, &count));
	*out = count < 2 ? value_null()
			 : timeline_of(visit, dossier->topic->path, months, count, dossier->length);
	return OK;
}

static const struct {
	struct str name;
	enum err (*get)(const struct dossier *dossier, struct value *out);
} parts[] = {
	{ STR_CONST("names"), get_names },
	{ STR_CONST("beside"), get_beside },
	{ STR_CONST("timeline"), get_timeline },
};

static struct value get(const void *self, struct str key, struct arena *arena)
{
	(void)arena;
	const struct dossier *dossier = self;
	struct value value = value_missing();
	for (size_t i = 0; i < COUNT_OF(parts); i++) {
		if (!str_eq(key, parts[i].name))
			continue;
		enum err err = parts[i].get(dossier, &value);
		if (err && !dossier->visit->trouble)
			dossier->visit->trouble = err;
	}
	return value;
}

static bool key_at(const void *self, size_t i, struct str *key)
{
	(void)self;
	if (i >= COUNT_OF(parts))
		return false;
	*key = parts[i].name;
	return true;
}

static const struct object_class dossier_class = { "dossier", get, key_at };

void topic_set_dossier(struct page *page, const struct topic *topic, int64_t length)
{
	struct dossier *dossier = arena_new(page->visit->arena, struct dossier, 1);
	*dossier = (struct dossier){ page->visit, topic, length };
	page_set(page, S("dossier"), value_object(&dossier_class, dossier));
}

struct link_names {
	struct link_name *items;
	size_t count, cap;
};

static enum err add_names(struct visit *visit, const struct topic *topic, size_t thing,
			  struct link_names *out)
{
	struct str *names;
	size_t count;
	store_note_shown(visit->store, FACT_TOPIC, topic->id.n);
	TRY(store_topic_aliases(visit->store, visit->arena, topic->id, &names, &count));
	*list_push(visit->arena, out) = (struct link_name){ topic->name, topic->path, thing };
	for (size_t i = 0; i < count; i++)
		*list_push(visit->arena, out) = (struct link_name){ names[i], topic->path, thing };
	return OK;
}

enum err topic_link_names(struct visit *visit, const struct story *story, struct html *html)
{
	struct link_names names = { 0 };
	if (!str_eq(VISIT_SETTING(visit, topic_links), S("first")))
		return OK;
	store_note_shown(visit->store, FACT_FILED, story->id.n);
	for (size_t i = 0; i < story->topic_count && i < LIMIT_LINK_NAMES; i++)
		if (!story->topics[i].internal)
			TRY(add_names(visit, &story->topics[i], i, &names));
	if (names.count)
		*html = html_link_names(visit->arena, *html, names.items, names.count);
	return OK;
}
