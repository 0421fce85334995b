/* SPDX-License-Identifier: Apache-2.0 */
/* topic_dossier.c: a topic's months, and the topics beside it. */
#include "store/topic_dossier.h"

#include <stdlib.h>

#include "os/zone.h"
#include "store/listing.h"
#include "store/setting.h"
#include "store/store_private.h"
#include "store/story_sql.h"
#include "store/term.h"

enum { FIRST_YEAR = 1970 };

struct months {
	struct topic_month *items;
	size_t count, cap;
};

/* Months are numbered from 1970 on. */
static struct topic_month month_of(int64_t month)
{
	int64_t year = (month < 0 ? month - 11 : month) / 12;
	return (struct topic_month){ .year = (int)(FIRST_YEAR + year),
				     .month = (int)(month - year * 12) + 1 };
}

static int64_t number_of(int year, int month)
{
	return (int64_t)(year - FIRST_YEAR) * 12 + month - 1;
}

static void add(struct arena *into, struct months *all, int64_t month, int64_t stories)
{
	struct topic_month is = month_of(month);
	for (size_t i = 0; i < all->count; i++) {
		if (all->items[i].year == is.year && all->items[i].month == is.month) {
			all->items[i].stories += stories;
			return;
		}
	}
	is.stories = stories;
	*list_push(into, all) = is;
}

/* By months of UTC, as they are kept. */
static enum err read_counts(struct store *store, struct arena *into, topic_id id,
			    struct months *all)
{
	CLEANUP(db_done)
	struct query q =
		db_query(store->db, S("SELECT span, stories FROM listing_count WHERE list = ?1 AND "
				      "target = ?2 AND scale = 1 AND stories > 0 ORDER BY span "
				      "DESC"));
	db_put_i64(&q, LIST_TOPIC);
	db_put_i64(&q, id.n);
	for (bool has_row = true;;) {
		TRY(db_next(&q, &has_row));
		if (!has_row)
			return OK;
		struct topic_month *month = list_push(into, all);
		*month = month_of(db_i64(&q));
		month->stories = db_i64(&q);
	}
}

static enum err count_between(struct store *store, topic_id id, unix_ms from, unix_ms to,
			      int64_t *out)
{
	CLEANUP(db_done)
	struct query q = db_query(
		store->db, S("SELECT count(*) FROM listing WHERE list = ?1 AND target = ?2 AND "
			     "published_at >= ?3 AND published_at < ?4"));
	db_put_i64(&q, LIST_TOPIC);
	db_put_i64(&q, id.n);
	db_put_time(&q, from);
	db_put_time(&q, to);
	TRY(db_one(&q));
	*out = db_i64(&q);
	return OK;
}

/* What was published between the month's beginning here and in UTC goes to the side it is on here.
 */
static enum err move_beginning(struct store *store, struct arena *into, topic_id id,
			       const struct zone *zone, int64_t month, struct months *all)
{
	struct topic_month is = month_of(month);
	struct civil first = { .year = is.year, .month = is.month, .day = 1 };
	unix_ms here = zone_to_unix(zone, first), utc = unix_from_civil(first);
	bool is_east = here.ms < utc.ms;
	int64_t stories;
	if (here.ms == utc.ms)
		return OK;
	TRY(count_between(store, id, is_east ? here : utc, is_east ? utc : here, &stories));
	if (!stories)
		return OK;
	add(into, all, month, is_east ? stories : -stories);
	add(into, all, month - 1, is_east ? -stories : stories);
	return OK;
}

/* From months of UTC to those of the paper's zone. */
static enum err move_to_zone(struct store *store, struct arena *into, topic_id id,
			     const struct zone *zone, struct months *all)
{
	size_t count = all->count;
	int64_t later = INT64_MIN;
	for (size_t i = 0; i < count; i++) {
		int64_t month = number_of(all->items[i].year, all->items[i].month);
		if (month + 1 != later)
			TRY(move_beginning(store, into, id, zone, month + 1, all));
		TRY(move_beginning(store, into, id, zone, month, all));
		later = month;
	}
	return OK;
}

static int newest_first(const void *a, const void *b)
{
	const struct topic_month *x = a, *y = b;
	int64_t i = number_of(x->year, x->month), k = number_of(y->year, y->month);
	return (i < k) - (i > k);
}

/* Those that readers do not see yet. */
static enum err leave_out_waiting(struct store *store, struct arena *into, topic_id id,
				  const struct zone *zone, struct months *all)
{
	CLEANUP(db_done)
	struct query q = db_query(
		store->db,
		S("SELECT published_at FROM listing WHERE list = ?1 AND target = ?2 AND "
		  "published_at > ?3 UNION ALL SELECT published_at FROM listing WHERE list = ?1 "
		  "AND target = ?2 AND visible_at > published_at AND published_at <= ?3 AND "
		  "visible_at > ?3"));
	db_put_i64(&q, LIST_TOPIC);
	db_put_i64(&q, id.n);
	db_put_time(&q, store->now);
	for (bool has_row = true;;) {
		TRY(db_next(&q, &has_row));
		if (!has_row)
			return OK;
		struct civil day = zone_civil(zone, db_time(&q));
		add(into, all, number_of(day.year, day.month), -1);
	}
}

static enum err open_zone(struct store *store, struct arena *into, const struct zone **out)
{
	struct str name;
	TRY(store_setting(store, into, S("timezone"), &name));
	return zone_open(into, name, out) ? zone_open(into, S("UTC"), out) : OK;
}

static enum err note_list(struct store *store, topic_id id)
{
	note_within(store, FACT_LIST_TOPIC, id.n, SPAN_ALL);
	return listing_note_due(store, (struct list_place){ LIST_TOPIC, id.n }, SPAN_ALL);
}

enum err store_topic_months(struct store *store, struct arena *into, topic_id id,
			    struct topic_month **out, size_t *count)
{
	struct months all = { 0 };
	const struct zone *zone;
	size_t kept = 0;
	TRY(note_list(store, id));
	TRY(open_zone(store, into, &zone));
	TRY(read_counts(store, into, id, &all));
	TRY(move_to_zone(store, into, id, zone, &all));
	TRY(leave_out_waiting(store, into, id, zone, &all));
	if (all.count)
		qsort(all.items, all.count, sizeof *all.items, newest_first);
	for (size_t i = 0; i < all.count; i++)
		if (all.items[i].stories > 0)
			all.items[kept++] = all.items[i];
	*out = all.items;
	*count = kept;
	return OK;
}

struct ids {
	int64_t *items;
	size_t count, cap;
};

static enum err read_beside(struct store *store, topic_id id, int64_t limit, struct ids *all)
{
	static const struct str sql = STR_CONST(
		"SELECT t.topic, count(*) AS stories FROM (SELECT l.story AS story FROM listing l "
		"WHERE l.list = ?1 AND l.target = ?2 AND " STORY_IS_PUBLIC(
			"l", "?3") " ORDER BY "
				   "l.published_at DESC, l.story DESC LIMIT ?4) n JOIN story_topic "
				   "t ON t.story = "
				   "n.story JOIN topic o ON o.id = t.topic WHERE t.topic <> ?2 AND "
				   "o.internal = 0 "
				   "GROUP BY t.topic ORDER BY stories DESC, t.topic LIMIT ?5");
	CLEANUP(db_done) struct query q = db_query(store->db, sql);
	db_put_i64(&q, LIST_TOPIC);
	db_put_i64(&q, id.n);
	db_put_time(&q, store->now);
	db_put_i64(&q, LIMIT_BESIDE_STORIES);
	db_put_i64(&q, limit);
	for (bool has_row = true;;) {
		TRY(db_next(&q, &has_row));
		if (!has_row)
			return OK;
		*list_push(&store->scratch, all) = db_i64(&q);
	}
}

enum err store_topics_beside(struct store *store, struct arena *into, topic_id id, int64_t limit,
			     struct topic **out, size_t *count)
{
	SCRATCH(store);
	struct ids ids = { 0 };
	struct topic *found;
	size_t n;
	TRY(note_list(store, id));
	note_id(store, FACT_BESIDE_TOPIC, id.n);
	TRY(read_beside(store, id, limit, &ids));
	TRY(topics_by_ids(store, into, ids.items, ids.count, &found, &n));
	*out = arena_new(into, struct topic, ids.count + 1);
	*count = 0;
	for (size_t i = 0; i < ids.count; i++)
		for (size_t k = 0; k < n; k++)
			if (found[k].id.n == ids.items[i])
				(*out)[(*count)++] = found[k];
	return OK;
}

static bool stands_under(const struct story *story, topic_id id)
{
	for (size_t i = 0; i < story->topic_count; i++)
		if (story->topics[i].id.n == id.n)
			return true;
	return false;
}

static bool has_others(const struct story *one, const struct story *other)
{
	for (size_t i = 0; i < one->topic_count; i++)
		if (!stands_under(other, one->topics[i].id))
			return true;
	return false;
}

void topics_touch_beside(struct store *store, const struct story *was, const struct story *is)
{
	if (!has_others(was, is) && !has_others(is, was))
		return;
	for (size_t i = 0; i < was->topic_count; i++)
		touch_id(store, FACT_BESIDE_TOPIC, was->topics[i].id.n);
	for (size_t i = 0; i < is->topic_count; i++)
		touch_id(store, FACT_BESIDE_TOPIC, is->topics[i].id.n);
}
