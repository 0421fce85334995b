/* SPDX-License-Identifier: Apache-2.0 */
/* touched.c: what was touched as rows, written in the transaction that touched it, so that whoever
 * missed the word of it catches up. */
#include "store/store_private.h"

static enum err ask_number(struct store *store, struct str sql, int64_t *out)
{
	CLEANUP(db_done) struct query q = db_query(store->db, sql);
	TRY(db_one(&q));
	*out = db_i64(&q);
	return OK;
}

enum err touched_newest(struct store *store, int64_t *out)
{
	return ask_number(store, S("SELECT coalesce(max(id), 0) FROM touched"), out);
}

int64_t store_sequence(struct store *store)
{
	int64_t newest = 0;
	return touched_newest(store, &newest) ? 0 : newest;
}

unix_ms store_newest_touch(struct store *store)
{
	int64_t at = 0;
	enum err err = ask_number(store, S("SELECT at FROM touched ORDER BY id DESC LIMIT 1"), &at);
	return unix_ms_of(err ? 0 : at);
}

enum err store_touched_since(struct store *store, int64_t sequence, struct fact_set *into,
			     bool *is_known)
{
	int64_t oldest;
	TRY(ask_number(store, S("SELECT coalesce(min(id), 0) FROM touched"), &oldest));
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT fact, span_from, span_to, due FROM touched "
					       "WHERE id > ?1 ORDER BY id"));
	db_put_i64(&q, sequence);
	for (bool has_row = true;;) {
		SCRATCH(store);
		TRY(db_next(&q, &has_row));
		if (!has_row)
			break;
		struct str name = db_str(&q, &store->scratch);
		struct span span = { .from = db_i64(&q) };
		span.to = db_i64(&q);
		fact_add_due(into, name, span, db_time(&q));
	}
	*is_known = oldest <= sequence + 1;
	return OK;
}

enum err store_touched_rows(struct store *store, struct arena *into, int64_t *sequence,
			    int64_t limit, struct fact **out, size_t *count, bool *is_known)
{
	struct {
		struct fact *items;
		size_t count, cap;
	} rows = { 0 };
	int64_t oldest, newest = *sequence;
	TRY(ask_number(store, S("SELECT coalesce(min(id), 0) FROM touched"), &oldest));
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT id, fact, span_from, span_to, due FROM "
					       "touched WHERE id > ?1 ORDER BY id LIMIT ?2"));
	db_put_i64(&q, newest);
	db_put_i64(&q, limit);
	for (bool has_row = true;;) {
		TRY(db_next(&q, &has_row));
		if (!has_row)
			break;
		newest = db_i64(&q);
		struct fact fact = { .name = db_str(&q, into) };
		fact.hash = str_hash(fact.name);
		fact.span.from = db_i64(&q);
		fact.span.to = db_i64(&q);
		fact.due = db_time(&q);
		*list_push(into, &rows) = fact;
	}
	*is_known = oldest <= *sequence + 1;
	*sequence = newest;
	*out = rows.items;
	*count = rows.count;
	return OK;
}

static enum err drop_oldest(struct store *store, int64_t newest)
{
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("DELETE FROM touched WHERE id <= ?1"));
	db_put_i64(&q, newest - LIMIT_TOUCHED_ROWS);
	return db_run(&q);
}

enum err touched_write(struct store *store)
{
	int64_t newest = 0;
	CLEANUP(db_done)
	struct query q =
		db_query(store->db, S("INSERT INTO touched (fact, span_from, span_to, due, at) "
				      "VALUES (?1, ?2, ?3, ?4, ?5) RETURNING id"));
	for (size_t i = 0; i < store->touched.count; i++) {
		const struct fact *fact = &store->touched.items[i];
		db_put_str(&q, fact->name);
		db_put_i64(&q, fact->span.from);
		db_put_i64(&q, fact->span.to);
		db_put_time(&q, fact->due);
		db_put_time(&q, store->now);
		TRY(db_one(&q));
		newest = db_i64(&q);
		db_again(&q);
	}
	return newest > LIMIT_TOUCHED_ROWS ? drop_oldest(store, newest) : OK;
}

enum err store_purged(struct store *store, int64_t *out)
{
	enum err err = ask_number(store, S("SELECT last FROM counter WHERE name = 'purged'"), out);
	return err == ERR_NOT_FOUND ? touched_newest(store, out) : err;
}

enum err store_purged_set(struct store *store, int64_t sequence)
{
	CLEANUP(txn_end) struct txn txn = { 0 };
	TRY(txn_begin(&txn, store));
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("INSERT INTO counter (name, last) VALUES ('purged', "
					       "?1) ON CONFLICT (name) DO UPDATE SET last = ?1"));
	db_put_i64(&q, sequence);
	TRY(db_run(&q));
	return txn_commit(&txn);
}
