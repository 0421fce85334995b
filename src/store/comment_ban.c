/* SPDX-License-Identifier: Apache-2.0 */
/* comment_ban.c: whose replies are refused. */
#include "store/comment_act.h"

#include "store/store_private.h"

enum err store_ban_set(struct store *store, const struct comment_ban *ban)
{
	must_be_writing(store);
	CLEANUP(db_done)
	struct query q =
		db_query(store->db, S("INSERT INTO comment_ban (kind, what, at, person, who, why, "
				      "until) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT "
				      "(kind, what) DO UPDATE SET at = ?3, person = ?4, who = ?5, "
				      "why = ?6, until = ?7"));
	db_put_i64(&q, ban->kind);
	db_put_str(&q, ban->what);
	db_put_time(&q, store->now);
	db_put_i64(&q, ban->person.n);
	db_put_str(&q, ban->who);
	db_put_str(&q, ban->why);
	db_put_time(&q, ban->until);
	return db_run(&q);
}

enum err store_ban_end(struct store *store, enum ban_kind kind, struct str what)
{
	must_be_writing(store);
	CLEANUP(db_done)
	struct query q =
		db_query(store->db, S("DELETE FROM comment_ban WHERE kind = ?1 AND what = ?2"));
	db_put_i64(&q, kind);
	db_put_str(&q, what);
	return db_run(&q);
}

enum err store_is_banned(struct store *store, struct str email_hash, struct str network, bool *out)
{
	CLEANUP(db_done)
	struct query q =
		db_query(store->db, S("SELECT 1 FROM comment_ban WHERE what <> '' AND ((kind = 0 "
				      "AND what = ?1) OR (kind = 1 AND what = ?2)) AND (until = 0 "
				      "OR until > ?3) LIMIT 1"));
	db_put_str(&q, email_hash);
	db_put_str(&q, network);
	db_put_time(&q, store->now);
	return db_next(&q, out);
}

enum err store_bans(struct store *store, struct arena *into, int64_t limit,
		    struct comment_ban **out, size_t *count)
{
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT kind, what, at, person, who, why, until "
					       "FROM comment_ban WHERE until = 0 OR until > ?1 "
					       "ORDER BY at DESC, kind, what LIMIT ?2"));
	struct {
		struct comment_ban *items;
		size_t count, cap;
	} found = { 0 };
	db_put_time(&q, store->now);
	db_put_i64(&q, limit);
	for (bool has_row = true;;) {
		TRY(db_next(&q, &has_row));
		if (!has_row)
			break;
		struct comment_ban *ban = list_push(into, &found);
		ban->kind = (enum ban_kind)db_i64(&q);
		ban->what = db_str(&q, into);
		ban->at = db_time(&q);
		ban->person.n = db_i64(&q);
		ban->who = db_str(&q, into);
		ban->why = db_str(&q, into);
		ban->until = db_time(&q);
	}
	*out = found.items;
	*count = found.count;
	return OK;
}
