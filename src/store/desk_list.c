/* SPDX-License-Identifier: Apache-2.0 */
/* desk_list.c: one question that gives ids in order, then their rows and what hangs on them. */
#include "store/desk_list.h"

#include "store/index.h"
#include "store/store_private.h"
#include "store/story_row.h"

/* What a filter may name; each a set of stories. Parameters 3 to 7 in the SQL below. */
enum set { SET_SECTION, SET_TOPIC, SET_AUTHOR, SET_ATTENTION, SETS };

/* A set's stories, as the inside of IN (...). */
static const struct str members[SETS] = {
	[SET_SECTION] =
		STR_CONST("SELECT x.story FROM story_section x WHERE x.section IN (WITH RECURSIVE "
			  "below (id) AS (SELECT ?3 UNION SELECT c.id FROM section c JOIN below "
			  "ON c.parent = below.id) SELECT id FROM below)"),
	[SET_TOPIC] = STR_CONST("SELECT x.story FROM story_topic x WHERE x.topic = ?4"),
	[SET_AUTHOR] = STR_CONST("SELECT x.story FROM story_byline x WHERE x.person = ?5"),
	[SET_ATTENTION] = STR_CONST("SELECT id FROM story WHERE status = 1 UNION "
				    "SELECT story FROM working WHERE staged <> 0"),
};

/* Whether one story is in the set; the set of those that need attention is always gathered. */
static const struct str asked[SETS] = {
	[SET_SECTION] = STR_CONST(
		"EXISTS (SELECT 1 FROM story_section x WHERE x.story = s.id AND x.section IN "
		"(WITH RECURSIVE below (id) AS (SELECT ?3 UNION SELECT c.id FROM section c JOIN "
		"below ON c.parent = below.id) SELECT id FROM below))"),
	[SET_TOPIC] = STR_CONST("EXISTS (SELECT 1 FROM story_topic x WHERE x.story = s.id AND "
				"x.topic = ?4)"),
	[SET_AUTHOR] = STR_CONST("EXISTS (SELECT 1 FROM story_byline x WHERE x.story = s.id AND "
				 "x.person = ?5)"),
};

struct plan {
	bool names[SETS];
	int gathered; /* the set whose stories are gathered; -1 none */
};

static void put_all(struct query *q, const struct desk_filter *filter, int64_t limit)
{
	db_put_time(q, filter->after_at);
	db_put_i64(q, filter->after.n);
	db_put_i64(q, filter->section.n);
	db_put_i64(q, filter->topic.n);
	db_put_i64(q, filter->author.n);
	db_put_i64(q, filter->status);
	db_put_i64(q, limit);
}

/* Whether the set has at most DESK_LIST_GATHERS stories. */
static enum err is_small(struct store *store, const struct desk_filter *filter, enum set set,
			 bool *out)
{
	SCRATCH(store);
	struct str sql = str_fmt(
		&store->scratch,
		"SELECT count(*) FROM (SELECT 1 FROM (%.*s) AS members LIMIT ?7) AS counted",
		STR_ARG(members[set]));
	CLEANUP(db_done) struct query q = db_query(store->db, sql);
	put_all(&q, filter, DESK_LIST_GATHERS + 1);
	TRY(db_one(&q));
	*out = db_i64(&q) <= DESK_LIST_GATHERS;
	return OK;
}

static enum err make_plan(struct store *store, const struct desk_filter *filter, struct plan *plan)
{
	*plan = (struct plan){
		.names = { [SET_SECTION] = filter->section.n != 0,
			   [SET_TOPIC] = filter->topic.n != 0,
			   [SET_AUTHOR] = filter->author.n != 0,
			   [SET_ATTENTION] = filter->needs_attention },
		.gathered = filter->needs_attention ? SET_ATTENTION : -1,
	};
	for (enum set set = 0; set < SETS && plan->gathered < 0 && !filter->words.len; set++) {
		bool is = false;
		if (plan->names[set])
			TRY(is_small(store, filter, set, &is));
		if (is)
			plan->gathered = (int)set;
	}
	return OK;
}

static void put_conditions(struct buf *sql, const struct desk_filter *filter,
			   const struct plan *plan)
{
	for (enum set set = 0; set < SETS; set++) {
		if (!plan->names[set])
			continue;
		if ((int)set == plan->gathered)
			buf_fmt(sql, " AND s.id IN (%.*s)", STR_ARG(members[set]));
		else
			buf_fmt(sql, " AND %.*s", STR_ARG(asked[set]));
	}
	if (filter->has_status)
		buf_put(sql, S(" AND s.status = ?6"));
}

static void put_walk(struct buf *sql, const struct desk_filter *filter, const struct plan *plan)
{
	buf_put(sql, S("SELECT s.id FROM story s WHERE 1 = 1"));
	put_conditions(sql, filter, plan);
	if (filter->after.n)
		buf_put(sql, S(" AND (s.updated_at, s.id) < (?1, ?2)"));
	/* a plus takes the order's index out of the question: the gathered are sorted */
	buf_put(sql, plan->gathered >= 0 ? S(" ORDER BY +s.updated_at DESC, s.id DESC LIMIT ?7")
					 : S(" ORDER BY s.updated_at DESC, s.id DESC LIMIT ?7"));
}

struct id_list {
	int64_t *items;
	size_t count, cap;
};

static enum err take_ids(struct store *store, struct query *q, struct id_list *out)
{
	for (bool has_row = true;;) {
		TRY(db_next(q, &has_row));
		if (!has_row)
			return OK;
		*list_push(&store->scratch, out) = db_i64(q);
	}
}

/* A search goes through its hits by number, newest first. */
static enum err search_ids(struct store *store, const struct desk_filter *filter, int64_t limit,
			   struct id_list *out)
{
	WORK(store);
	struct plan plan;
	struct buf sql = buf_in(&store->scratch, LIMIT_SQL_BYTES);
	int64_t *hits, below = filter->after.n ? filter->after.n : INT64_MAX;
	size_t count;
	TRY(make_plan(store, filter, &plan));
	buf_put(&sql, S("SELECT s.id FROM story s WHERE s.id IN ({ids})"));
	put_conditions(&sql, filter, &plan);
	buf_put(&sql, S(" ORDER BY s.id DESC LIMIT ?7"));
	BUG_IF(sql.fault);
	TRY(index_find(store, &store->work, filter->words, below, &hits,
		       &count));
	for (size_t at = 0; at < count && (int64_t)out->count < limit; at += LIMIT_IDS_A_QUERY) {
		size_t n = count - at < LIMIT_IDS_A_QUERY ? count - at : LIMIT_IDS_A_QUERY;
		CLEANUP(db_done) struct query q = query_ids(store, buf_str(&sql), 7, n);
		put_all(&q, filter, limit - (int64_t)out->count);
		put_ids(&q, hits + at, n);
		TRY(take_ids(store, &q, out));
	}
	return OK;
}

static enum err read_ids(struct store *store, const struct desk_filter *filter, int64_t limit,
			 struct id_list *out)
{
	if (filter->words.len)
		return search_ids(store, filter, limit, out);
	struct plan plan;
	struct buf sql = buf_in(&store->scratch, LIMIT_SQL_BYTES);
	TRY(make_plan(store, filter, &plan));
	put_walk(&sql, filter, &plan);
	BUG_IF(sql.fault);
	CLEANUP(db_done) struct query q = db_query(store->db, buf_str(&sql));
	put_all(&q, filter, limit);
	return take_ids(store, &q, out);
}

static enum err read_rows(struct store *store, struct arena *into, const struct id_list *ids,
			  struct desk_row *rows, struct story *stories)
{
	CLEANUP(db_done)
	struct query q = query_ids(store,
				   S("SELECT " STORY_COLUMNS ", coalesce(w.staged, 0) FROM story s "
				     "LEFT JOIN working w ON w.story = s.id WHERE s.id IN ({ids})"),
				   0, ids->count);
	put_ids(&q, ids->items, ids->count);
	for (bool has_row = true;;) {
		TRY(db_next(&q, &has_row));
		if (!has_row)
			return OK;
		struct story story = story_take(&q, into);
		bool has_staged = db_i64(&q) != 0;
		for (size_t i = 0; i < ids->count; i++)
			if (ids->items[i] == story.id.n) {
				stories[i] = story;
				rows[i].has_staged = has_staged;
			}
	}
}

enum err store_desk_list(struct store *store, struct arena *into, const struct desk_filter *filter,
			 int64_t limit, struct desk_row **out, size_t *count)
{
	SCRATCH(store);
	struct id_list ids = { 0 };
	BUG_IF(limit < 0 || limit > LIMIT_IDS_A_QUERY);
	TRY(read_ids(store, filter, limit, &ids));
	struct desk_row *rows = arena_new(into, struct desk_row, ids.count + 1);
	struct story *stories = arena_new(into, struct story, ids.count + 1);
	if (ids.count) {
		TRY(read_rows(store, into, &ids, rows, stories));
		TRY(story_fill(store, into, stories, ids.count));
	}
	for (size_t i = 0; i < ids.count; i++)
		rows[i].story = stories[i];
	*out = rows;
	*count = ids.count;
	return OK;
}

enum err store_desk_count(struct store *store, enum story_status status, int64_t most, int64_t *out)
{
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT count(*) FROM (SELECT 1 FROM story WHERE "
					       "status = ?1 LIMIT ?2) AS some"));
	db_put_i64(&q, status);
	db_put_i64(&q, most);
	TRY(db_one(&q));
	*out = db_i64(&q);
	return OK;
}
