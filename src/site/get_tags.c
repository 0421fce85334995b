/* SPDX-License-Identifier: Apache-2.0 */
/* get_tags.c: {{#get "tags"}}: sections and topics; {{#get "authors"}}. */
#include "site/getting.h"

#include <stdlib.h>

#include "site/view.h"
#include "store/taxonomy.h"

enum { CANDIDATES_MAX = 1000 };

/* A tag or a person that may be shown, and what it is ordered by. */
struct candidate {
	struct value value;
	struct str name;
	int64_t count;
	size_t found; /* the how-many-th */
};

struct candidates {
	struct candidate *items;
	size_t count, cap;
};

static void add(struct getting *getting, struct candidates *list, struct value value,
		struct str name, int64_t count)
{
	*list_push(getting->visit->arena, list) =
		(struct candidate){ value, name, count, list->count };
}

static int compare_found(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;
	return x->found < y->found ? -1 : x->found > y->found;
}

static int most_first(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;
	if (x->count != y->count)
		return x->count > y->count ? -1 : 1;
	return compare_found(a, b);
}

static int by_name(const void *a, const void *b)
{
	int order =
		str_cmp(((const struct candidate *)a)->name, ((const struct candidate *)b)->name);
	return order ? order : compare_found(a, b);
}

static void show(struct getting *getting, struct candidates *list)
{
	struct value_array *array = arena_new(getting->visit->arena, struct value_array, 1);
	bool is_ordered = getting->order == ORDER_COUNT || getting->order == ORDER_NAME;
	if (is_ordered && list->count)
		qsort(list->items, list->count, sizeof *list->items,
		      getting->order == ORDER_COUNT ? most_first : by_name);
	for (size_t i = (size_t)((getting->page - 1) * getting->limit);
	     i < list->count && (int64_t)array->count < getting->limit; i++)
		*list_push(getting->visit->arena, array) = list->items[i].value;
	getting->list = value_of_array(array);
	getting->total = (int64_t)list->count;
}

/* What is asked of tags and people: by slug, or all that are public. */
struct asked {
	const struct filter_term *slugs; /* NULL: not by slug */
	bool finds_nothing;
};

static bool read_asked(const struct getting *getting, struct asked *out)
{
	const struct filter *filter = &getting->filter;
	*out = (struct asked){ .slugs = NULL };
	for (size_t i = 0; i < (filter->count ? filter->ways[0].count : 0); i++) {
		const struct filter_term *term = &filter->ways[0].terms[i];
		bool is_public = filter_term_names(term, S("public"));
		if (term->name == FILTER_SLUG && !out->slugs)
			out->slugs = term;
		else if (term->name == FILTER_VISIBILITY)
			out->finds_nothing |= is_public == term->is_not;
		else
			return false;
	}
	return filter->count <= 1;
}

static bool is_asked(const struct asked *asked, struct str slug)
{
	return !asked->slugs || filter_term_names(asked->slugs, slug) != asked->slugs->is_not;
}

static int64_t how_many(const struct getting *getting, const struct asked *asked)
{
	bool picks = asked->slugs || getting->order == ORDER_NAME;
	int64_t wanted = getting->page * getting->limit;
	return picks || wanted > CANDIDATES_MAX ? CANDIDATES_MAX : wanted;
}

static void add_sections(struct getting *getting, const struct asked *asked,
			 struct candidates *list)
{
	struct visit *visit = getting->visit;
	struct section *sections = NULL;
	size_t count = 0;
	getting_keep_trouble(getting,
			     store_sections(visit->store, visit->arena, &sections, &count));
	for (size_t i = 0; i < count; i++)
		if (is_asked(asked, sections[i].slug))
			add(getting, list,
			    view_section(visit, &sections[i],
					 post_count_of(sections[i].story_count)),
			    sections[i].name, sections[i].story_count);
}

static void add_topic(struct getting *getting, struct candidates *list, const struct topic *topic)
{
	if (!topic->internal)
		add(getting, list,
		    view_topic(getting->visit, topic, post_count_of(topic->story_count)),
		    topic->name, topic->story_count);
}

/* A topic that is named needs not be among those used most. */
static void add_named_topics(struct getting *getting, const struct filter_term *slugs,
			     struct candidates *list)
{
	struct visit *visit = getting->visit;
	for (size_t i = 0; i < slugs->count; i++) {
		struct topic *topic = arena_new(visit->arena, struct topic, 1);
		enum err err =
			store_topic_by_slug(visit->store, visit->arena, slugs->items[i], topic);
		getting_keep_trouble(getting, err);
		if (!err)
			add_topic(getting, list, topic);
	}
}

static void add_topics(struct getting *getting, const struct asked *asked, struct candidates *list)
{
	struct visit *visit = getting->visit;
	struct topic *topics = NULL;
	size_t count = 0;
	if (asked->slugs && !asked->slugs->is_not) {
		add_named_topics(getting, asked->slugs, list);
		return;
	}
	getting_keep_trouble(getting, store_topics(visit->store, visit->arena,
						   how_many(getting, asked), &topics, &count));
	for (size_t i = 0; i < count; i++)
		if (is_asked(asked, topics[i].slug))
			add_topic(getting, list, &topics[i]);
}

bool get_tags(struct getting *getting)
{
	struct candidates list = { 0 };
	struct asked asked;
	if (getting->order == ORDER_OLDEST || !read_asked(getting, &asked))
		return false;
	if (!asked.finds_nothing) {
		add_sections(getting, &asked, &list);
		add_topics(getting, &asked, &list);
	}
	show(getting, &list);
	return true;
}

bool get_people(struct getting *getting)
{
	struct visit *visit = getting->visit;
	struct candidates list = { 0 };
	struct person *people = NULL;
	struct asked asked;
	size_t count = 0;
	if (getting->order == ORDER_OLDEST || !read_asked(getting, &asked))
		return false;
	if (!asked.finds_nothing)
		getting_keep_trouble(getting,
				     store_people(visit->store, visit->arena,
						  how_many(getting, &asked), &people, &count));
	for (size_t i = 0; i < count; i++)
		if (is_asked(&asked, people[i].slug))
			add(getting, &list,
			    view_person(visit, &people[i], S(""),
					post_count_of(people[i].story_count)),
			    people[i].name, people[i].story_count);
	show(getting, &list);
	return true;
}
