/* SPDX-License-Identifier: Apache-2.0 */
/* sign_in.c: the rows of those who sign in, and their recovery codes. */
#include "store/sign_in.h"

#include "store/store_private.h"

#define COLUMNS                                                                                    \
	"i.person, p.name, p.slug, i.email, i.role, i.password, i.totp, i.totp_step, i.made_at, "  \
	"i.seen_at FROM sign_in i JOIN person p ON p.id = i.person"

static struct sign_in take(struct query *q, struct arena *into)
{
	struct sign_in is = { .person.n = db_i64(q) };
	is.name = db_str(q, into);
	is.slug = db_str(q, into);
	is.email = db_str(q, into);
	is.role = db_i64(q);
	is.password = db_str(q, into);
	is.totp = db_str(q, into);
	is.totp_step = db_i64(q);
	is.made_at = db_time(q);
	is.seen_at = db_time(q);
	return is;
}

enum err store_sign_in(struct store *store, struct arena *into, person_id person,
		       struct sign_in *out)
{
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT " COLUMNS " WHERE i.person = ?1"));
	db_put_i64(&q, person.n);
	TRY(db_one(&q));
	*out = take(&q, into);
	return OK;
}

enum err store_sign_in_by_email(struct store *store, struct arena *into, struct str email,
				struct sign_in *out)
{
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT " COLUMNS " WHERE i.email = ?1"));
	db_put_str(&q, email);
	TRY(db_one(&q));
	*out = take(&q, into);
	return OK;
}

enum err store_sign_ins(struct store *store, struct arena *into, struct sign_in **out,
			size_t *count)
{
	struct {
		struct sign_in *items;
		size_t count, cap;
	} all = { 0 };
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT " COLUMNS " ORDER BY p.name, p.id"));
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

enum err store_sign_in_none(struct store *store, bool *out)
{
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT count(*) FROM sign_in"));
	TRY(db_one(&q));
	*out = db_i64(&q) == 0;
	return OK;
}

/* Told before the database would end the whole transaction. */
static enum err check_email(struct store *store, const struct sign_in *sign_in)
{
	int64_t person;
	enum err err = find_id(store, S("SELECT person FROM sign_in WHERE email = ?1"),
			       sign_in->email, &person);
	if (err == ERR_NOT_FOUND || (!err && person == sign_in->person.n))
		return OK;
	TRY(err);
	return fault_set(&store->fault, ERR_CONFLICT, "somebody else has that e-mail address");
}

enum err store_sign_in_save(struct store *store, const struct sign_in *sign_in)
{
	must_be_writing(store);
	TRY(check_email(store, sign_in));
	CLEANUP(db_done)
	struct query q = db_query(
		store->db,
		S("INSERT INTO sign_in (person, email, role, password, totp, totp_step, made_at, "
		  "seen_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (person) DO UPDATE "
		  "SET email = ?2, role = ?3, password = ?4, totp = ?5, totp_step = ?6, "
		  "seen_at = ?8"));
	db_put_i64(&q, sign_in->person.n);
	db_put_str(&q, sign_in->email);
	db_put_i64(&q, sign_in->role);
	db_put_str(&q, sign_in->password);
	db_put_str(&q, sign_in->totp);
	db_put_i64(&q, sign_in->totp_step);
	db_put_time(&q, time_is_set(sign_in->made_at) ? sign_in->made_at : store->now);
	db_put_time(&q, sign_in->seen_at);
	return db_run(&q);
}

static enum err drop_all(struct store *store, struct str sql, person_id person)
{
	CLEANUP(db_done) struct query q = db_query(store->db, sql);
	db_put_i64(&q, person.n);
	return db_run(&q);
}

enum err store_sign_in_remove(struct store *store, person_id person)
{
	must_be_writing(store);
	TRY(drop_all(store, S("DELETE FROM session WHERE person = ?1"), person));
	TRY(drop_all(store, S("DELETE FROM recovery_code WHERE person = ?1"), person));
	TRY(drop_all(store, S("DELETE FROM saved_view WHERE person = ?1"), person));
	TRY(drop_all(store, S("DELETE FROM reply_news WHERE person = ?1"), person));
	return drop_all(store, S("DELETE FROM sign_in WHERE person = ?1"), person);
}

enum err store_recovery_codes_set(struct store *store, person_id person, const struct str *hashes,
				  size_t count)
{
	must_be_writing(store);
	TRY(drop_all(store, S("DELETE FROM recovery_code WHERE person = ?1"), person));
	CLEANUP(db_done)
	struct query q =
		db_query(store->db, S("INSERT INTO recovery_code (person, hash) VALUES (?1, ?2)"));
	for (size_t i = 0; i < count; i++, db_again(&q)) {
		db_put_i64(&q, person.n);
		db_put_str(&q, hashes[i]);
		TRY(db_run(&q));
	}
	return OK;
}

enum err store_recovery_code_use(struct store *store, person_id person, struct str hash)
{
	must_be_writing(store);
	CLEANUP(db_done)
	struct query q =
		db_query(store->db, S("DELETE FROM recovery_code WHERE person = ?1 AND hash = ?2"));
	db_put_i64(&q, person.n);
	db_put_str(&q, hash);
	TRY(db_run(&q));
	return db_changed(&q) ? OK : ERR_NOT_FOUND;
}

enum err store_recovery_codes_left(struct store *store, person_id person, int64_t *out)
{
	CLEANUP(db_done)
	struct query q =
		db_query(store->db, S("SELECT count(*) FROM recovery_code WHERE person = ?1"));
	db_put_i64(&q, person.n);
	TRY(db_one(&q));
	*out = db_i64(&q);
	return OK;
}
