/* SPDX-License-Identifier: Apache-2.0 */
/* listing.c: keeping the lists. Reading them is in story_list.c, finding a place in listing_seek.c.
 */
#include "store/listing.h"

#include "store/store_private.h"
#include "store/story_sql.h"
#include "store/term.h"

static const int64_t DAY_MS = 86400000;

int64_t listing_day(unix_ms t)
{
	return (t.ms - (t.ms < 0 ? DAY_MS - 1 : 0)) / DAY_MS;
}

int64_t listing_month(unix_ms t)
{
	struct civil c = civil_from_unix(t, 0);
	return ((int64_t)c.year - 1970) * 12 + c.month - 1;
}

static void add_place(struct arena *into, struct listed *listed, enum list_kind list,
		      int64_t target)
{
	int64_t kind = list + listed->is_page;
	for (size_t i = 0; i < listed->count; i++)
		if (listed->places[i].list == kind && listed->places[i].target == target)
			return;
	if (listed->count == listed->cap)
		listed->places =
			list_grow(into, listed->places, &listed->cap, sizeof(struct list_place));
	listed->places[listed->count++] = (struct list_place){ kind, target };
}

enum err listing_of(struct store *store, struct arena *into, const struct story *story,
		    struct listed *out)
{
	struct listed listed = { .story = story->id,
				 .is_lead = story->is_lead,
				 .is_page = story->kind == STORY_PAGE,
				 .published_at = story->published_at };
	listed.is_listed =
		story->id.n && story_visible_at(story->status, story->published_at,
						story->embargo_until, &listed.visible_at);
	TRY(section_tree(store));
	add_place(into, &listed, LIST_POSTS, 0);
	for (size_t i = 0; i < story->section_count; i++) {
		size_t steps = 0;
		for (int64_t at = story->sections[i].id.n; at && steps++ <= store->tree_count;
		     at = section_parent(store, at))
			add_place(into, &listed, LIST_SECTION, at);
	}
	for (size_t i = 0; i < story->topic_count; i++)
		add_place(into, &listed, LIST_TOPIC, story->topics[i].id.n);
	for (size_t i = 0; i < story->byline_count; i++)
		add_place(into, &listed, LIST_AUTHOR, story->bylines[i].person.id.n);
	*out = listed;
	return OK;
}

static enum err count_one(struct store *store, struct list_place place, unix_ms at, int64_t by)
{
	const int64_t spans[] = { 0, listing_month(at), listing_day(at) };
	CLEANUP(db_done)
	struct query q = db_query(
		store->db, S("INSERT INTO listing_count (list, target, scale, span, stories) "
			     "VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (list, target, scale, span) "
			     "DO UPDATE SET stories = listing_count.stories + ?5"));
	for (size_t scale = 0; scale < COUNT_OF(spans); scale++) {
		db_again(&q);
		db_put_i64(&q, place.list);
		db_put_i64(&q, place.target);
		db_put_i64(&q, (int64_t)scale);
		db_put_i64(&q, spans[scale]);
		db_put_i64(&q, by);
		TRY(db_run(&q));
	}
	return OK;
}

static enum err enter(struct store *store, const struct listed *listed)
{
	CLEANUP(db_done)
	struct query q = db_query(
		store->db,
		S("INSERT INTO listing (list, target, published_at, story, visible_at, is_lead) "
		  "VALUES (?1, ?2, ?3, ?4, ?5, ?6)"));
	for (size_t i = 0; i < listed->count; i++) {
		db_again(&q);
		db_put_i64(&q, listed->places[i].list);
		db_put_i64(&q, listed->places[i].target);
		db_put_time(&q, listed->published_at);
		db_put_i64(&q, listed->story.n);
		db_put_time(&q, listed->visible_at);
		db_put_i64(&q, listed->is_lead);
		TRY(db_run(&q));
		TRY(count_one(store, listed->places[i], listed->published_at, 1));
	}
	return OK;
}

static enum err leave(struct store *store, const struct listed *listed)
{
	CLEANUP(db_done)
	struct query q =
		db_query(store->db, S("DELETE FROM listing WHERE list = ?1 AND target = ?2 AND "
				      "published_at = ?3 AND story = ?4"));
	for (size_t i = 0; i < listed->count; i++) {
		db_again(&q);
		db_put_i64(&q, listed->places[i].list);
		db_put_i64(&q, listed->places[i].target);
		db_put_time(&q, listed->published_at);
		db_put_i64(&q, listed->story.n);
		TRY(db_run(&q));
		TRY(count_one(store, listed->places[i], listed->published_at, -1));
	}
	return OK;
}

static void touch_place(struct store *store, const struct listed *listed, struct list_place place)
{
	switch (place.list & ~(int64_t)1) {
	case LIST_POSTS:
		touch(store, listed->is_page ? FACT_LIST_PAGES : FACT_LIST);
		touch_id(store, FACT_LIST_DAY, listing_day(listed->published_at));
		touch_id(store, FACT_LIST_MONTH, listing_month(listed->published_at));
		break;
	case LIST_SECTION:
		touch_id(store, FACT_LIST_SECTION, place.target);
		touch(store, FACT_SECTION_COUNTS);
		break;
	case LIST_TOPIC:
		touch_id(store, FACT_LIST_TOPIC, place.target);
		touch(store, FACT_TOPIC_COUNTS);
		break;
	case LIST_AUTHOR:
		touch_id(store, FACT_LIST_AUTHOR, place.target);
		touch(store, FACT_PEOPLE_COUNTS);
		break;
	}
}

void listing_touch_related(struct store *store, const struct listed *listed)
{
	for (size_t i = 0; i < listed->count; i++) {
		struct list_place place = listed->places[i];
		if (place.list == LIST_SECTION)
			touch_id(store, FACT_RELATED_SECTION, place.target);
		if (place.list == LIST_TOPIC)
			touch_id(store, FACT_RELATED_TOPIC, place.target);
	}
}

/* The two that stand beside this place show it as the next or the previous one. */
static enum err touch_beside(struct store *store, const struct listed *listed, struct str sql)
{
	CLEANUP(db_done) struct query q = db_query(store->db, sql);
	db_put_time(&q, store->now);
	db_put_time(&q, listed->published_at);
	db_put_i64(&q, listed->story.n);
	bool has_row;
	TRY(db_next(&q, &has_row));
	if (has_row)
		touch_id(store, FACT_NEIGHBOUR, db_i64(&q));
	return OK;
}

static enum err touch_listed(struct store *store, const struct listed *listed)
{
	for (size_t i = 0; i < listed->count; i++)
		touch_place(store, listed, listed->places[i]);
	listing_touch_related(store, listed);
	touch_id(store, FACT_NEIGHBOUR, listed->story.n);
	if (listed->is_page || store->touches_everything)
		return OK;
	TRY(touch_beside(
		store, listed,
		S("SELECT story FROM listing l WHERE list = 0 AND target = 0 AND " STORY_IS_PUBLIC(
			"l", "?1") " AND (published_at, story) > (?2, ?3) "
				   "ORDER BY published_at, story LIMIT 1")));
	return touch_beside(
		store, listed,
		S("SELECT story FROM listing l WHERE list = 0 AND target = 0 AND " STORY_IS_PUBLIC(
			"l", "?1") " AND (published_at, story) < (?2, ?3) "
				   "ORDER BY published_at DESC, story DESC LIMIT 1"));
}

static bool is_same(const struct listed *a, const struct listed *b)
{
	if (a->is_listed != b->is_listed)
		return false;
	if (!a->is_listed)
		return true;
	if (a->is_lead != b->is_lead || a->is_page != b->is_page || a->count != b->count ||
	    a->published_at.ms != b->published_at.ms || a->visible_at.ms != b->visible_at.ms)
		return false;
	for (size_t i = 0; i < a->count; i++)
		if (a->places[i].list != b->places[i].list ||
		    a->places[i].target != b->places[i].target)
			return false;
	return true;
}

enum err listing_change(struct store *store, const struct listed *before,
			const struct listed *after)
{
	if (is_same(before, after))
		return OK;
	if (before->is_listed) {
		TRY(leave(store, before));
		TRY(touch_listed(store, before));
	}
	if (after->is_listed) {
		TRY(enter(store, after));
		TRY(touch_listed(store, after));
	}
	touch(store, FACT_COUNT);
	touch(store, FACT_SITEMAP);
	touch(store, FACT_SEARCH);
	return OK;
}

static bool is_below(const struct store *store, int64_t section, int64_t top)
{
	size_t steps = 0;
	for (; section && steps++ <= store->tree_count; section = section_parent(store, section))
		if (section == top)
			return true;
	return false;
}

struct story_ids {
	int64_t *items;
	size_t count, cap;
};

/* The stories, of any state, of a section and those below it. */
static enum err stories_below(struct store *store, int64_t section, struct story_ids *out)
{
	TRY(section_tree(store));
	for (size_t i = 0; i < store->tree_count; i++) {
		if (!is_below(store, store->tree[i].id, section))
			continue;
		CLEANUP(db_done)
		struct query q = db_query(store->db,
					  S("SELECT story FROM story_section WHERE section = ?1"));
		db_put_i64(&q, store->tree[i].id);
		for (bool has_row = true;;) {
			TRY(db_next(&q, &has_row));
			if (!has_row)
				break;
			*list_push(&store->work, out) = db_i64(&q);
		}
	}
	out->count = ids_unique(out->items, out->count);
	return OK;
}

static enum err move_one(struct store *store, story_id id, bool is_entering)
{
	WORK(store);
	const struct listed nowhere = { 0 };
	struct story story;
	struct listed listed;
	TRY(store_story_any(store, &store->work, id, &story));
	TRY(listing_of(store, &store->work, &story, &listed));
	return is_entering ? listing_change(store, &nowhere, &listed)
			   : listing_change(store, &listed, &nowhere);
}

static enum err move_below(struct store *store, int64_t section, bool is_entering)
{
	WORK(store);
	struct story_ids ids = { 0 };
	TRY(stories_below(store, section, &ids));
	for (size_t i = 0; i < ids.count; i++)
		TRY(move_one(store, (story_id){ ids.items[i] }, is_entering));
	return OK;
}

enum err listing_leave_above(struct store *store, int64_t section)
{
	return move_below(store, section, false);
}

enum err listing_enter_above(struct store *store, int64_t section)
{
	return move_below(store, section, true);
}
