/* SPDX-License-Identifier: Apache-2.0 */
/* session.c: sessions, failures counted, and the views that people saved. */
#include "store/sign_in.h"
#include "store/store_private.h"

#define COLUMNS "id, hash, person, is_full, made_at, seen_at, until, address, agent"

static struct session take(struct query *q, struct arena *into)
{
	struct session is = { .id = db_i64(q) };
	is.hash = db_str(q, into);
	is.person.n = db_i64(q);
	is.is_full = db_i64(q) != 0;
	is.made_at = db_time(q);
	is.seen_at = db_time(q);
	is.until = db_time(q);
	is.address = db_str(q, into);
	is.agent = db_str(q, into);
	return is;
}

static enum err drop_ended(struct store *store)
{
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("DELETE FROM session WHERE until <= ?1"));
	db_put_time(&q, store->now);
	return db_run(&q);
}

enum err store_session_add(struct store *store, const struct session *session)
{
	must_be_writing(store);
	TRY(drop_ended(store));
	CLEANUP(db_done)
	struct query q = db_query(
		store->db,
		S("INSERT INTO session (hash, person, is_full, made_at, seen_at, until, address, "
		  "agent) VALUES (?1, ?2, ?3, ?4, ?4, ?5, ?6, ?7)"));
	db_put_str(&q, session->hash);
	db_put_i64(&q, session->person.n);
	db_put_i64(&q, session->is_full);
	db_put_time(&q, store->now);
	db_put_time(&q, session->until);
	db_put_str(&q, session->address);
	db_put_str(&q, session->agent);
	return db_run(&q);
}

enum err store_session_by_hash(struct store *store, struct arena *into, struct str hash,
			       struct session *out)
{
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT " COLUMNS " FROM session WHERE hash = ?1 "
					       "AND until > ?2"));
	db_put_str(&q, hash);
	db_put_time(&q, store->now);
	TRY(db_one(&q));
	*out = take(&q, into);
	return OK;
}

enum err store_session_seen(struct store *store, int64_t id)
{
	must_be_writing(store);
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("UPDATE session SET seen_at = ?1 WHERE id = ?2"));
	db_put_time(&q, store->now);
	db_put_i64(&q, id);
	return db_run(&q);
}

enum err store_sessions(struct store *store, struct arena *into, person_id person,
			struct session **out, size_t *count)
{
	struct {
		struct session *items;
		size_t count, cap;
	} all = { 0 };
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT " COLUMNS " FROM session WHERE person = ?1 "
					       "AND until > ?2 ORDER BY id DESC"));
	db_put_i64(&q, person.n);
	db_put_time(&q, store->now);
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

enum err store_session_remove(struct store *store, person_id person, int64_t id)
{
	must_be_writing(store);
	CLEANUP(db_done)
	struct query q =
		db_query(store->db, S("DELETE FROM session WHERE person = ?1 AND id = ?2"));
	db_put_i64(&q, person.n);
	db_put_i64(&q, id);
	TRY(db_run(&q));
	return db_changed(&q) ? OK : ERR_NOT_FOUND;
}

enum err store_sessions_remove(struct store *store, person_id person, int64_t but)
{
	must_be_writing(store);
	CLEANUP(db_done)
	struct query q =
		db_query(store->db, S("DELETE FROM session WHERE person = ?1 AND id <> ?2"));
	db_put_i64(&q, person.n);
	db_put_i64(&q, but);
	return db_run(&q);
}

enum err store_throttle(struct store *store, struct str name, struct throttle *out)
{
	CLEANUP(db_done)
	struct query q =
		db_query(store->db, S("SELECT failures, since FROM throttle WHERE name = ?1"));
	db_put_str(&q, name);
	enum err err = db_one(&q);
	if (err && err != ERR_NOT_FOUND)
		return err;
	*out = (struct throttle){ 0 };
	if (!err) {
		out->failures = db_i64(&q);
		out->since = db_time(&q);
	}
	return OK;
}

enum err store_throttle_set(struct store *store, struct str name, struct throttle throttle,
			    unix_ms oldest)
{
	must_be_writing(store);
	CLEANUP(db_done)
	struct query old = db_query(store->db, S("DELETE FROM throttle WHERE since < ?1"));
	db_put_time(&old, oldest);
	TRY(db_run(&old));
	CLEANUP(db_done)
	struct query q =
		db_query(store->db, S("INSERT INTO throttle (name, failures, since) VALUES "
				      "(?1, ?2, ?3) ON CONFLICT (name) DO UPDATE SET "
				      "failures = ?2, since = ?3"));
	db_put_str(&q, name);
	db_put_i64(&q, throttle.failures);
	db_put_time(&q, throttle.since);
	return db_run(&q);
}

enum err store_throttle_clear(struct store *store, struct str name)
{
	must_be_writing(store);
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("DELETE FROM throttle WHERE name = ?1"));
	db_put_str(&q, name);
	return db_run(&q);
}

enum err store_saved_views(struct store *store, struct arena *into, person_id person,
			   struct saved_view **out, size_t *count)
{
	struct {
		struct saved_view *items;
		size_t count, cap;
	} all = { 0 };
	CLEANUP(db_done)
	struct query q = db_query(
		store->db, S("SELECT name, query FROM saved_view WHERE person = ?1 ORDER BY name"));
	db_put_i64(&q, person.n);
	for (bool has_row = true;;) {
		TRY(db_next(&q, &has_row));
		if (!has_row)
			break;
		struct saved_view *view = list_push(into, &all);
		view->name = db_str(&q, into);
		view->query = db_str(&q, into);
	}
	*out = all.items;
	*count = all.count;
	return OK;
}

enum err store_saved_view_set(struct store *store, person_id person, struct saved_view view)
{
	must_be_writing(store);
	CLEANUP(db_done)
	struct query q = db_query(
		store->db, S("INSERT INTO saved_view (person, name, query) VALUES (?1, ?2, ?3) "
			     "ON CONFLICT (person, name) DO UPDATE SET query = ?3"));
	db_put_i64(&q, person.n);
	db_put_str(&q, view.name);
	db_put_str(&q, view.query);
	return db_run(&q);
}

enum err store_saved_view_remove(struct store *store, person_id person, struct str name)
{
	must_be_writing(store);
	CLEANUP(db_done)
	struct query q =
		db_query(store->db, S("DELETE FROM saved_view WHERE person = ?1 AND name = ?2"));
	db_put_i64(&q, person.n);
	db_put_str(&q, name);
	return db_run(&q);
}
