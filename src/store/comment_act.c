/* SPDX-License-Identifier: Apache-2.0 */
/* comment_act.c: decisions written down, undone, and learnt from. */
#include "store/comment_act.h"

#include "store/comment_act_row.h"
#include "store/comment_row.h"
#include "store/store_private.h"

enum err store_comment_batch(struct store *store, int64_t *out)
{
	must_be_writing(store);
	CLEANUP(db_done)
	struct query q = db_query(store->db,
				  S("INSERT INTO counter (name, last) VALUES ('comment-batch', 1) "
				    "ON CONFLICT (name) DO UPDATE SET last = counter.last + 1 "
				    "RETURNING last"));
	TRY(db_one(&q));
	*out = db_i64(&q);
	return OK;
}

enum err store_comment_act_add(struct store *store, const struct comment_act *act)
{
	must_be_writing(store);
	CLEANUP(db_done)
	struct query q =
		db_query(store->db, S("INSERT INTO comment_act (batch, comment, at, person, who, "
				      "act, was, was_picked, was_why, undone_at) VALUES (?1, ?2, "
				      "?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"));
	db_put_i64(&q, act->batch);
	db_put_i64(&q, act->comment.n);
	db_put_time(&q, store->now);
	db_put_i64(&q, act->person.n);
	db_put_str(&q, act->who);
	db_put_i64(&q, act->kind);
	db_put_i64(&q, act->was);
	db_put_time(&q, act->was_picked);
	db_put_str(&q, act->was_why);
	db_put_time(&q, act->undone_at);
	return db_run(&q);
}

enum err comment_acts_take(struct query *q, struct arena *into, struct comment_act **out,
			   size_t *count)
{
	struct {
		struct comment_act *items;
		size_t count, cap;
	} found = { 0 };
	for (bool has_row = true;;) {
		TRY(db_next(q, &has_row));
		if (!has_row)
			break;
		struct comment_act *act = list_push(into, &found);
		act->id = db_i64(q);
		act->batch = db_i64(q);
		act->comment.n = db_i64(q);
		act->at = db_time(q);
		act->person.n = db_i64(q);
		act->who = db_str(q, into);
		act->kind = (enum comment_act_kind)db_i64(q);
		act->was = (enum comment_status)db_i64(q);
		act->was_picked = db_time(q);
		act->was_why = db_str(q, into);
		act->undone_at = db_time(q);
	}
	*out = found.items;
	*count = found.count;
	return OK;
}

enum err store_comment_acts_of_batch(struct store *store, struct arena *into, int64_t batch,
				     struct comment_act **out, size_t *count)
{
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT " ACT_COLUMNS " FROM comment_act WHERE "
					       "batch = ?1 AND undone_at = 0 ORDER BY id DESC"));
	db_put_i64(&q, batch);
	TRY(comment_acts_take(&q, into, out, count));
	return *count ? OK : ERR_NOT_FOUND;
}

enum err store_comment_act_undone(struct store *store, int64_t id)
{
	must_be_writing(store);
	CLEANUP(db_done)
	struct query q =
		db_query(store->db, S("UPDATE comment_act SET undone_at = ?1 WHERE id = ?2"));
	db_put_time(&q, store->now);
	db_put_i64(&q, id);
	return db_run(&q);
}

enum err store_comment_acts(struct store *store, struct arena *into, comment_id comment,
			    struct comment_act **out, size_t *count)
{
	note_id(store, FACT_COMMENT, comment.n);
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT " ACT_COLUMNS " FROM comment_act WHERE "
					       "comment = ?1 ORDER BY id"));
	db_put_i64(&q, comment.n);
	return comment_acts_take(&q, into, out, count);
}

enum err store_comment_pick(struct store *store, comment_id id, unix_ms picked_at)
{
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("UPDATE comment SET picked_at = ?1 WHERE id = ?2 "
					       "RETURNING story"));
	must_be_writing(store);
	db_put_time(&q, picked_at);
	db_put_i64(&q, id.n);
	TRY(db_one(&q));
	touch_id(store, FACT_COMMENT, id.n);
	touch_id(store, FACT_COMMENTS, db_i64(&q));
	return OK;
}

enum err store_comments_decided(struct store *store, struct arena *into, comment_id after,
				int64_t limit, struct comment **out, size_t *count)
{
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT " COMMENT_COLUMNS ", email FROM comment "
					       "WHERE id > ?1 AND looked_at <> 0 AND status IN "
					       "(0, 2) ORDER BY id LIMIT ?2"));
	struct {
		struct comment *items;
		size_t count, cap;
	} found = { 0 };
	db_put_i64(&q, after.n);
	db_put_i64(&q, limit);
	for (bool has_row = true;;) {
		TRY(db_next(&q, &has_row));
		if (!has_row)
			break;
		struct comment *comment = list_push(into, &found);
		*comment = comment_take(&q, into);
		comment->email = db_str(&q, into);
	}
	*out = found.items;
	*count = found.count;
	return OK;
}
