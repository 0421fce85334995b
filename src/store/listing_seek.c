/* SPDX-License-Identifier: Apache-2.0 */
/*
 * listing_seek.c: finding a place deep in a list by its counts: months first, then the days of one
 * month, and only within a day a walk.
 *
 * The counts hold every story of the list. What a reader's list leaves out (not visible yet, leads
 * where they are shown elsewhere, the story itself) is few, is read first, and is taken off the
 * span it falls into. When it is not few the list is walked.
 */
#include "store/listing.h"
#include "store/store_private.h"
#include "store/story_sql.h"

#define LIMIT_LEFT_OUT 2000
static const int64_t DAY_MS = 86400000;

struct left_out {
	unix_ms *items; /* published_at of each */
	size_t count, cap;
	bool is_complete;
};

/* Each branch is the range of one index. */
static const struct str left_out_sql = STR_CONST(
	"SELECT published_at, story FROM listing WHERE list = ?1 AND target = ?2 AND "
	"published_at > ?3 "
	"UNION SELECT published_at, story FROM listing WHERE list = ?1 AND target = ?2 AND "
	"visible_at > published_at AND visible_at > ?3 "
	"UNION SELECT published_at, story FROM listing WHERE list = ?1 AND target = ?2 AND "
	"is_lead = 1 AND ?4 = 1 "
	"UNION SELECT l.published_at, l.story FROM story s JOIN listing l ON l.list = ?1 AND "
	"l.target = ?2 AND l.published_at = s.published_at AND l.story = s.id WHERE s.id = ?5 "
	"LIMIT ?6");

static enum err read_left_out(struct store *store, struct list_place place, bool skip_leads,
			      story_id not_this, struct left_out *out)
{
	CLEANUP(db_done) struct query q = db_query(store->db, left_out_sql);
	db_put_i64(&q, place.list);
	db_put_i64(&q, place.target);
	db_put_time(&q, store->now);
	db_put_i64(&q, skip_leads);
	db_put_i64(&q, not_this.n);
	db_put_i64(&q, LIMIT_LEFT_OUT + 1);
	for (bool has_row = true;;) {
		TRY(db_next(&q, &has_row));
		if (!has_row)
			break;
		*list_push(&store->scratch, out) = db_time(&q);
	}
	out->is_complete = out->count <= LIMIT_LEFT_OUT;
	return OK;
}

static int64_t left_out_in(const struct left_out *left_out, int64_t (*span_of)(unix_ms),
			   int64_t span)
{
	int64_t n = 0;
	for (size_t i = 0; i < left_out->count; i++)
		n += span_of(left_out->items[i]) == span;
	return n;
}

/* The span, newest first, in which the story at *offset lies; takes those before it off *offset.
 * Fails: ERR_NOT_FOUND when the list is shorter. */
static enum err find_span(struct query *q, const struct left_out *left_out,
			  int64_t (*span_of)(unix_ms), int64_t *offset, int64_t *out)
{
	for (bool has_row = true;;) {
		TRY(db_next(q, &has_row));
		if (!has_row)
			return ERR_NOT_FOUND;
		int64_t span = db_i64(q);
		int64_t stories = db_i64(q) - left_out_in(left_out, span_of, span);
		if (*offset < stories) {
			*out = span;
			return OK;
		}
		*offset -= stories;
	}
}

static enum err find_month(struct store *store, struct list_place place,
			   const struct left_out *left_out, int64_t *offset, int64_t *month)
{
	CLEANUP(db_done)
	struct query q =
		db_query(store->db, S("SELECT span, stories FROM listing_count WHERE list = ?1 AND "
				      "target = ?2 AND scale = 1 ORDER BY span DESC"));
	db_put_i64(&q, place.list);
	db_put_i64(&q, place.target);
	return find_span(&q, left_out, listing_month, offset, month);
}

static enum err find_day(struct store *store, struct list_place place, int64_t month,
			 const struct left_out *left_out, int64_t *offset, int64_t *day)
{
	struct civil first = { .year = (int)(1970 + (month - (month < 0 ? 11 : 0)) / 12),
			       .day = 1 };
	first.month = (int)(month - ((int64_t)first.year - 1970) * 12) + 1;
	int64_t from = listing_day(unix_from_civil(first));
	CLEANUP(db_done)
	struct query q =
		db_query(store->db, S("SELECT span, stories FROM listing_count WHERE list = ?1 AND "
				      "target = ?2 AND scale = 2 AND span >= ?3 AND span < ?4 "
				      "ORDER BY span DESC"));
	db_put_i64(&q, place.list);
	db_put_i64(&q, place.target);
	db_put_i64(&q, from);
	db_put_i64(&q, from + days_in_month(first.year, first.month));
	return find_span(&q, left_out, listing_day, offset, day);
}

enum err listing_seek(struct store *store, struct list_place place, bool skip_leads,
		      story_id not_this, int64_t offset, struct list_seek *out)
{
	SCRATCH(store);
	struct left_out left_out = { 0 };
	int64_t month, day;
	*out = (struct list_seek){ 0 };
	TRY(read_left_out(store, place, skip_leads, not_this, &left_out));
	if (!left_out.is_complete)
		return OK;
	enum err err = find_month(store, place, &left_out, &offset, &month);
	if (!err)
		err = find_day(store, place, month, &left_out, &offset, &day);
	if (err && err != ERR_NOT_FOUND)
		return err;
	out->is_found = true;
	out->rest = offset;
	out->before = unix_ms_of(err ? INT64_MIN : (day + 1) * DAY_MS);
	return OK;
}

enum err listing_total(struct store *store, struct list_place place, bool skip_leads,
		       story_id not_this, int64_t *out)
{
	SCRATCH(store);
	struct left_out left_out = { 0 };
	TRY(read_left_out(store, place, skip_leads, not_this, &left_out));
	*out = -1;
	if (!left_out.is_complete)
		return OK;
	CLEANUP(db_done)
	struct query q =
		db_query(store->db, S("SELECT coalesce(sum(stories), 0) FROM listing_count WHERE "
				      "list = ?1 AND target = ?2 AND scale = 0 AND span = 0"));
	db_put_i64(&q, place.list);
	db_put_i64(&q, place.target);
	TRY(db_one(&q));
	*out = db_i64(&q) - (int64_t)left_out.count;
	return OK;
}

/* Whole days of a span of time, UTC: [first, end). None when end <= first. */
static struct span whole_days(struct span published)
{
	int64_t first = INT64_MIN, end = INT64_MAX;
	if (published.from != INT64_MIN)
		first = listing_day(unix_ms_of(published.from - 1)) + 1;
	if (published.to != INT64_MAX)
		end = listing_day(unix_ms_of(published.to + 1));
	return (struct span){ first, end };
}

static enum err sum_days(struct store *store, struct list_place place, struct span days,
			 const struct left_out *left_out, int64_t *total)
{
	CLEANUP(db_done)
	struct query q =
		db_query(store->db, S("SELECT coalesce(sum(stories), 0) FROM listing_count WHERE "
				      "list = ?1 AND target = ?2 AND scale = 2 AND span >= ?3 AND "
				      "span < ?4"));
	db_put_i64(&q, place.list);
	db_put_i64(&q, place.target);
	db_put_i64(&q, days.from);
	db_put_i64(&q, days.to);
	TRY(db_one(&q));
	*total += db_i64(&q);
	for (size_t i = 0; i < left_out->count; i++) {
		int64_t day = listing_day(left_out->items[i]);
		*total -= day >= days.from && day < days.to;
	}
	return OK;
}

/* A part of a day, story by story. */
static enum err count_walking(struct store *store, struct list_place place, bool skip_leads,
			      story_id not_this, struct span published, int64_t *total)
{
	if (published.from > published.to)
		return OK;
	CLEANUP(db_done)
	struct query q = db_query(
		store->db, S("SELECT count(*) FROM listing l WHERE l.list = ?1 AND "
			     "l.target = ?2 AND " STORY_IS_PUBLIC(
				     "l", "?3") " AND "
						"l.published_at >= ?4 AND l.published_at <= ?5 AND "
						"l.story <> ?6 AND (?7 = 0 OR l.is_lead = 0)"));
	db_put_i64(&q, place.list);
	db_put_i64(&q, place.target);
	db_put_time(&q, store->now);
	db_put_i64(&q, published.from);
	db_put_i64(&q, published.to);
	db_put_i64(&q, not_this.n);
	db_put_i64(&q, skip_leads);
	TRY(db_one(&q));
	*total += db_i64(&q);
	return OK;
}

enum err listing_total_within(struct store *store, struct list_place place, bool skip_leads,
			      story_id not_this, struct span published, int64_t *out)
{
	SCRATCH(store);
	struct left_out left_out = { 0 };
	struct span days = whole_days(published);
	int64_t total = 0;
	TRY(read_left_out(store, place, skip_leads, not_this, &left_out));
	*out = -1;
	if (!left_out.is_complete)
		return OK;
	struct span before = { published.from, published.to }, after = { 1, 0 };
	if (days.from < days.to) {
		TRY(sum_days(store, place, days, &left_out, &total));
		before.to = days.from == INT64_MIN ? INT64_MIN : days.from * DAY_MS - 1;
		after = (struct span){ days.to == INT64_MAX ? INT64_MAX : days.to * DAY_MS,
				       published.to };
		if (days.from == INT64_MIN)
			before = (struct span){ 1, 0 };
		if (days.to == INT64_MAX)
			after = (struct span){ 1, 0 };
	}
	TRY(count_walking(store, place, skip_leads, not_this, before, &total));
	TRY(count_walking(store, place, skip_leads, not_this, after, &total));
	*out = total;
	return OK;
}

/* Two narrow ranges: what carries a date to come, and what is held back longer than its date. */
static const struct str next_in_list_sql = STR_CONST(
	"SELECT coalesce(min(visible_at), 0) FROM (SELECT visible_at FROM listing WHERE list IN "
	"(?1, ?1 + 1) AND target = ?2 AND published_at > ?3 AND published_at BETWEEN ?4 AND ?5 "
	"UNION ALL SELECT visible_at FROM listing WHERE list IN (?1, ?1 + 1) AND target = ?2 AND "
	"visible_at > published_at AND visible_at > ?3 AND published_at BETWEEN ?4 AND ?5)");

enum err listing_note_due(struct store *store, struct list_place place, struct span published)
{
	unix_ms due;
	if (!store->notes)
		return OK;
	TRY(story_next_due(store, &due));
	if (!time_is_set(due))
		return OK;
	CLEANUP(db_done) struct query q = db_query(store->db, next_in_list_sql);
	db_put_i64(&q, place.list & ~(int64_t)1);
	db_put_i64(&q, place.target);
	db_put_time(&q, store->now);
	db_put_i64(&q, published.from);
	db_put_i64(&q, published.to);
	TRY(db_one(&q));
	note_until(store, db_time(&q));
	return OK;
}
