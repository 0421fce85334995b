/* SPDX-License-Identifier: Apache-2.0 */
/* outbox.c: desk.db's tables outbox and reply_news. */
#include "store/outbox.h"

#include "store/store_private.h"

#define COLUMNS "id, kind, subject, made_at, due_at, failed_at, tries, why"

static struct outbox_row take(struct query *q, struct arena *into)
{
	struct outbox_row row = { .id = db_i64(q) };
	row.kind = (enum outbox_kind)db_i64(q);
	row.subject = db_i64(q);
	row.made_at = db_time(q);
	row.due_at = db_time(q);
	row.failed_at = db_time(q);
	row.tries = db_i64(q);
	row.why = db_str(q, into);
	return row;
}

enum err store_outbox_put(struct store *store, enum outbox_kind kind, int64_t subject,
			  unix_ms due_at)
{
	must_be_writing(store);
	CLEANUP(db_done)
	struct query q = db_query(
		store->db,
		S("INSERT INTO outbox (kind, subject, made_at, due_at, tries, failed_at, why) "
		  "VALUES (?1, ?2, ?3, ?4, 0, 0, '') ON CONFLICT (kind, subject) DO UPDATE SET "
		  "made_at = ?3, due_at = ?4, tries = 0, failed_at = 0, why = '' "
		  "WHERE outbox.failed_at <> 0"));
	db_put_i64(&q, kind);
	db_put_i64(&q, subject);
	db_put_time(&q, store->now);
	db_put_time(&q, time_is_set(due_at) ? due_at : store->now);
	return db_run(&q);
}

enum err store_outbox_next(struct store *store, struct arena *into, struct outbox_row *out)
{
	CLEANUP(db_done)
	struct query q =
		db_query(store->db, S("SELECT " COLUMNS " FROM outbox WHERE failed_at = 0 AND "
				      "due_at <= ?1 ORDER BY kind NOT IN (?2, ?3), due_at, id "
				      "LIMIT 1"));
	db_put_time(&q, store->now);
	db_put_i64(&q, OUTBOX_CHECK_TO_SHOW);
	db_put_i64(&q, OUTBOX_CHECK_HELD);
	TRY(db_one(&q));
	*out = take(&q, into);
	return OK;
}

enum err store_outbox_row(struct store *store, struct arena *into, int64_t id,
			  struct outbox_row *out)
{
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT " COLUMNS " FROM outbox WHERE id = ?1"));
	db_put_i64(&q, id);
	TRY(db_one(&q));
	*out = take(&q, into);
	return OK;
}

enum err store_outbox_due(struct store *store, unix_ms *out)
{
	CLEANUP(db_done)
	struct query q = db_query(
		store->db, S("SELECT coalesce(min(due_at), 0) FROM outbox WHERE failed_at = 0"));
	TRY(db_one(&q));
	*out = db_time(&q);
	return OK;
}

enum err store_outbox_remove(struct store *store, int64_t id)
{
	must_be_writing(store);
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("DELETE FROM outbox WHERE id = ?1"));
	db_put_i64(&q, id);
	return db_run(&q);
}

enum err store_outbox_save(struct store *store, const struct outbox_row *row)
{
	must_be_writing(store);
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("UPDATE outbox SET made_at = ?2, due_at = ?3, "
					       "tries = ?4, failed_at = ?5, why = ?6 "
					       "WHERE id = ?1"));
	db_put_i64(&q, row->id);
	db_put_time(&q, row->made_at);
	db_put_time(&q, row->due_at);
	db_put_i64(&q, row->tries);
	db_put_time(&q, row->failed_at);
	db_put_str(&q, row->why);
	return db_run(&q);
}

enum err store_outbox_waiting(struct store *store, uint64_t *out)
{
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT count(*) FROM outbox WHERE failed_at = 0"));
	TRY(db_one(&q));
	*out = (uint64_t)db_i64(&q);
	return OK;
}

enum err store_outbox_failed(struct store *store, struct arena *into, int64_t limit,
			     struct outbox_row **out, size_t *count)
{
	struct {
		struct outbox_row *items;
		size_t count, cap;
	} all = { 0 };
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT " COLUMNS " FROM outbox WHERE "
					       "failed_at <> 0 ORDER BY failed_at DESC, id DESC "
					       "LIMIT ?1"));
	db_put_i64(&q, limit);
	for (bool has_row = true;;) {
		TRY(db_next(&q, &has_row));
		if (!has_row)
			break;
		*list_push(into, &all) = take(&q, into);
	}
	*out = all.items;
	*count = all.count;
	return OK;
}

enum err store_outbox_forget(struct store *store, unix_ms before)
{
	must_be_writing(store);
	CLEANUP(db_done)
	struct query q = db_query(store->db,
				  S("DELETE FROM outbox WHERE failed_at <> 0 AND failed_at < ?1"));
	db_put_time(&q, before);
	return db_run(&q);
}

enum err store_reply_news(struct store *store, person_id person, struct reply_news *out)
{
	CLEANUP(db_done)
	struct query q = db_query(
		store->db, S("SELECT wants, told, told_at FROM reply_news WHERE person = ?1"));
	db_put_i64(&q, person.n);
	enum err err = db_one(&q);
	if (err && err != ERR_NOT_FOUND)
		return err;
	*out = (struct reply_news){ .wish = REPLY_NEWS_UNSAID };
	if (err)
		return OK;
	out->wish = (enum reply_news_wish)db_i64(&q);
	out->told.n = db_i64(&q);
	out->told_at = db_time(&q);
	return OK;
}

enum err store_reply_news_set(struct store *store, person_id person, const struct reply_news *news)
{
	must_be_writing(store);
	CLEANUP(db_done)
	struct query q = db_query(
		store->db, S("INSERT INTO reply_news (person, wants, told, told_at) VALUES (?1, "
			     "?2, ?3, ?4) ON CONFLICT (person) DO UPDATE SET wants = ?2, "
			     "told = ?3, told_at = ?4"));
	db_put_i64(&q, person.n);
	db_put_i64(&q, news->wish);
	db_put_i64(&q, news->told.n);
	db_put_time(&q, news->told_at);
	return db_run(&q);
}
