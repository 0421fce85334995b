/* SPDX-License-Identifier: Apache-2.0 */
/* story_text.c: two queries, each with the rule of who may see. */
#include "store/story_text.h"

#include "store/related.h"
#include "store/store_private.h"
#include "store/story_sql.h"

#define TEXT_COLUMNS "s.id, s.uri, s.path, s.headline"
#define IS_PUBLIC_POST "s.kind = ?1 AND " STORY_IS_PUBLIC("s", "?2")

static void put_rule(struct store *store, struct query *q)
{
	db_put_i64(q, STORY_POST);
	db_put_time(q, store->now);
}

static struct story_text take(struct query *q, struct arena *into)
{
	struct story_text text = { .id = { db_i64(q) } };
	text.uri = db_str(q, into);
	text.path = db_str(q, into);
	text.headline = db_str(q, into);
	return text;
}

enum err store_story_sketches(struct store *store, struct arena *into, story_id after,
			      int64_t limit, struct story_sketch **out, size_t *count)
{
	struct {
		struct story_sketch *items;
		size_t count, cap;
	} found = { 0 };
	note(store, FACT_STORIES);
	TRY(story_note_due(store));
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT " TEXT_COLUMNS ", coalesce(n.sketch, '') "
					       "FROM story s LEFT JOIN related n ON n.story = s.id "
					       "AND n.due <> ?3 WHERE " IS_PUBLIC_POST
					       " AND s.id > ?4 ORDER BY s.id LIMIT ?5"));
	put_rule(store, &q);
	db_put_i64(&q, RELATED_WORDS_DUE);
	db_put_i64(&q, after.n);
	db_put_i64(&q, limit);
	for (bool has_row = true;;) {
		TRY(db_next(&q, &has_row));
		if (!has_row)
			break;
		struct story_sketch one = { .text = take(&q, into) };
		one.sketch = db_bytes(&q, into);
		*list_push(into, &found) = one;
	}
	*out = found.items;
	*count = found.count;
	return OK;
}

enum err store_story_text(struct store *store, struct arena *into, story_id id,
			  struct story_text *out)
{
	note_id(store, FACT_LIFE, id.n);
	note_id(store, FACT_STORY, id.n);
	note_id(store, FACT_TEXT, id.n);
	TRY(story_note_due(store));
	CLEANUP(db_done)
	struct query q =
		db_query(store->db, S("SELECT " TEXT_COLUMNS ", r.body FROM story s JOIN "
				      "revision r ON r.id = s.revision WHERE " IS_PUBLIC_POST
				      " AND s.id = ?3"));
	put_rule(store, &q);
	db_put_i64(&q, id.n);
	TRY(db_one(&q));
	*out = take(&q, into);
	out->body = db_str(&q, into);
	return OK;
}

enum err store_story_newest_id(struct store *store, story_id *out)
{
	note(store, FACT_STORIES);
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT coalesce(max(id), 0) FROM story"));
	TRY(db_one(&q));
	out->n = db_i64(&q);
	return OK;
}
