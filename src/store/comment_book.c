/* SPDX-License-Identifier: Apache-2.0 */
/* comment_book.c: the moderators' lists. */
#include "store/comment_book.h"

#include "store/comment_act_row.h"
#include "store/comment_row.h"
#include "store/store_private.h"

static enum err take_comments(struct query *q, struct arena *into, struct comment **out,
			      size_t *count)
{
	struct {
		struct comment *items;
		size_t count, cap;
	} found = { 0 };
	for (bool has_row = true;;) {
		TRY(db_next(q, &has_row));
		if (!has_row)
			break;
		*list_push(into, &found) = comment_take(q, into);
	}
	*out = found.items;
	*count = found.count;
	return OK;
}

enum err store_comment_queue(struct store *store, struct arena *into,
			     const struct comment_asked *asked, struct comment **out, size_t *count)
{
	/* ids first: the texts of those that are not wanted stay unread */
	CLEANUP(db_done)
	struct query q = db_query(
		store->db,
		asked->story.n
			? S("SELECT " COMMENT_COLUMNS " FROM comment WHERE id IN (SELECT id FROM "
			    "comment WHERE status = ?1 AND (?2 = 0 OR id < ?2) AND story = ?4 "
			    "ORDER BY id DESC LIMIT ?3) ORDER BY id DESC")
			: S("SELECT " COMMENT_COLUMNS " FROM comment WHERE id IN (SELECT id FROM "
			    "comment WHERE status = ?1 AND (?2 = 0 OR id < ?2) ORDER BY id DESC "
			    "LIMIT ?3) ORDER BY id DESC"));
	db_put_i64(&q, asked->status);
	db_put_i64(&q, asked->before.n);
	db_put_i64(&q, asked->limit);
	if (asked->story.n)
		db_put_i64(&q, asked->story.n);
	return take_comments(&q, into, out, count);
}

enum err store_comment_count(struct store *store, enum comment_status status, int64_t *out)
{
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT count(*) FROM comment WHERE status = ?1"));
	db_put_i64(&q, status);
	TRY(db_one(&q));
	*out = db_i64(&q);
	return OK;
}

enum err store_comments_by_hash(struct store *store, struct arena *into, struct str email_hash,
				int64_t limit, struct comment **out, size_t *count)
{
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT " COMMENT_COLUMNS " FROM comment WHERE "
					       "email_hash = ?1 AND email_hash <> '' ORDER BY "
					       "created_at DESC, id DESC LIMIT ?2"));
	db_put_str(&q, email_hash);
	db_put_i64(&q, limit);
	return take_comments(&q, into, out, count);
}

enum err store_comment_record(struct store *store, struct str email_hash,
			      struct comment_record *out)
{
	struct comment_record record = { 0 };
	int64_t *counts[] = { [COMMENT_SHOWN] = &record.shown,
			      [COMMENT_HELD] = &record.held,
			      [COMMENT_SPAM] = &record.spam,
			      [COMMENT_TRASH] = &record.trash };
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT status, count(*), min(created_at) FROM "
					       "comment WHERE email_hash = ?1 AND email_hash <> '' "
					       "GROUP BY status"));
	db_put_str(&q, email_hash);
	for (bool has_row = true;;) {
		TRY(db_next(&q, &has_row));
		if (!has_row)
			break;
		int64_t status = db_i64(&q), n = db_i64(&q);
		unix_ms since = db_time(&q);
		if (status >= 0 && status < (int64_t)COUNT_OF(counts))
			*counts[status] = n;
		if (!time_is_set(record.since) || since.ms < record.since.ms)
			record.since = since;
	}
	*out = record;
	return OK;
}

enum err store_comment_watch(struct store *store, struct comment_watch *out)
{
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT (SELECT coalesce(max(id), 0) FROM comment), "
					       "(SELECT coalesce(max(id), 0) FROM comment_act), "
					       "(SELECT count(*) FROM comment WHERE status = ?1)"));
	db_put_i64(&q, COMMENT_HELD);
	TRY(db_one(&q));
	out->comment = db_i64(&q);
	out->act = db_i64(&q);
	out->held = db_i64(&q);
	return OK;
}

enum err store_comment_acts_after(struct store *store, struct arena *into, int64_t after,
				  int64_t limit, struct comment_act **out, size_t *count)
{
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT " ACT_COLUMNS " FROM comment_act WHERE "
					       "id > ?1 ORDER BY id LIMIT ?2"));
	db_put_i64(&q, after);
	db_put_i64(&q, limit);
	return comment_acts_take(&q, into, out, count);
}

enum err store_comment_acts_before(struct store *store, struct arena *into, int64_t before,
				   int64_t limit, struct comment_act **out, size_t *count)
{
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT " ACT_COLUMNS " FROM comment_act WHERE "
					       "?1 = 0 OR id < ?1 ORDER BY id DESC LIMIT ?2"));
	db_put_i64(&q, before);
	db_put_i64(&q, limit);
	return comment_acts_take(&q, into, out, count);
}
