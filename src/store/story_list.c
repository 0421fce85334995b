/* SPDX-License-Identifier: Apache-2.0 */
/*
 * story_list.c: lists of public stories.
 *
 * The narrowest list a filter names (section, else topic, else author, else all) is walked along
 * its index and gives ids; the other conditions are asked of the same rows. Then the cards of those
 * ids are read, as many queries for ten as for a hundred.
 */
#include <stdlib.h>

#include "store/listing.h"
#include "store/shown.h"
#include "store/store_private.h"
#include "store/story_row.h"
#include "store/story_sql.h"

/* From here on a place is looked for by the counts. */
#define SEEK_FROM 400
#define LIMIT_OFFSET 1000000000

static struct list_place place_of(const struct story_filter *filter)
{
	struct list_place place = { LIST_POSTS, 0 };
	if (filter->section.n)
		place = (struct list_place){ LIST_SECTION, filter->section.n };
	else if (filter->topic.n)
		place = (struct list_place){ LIST_TOPIC, filter->topic.n };
	else if (filter->author.n)
		place = (struct list_place){ LIST_AUTHOR, filter->author.n };
	place.list += filter->kind == PAGES_ONLY;
	return place;
}

static bool has_range(const struct story_filter *filter)
{
	return time_is_set(filter->from) || time_is_set(filter->before);
}

static void note_list(struct store *store, const struct story_filter *filter, struct span window)
{
	struct list_place place = place_of(filter);
	if (filter->leads_only || filter->no_leads)
		note_within(store, FACT_LEADS, 0, window);
	/* In a narrower list a story may come to stand that led before. */
	if (filter->leads_only && (place.list & ~(int64_t)1) == LIST_POSTS)
		return;
	if (filter->kind != PAGES_ONLY)
		note_within(store, listing_fact(place.list & ~(int64_t)1), place.target, window);
	if (filter->kind != POSTS_ONLY)
		note_within(store, listing_fact(place.list | 1), place.target, window);
}

static struct span span_of(const struct story_filter *filter)
{
	return (struct span){
		.from = time_is_set(filter->from) ? filter->from.ms : INT64_MIN,
		.to = time_is_set(filter->before) ? filter->before.ms - 1 : INT64_MAX,
	};
}

/* One more list the story must stand in, each found by its whole key. */
static void also_in(struct buf *sql, enum list_kind list, const char *target)
{
	buf_fmt(sql,
		" AND EXISTS (SELECT 1 FROM listing m WHERE m.list IN (%d, %d) AND m.target = %s "
		"AND m.published_at = l.published_at AND m.story = l.story)",
		list, list + 1, target);
}

/* The conditions. Parameters 1 to 8: list, target, now, from, before, not_this, topic, author. All
 * are bound always; whoever writes the rest of the text names a ninth, so that they may be. */
static void put_where(struct buf *sql, const struct story_filter *filter)
{
	buf_put(sql, filter->kind == ANY_KIND ? S(" WHERE l.list IN (?1, ?1 + 1)")
					      : S(" WHERE l.list = ?1"));
	buf_put(sql, S(" AND l.target = ?2 AND " STORY_IS_PUBLIC("l", "?3")));
	if (time_is_set(filter->from))
		buf_put(sql, S(" AND l.published_at >= ?4"));
	if (time_is_set(filter->before))
		buf_put(sql, S(" AND l.published_at < ?5"));
	if (filter->not_this.n)
		buf_put(sql, S(" AND l.story <> ?6"));
	if (filter->topic.n && filter->section.n)
		also_in(sql, LIST_TOPIC, "?7");
	if (filter->author.n && (filter->section.n || filter->topic.n))
		also_in(sql, LIST_AUTHOR, "?8");
	if (filter->leads_only)
		buf_put(sql, S(" AND l.is_lead = 1"));
	if (filter->no_leads)
		buf_put(sql, S(" AND l.is_lead = 0"));
}

static void put_filter(struct store *store, struct query *q, const struct story_filter *filter)
{
	struct list_place place = place_of(filter);
	db_put_i64(q, place.list);
	db_put_i64(q, place.target);
	db_put_time(q, store->now);
	db_put_time(q, filter->from);
	db_put_time(q, filter->before);
	db_put_i64(q, filter->not_this.n);
	db_put_i64(q, filter->topic.n);
	db_put_i64(q, filter->author.n);
}

struct ids_found {
	story_id *items;
	size_t count, cap;
	unix_ms last; /* when the last of them was published */
};

static enum err read_ids(struct store *store, struct arena *into, const struct story_filter *filter,
			 int64_t offset, int64_t limit, struct ids_found *out)
{
	struct buf sql = buf_in(&store->scratch, LIMIT_SQL_BYTES);
	buf_put(&sql, S("SELECT l.story, l.published_at FROM listing l"));
	put_where(&sql, filter);
	buf_put(&sql, filter->oldest_first ? S(" ORDER BY l.published_at, l.story")
					   : S(" ORDER BY l.published_at DESC, l.story DESC"));
	buf_put(&sql, S(" LIMIT ?9 OFFSET ?10"));
	BUG_IF(sql.fault);
	CLEANUP(db_done) struct query q = db_query(store->db, buf_str(&sql));
	put_filter(store, &q, filter);
	db_put_i64(&q, limit);
	db_put_i64(&q, offset);
	for (bool has_row = true;;) {
		TRY(db_next(&q, &has_row));
		if (!has_row)
			return OK;
		list_push(into, out)->n = db_i64(&q);
		out->last = db_time(&q);
	}
}

/* What changes beyond the last story given does not change the answer; if it is the last of all,
 * everything may. */
static enum err note_window(struct store *store, const struct story_filter *filter, int64_t limit,
			    const struct ids_found *ids)
{
	struct span window = span_of(filter);
	if ((int64_t)ids->count == limit && limit > 0)
		*(filter->oldest_first ? &window.to : &window.from) = ids->last.ms;
	note_list(store, filter, window);
	return listing_note_due(store, place_of(filter), window);
}

/* Whether the counts tell all about this filter. */
static bool is_plain(const struct story_filter *filter)
{
	int named = (filter->section.n != 0) + (filter->topic.n != 0) + (filter->author.n != 0);
	return named <= 1 && !has_range(filter) && !filter->leads_only && filter->kind != ANY_KIND;
}

/* The same but for a span of time. */
static bool is_plain_within(const struct story_filter *filter)
{
	struct story_filter whenever = *filter;
	whenever.from = whenever.before = (unix_ms){ 0 };
	return has_range(filter) && is_plain(&whenever);
}

static enum err count_all(struct store *store, const struct story_filter *filter, int64_t *out)
{
	SCRATCH(store);
	*out = -1;
	if (is_plain(filter))
		TRY(listing_total(store, place_of(filter), filter->no_leads, filter->not_this,
				  out));
	if (is_plain_within(filter))
		TRY(listing_total_within(store, place_of(filter), filter->no_leads,
					 filter->not_this, span_of(filter), out));
	if (*out >= 0)
		return OK;
	struct buf sql = buf_in(&store->scratch, LIMIT_SQL_BYTES);
	buf_put(&sql, S("SELECT count(*) FROM listing l"));
	put_where(&sql, filter);
	buf_put(&sql, S(" LIMIT ?9"));
	BUG_IF(sql.fault);
	CLEANUP(db_done) struct query q = db_query(store->db, buf_str(&sql));
	put_filter(store, &q, filter);
	db_put_i64(&q, 1);
	TRY(db_one(&q));
	*out = db_i64(&q);
	return OK;
}

static enum err read_cards(struct store *store, struct arena *into, const story_id *ids,
			   size_t count, struct story_list *out);

/* Lists whose number is touched with what it is. */
static bool is_counted(const struct story_filter *filter)
{
	return is_plain(filter) && !filter->no_leads && !filter->not_this.n &&
	       filter->kind == POSTS_ONLY;
}

/* Notes that the number may be anything within the span. */
static enum err note_count(struct store *store, const struct story_filter *filter,
			   struct span number)
{
	struct list_place place = place_of(filter);
	struct span minds = { number.to + 1, number.from - 1 };
	if (is_counted(filter)) {
		note_within(store, listing_count_fact(place), place.target, minds);
		return listing_note_due(store, place, SPAN_ALL);
	}
	note_list(store, filter, span_of(filter));
	return listing_note_due(store, place, span_of(filter));
}

/* Whether a page follows hangs on the first story beyond this one, where no numbers are kept. */
static enum err note_following(struct store *store, const struct story_filter *filter,
			       int64_t shown)
{
	SCRATCH(store);
	struct ids_found ids = { 0 };
	TRY(read_ids(store, &store->scratch, filter, shown, 1, &ids));
	return note_window(store, filter, 1, &ids);
}

enum err store_note_list(struct store *store, const struct story_filter *filter)
{
	note_list(store, filter, span_of(filter));
	return listing_note_due(store, place_of(filter), span_of(filter));
}

enum err store_note_primary(struct store *store, section_id section, unix_ms from)
{
	struct list_place place = { LIST_SECTION, section.n };
	struct span window = { time_is_set(from) ? from.ms : INT64_MIN, INT64_MAX };
	note_within(store, FACT_LIST_PRIMARY, section.n, window);
	return listing_note_due(store, place, window);
}

enum err store_story_pages(struct store *store, const struct story_filter *filter, int64_t length,
			   int64_t page, int64_t *out)
{
	int64_t total;
	BUG_IF(length < 1 || page < 0);
	TRY(count_all(store, filter, &total));
	int64_t pages = (total + length - 1) / length;
	/* All numbers with which the answer stays: of the pages, or of what is at this one. */
	struct span same = { pages ? (pages - 1) * length + 1 : 0, pages * length };
	if (page > 0 && page < pages)
		same = (struct span){ page * length + 1, INT64_MAX - 1 };
	else if (page > 1 && page > pages)
		same = (struct span){ 0, (page - 1) * length };
	else if (page == 1)
		same = (struct span){ 0, length };
	*out = pages;
	if (page > 0 && page < pages && !is_counted(filter))
		return note_following(store, filter, page * length);
	return note_count(store, filter, same);
}

enum err store_story_list(struct store *store, struct arena *into, const struct story_filter *asked,
			  int64_t offset, int64_t limit, bool want_total, struct story_list *out)
{
	SCRATCH(store);
	struct story_filter filter = *asked;
	struct ids_found ids = { 0 };
	struct list_seek seek = { 0 };
	int64_t total = -1;
	BUG_IF(offset < 0 || limit < 0 || offset >= LIMIT_OFFSET);
	if (want_total) {
		TRY(count_all(store, &filter, &total));
		TRY(note_count(store, &filter, (struct span){ total, total }));
	}
	if (limit == 0) {
		*out = (struct story_list){ .total = total };
		return OK;
	}
	if (offset >= SEEK_FROM && is_plain(&filter) && !filter.oldest_first)
		TRY(listing_seek(store, place_of(&filter), filter.no_leads, filter.not_this, offset,
				 &seek));
	if (seek.is_found) {
		/* 0 would say "no bound"; nothing visible was published at 0. */
		filter.before = time_is_set(seek.before) ? seek.before : unix_ms_of(1);
		offset = seek.rest;
	}
	TRY(read_ids(store, into, &filter, offset, limit, &ids));
	TRY(note_window(store, asked, limit, &ids));
	struct story_list list;
	TRY(read_cards(store, into, ids.items, ids.count, &list));
	*out = (struct story_list){ list.items, list.count, total };
	return OK;
}

static int by_id(const void *a, const void *b)
{
	const struct story *x = a, *y = b;
	return (x->id.n > y->id.n) - (x->id.n < y->id.n);
}

static enum err read_rows(struct store *store, struct arena *into, const int64_t *ids, size_t count,
			  struct stories *out)
{
	CLEANUP(db_done)
	struct query q =
		query_ids(store,
			  S(WITH_IDS "SELECT " STORY_COLUMNS " FROM ids CROSS JOIN story s "
				     "WHERE s.id = wanted"),
			  0, count);
	put_ids(&q, ids, count);
	for (bool has_row = true;;) {
		TRY(db_next(&q, &has_row));
		if (!has_row)
			return OK;
		struct story story = story_take(&q, into);
		struct life life = story_life(story.status, story.published_at, story.embargo_until,
					      store->now);
		note_until(store, life.changes_at);
		if (life.is_public)
			*list_push(into, out) = story;
	}
}

/* The public ones among ids, each once, by id. What is shown of them is noted by who looks at it:
 * store/shown.h. */
static enum err read_public(struct store *store, struct arena *into, const story_id *ids,
			    size_t count, bool bare, struct stories *out)
{
	SCRATCH(store);
	int64_t *wanted = arena_new(&store->scratch, int64_t, count + 1);
	for (size_t i = 0; i < count; i++)
		wanted[i] = ids[i].n;
	count = ids_unique(wanted, count);
	for (size_t at = 0; at < count; at += LIMIT_IDS_A_QUERY) {
		size_t n = count - at < LIMIT_IDS_A_QUERY ? count - at : LIMIT_IDS_A_QUERY;
		TRY(read_rows(store, into, wanted + at, n, out));
	}
	if (out->count)
		qsort(out->items, out->count, sizeof *out->items, by_id);
	CLEANUP(noting_again)
	struct unnoted unnoted __attribute__((unused)) = noting_stop(store);
	return bare ? story_fill_bare(store, into, out->items, out->count)
		    : story_fill(store, into, out->items, out->count);
}

static enum err read_some_cards(struct store *store, struct arena *into, const story_id *ids,
				size_t count, bool bare, struct story_list *out)
{
	struct stories found = { 0 };
	TRY(read_public(store, into, ids, count, bare, &found));
	struct story_list list = { arena_new(into, struct story, count + 1), 0, -1 };
	for (size_t i = 0; i < count && found.count; i++) {
		struct story key = { .id = ids[i] };
		const struct story *story =
			bsearch(&key, found.items, found.count, sizeof key, by_id);
		if (story)
			list.items[list.count++] = *story;
	}
	*out = list;
	return OK;
}

static enum err read_cards(struct store *store, struct arena *into, const story_id *ids,
			   size_t count, struct story_list *out)
{
	return read_some_cards(store, into, ids, count, false, out);
}

enum err store_story_bare_cards(struct store *store, struct arena *into, const story_id *ids,
				size_t count, struct story_list *out)
{
	for (size_t i = 0; i < count; i++)
		note_id(store, FACT_LIFE, ids[i].n);
	return read_some_cards(store, into, ids, count, true, out);
}

enum err store_story_cards(struct store *store, struct arena *into, const story_id *ids,
			   size_t count, struct story_list *out)
{
	for (size_t i = 0; i < count; i++)
		note_id(store, FACT_LIFE, ids[i].n);
	return read_cards(store, into, ids, count, out);
}

/* Between a story and its neighbour nothing may come. */
static enum err note_beside(struct store *store, unix_ms of, bool next, const unix_ms *found)
{
	struct span between = next ? (struct span){ of.ms, found ? found->ms : INT64_MAX }
				   : (struct span){ found ? found->ms : INT64_MIN, of.ms };
	note_within(store, FACT_NEIGHBOURS, 0, between);
	return listing_note_due(store, (struct list_place){ LIST_POSTS, 0 }, between);
}

enum err store_story_neighbour(struct store *store, struct arena *into, const struct story *of,
			       bool next, struct story *out)
{
	CLEANUP(db_done)
	struct query q = db_query(
		store->db,
		next ? S("SELECT story, published_at FROM listing l WHERE list = 0 AND target = 0 "
			 "AND " STORY_IS_PUBLIC("l", "?1") " AND (published_at, story) > (?2, ?3) "
							   "ORDER BY published_at, story LIMIT 1")
		     : S("SELECT story, published_at FROM listing l WHERE list = 0 AND target = 0 "
			 "AND " STORY_IS_PUBLIC(
				 "l", "?1") " AND (published_at, story) < (?2, ?3) "
					    "ORDER BY published_at DESC, story DESC LIMIT 1"));
	db_put_time(&q, store->now);
	db_put_time(&q, of->published_at);
	db_put_i64(&q, of->id.n);
	bool has_row;
	TRY(db_next(&q, &has_row));
	story_id id = { has_row ? db_i64(&q) : 0 };
	unix_ms published_at = { has_row ? db_i64(&q) : 0 };
	TRY(note_beside(store, of->published_at, next, has_row ? &published_at : NULL));
	if (!has_row)
		return ERR_NOT_FOUND;
	struct story_list list;
	TRY(read_cards(store, into, &id, 1, &list));
	if (list.count == 0)
		return ERR_NOT_FOUND;
	*out = list.items[0];
	return OK;
}
