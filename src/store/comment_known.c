/* SPDX-License-Identifier: Apache-2.0 */
/* comment_known.c: what intake asks before it takes a reply: who is known, what was said already,
 * how often, and what is nearly the same. */
#include "store/comment.h"
#include "store/store_private.h"

enum err store_comment_known(struct store *store, struct str email_hash, bool *out)
{
	note_name(store, FACT_COMMENTER, email_hash);
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT 1 FROM comment WHERE email_hash = ?1 AND "
					       "email_hash <> '' AND status = 0 LIMIT 1"));
	db_put_str(&q, email_hash);
	return db_next(&q, out);
}

enum err store_comment_same(struct store *store, story_id story, struct str email_hash,
			    struct str source, bool *out)
{
	note_id(store, FACT_REPLIES_KNOWN, story.n);
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT 1 FROM comment WHERE email_hash = ?1 AND "
					       "email_hash <> '' AND story = ?2 AND source = ?3 "
					       "LIMIT 1"));
	db_put_str(&q, email_hash);
	db_put_i64(&q, story.n);
	db_put_str(&q, source);
	return db_next(&q, out);
}

/* sql gives the moments of the newest ones, newest first. */
static enum err count_since(struct store *store, struct str sql, struct str who, unix_ms since,
			    int64_t most, int64_t *count, unix_ms *oldest)
{
	*count = 0;
	*oldest = (unix_ms){ 0 };
	CLEANUP(db_done) struct query q = db_query(store->db, sql);
	db_put_str(&q, who);
	db_put_time(&q, since);
	db_put_i64(&q, most);
	for (bool has_row = true; who.len;) {
		TRY(db_next(&q, &has_row));
		if (!has_row)
			break;
		*oldest = db_time(&q);
		++*count;
	}
	return OK;
}

enum err store_comments_of_hash(struct store *store, struct str email_hash, unix_ms since,
				int64_t most, int64_t *count, unix_ms *oldest)
{
	return count_since(store,
			   S("SELECT created_at FROM comment WHERE email_hash = ?1 AND email_hash "
			     "<> '' AND created_at > ?2 ORDER BY created_at DESC LIMIT ?3"),
			   email_hash, since, most, count, oldest);
}

enum err store_comments_of_network(struct store *store, struct str network, unix_ms since,
				   int64_t most, int64_t *count, unix_ms *oldest)
{
	return count_since(store,
			   S("SELECT created_at FROM comment WHERE address = ?1 AND address <> '' "
			     "AND created_at > ?2 ORDER BY created_at DESC LIMIT ?3"),
			   network, since, most, count, oldest);
}

enum err store_shape_keep(struct store *store, comment_id comment, story_id story, uint64_t shape)
{
	must_be_writing(store);
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("INSERT INTO comment_shape (comment, story, shape) "
					       "VALUES (?1, ?2, ?3)"));
	db_put_i64(&q, comment.n);
	db_put_i64(&q, story.n);
	db_put_i64(&q, (int64_t)shape);
	TRY(db_run(&q));
	CLEANUP(db_done)
	struct query drop = db_query(store->db, S("DELETE FROM comment_shape WHERE comment <= ?1"));
	db_put_i64(&drop, comment.n - LIMIT_SHAPES_KEPT);
	return db_run(&drop);
}

enum err store_shapes(struct store *store, struct arena *into, struct comment_shape **out,
		      size_t *count)
{
	struct {
		struct comment_shape *items;
		size_t count, cap;
	} found = { 0 };
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT comment, shape FROM comment_shape"));
	for (bool has_row = true;;) {
		TRY(db_next(&q, &has_row));
		if (!has_row)
			break;
		struct comment_shape *shape = list_push(into, &found);
		shape->comment.n = db_i64(&q);
		shape->shape = (uint64_t)db_i64(&q);
	}
	*out = found.items;
	*count = found.count;
	return OK;
}

static enum err run_before(struct store *store, struct str sql, unix_ms before)
{
	CLEANUP(db_done) struct query q = db_query(store->db, sql);
	db_put_time(&q, before);
	return db_run(&q);
}

enum err store_comments_forget(struct store *store, unix_ms before)
{
	must_be_writing(store);
	TRY(run_before(store,
		       S("UPDATE comment SET address = '' WHERE address <> '' AND created_at < ?1"),
		       before));
	return run_before(store, S("DELETE FROM comment_mark WHERE at < ?1"), before);
}
