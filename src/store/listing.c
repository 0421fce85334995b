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
				 .published_at = story->published_at,
				 .headline = story->headline };
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
		if (i == 0)
			listed.primary_count = listed.count - 1;
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

static bool is_visible(const struct store *store, const struct listed *listed)
{
	return listed->is_listed && listed->visible_at.ms <= store->now.ms;
}

unix_ms listing_due(const struct store *store, const struct listed *listed)
{
	return is_visible(store, listed) ? (unix_ms){ 0 } : listed->visible_at;
}

enum fact_kind listing_fact(int64_t list)
{
	static const enum fact_kind facts[] = {
		[LIST_POSTS] = FACT_LIST,           [LIST_POSTS + 1] = FACT_LIST_PAGES,
		[LIST_SECTION] = FACT_LIST_SECTION, [LIST_SECTION + 1] = FACT_LIST_PAGES_SECTION,
		[LIST_TOPIC] = FACT_LIST_TOPIC,     [LIST_TOPIC + 1] = FACT_LIST_PAGES_TOPIC,
		[LIST_AUTHOR] = FACT_LIST_AUTHOR,   [LIST_AUTHOR + 1] = FACT_LIST_PAGES_AUTHOR,
	};
	return facts[list];
}

static void touch_place(struct store *store, const struct listed *listed, struct list_place place)
{
	unix_ms due = listing_due(store, listed);
	struct span at = { listed->published_at.ms, listed->published_at.ms };
	touch_at(store, listing_fact(place.list), place.target, at, due);
	switch (place.list) {
	case LIST_POSTS: touch_at(store, FACT_NEIGHBOURS, 0, at, due); break;
	case LIST_SECTION: touch_at(store, FACT_SECTION_COUNTS, 0, SPAN_ALL, due); break;
	case LIST_TOPIC: touch_at(store, FACT_TOPIC_COUNTS, 0, SPAN_ALL, due); break;
	case LIST_AUTHOR: touch_at(store, FACT_PEOPLE_COUNTS, 0, SPAN_ALL, due); break;
	}
	if (listed->is_lead && (place.list & ~(int64_t)1) == LIST_POSTS)
		touch_at(store, FACT_LEADS, 0, at, due);
}

enum fact_kind listing_count_fact(struct list_place place)
{
	switch (place.list & ~(int64_t)1) {
	case LIST_SECTION: return FACT_COUNT_SECTION;
	case LIST_TOPIC: return FACT_COUNT_TOPIC;
	case LIST_AUTHOR: return FACT_COUNT_AUTHOR;
	default: return FACT_COUNT;
	}
}

/* How many posts a list holds is touched with the number it is now. Plain pages do not count. */
static enum err touch_count(struct store *store, const struct listed *listed,
			    struct list_place place)
{
	struct span span = SPAN_ALL;
	unix_ms due = listing_due(store, listed);
	if (store->touches_everything || listed->is_page)
		return OK;
	if (!time_is_set(due)) {
		int64_t total;
		TRY(listing_total(store, place, false, (story_id){ 0 }, &total));
		if (total >= 0)
			span = (struct span){ total, total };
	}
	touch_at(store, listing_count_fact(place), place.target, span, due);
	return OK;
}

static bool stands_in(const struct listed *listed, struct list_place place)
{
	for (size_t i = 0; i < listed->count; i++)
		if (listed->places[i].list == place.list &&
		    listed->places[i].target == place.target)
			return true;
	return false;
}

static int64_t first_section(const struct listed *listed)
{
	return listed->primary_count ? listed->places[1].target : 0;
}

static void touch_primary(struct store *store, const struct listed *listed)
{
	struct span at = { listed->published_at.ms, listed->published_at.ms };
	for (size_t i = 1; i <= listed->primary_count && !listed->is_page; i++)
		touch_at(store, FACT_LIST_PRIMARY, listed->places[i].target, at,
			 listing_due(store, listed));
}

/* Touches the lists of one in which the other does not stand, or stands elsewhere. */
static enum err touch_listed(struct store *store, const struct listed *listed,
			     const struct listed *other)
{
	bool same_place = other->is_listed && other->published_at.ms == listed->published_at.ms &&
			  other->visible_at.ms == listed->visible_at.ms;
	if (!same_place || first_section(listed) != first_section(other) ||
	    listed->primary_count != other->primary_count)
		touch_primary(store, listed);
	for (size_t i = 0; i < listed->count; i++) {
		struct list_place place = listed->places[i];
		if (listed->only_sections && (place.list & ~(int64_t)1) != LIST_SECTION)
			continue;
		if (same_place && stands_in(other, place))
			continue;
		touch_place(store, listed, place);
		TRY(touch_count(store, listed, place));
	}
	return OK;
}

/* But for whether it leads. */
static bool is_same(const struct listed *a, const struct listed *b)
{
	if (a->is_listed != b->is_listed)
		return false;
	if (!a->is_listed)
		return true;
	if (a->is_page != b->is_page || a->count != b->count ||
	    a->primary_count != b->primary_count || a->published_at.ms != b->published_at.ms ||
	    a->visible_at.ms != b->visible_at.ms)
		return false;
	for (size_t i = 0; i < a->count; i++)
		if (a->places[i].list != b->places[i].list ||
		    a->places[i].target != b->places[i].target)
			return false;
	return true;
}

/* What readers did not see leaves without a trace: what stood on its coming ends then. */
enum err listing_change(struct store *store, const struct listed *before,
			const struct listed *after)
{
	bool stays = is_same(before, after);
	if (stays && (!after->is_listed || before->is_lead == after->is_lead))
		return OK;
	if (before->is_listed)
		TRY(leave(store, before));
	if (after->is_listed)
		TRY(enter(store, after));
	if (before->is_listed && after->is_listed && before->is_lead != after->is_lead) {
		struct span at = { after->published_at.ms, after->published_at.ms };
		touch_at(store, FACT_LEADS, 0, at, listing_due(store, after));
	}
	if (stays)
		return OK;
	if (is_visible(store, before))
		TRY(touch_listed(store, before, after));
	if (!after->is_listed)
		return OK;
	return touch_listed(store, after, before);
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
	listed.only_sections = true;
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
