/* SPDX-License-Identifier: Apache-2.0 */
/* most_read.c: sums over spans of ten minutes and of hours. */
#include "store/most_read.h"

#include "store/address.h"
#include "store/setting.h"
#include "store/store_private.h"

enum { SCALE_TENTH, SCALE_HOUR, SCALES };
static const int64_t span_ms[SCALES] = { 600000, 3600000 };

static const struct {
	struct str name;
	int scale;
	int64_t spans; /* with the one under way */
} periods[READ_PERIODS] = {
	[READ_HOUR] = { STR_CONST("hour"), SCALE_TENTH, 6 },
	[READ_DAY] = { STR_CONST("day"), SCALE_HOUR, 24 },
	[READ_WEEK] = { STR_CONST("week"), SCALE_HOUR, 7 * 24 },
};
/* How much of each scale is kept. */
static const int64_t kept_spans[SCALES] = { 6, MOST_READ_KEPT_DAYS * 24 };

struct str read_period_name(enum read_period period)
{
	return periods[period].name;
}

static int64_t span_of(unix_ms at, int scale)
{
	return at.ms / span_ms[scale];
}

static enum err add(struct store *store, story_id id, int scale, int64_t reads)
{
	CLEANUP(db_done)
	struct query q = db_query(
		store->db, S("INSERT INTO story_reads (scale, span, story, reads) VALUES (?1, ?2, "
			     "?3, ?4) ON CONFLICT (scale, span, story) DO UPDATE SET reads = "
			     "story_reads.reads + ?4"));
	db_put_i64(&q, scale);
	db_put_i64(&q, span_of(store->now, scale));
	db_put_i64(&q, id.n);
	db_put_i64(&q, reads);
	return db_run(&q);
}

/* Whether readers see a post there now. */
static enum err find_post(struct store *store, struct str path, story_id *out)
{
	WORK(store);
	struct address address;
	struct story_list list;
	TRY(store_address(store, &store->work, path, &address));
	if (address.kind != ADDRESS_STORY || !address.is_current)
		return ERR_NOT_FOUND;
	out->n = address.target;
	TRY(store_story_cards(store, &store->work, out, 1, &list));
	return list.count && list.items[0].kind == STORY_POST ? OK : ERR_NOT_FOUND;
}

enum err store_reads_add(struct store *store, struct str path, int64_t reads)
{
	story_id id;
	must_be_writing(store);
	enum err err = find_post(store, path, &id);
	if (err)
		return err == ERR_NOT_FOUND ? OK : err;
	for (int scale = 0; scale < SCALES; scale++)
		TRY(add(store, id, scale, reads));
	return OK;
}

struct ids {
	story_id *items;
	size_t count, cap;
};

static enum err take_ids(struct query *q, struct arena *into, struct ids *out)
{
	for (bool has_row = true;;) {
		TRY(db_next(q, &has_row));
		if (!has_row)
			return OK;
		list_push(into, out)->n = db_i64(q);
	}
}

static enum err count_period(struct store *store, enum read_period period, struct ids *out)
{
	CLEANUP(db_done)
	struct query q = db_query(
		store->db, S("SELECT story FROM story_reads WHERE scale = ?1 AND span > ?2 GROUP "
			     "BY story ORDER BY sum(reads) DESC, story DESC LIMIT ?3"));
	db_put_i64(&q, periods[period].scale);
	db_put_i64(&q, span_of(store->now, periods[period].scale) - periods[period].spans);
	db_put_i64(&q, LIMIT_MOST_READ);
	return take_ids(&q, &store->work, out);
}

static enum err read_snapshot(struct store *store, enum read_period period, struct arena *into,
			      struct ids *out)
{
	CLEANUP(db_done)
	struct query q = db_query(
		store->db, S("SELECT story FROM most_read WHERE period = ?1 ORDER BY place"));
	db_put_i64(&q, period);
	return take_ids(&q, into, out);
}

static enum err clear_snapshot(struct store *store, enum read_period period)
{
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("DELETE FROM most_read WHERE period = ?1"));
	db_put_i64(&q, period);
	return db_run(&q);
}

static enum err write_place(struct store *store, enum read_period period, size_t place, story_id id)
{
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("INSERT INTO most_read (period, place, story) "
					       "VALUES (?1, ?2, ?3)"));
	db_put_i64(&q, period);
	db_put_i64(&q, (int64_t)place);
	db_put_i64(&q, id.n);
	return db_run(&q);
}

/* Gives: at which place they begin to differ; STR_NONE: nowhere. */
static size_t first_difference(const struct ids *a, const struct ids *b)
{
	size_t i = 0;
	while (i < a->count && i < b->count && a->items[i].n == b->items[i].n)
		i++;
	return i == a->count && i == b->count ? STR_NONE : i;
}

static struct span places_of(enum read_period period, size_t from, size_t to)
{
	int64_t first = (int64_t)period * LIMIT_MOST_READ;
	return (struct span){ first + (int64_t)from, first + (int64_t)to };
}

static enum err renew(struct store *store, enum read_period period)
{
	WORK(store);
	struct ids was = { 0 }, is = { 0 };
	TRY(read_snapshot(store, period, &store->work, &was));
	TRY(count_period(store, period, &is));
	size_t from = first_difference(&was, &is);
	if (from == STR_NONE)
		return OK;
	TRY(clear_snapshot(store, period));
	for (size_t i = 0; i < is.count; i++)
		TRY(write_place(store, period, i, is.items[i]));
	touch_at(store, FACT_MOST_READ, 0, places_of(period, from, LIMIT_MOST_READ - 1),
		 (unix_ms){ 0 });
	return OK;
}

static enum err drop_old(struct store *store, int scale)
{
	CLEANUP(db_done)
	struct query q =
		db_query(store->db, S("DELETE FROM story_reads WHERE scale = ?1 AND span <= ?2"));
	db_put_i64(&q, scale);
	db_put_i64(&q, span_of(store->now, scale) - kept_spans[scale]);
	return db_run(&q);
}

enum err store_most_read_renew(struct store *store)
{
	must_be_writing(store);
	for (int scale = 0; scale < SCALES; scale++)
		TRY(drop_old(store, scale));
	for (int period = 0; period < READ_PERIODS; period++)
		TRY(renew(store, (enum read_period)period));
	return OK;
}

enum err store_most_read_period(struct store *store, enum read_period *out, bool *is_on)
{
	WORK(store);
	struct str value;
	TRY(store_setting(store, &store->work, S("most_read"), &value));
	*is_on = false;
	for (int period = 0; period < READ_PERIODS; period++) {
		if (!str_eq(value, periods[period].name))
			continue;
		*out = (enum read_period)period;
		*is_on = true;
	}
	return OK;
}

enum err store_most_read(struct store *store, struct arena *into, enum read_period period,
			 size_t limit, struct story_list *out)
{
	struct ids ids = { 0 };
	TRY(read_snapshot(store, period, into, &ids));
	/* Those below are asked for, and stood on, only when they have to move up. */
	size_t first = ids.count < limit ? ids.count : limit;
	*out = (struct story_list){ 0 };
	if (first)
		TRY(store_story_cards(store, into, ids.items, first, out));
	bool asks_all = out->count < first;
	if (asks_all && first < ids.count)
		TRY(store_story_cards(store, into, ids.items, ids.count, out));
	asks_all |= ids.count < limit; /* whoever comes in is shown */
	note_within(store, FACT_MOST_READ, 0,
		    places_of(period, 0, asks_all || !limit ? LIMIT_MOST_READ - 1 : limit - 1));
	if (out->count > limit)
		out->count = limit;
	return OK;
}
