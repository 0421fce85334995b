/* SPDX-License-Identifier: Apache-2.0 */
/*
 * get_stories.c: {{#get "posts"}}, {{#get "pages"}}.
 *
 * Each way of a filter becomes the store's own where the store knows the condition; the rest is
 * looked at after reading (then as many more are read as may fall away). A way that names several
 * tags or authors is asked once for each, and what was found is put together.
 */
#include "site/getting.h"

#include <stdlib.h>

#include "site/view.h"
#include "store/shown.h"
#include "store/story.h"
#include "store/taxonomy.h"

enum { READ_MORE = 20, GATHERED_MAX = 1000 };

/* One question to the store. */
struct asking {
	struct getting *getting;
	const struct filter_way *way; /* NULL: whatever there is */
	struct str value;             /* what term split stands for */
	const struct filter_term *split;
	struct story_filter filter;
	bool is_exact; /* the store looks at all of the way */
};

struct gathered {
	struct story *items;
	size_t count, cap;
};

/* A tag is a section or a topic. Fails: ERR_NOT_FOUND. */
static enum err set_tag(struct asking *a, struct str slug)
{
	struct visit *visit = a->getting->visit;
	size_t count;
	const struct section *sections = visit_sections(visit, &count);
	store_note_shown(visit->store, FACT_ALL_SECTIONS, 0);
	for (size_t i = 0; i < count; i++)
		if (str_eq(sections[i].slug, slug)) {
			if (a->filter.section.n)
				a->is_exact = false;
			else
				a->filter.section = sections[i].id;
			return OK;
		}
	struct topic topic;
	TRY(store_topic_by_slug(visit->store, visit->arena, slug, &topic));
	if (a->filter.topic.n)
		a->is_exact = false;
	else
		a->filter.topic = topic.id;
	return OK;
}

static enum err set_author(struct asking *a, struct str slug)
{
	struct visit *visit = a->getting->visit;
	struct person person;
	TRY(store_person_by_slug(visit->store, visit->arena, slug, &person));
	if (a->filter.author.n)
		a->is_exact = false;
	else
		a->filter.author = person.id;
	return OK;
}

/* What the store can do itself. */
static enum err set_condition(struct asking *a, const struct filter_term *term)
{
	int64_t id;
	struct str value = term == a->split ? a->value : term->count ? term->items[0] : S("");
	bool is_one = term == a->split || term->count == 1;
	if (is_one && term->name == FILTER_FEATURED) {
		bool wants_leads = str_eq(value, S("true")) != term->is_not;
		a->filter.leads_only |= wants_leads;
		a->filter.no_leads |= !wants_leads;
		return OK;
	}
	if (is_one && term->name == FILTER_ID && term->is_not && !a->filter.not_this.n &&
	    str_to_i64(value, &id) == OK) {
		a->filter.not_this = (story_id){ id };
		return OK;
	}
	if (is_one && !term->is_not && term->name == FILTER_TAG)
		return set_tag(a, value);
	if (is_one && !term->is_not && term->name == FILTER_AUTHOR)
		return set_author(a, value);
	a->is_exact = false;
	if (is_one && !term->is_not && term->name == FILTER_PRIMARY_TAG)
		return set_tag(a, value);
	return OK;
}

static bool has_tag(const struct story *story, const struct filter_term *term, bool only_first)
{
	for (size_t i = 0; i < story->section_count && !(only_first && i); i++)
		if (filter_term_names(term, story->sections[i].slug))
			return true;
	for (size_t i = 0; i < story->topic_count; i++) {
		bool is_first = story->section_count == 0 && i == 0;
		if ((!only_first || is_first) && filter_term_names(term, story->topics[i].slug))
			return true;
	}
	return false;
}

static bool has_author(const struct story *story, const struct filter_term *term)
{
	for (size_t i = 0; i < story->byline_count; i++)
		if (filter_term_names(term, story->bylines[i].person.slug))
			return true;
	return false;
}

static struct str truth(bool is_true)
{
	return is_true ? S("true") : S("false");
}

static bool names_id(const struct filter_term *term, story_id id)
{
	int64_t n;
	for (size_t i = 0; i < term->count; i++)
		if (str_to_i64(term->items[i], &n) == OK && n == id.n)
			return true;
	return false;
}

static bool term_holds(const struct story *story, const struct filter_term *term)
{
	bool holds = true;
	switch (term->name) {
	case FILTER_TAG: holds = has_tag(story, term, false); break;
	case FILTER_PRIMARY_TAG: holds = has_tag(story, term, true); break;
	case FILTER_AUTHOR: holds = has_author(story, term); break;
	case FILTER_ID: holds = names_id(term, story->id); break;
	case FILTER_SLUG: holds = filter_term_names(term, story->slug); break;
	case FILTER_FEATURED: holds = filter_term_names(term, truth(story->is_lead)); break;
	case FILTER_PAGE: holds = filter_term_names(term, truth(story->kind == STORY_PAGE)); break;
	case FILTER_VISIBILITY: holds = filter_term_names(term, S("public")); break;
	}
	return holds != term->is_not;
}

/* The store counts stories of the sections below a section as its own; so the tag it was asked for
 * is not looked at again. */
static bool way_holds(const struct asking *a, const struct story *story)
{
	bool has_asked_tag = a->filter.section.n || a->filter.topic.n;
	for (size_t i = 0; a->way && i < a->way->count; i++) {
		const struct filter_term *term = &a->way->terms[i];
		bool is_asked = term->name == FILTER_TAG && !term->is_not && has_asked_tag &&
				(term == a->split || (!a->split && term->count == 1));
		if (is_asked) {
			has_asked_tag = false;
			continue;
		}
		if (!term_holds(story, term))
			return false;
	}
	return true;
}

/* What a way names by id or slug needs no list. False: it names none. */
static bool gather_named(struct asking *a, struct gathered *out)
{
	struct visit *visit = a->getting->visit;
	const struct filter_term *term = NULL;
	for (size_t i = 0; a->way && i < a->way->count && !term; i++) {
		const struct filter_term *each = &a->way->terms[i];
		if (!each->is_not && (each->name == FILTER_ID || each->name == FILTER_SLUG))
			term = each;
	}
	for (size_t i = 0; term && i < term->count; i++) {
		struct story story = { .id = { 0 } };
		enum err err = OK;
		if (term->name == FILTER_SLUG)
			err = store_story_by_slug(visit->store, visit->arena, term->items[i],
						  &story);
		else if (str_to_i64(term->items[i], &story.id.n) != OK)
			err = ERR_NOT_FOUND;
		if (err == OK)
			err = store_story_public(visit->store, visit->arena, story.id, &story);
		getting_keep_trouble(a->getting, err);
		if (err == OK && way_holds(a, &story))
			*list_push(visit->arena, out) = story;
	}
	return term != NULL;
}

static void prepare(struct asking *a, bool wants_pages, enum err *err)
{
	a->filter = (struct story_filter){ .kind = wants_pages ? PAGES_ONLY : POSTS_ONLY,
					   .oldest_first = a->getting->order == ORDER_OLDEST };
	a->is_exact = true;
	*err = OK;
	for (size_t i = 0; a->way && i < a->way->count && !*err; i++)
		*err = set_condition(a, &a->way->terms[i]);
}

/* All of one question up to the end of the page that is asked for. */
static void gather(struct asking *a, bool wants_pages, struct gathered *out)
{
	struct visit *visit = a->getting->visit;
	struct story_list list = { 0 };
	int64_t wanted = a->getting->page * a->getting->limit + 1;
	enum err err;
	prepare(a, wants_pages, &err);
	if (wanted > GATHERED_MAX)
		wanted = GATHERED_MAX;
	if (!err)
		err = store_story_list(visit->store, visit->arena, &a->filter, 0,
				       wanted + (a->is_exact ? 0 : READ_MORE), false, &list);
	getting_keep_trouble(a->getting, err);
	for (size_t i = 0; !err && i < list.count; i++)
		if (way_holds(a, &list.items[i]))
			*list_push(visit->arena, out) = list.items[i];
}

static void gather_way(struct getting *getting, const struct filter_way *way, bool wants_pages,
		       struct gathered *out)
{
	struct asking a = { .getting = getting, .way = way };
	if (gather_named(&a, out))
		return;
	for (size_t i = 0; i < way->count && !a.split; i++) {
		const struct filter_term *term = &way->terms[i];
		bool is_filing = term->name == FILTER_TAG || term->name == FILTER_AUTHOR ||
				 term->name == FILTER_PRIMARY_TAG;
		if (is_filing && !term->is_not && term->count != 1)
			a.split = term;
	}
	if (!a.split)
		gather(&a, wants_pages, out);
	for (size_t i = 0; a.split && i < a.split->count; i++) {
		a.value = a.split->items[i];
		gather(&a, wants_pages, out);
	}
}

static int newest_first(const void *a, const void *b)
{
	const struct story *x = a, *y = b;
	if (x->published_at.ms != y->published_at.ms)
		return x->published_at.ms > y->published_at.ms ? -1 : 1;
	return x->id.n > y->id.n ? -1 : x->id.n < y->id.n;
}

static int oldest_first(const void *a, const void *b)
{
	return newest_first(b, a);
}

/* In order, and none twice. */
static void put_together(struct getting *getting, struct gathered *found)
{
	size_t n = 0;
	if (found->count)
		qsort(found->items, found->count, sizeof *found->items,
		      getting->order == ORDER_OLDEST ? oldest_first : newest_first);
	for (size_t i = 0; i < found->count; i++)
		if (!i || found->items[i].id.n != found->items[n - 1].id.n)
			found->items[n++] = found->items[i];
	found->count = n;
}

/* skipped: how many were found that stand before the page. */
static void show(struct getting *getting, const struct story *items, size_t count, int64_t skipped,
		 bool wants_pages)
{
	struct visit *visit = getting->visit;
	struct value_array *array = arena_new(visit->arena, struct value_array, 1);
	for (size_t i = (size_t)skipped; i < count && (int64_t)array->count < getting->limit; i++) {
		store_note_whole(visit->store, &items[i]);
		if ((items[i].kind == STORY_PAGE) == wants_pages)
			*list_push(visit->arena, array) = view_story(visit, &items[i]);
	}
	getting->list = value_of_array(array);
}

/* One question that the store answers whole: it pages and counts as well. */
static bool ask_once(struct getting *getting, const struct filter_way *way, bool wants_pages)
{
	struct visit *visit = getting->visit;
	struct asking a = { .getting = getting, .way = way };
	struct story_list list = { 0 };
	enum err err;
	for (size_t i = 0; way && i < way->count; i++)
		if (way->terms[i].count != 1 ||
		    (!way->terms[i].is_not &&
		     (way->terms[i].name == FILTER_ID || way->terms[i].name == FILTER_SLUG)))
			return false;
	prepare(&a, wants_pages, &err);
	if (!err && !a.is_exact)
		return false;
	if (!err)
		err = store_story_list(visit->store, visit->arena, &a.filter,
				       (getting->page - 1) * getting->limit, getting->limit, true,
				       &list);
	getting_keep_trouble(getting, err);
	show(getting, list.items, err ? 0 : list.count, 0, wants_pages);
	getting->total = err ? 0 : list.total;
	return true;
}

bool get_stories(struct getting *getting, bool wants_pages)
{
	const struct filter *filter = &getting->filter;
	struct gathered found = { 0 };
	if (getting->order != ORDER_NEWEST && getting->order != ORDER_OLDEST)
		return false;
	if (filter->count <= 1 &&
	    ask_once(getting, filter->count ? &filter->ways[0] : NULL, wants_pages))
		return true;
	for (size_t i = 0; i < filter->count; i++)
		gather_way(getting, &filter->ways[i], wants_pages, &found);
	put_together(getting, &found);
	show(getting, found.items, found.count, (getting->page - 1) * getting->limit, wants_pages);
	getting->total = (int64_t)found.count;
	return true;
}
