/* SPDX-License-Identifier: Apache-2.0 */
/* correction.c: public notes under stories, and the list of them. */
#include "store/store_private.h"
#include "store/story_save.h"
#include "store/story_sql.h"
#include "store/working.h"

#define COLUMNS "c.id, c.story, c.at, c.person, c.text"

/* The list of all, where readers see the story: now, or when it comes. */
static enum err touch_all(struct store *store, story_id story)
{
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT visible_at FROM story WHERE id = ?1 AND "
					       "visible_at IS NOT NULL"));
	db_put_i64(&q, story.n);
	enum err err = db_one(&q);
	if (err)
		return err == ERR_NOT_FOUND ? OK : err;
	unix_ms at = db_time(&q), now = { 0 };
	touch_at(store, FACT_CORRECTIONS, 0, SPAN_ALL, at.ms > store->now.ms ? at : now);
	return OK;
}

enum err store_correction_add(struct store *store, story_id story, person_id by, struct str text)
{
	must_be_writing(store);
	CLEANUP(db_done)
	struct query q =
		db_query(store->db, S("INSERT INTO correction (story, at, person, text) VALUES "
				      "(?1, ?2, ?3, ?4)"));
	db_put_i64(&q, story.n);
	db_put_time(&q, store->now);
	db_put_i64(&q, by.n);
	db_put_str(&q, text);
	touch_id(store, FACT_CORRECTED, story.n);
	TRY(touch_all(store, story));
	return db_run(&q);
}

static enum err take_all(struct query *q, struct arena *into, struct correction **out,
			 size_t *count)
{
	struct {
		struct correction *items;
		size_t count, cap;
	} all = { 0 };
	for (bool has_row = true;;) {
		TRY(db_next(q, &has_row));
		if (!has_row)
			break;
		struct correction *correction = list_push(into, &all);
		correction->id = db_i64(q);
		correction->story.n = db_i64(q);
		correction->at = db_time(q);
		correction->person.n = db_i64(q);
		correction->text = db_str(q, into);
	}
	*out = all.items;
	*count = all.count;
	return OK;
}

enum err store_corrections(struct store *store, struct arena *into, story_id story,
			   struct correction **out, size_t *count)
{
	note_id(store, FACT_CORRECTED, story.n);
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT " COLUMNS " FROM correction c WHERE "
					       "c.story = ?1 ORDER BY c.at DESC, c.id DESC"));
	db_put_i64(&q, story.n);
	return take_all(&q, into, out, count);
}

static enum err count_public(struct store *store, int64_t *out)
{
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT count(*) FROM correction c JOIN story s ON "
					       "s.id = c.story WHERE " STORY_IS_PUBLIC("s", "?1")));
	db_put_time(&q, store->now);
	TRY(db_one(&q));
	*out = db_i64(&q);
	return OK;
}

/* When the next story comes that has some. */
static enum err note_due(struct store *store)
{
	CLEANUP(db_done)
	struct query q =
		db_query(store->db, S("SELECT coalesce(min(visible_at), 0) FROM story s WHERE "
				      "visible_at > ?1 AND EXISTS (SELECT 1 FROM correction c "
				      "WHERE c.story = s.id)"));
	db_put_time(&q, store->now);
	TRY(db_one(&q));
	note_until(store, db_time(&q));
	return OK;
}

enum err store_corrections_newest(struct store *store, struct arena *into, int64_t offset,
				  int64_t limit, struct correction **out, size_t *count,
				  int64_t *total)
{
	note(store, FACT_CORRECTIONS);
	TRY(note_due(store));
	TRY(count_public(store, total));
	CLEANUP(db_done)
	struct query q = db_query(
		store->db, S("SELECT " COLUMNS " FROM correction c JOIN story s ON s.id = c.story "
			     "WHERE " STORY_IS_PUBLIC("s", "?1") " ORDER BY c.at DESC, c.id DESC "
								 "LIMIT ?2 OFFSET ?3"));
	db_put_time(&q, store->now);
	db_put_i64(&q, limit);
	db_put_i64(&q, offset);
	return take_all(&q, into, out, count);
}

enum err corrections_touch(struct store *store, story_id id)
{
	CLEANUP(db_done)
	struct query q =
		db_query(store->db, S("SELECT 1 FROM correction WHERE story = ?1 LIMIT 1"));
	db_put_i64(&q, id.n);
	enum err err = db_one(&q);
	if (!err)
		touch(store, FACT_CORRECTIONS);
	return err == ERR_NOT_FOUND ? OK : err;
}
