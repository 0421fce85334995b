/* SPDX-License-Identifier: Apache-2.0 */
/* topic_dossier.c: a topic's months, and the topics beside it. */
#include "store/topic_dossier.h"

#include "store/listing.h"
#include "store/store_private.h"
#include "store/story_sql.h"
#include "store/term.h"

enum { FIRST_YEAR = 1970 };

struct months {
	struct topic_month *items;
	size_t count, cap;
};

static struct topic_month month_of(int64_t month)
{
	int64_t year = (month < 0 ? month - 11 : month) / 12;
	return (struct topic_month){ .year = (int)(FIRST_YEAR + year),
				     .month = (int)(month - year * 12) + 1 };
}

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

/* Those that readers do not see yet. */
static enum err leave_out_waiting(struct store *store, topic_id id, struct months *all)
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
		struct topic_month is = month_of(listing_month(db_time(&q)));
		for (size_t i = 0; i < all->count; i++)
			if (all->items[i].year == is.year && all->items[i].month == is.month)
				all->items[i].stories--;
	}
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
	size_t kept = 0;
	TRY(note_list(store, id));
	TRY(read_counts(store, into, id, &all));
	TRY(leave_out_waiting(store, id, &all));
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
