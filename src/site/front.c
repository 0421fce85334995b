/* SPDX-License-Identifier: Apache-2.0 */
/*
 * front.c: the front page: lead, seconds, latest, and a row for each section, in the
 * order of the primary menu.
 *
 * All but the rows of quiet sections is made of three reads: the edition as an editor laid it out,
 * the leads, and the newest posts. Each story is placed once; what was placed is marked and passed
 * over from then on.
 */
#include "site/jsonld.h"
#include "site/list.h"
#include "site/most_read.h"
#include "site/page.h"
#include "site/view.h"
#include "store/setting.h"
#include "store/shown.h"
#include "store/story.h"
#include "store/taxonomy.h"

enum {
	SECONDS = 2,
	LATEST = 10,
	LEADS_READ = 1 + SECONDS,
	POOL = 100, /* newest posts that are looked through */
	LIMIT_ROWS = 10,
};

static const struct {
	struct str name;
	size_t stories;
} rhythms[] = { { STR_CONST("big"), 4 }, { STR_CONST("even"), 4 }, { STR_CONST("list"), 5 } };

struct front {
	struct visit *visit;
	struct story_list edition, leads, pool;
	struct {
		story_id *items;
		size_t count, cap;
	} placed;
	size_t looked_at; /* of the pool, by place alone */
};

static bool is_placed(const struct front *front, story_id id)
{
	for (size_t i = 0; i < front->placed.count; i++)
		if (front->placed.items[i].n == id.n)
			return true;
	return false;
}

static void place(struct front *front, const struct story *story, struct value_array *into)
{
	*list_push(front->visit->arena, &front->placed) = story->id;
	*list_push(front->visit->arena, into) = view_story(front->visit, story);
}

/* Takes stories of a list until there are `most`. */
static void take(struct front *front, const struct story_list *from, size_t most,
		 struct value_array *into)
{
	size_t i = 0;
	for (; i < from->count && into->count < most; i++)
		if (from->items[i].kind == STORY_POST && !is_placed(front, from->items[i].id))
			place(front, &from->items[i], into);
	if (from == &front->pool && i > front->looked_at)
		front->looked_at = i;
}

/* As an editor ordered it, then leads, then by time. */
static void take_top(struct front *front, size_t most, struct value_array *into)
{
	take(front, &front->edition, most, into);
	take(front, &front->leads, most, into);
	take(front, &front->pool, most, into);
}

/* Whether a section lies in another, or is it. */
static bool is_within(struct visit *visit, section_id id, section_id top)
{
	enum err err = OK;
	for (int depth = 0; id.n && id.n != top.n && !err && depth < LIMIT_ROWS; depth++)
		err = store_section_parent(visit->store, id, &id);
	if (err && !visit->trouble)
		visit->trouble = err;
	return id.n && id.n == top.n;
}

/* Gives: how many of the list it looked at. */
static size_t take_of_section(struct front *front, const struct story_list *from, section_id top,
			      size_t most, struct value_array *into)
{
	size_t i = 0;
	for (; i < from->count && into->count < most; i++) {
		const struct story *story = &from->items[i];
		if (story->section_count == 0 || is_placed(front, story->id))
			continue;
		if (is_within(front->visit, story->sections[0].id, top))
			place(front, story, into);
	}
	return i;
}

/* Of the newest posts the page stands on those it looked at: on all from this moment on. */
static unix_ms looked_back_to(const struct front *front, size_t looked_at)
{
	const struct story_list *pool = &front->pool;
	size_t last = looked_at < pool->count ? looked_at : pool->count;
	bool is_whole = looked_at >= pool->count && pool->count < POOL;
	return last && !is_whole ? pool->items[last - 1].published_at : (unix_ms){ 0 };
}

static enum err note_pool(struct front *front, size_t shown)
{
	size_t looked_at = front->looked_at > shown ? front->looked_at : shown;
	struct story_filter filter = { .kind = POSTS_ONLY,
				       .from = looked_back_to(front, looked_at) };
	return store_note_list(front->visit->store, &filter);
}

/* The newest posts may hold too few of a section that writes seldom: it is then asked for its own.
 */
static enum err fill_row(struct front *front, const struct section *section, size_t most,
			 struct value_array *into)
{
	struct story_filter filter = { .section = section->id, .kind = POSTS_ONLY };
	struct story_list *own = arena_new(front->visit->arena, struct story_list, 1);
	size_t looked_at = take_of_section(front, &front->pool, section->id, most, into);
	TRY(store_note_primary(front->visit->store, section->id, looked_back_to(front, looked_at)));
	bool is_all_known = (int64_t)front->pool.count < POOL;
	if (into->count == most || is_all_known)
		return OK;
	TRY(store_story_list(front->visit->store, front->visit->arena, &filter, 0,
			     (int64_t)most * 2, false, own));
	take_of_section(front, own, section->id, most, into);
	return OK;
}

static bool has_picture(const struct front *front, struct value story)
{
	return value_is_true(value_field(story, S("cover"), front->visit->arena));
}

/* The large story of a row is the newest one with a picture. */
static void put_picture_first(const struct front *front, struct value_array *posts)
{
	size_t at = 0;
	while (at < posts->count && !has_picture(front, posts->items[at]))
		at++;
	if (at == posts->count)
		return;
	struct value first = posts->items[at];
	for (; at > 0; at--)
		posts->items[at] = posts->items[at - 1];
	posts->items[0] = first;
}

static enum err make_rows(struct front *front, struct value_array *rows)
{
	struct visit *visit = front->visit;
	struct section_order sections = visit_top_sections(visit);
	for (size_t i = 0; i < sections.count && rows->count < LIMIT_ROWS; i++) {
		const struct section *section = sections.items[i];
		size_t rhythm = rows->count % COUNT_OF(rhythms);
		struct value_array *posts = arena_new(visit->arena, struct value_array, 1);
		TRY(fill_row(front, section, rhythms[rhythm].stories, posts));
		if (posts->count == 0)
			continue;
		if (rhythm == 0)
			put_picture_first(front, posts);
		struct value_map *row = view_map(visit);
		view_set(visit, row, S("section"),
			 view_section(visit, section, (struct post_count){ 0 }));
		view_set(visit, row, S("posts"), value_of_array(posts));
		view_set(visit, row, S("rhythm"), value_text(rhythms[rhythm].name));
		*list_push(visit->arena, rows) = value_of_map(row);
	}
	return visit->trouble;
}

static enum err read_layout(struct front *front)
{
	struct visit *visit = front->visit;
	struct story_filter leads = { .leads_only = true, .kind = POSTS_ONLY };
	story_id *ids;
	size_t count;
	TRY(store_edition(visit->store, visit->arena, visit->now, &ids, &count));
	if (count)
		TRY(store_story_cards(visit->store, visit->arena, ids, count, &front->edition));
	return store_story_list(visit->store, visit->arena, &leads, 0, LEADS_READ, false,
				&front->leads);
}

static enum err lay_out(struct front *front, struct page *page)
{
	struct visit *visit = front->visit;
	struct value_array *parts = arena_new(visit->arena, struct value_array, 5);
	struct value_map *map = view_map(visit);
	TRY(read_layout(front));
	take_top(front, 1, &parts[0]);
	take_top(front, SECONDS, &parts[1]);
	take(front, &front->pool, LATEST, &parts[2]);
	TRY(make_rows(front, &parts[3]));
	view_set(visit, map, S("lead"), parts[0].count ? parts[0].items[0] : value_null());
	view_set(visit, map, S("seconds"), value_of_array(&parts[1]));
	view_set(visit, map, S("latest"), value_of_array(&parts[2]));
	view_set(visit, map, S("rows"), value_of_array(&parts[3]));
	TRY(most_read_block(visit, &parts[4]));
	view_set(visit, map, S("most_read"), value_of_array(&parts[4]));
	page_set(page, S("front"), value_of_map(map));
	return OK;
}

enum err front_serve(struct visit *visit, struct http_response *out)
{
	struct front front = { .visit = visit };
	struct page page = page_of(visit, 200);
	struct story_filter filter = { .kind = POSTS_ONLY };
	int64_t limit = list_length(visit);
	bool is_first = visit->page == 1;
	struct page_run run;
	TRY(page_run_of(visit, &filter, limit, &run));
	store_note_into(visit->store, is_first ? NULL : &visit->facts);
	enum err err =
		store_story_list(visit->store, visit->arena, &filter, (visit->page - 1) * limit,
				 is_first ? POOL : limit, false, &front.pool);
	store_note_into(visit->store, &visit->facts);
	TRY(err);
	size_t shown = front.pool.count < (size_t)limit ? front.pool.count : (size_t)limit;
	page_set(&page, S("posts"), view_stories(visit, front.pool.items, shown));
	page_set_pagination(&page, S("/"), &run);
	if (is_first) {
		TRY(lay_out(&front, &page));
		TRY(note_pool(&front, shown));
		page_try_template(&page, S("home"));
		page_add_context(&page, S("home"));
		head_add_data(&page.head, jsonld_site(visit));
	}
	page_try_template(&page, S("index"));
	page_add_context(&page, S("index"));
	page.head.title = VISIT_SETTING(visit, title);
	page.head.description = VISIT_SETTING(visit, description);
	return page_send(&page, out);
}
