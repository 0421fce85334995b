/* SPDX-License-Identifier: Apache-2.0 */
/* comment_mark.c: a row a mark, and the sums that their reply carries. */
#include "store/comment_mark.h"

#include "store/comment.h"
#include "store/store_private.h"

static enum err write_mark(struct store *store, const struct comment_mark *mark, bool *is_new)
{
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("INSERT INTO comment_mark (comment, kind, who, "
					       "network, at) VALUES (?1, ?2, ?3, ?4, ?5) ON "
					       "CONFLICT (comment, kind, who) DO NOTHING"));
	db_put_i64(&q, mark->comment.n);
	db_put_i64(&q, mark->kind);
	db_put_str(&q, mark->who);
	db_put_str(&q, mark->network);
	db_put_time(&q, store->now);
	TRY(db_run(&q));
	*is_new = db_changed(&q) == 1;
	return OK;
}

enum err store_comment_mark(struct store *store, const struct comment_mark *mark, bool *is_new)
{
	WORK(store);
	struct comment is;
	must_be_writing(store);
	TRY(store_comment(store, &store->work, mark->comment, &is));
	if (is.status != COMMENT_SHOWN)
		return ERR_NOT_FOUND;
	TRY(write_mark(store, mark, is_new));
	if (!*is_new)
		return OK;
	bool is_like = mark->kind == MARK_LIKE;
	CLEANUP(db_done)
	struct query q = db_query(
		store->db, is_like ? S("UPDATE comment SET likes = likes + 1 WHERE id = ?1")
				   : S("UPDATE comment SET reports = reports + 1 WHERE id = ?1"));
	db_put_i64(&q, mark->comment.n);
	touch_id(store, FACT_COMMENT, mark->comment.n);
	if (is_like)
		touch_id(store, FACT_COMMENTS, is.story.n);
	return db_run(&q);
}

enum err store_marks_of(struct store *store, struct str network, enum mark_kind kind, unix_ms since,
			int64_t *out)
{
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT count(*) FROM comment_mark WHERE network = "
					       "?1 AND kind = ?2 AND at > ?3"));
	db_put_str(&q, network);
	db_put_i64(&q, kind);
	db_put_time(&q, since);
	TRY(db_one(&q));
	*out = db_i64(&q);
	return OK;
}
