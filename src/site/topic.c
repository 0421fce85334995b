/* SPDX-License-Identifier: Apache-2.0 */
/*
 * topic.c: a topic's dossier.
 *
 * The timeline is of months while there are few, else of years; each leads to the page of the list
 * on which its newest story stands.
 */
#include "site/topic.h"

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

enum err topic_set_dossier(struct page *page, const struct topic *topic, int64_t length)
{
	struct visit *visit = page->visit;
	struct value_map *map = view_map(visit);
	struct str *names;
	struct topic_month *months;
	struct topic *beside;
	size_t name_count, month_count, beside_count;
	TRY(store_topic_aliases(visit->store, visit->arena, topic->id, &names, &name_count));
	TRY(store_topic_months(visit->store, visit->arena, topic->id, &months, &month_count));
	TRY(store_topics_beside(visit->store, visit->arena, topic->id, MOST_BESIDE, &beside,
				&beside_count));
	view_set(visit, map, S("names"), names_of(visit, names, name_count));
	view_set(visit, map, S("beside"), beside_of(visit, beside, beside_count));
	if (month_count > 1)
		view_set(visit, map, S("timeline"),
			 timeline_of(visit, topic->path, months, month_count, length));
	page_set(page, S("dossier"), value_of_map(map));
	return OK;
}
