/* SPDX-License-Identifier: Apache-2.0 */
/*
 * get.c: lists a template asks for.
 *
 * A filter becomes the store's own where the store knows the condition; the rest is looked at after
 * reading (then as many more are read as may fall away). What is not understood finds nothing, and
 * the log says so.
 */
#include "site/get.h"

#include "site/filter.h"
#include "site/view.h"
#include "store/shown.h"
#include "store/story.h"
#include "store/taxonomy.h"

enum { GET_NORMALLY = 15, READ_MORE = 20 };

struct getting {
	struct helper_call *call;
	struct visit *visit;
	struct filter filter;
	int64_t limit, page;
	bool oldest_first;
	struct value list;
	int64_t total;
};

static void keep_trouble(struct getting *getting, enum err err)
{
	if (err && err != ERR_NOT_FOUND && !getting->visit->trouble)
		getting->visit->trouble = err;
}

/* A tag is a section or a topic. Fails: ERR_NOT_FOUND. */
static enum err set_tag(struct getting *getting, struct str slug, struct story_filter *filter)
{
	struct visit *visit = getting->visit;
	size_t count;
	const struct section *sections = visit_sections(visit, &count);
	store_note_shown(visit->store, FACT_ALL_SECTIONS, 0);
	for (size_t i = 0; i < count; i++)
		if (str_eq(sections[i].slug, slug)) {
			filter->section = sections[i].id;
			return OK;
		}
	struct topic topic;
	TRY(store_topic_by_slug(visit->store, visit->arena, slug, &topic));
	filter->topic = topic.id;
	return OK;
}

static enum err set_author(struct getting *getting, struct str slug, struct story_filter *filter)
{
	struct person person;
	TRY(store_person_by_slug(getting->visit->store, getting->visit->arena, slug, &person));
	filter->author = person.id;
	return OK;
}

/* What the store can do itself. */
static enum err set_condition(struct getting *getting, const struct filter_term *term,
			      struct story_filter *filter)
{
	int64_t id;
	bool is_true = str_eq(term->value, S("true"));
	if (term->name == FILTER_FEATURED) {
		bool wants_leads = is_true != term->is_not;
		filter->leads_only |= wants_leads;
		filter->no_leads |= !wants_leads;
	}
	if (term->name == FILTER_ID && term->is_not && str_to_i64(term->value, &id) == OK)
		filter->not_this = (story_id){ id };
	if (term->is_not)
		return OK;
	if (term->name == FILTER_TAG || term->name == FILTER_PRIMARY_TAG)
		return set_tag(getting, term->value, filter);
	if (term->name == FILTER_AUTHOR)
		return set_author(getting, term->value, filter);
	return OK;
}

static bool has_tag(const struct story *story, struct str slug, bool only_first)
{
	for (size_t i = 0; i < story->section_count && !(only_first && i); i++)
		if (str_eq(story->sections[i].slug, slug))
			return true;
	for (size_t i = 0; i < story->topic_count; i++) {
		bool is_first = story->section_count == 0 && i == 0;
		if ((!only_first || is_first) && str_eq(story->topics[i].slug, slug))
			return true;
	}
	return false;
}

static bool has_author(const struct story *story, struct str slug)
{
	for (size_t i = 0; i < story->byline_count; i++)
		if (str_eq(story->bylines[i].person.slug, slug))
			return true;
	return false;
}

static bool term_holds(const struct story *story, const struct filter_term *term)
{
	int64_t id;
	bool holds = true;
	switch (term->name) {
	case FILTER_TAG: /* with the sections below it, as the store counts; so only "not" is looked
			    at */
		holds = !term->is_not || has_tag(story, term->value, false);
		break;
	case FILTER_PRIMARY_TAG: holds = has_tag(story, term->value, true); break;
	case FILTER_AUTHOR: holds = has_author(story, term->value); break;
	case FILTER_ID: holds = str_to_i64(term->value, &id) == OK && id == story->id.n; break;
	case FILTER_SLUG: holds = str_eq(term->value, story->slug); break;
	case FILTER_FEATURED: holds = story->is_lead == str_eq(term->value, S("true")); break;
	case FILTER_PAGE:
		holds = (story->kind == STORY_PAGE) == str_eq(term->value, S("true"));
		break;
	case FILTER_VISIBILITY: holds = str_eq(term->value, S("public")); break;
	}
	return holds != term->is_not;
}

static bool all_hold(const struct getting *getting, const struct story *story)
{
	for (size_t i = 0; i < getting->filter.count; i++)
		if (!term_holds(story, &getting->filter.terms[i]))
			return false;
	return true;
}

/* One story by its id or slug needs no list. */
static bool get_one(struct getting *getting, struct story_list *out)
{
	struct visit *visit = getting->visit;
	for (size_t i = 0; i < getting->filter.count; i++) {
		const struct filter_term *term = &getting->filter.terms[i];
		struct story *story = arena_new(visit->arena, struct story, 1);
		int64_t id;
		enum err err = ERR_NOT_FOUND;
		if (term->is_not || (term->name != FILTER_ID && term->name != FILTER_SLUG))
			continue;
		if (term->name == FILTER_SLUG)
			err = store_story_by_slug(visit->store, visit->arena, term->value, story);
		else if (str_to_i64(term->value, &id) == OK)
			err = (story->id = (story_id){ id }, OK);
		if (err == OK)
			err = store_story_public(visit->store, visit->arena, story->id, story);
		keep_trouble(getting, err);
		*out = (struct story_list){ story, err == OK, err == OK };
		return true;
	}
	return false;
}

static enum err read_stories(struct getting *getting, bool wants_pages, struct story_list *out)
{
	struct visit *visit = getting->visit;
	struct story_filter filter = { .kind = wants_pages ? PAGES_ONLY : POSTS_ONLY,
				       .oldest_first = getting->oldest_first };
	bool is_plain = true;
	for (size_t i = 0; i < getting->filter.count; i++) {
		const struct filter_term *term = &getting->filter.terms[i];
		TRY(set_condition(getting, term, &filter));
		is_plain &= term->name != FILTER_PRIMARY_TAG &&
			    (!term->is_not || term->name == FILTER_ID);
	}
	return store_story_list(visit->store, visit->arena, &filter,
				(getting->page - 1) * getting->limit,
				getting->limit + (is_plain ? 0 : READ_MORE), true, out);
}

static void get_stories(struct getting *getting, bool wants_pages)
{
	struct visit *visit = getting->visit;
	struct value_array *array = arena_new(visit->arena, struct value_array, 1);
	struct story_list list = { 0 };
	if (!get_one(getting, &list)) {
		enum err err = read_stories(getting, wants_pages, &list);
		keep_trouble(getting, err);
		if (err)
			list = (struct story_list){ 0 };
	}
	for (size_t i = 0; i < list.count && (int64_t)array->count < getting->limit; i++) {
		const struct story *story = &list.items[i];
		bool is_kind = (story->kind == STORY_PAGE) == wants_pages;
		store_note_whole(visit->store, story);
		if (is_kind && all_hold(getting, story))
			*list_push(visit->arena, array) = view_story(visit, story);
	}
	getting->list = value_of_array(array);
	getting->total = list.total;
}

static void get_tags(struct getting *getting)
{
	struct visit *visit = getting->visit;
	struct value_array *array = arena_new(visit->arena, struct value_array, 1);
	struct topic *topics = NULL;
	struct section *sections = NULL;
	size_t count = 0, topic_count = 0;
	keep_trouble(getting, store_sections(visit->store, visit->arena, &sections, &count));
	for (size_t i = 0; i < count && (int64_t)array->count < getting->limit; i++)
		*list_push(visit->arena, array) =
			view_section(visit, &sections[i], post_count_of(sections[i].story_count));
	keep_trouble(getting, store_topics(visit->store, visit->arena, getting->limit, &topics,
					   &topic_count));
	for (size_t i = 0; i < topic_count && (int64_t)array->count < getting->limit; i++)
		if (!topics[i].internal)
			*list_push(visit->arena, array) =
				view_topic(visit, &topics[i], post_count_of(topics[i].story_count));
	getting->list = value_of_array(array);
	getting->total = (int64_t)array->count;
}

static void get_people(struct getting *getting)
{
	struct visit *visit = getting->visit;
	struct value_array *array = arena_new(visit->arena, struct value_array, 1);
	struct person *people = NULL;
	size_t count = 0;
	keep_trouble(getting,
		     store_people(visit->store, visit->arena, getting->limit, &people, &count));
	for (size_t i = 0; i < count; i++)
		*list_push(visit->arena, array) =
			view_person(visit, &people[i], S(""), post_count_of(people[i].story_count));
	getting->list = value_of_array(array);
	getting->total = (int64_t)array->count;
}

static bool read_order(struct getting *getting)
{
	struct str order = str_trim(helper_hash_text(getting->call, S("order"), S("")));
	getting->oldest_first = str_eq_nocase(order, S("published_at asc"));
	return order.len == 0 || getting->oldest_first ||
	       str_eq_nocase(order, S("published_at desc")) ||
	       str_eq_nocase(order, S("count.posts desc")) || str_eq_nocase(order, S("name asc"));
}

/* Whether the call is understood. */
static bool read_call(struct getting *getting)
{
	struct helper_call *call = getting->call;
	struct str limit = helper_hash_text(call, S("limit"), S("")), bad = S("");
	double number = helper_hash_number(call, S("limit"), GET_NORMALLY);
	double page = helper_hash_number(call, S("page"), 1);
	getting->limit = number >= 1 && number <= LIMIT_GET ? (int64_t)number : LIMIT_GET;
	getting->page = page >= 1 && page <= 1e6 ? (int64_t)page : 1;
	if (str_eq(limit, S("all")))
		getting->limit = LIMIT_GET;
	if (!read_order(getting)) {
		log_warning("{{#get}}: order not understood");
		return false;
	}
	if (filter_parse(helper_hash_text(call, S("filter"), S("")), &getting->filter, &bad)) {
		log_warning("{{#get}}: filter not understood: %.*s", STR_ARG(str_first(bad, 100)));
		return false;
	}
	return true;
}

static void run_block(struct getting *getting, struct str what)
{
	struct visit *visit = getting->visit;
	struct value_map *map = view_map(visit), *meta = view_map(visit);
	struct value_layer *layer = arena_new(visit->arena, struct value_layer, 1);
	int64_t page = visit->page;
	visit->page = getting->page;
	int64_t count = (getting->total + getting->limit - 1) / getting->limit;
	struct value pages =
		view_pagination(visit, count, getting->limit, post_count_of(getting->total));
	visit->page = page;
	view_set(visit, meta, S("pagination"), pages);
	view_set(visit, map, what, getting->list);
	view_set(visit, map, S("meta"), value_of_map(meta));
	view_set(visit, map, S("pagination"), pages);
	*layer = (struct value_layer){ helper_context(getting->call), value_of_map(map) };
	const struct value params[] = { getting->list, pages };
	helper_run_block_with(getting->call, value_of_layer(layer), NULL, 0, params,
			      COUNT_OF(params));
}

void help_get(struct helper_call *call)
{
	const struct theme_world *world = helper_world(call);
	struct value first = helper_arg(call, 0);
	struct str what = first.kind == VALUE_TEXT ? first.text : S("");
	if (!world || !helper_is_block(call)) {
		helper_fail(call, "is a block: {{#get \"posts\"}}...{{/get}}");
		return;
	}
	struct getting getting = { .call = call, .visit = world->app };
	getting.list = value_of_array(arena_new(world->arena, struct value_array, 1));
	bool is_understood = read_call(&getting);
	if (is_understood && (str_eq(what, S("posts")) || str_eq(what, S("pages"))))
		get_stories(&getting, str_eq(what, S("pages")));
	else if (is_understood && str_eq(what, S("tags")))
		get_tags(&getting);
	else if (is_understood && str_eq(what, S("authors")))
		get_people(&getting);
	else if (is_understood)
		log_warning("{{#get}}: no such resource: %.*s", STR_ARG(str_first(what, 100)));
	run_block(&getting, what);
}
