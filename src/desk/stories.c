/* SPDX-License-Identifier: Apache-2.0 */
/* stories.c: the list of stories. What it shows is all in the address, so that it can be sent, kept
 * and gone back to. */
#include "desk/handlers.h"
#include "desk/screen.h"
#include "desk/story_view.h"
#include "http/url.h"
#include "store/desk_list.h"
#include "store/taxonomy.h"

#define STORIES_A_SCREEN 50
#define LIMIT_SELECT_PEOPLE 500
#define LIMIT_SELECT_TOPICS 200
#define LIMIT_STATE_COUNT 999

/* The filters an address may have, in the order they stand in one of ours. */
static const struct str parameters[] = { STR_CONST("state"), STR_CONST("section"),
					 STR_CONST("topic"), STR_CONST("author"),
					 STR_CONST("mine"),  STR_CONST("needs"),
					 STR_CONST("q") };

/* The address of the list with one parameter set anew ("": without it); from its start. */
static struct str address_with(struct desk *desk, struct str name, struct str value)
{
	struct buf out = buf_in(desk->arena, LIMIT_DESK_PATH_BYTES * 4);
	char separator = '?';
	buf_put(&out, S("/desk/stories"));
	for (size_t i = 0; i < COUNT_OF(parameters); i++) {
		bool is_it = str_eq(parameters[i], name);
		struct str is = is_it ? value : form_get(&desk->query, parameters[i]);
		if (is.len == 0)
			continue;
		buf_put_char(&out, separator);
		buf_put(&out, parameters[i]);
		buf_put_char(&out, '=');
		buf_put(&out, url_encode_query(desk->arena, is));
		separator = '&';
	}
	return out.fault ? S("/desk/stories") : buf_str(&out);
}

static void read_place(struct str text, struct desk_filter *filter)
{
	struct str_pair cut = str_cut(text, '.');
	int64_t at, id;
	if (str_to_i64(cut.head, &at) == OK && str_to_i64(cut.tail, &id) == OK && id > 0) {
		filter->after_at = unix_ms_of(at);
		filter->after = (story_id){ id };
	}
}

static struct desk_filter read_filter(struct desk *desk)
{
	const struct form *query = &desk->query;
	struct desk_filter filter = {
		.section.n = desk_number(form_get(query, S("section")), 0),
		.topic.n = desk_number(form_get(query, S("topic")), 0),
		.author.n = desk_number(form_get(query, S("author")), 0),
		.needs_attention = form_get(query, S("needs")).len > 0,
	};
	filter.has_status = story_status_parse(form_get(query, S("state")), &filter.status);
	if (form_get(query, S("mine")).len || !can(desk->role, ACTION_READ_ANY))
		filter.author = desk->visitor.who.person;
	filter.words = form_get(query, S("q"));
	read_place(form_get(query, S("after")), &filter);
	return filter;
}

static struct value rows_view(struct desk *desk, const struct desk_row *rows, size_t count)
{
	struct value_array *list = desk_list(desk);
	for (size_t i = 0; i < count; i++) {
		const struct story *story = &rows[i].story;
		struct value_map *map = desk_map(desk);
		story_head_view(desk, map, story);
		desk_set(desk, map, S("staged"), value_bool(rows[i].has_staged));
		desk_set_text(desk, map, S("by_names"), story_authors(desk, story));
		if (story->section_count)
			desk_set_text(desk, map, S("section"), story->sections[0].name);
		desk_push(desk, list, value_of_map(map));
	}
	return value_of_array(list);
}

static struct value choice(struct desk *desk, struct str name, int64_t id, int64_t chosen)
{
	struct value_map *map = desk_map(desk);
	desk_set_text(desk, map, S("name"), name);
	desk_set(desk, map, S("id"), value_number((double)id));
	desk_set(desk, map, S("chosen"), value_bool(id == chosen));
	return value_of_map(map);
}

static enum err add_choices(struct screen *screen, const struct desk_filter *filter)
{
	struct desk *desk = screen->desk;
	struct section *sections;
	struct topic *topics;
	struct person *people;
	size_t count;
	struct value_array *list = desk_list(desk);
	TRY(store_section_tree(desk->store, desk->arena, &sections, &count));
	for (size_t i = 0; i < count; i++)
		desk_push(desk, list,
			  choice(desk, sections[i].name, sections[i].id.n, filter->section.n));
	screen_set(screen, S("sections"), value_of_array(list));
	list = desk_list(desk);
	TRY(store_topics(desk->store, desk->arena, LIMIT_SELECT_TOPICS, &topics, &count));
	for (size_t i = 0; i < count; i++)
		desk_push(desk, list,
			  choice(desk, topics[i].name, topics[i].id.n, filter->topic.n));
	screen_set(screen, S("topics"), value_of_array(list));
	list = desk_list(desk);
	TRY(store_people(desk->store, desk->arena, LIMIT_SELECT_PEOPLE, &people, &count));
	for (size_t i = 0; i < count; i++)
		desk_push(desk, list,
			  choice(desk, people[i].name, people[i].id.n, filter->author.n));
	screen_set(screen, S("people"), value_of_array(list));
	return OK;
}

/* The states as tabs; those that hold little are counted. */
static enum err add_states(struct screen *screen, const struct desk_filter *filter)
{
	struct desk *desk = screen->desk;
	struct value_array *list = desk_list(desk);
	for (enum story_status status = STORY_DRAFT; status <= STORY_WITHDRAWN; status++) {
		struct value_map *map = desk_map(desk);
		int64_t count = 0;
		bool is_counted = status <= STORY_SCHEDULED;
		if (is_counted && can(desk->role, ACTION_READ_ANY))
			TRY(store_desk_count(desk->store, status, LIMIT_STATE_COUNT, &count));
		desk_set_text(desk, map, S("name"), story_status_name(status));
		desk_set(desk, map, S("count"), value_number((double)count));
		desk_set_text(desk, map, S("url"),
			      address_with(desk, S("state"), story_status_name(status)));
		desk_set(desk, map, S("current"),
			 value_bool(filter->has_status && filter->status == status));
		desk_push(desk, list, value_of_map(map));
	}
	screen_set(screen, S("states"), value_of_array(list));
	screen_set_text(screen, S("all_url"), address_with(desk, S("state"), S("")));
	screen_set_truth(screen, S("all_current"), !filter->has_status);
	return OK;
}

static enum err add_views(struct screen *screen)
{
	struct desk *desk = screen->desk;
	struct saved_view *views;
	size_t count;
	struct value_array *list = desk_list(desk);
	TRY(store_saved_views(desk->store, desk->arena, desk->visitor.who.person, &views, &count));
	for (size_t i = 0; i < count; i++) {
		struct value_map *map = desk_map(desk);
		desk_set_text(desk, map, S("name"), views[i].name);
		desk_set_text(desk, map, S("url"),
			      str_fmt(desk->arena, "/desk/stories?%.*s", STR_ARG(views[i].query)));
		desk_push(desk, list, value_of_map(map));
	}
	screen_set(screen, S("views"), value_of_array(list));
	return OK;
}

static void add_addresses(struct screen *screen, const struct desk_row *last)
{
	struct desk *desk = screen->desk;
	struct str here = address_with(desk, S(""), S(""));
	struct str query = str_cut(here, '?').tail;
	screen_set_text(screen, S("here"), here);
	screen_set_text(screen, S("here_query"), query);
	screen_set_truth(screen, S("is_filtered"), query.len > 0);
	if (last)
		screen_set_text(screen, S("older_url"),
				str_fmt(desk->arena, "%.*s%cafter=%lld.%lld", STR_ARG(here),
					query.len ? '&' : '?', (long long)last->story.updated_at.ms,
					(long long)last->story.id.n));
}

enum err desk_stories(struct desk *desk, struct http_response *out)
{
	struct desk_filter filter = read_filter(desk);
	struct desk_row *rows;
	size_t count;
	struct screen screen = screen_of(desk, S("stories"));
	TRY(store_desk_list(desk->store, desk->arena, &filter, STORIES_A_SCREEN + 1, &rows,
			    &count));
	bool has_more = count > STORIES_A_SCREEN;
	count -= has_more;
	screen_set(&screen, S("stories"), rows_view(desk, rows, count));
	add_addresses(&screen, has_more ? &rows[count - 1] : NULL);
	TRY(add_choices(&screen, &filter));
	TRY(add_states(&screen, &filter));
	TRY(add_views(&screen));
	screen_set_text(&screen, S("q"), form_get(&desk->query, S("q")));
	screen_set_text(&screen, S("state"), form_get(&desk->query, S("state")));
	screen_set_truth(&screen, S("mine"), form_get(&desk->query, S("mine")).len > 0);
	screen_set_truth(&screen, S("needs"), filter.needs_attention);
	screen_set_truth(&screen, S("is_later"), filter.after.n > 0);
	return screen_send(&screen, out);
}

enum err desk_home(struct desk *desk, struct http_response *out)
{
	return desk_see(desk, S("/desk/stories"), S(""), out);
}

/* The writer stands in the byline until somebody says otherwise. */
enum err desk_story_new(struct desk *desk, struct http_response *out)
{
	struct byline byline = { .person.id = desk->visitor.who.person };
	const struct story draft = { .headline = form_get(&desk->form, S("headline")),
				     .bylines = &byline,
				     .byline_count = 1 };
	story_id id;
	TRY(press_begin(desk->store, &desk->by, &draft, &id));
	return desk_see(desk, str_fmt(desk->arena, "/desk/stories/%lld", (long long)id.n), S(""),
			out);
}

/* One act for many. Each is its own transaction: those that may not be changed stay as they are,
 * and the list says how many. */
static enum err act_on(struct desk *desk, story_id id, struct str act)
{
	struct edit edit;
	bool is_own;
	TRY(desk_open_story(desk, id, &edit, &is_own));
	if (str_eq(act, S("in-review")))
		return desk_mark_story(desk, &edit, is_own, STORY_IN_REVIEW);
	if (str_eq(act, S("draft")))
		return desk_mark_story(desk, &edit, is_own, STORY_DRAFT);
	if (str_eq(act, S("ready")))
		return desk_mark_story(desk, &edit, is_own, STORY_READY);
	if (!str_eq(act, S("withdraw")))
		return ERR_INVALID;
	return can(desk->role, ACTION_PUBLISH) ? press_withdraw(desk->store, &desk->by, id)
					       : ERR_DENIED;
}

enum err desk_stories_bulk(struct desk *desk, struct http_response *out)
{
	struct str text, back = form_get(&desk->form, S("back"));
	int64_t done = 0, left = 0;
	for (size_t i = 0; desk_field_at(&desk->form, S("story"), i, &text); i++) {
		enum err err = act_on(desk, (story_id){ desk_number(text, 0) },
				      form_get(&desk->form, S("act")));
		if (err == ERR_BUSY || err == ERR_IO)
			return err;
		*(err ? &left : &done) += 1;
	}
	if (!str_starts(back, S("/desk/stories")) || str_contains(back, S("//")))
		back = S("/desk/stories");
	return desk_see(desk, back,
			left   ? S("bulk-some")
			: done ? S("bulk-all")
			       : S("bulk-none"),
			out);
}

enum err desk_view_save(struct desk *desk, struct http_response *out)
{
	struct saved_view view = { .name = str_trim(form_get(&desk->form, S("name"))),
				   .query = form_get(&desk->form, S("query")) };
	if (view.name.len == 0)
		return ERR_INVALID;
	CLEANUP(txn_end) struct txn txn = { 0 };
	TRY(txn_begin(&txn, desk->store));
	TRY(store_saved_view_set(desk->store, desk->visitor.who.person, view));
	TRY(txn_commit(&txn));
	return desk_see(desk, str_fmt(desk->arena, "/desk/stories?%.*s", STR_ARG(view.query)),
			S("view-saved"), out);
}

enum err desk_view_remove(struct desk *desk, struct http_response *out)
{
	CLEANUP(txn_end) struct txn txn = { 0 };
	TRY(txn_begin(&txn, desk->store));
	TRY(store_saved_view_remove(desk->store, desk->visitor.who.person,
				    form_get(&desk->form, S("name"))));
	TRY(txn_commit(&txn));
	return desk_see(desk, S("/desk/stories"), S("view-removed"), out);
}
