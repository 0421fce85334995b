/* SPDX-License-Identifier: Apache-2.0 */
/* sign_in.c: sessions and how one comes to one. */
#include "account/sign_in.h"

#include "account/throttle.h"
#include "account/totp.h"

enum { MINUTE_MS = 60 * 1000, DAY_S = 24 * 3600 };

enum err session_open(struct store *store, struct arena *into, struct str cookie,
		      struct visitor *out)
{
	struct visitor visitor = { 0 };
	unix_ms now = store_now(store);
	if (cookie.len == 0)
		return ERR_NOT_FOUND;
	TRY(store_session_by_hash(store, into, secret_hash(into, cookie), &visitor.session));
	if (visitor.session.seen_at.ms + SESSION_IDLE_DAYS * (int64_t)DAY_S * 1000 <= now.ms)
		return ERR_NOT_FOUND;
	TRY(store_sign_in(store, into, visitor.session.person, &visitor.who));
	if (visitor.who.role < STAFF_CONTRIBUTOR || visitor.who.role > STAFF_PUBLISHER)
		return ERR_NOT_FOUND;
	visitor.role = (enum staff_role)visitor.who.role;
	*out = visitor;
	return OK;
}

static enum err begin_session(struct store *store, struct arena *into, person_id person,
			      const struct attempt *client, bool is_full, struct entry *out)
{
	struct str cookie = secret_token(into);
	int64_t seconds = is_full ? SESSION_DAYS * (int64_t)DAY_S : SESSION_HALF_MINUTES * 60;
	struct session session = {
		.hash = secret_hash(into, cookie),
		.person = person,
		.is_full = is_full,
		.until = unix_ms_of(store_now(store).ms + seconds * 1000),
		.address = client->address,
		.agent = utf8_first(utf8_repair(into, client->agent), LIMIT_AGENT_BYTES),
	};
	TRY(store_session_add(store, &session));
	*out = (struct entry){ is_full ? ENTRY_IN : ENTRY_HALF, cookie, seconds };
	return OK;
}

static enum err note_seen(struct store *store, struct sign_in *who)
{
	who->seen_at = store_now(store);
	return store_sign_in_save(store, who);
}

enum err session_begin(struct store *store, struct arena *into, person_id person,
		       const struct attempt *client, struct entry *out)
{
	struct sign_in who;
	TRY(store_sign_in(store, into, person, &who));
	TRY(note_seen(store, &who));
	return begin_session(store, into, person, client, true, out);
}

enum err sign_in_with_password(struct store *store, struct arena *into,
			       const struct attempt *attempt, struct entry *out)
{
	struct sign_in who = { 0 };
	struct entry entry = { .kind = ENTRY_WRONG };
	bool is_shut;
	struct str email = str_lower(into, str_trim(attempt->email));
	TRY(throttle_is_shut(store, into, email, attempt->address, &is_shut));
	if (is_shut) {
		*out = (struct entry){ .kind = ENTRY_SHUT };
		return OK;
	}
	enum err err = store_sign_in_by_email(store, into, email, &who);
	if (err && err != ERR_NOT_FOUND)
		return err;
	bool is_right = password_is_right(who.password, attempt->password);
	CLEANUP(txn_end) struct txn txn = { 0 };
	TRY(txn_begin(&txn, store));
	if (!is_right)
		TRY(throttle_failed(store, into, email, attempt->address));
	else
		TRY(begin_session(store, into, who.person, attempt, who.totp.len == 0, &entry));
	if (entry.kind == ENTRY_IN) {
		TRY(throttle_passed(store, into, email, attempt->address));
		TRY(note_seen(store, &who));
	}
	TRY(txn_commit(&txn));
	*out = entry;
	return OK;
}

/* Fails: ERR_NOT_FOUND when the code is neither. Notes that it was used. */
static enum err use_code(struct store *store, struct arena *into, const struct account_keys *keys,
			 struct sign_in *who, struct str code)
{
	struct str key;
	enum err err = secret_open(into, keys, who->totp, &key);
	if (!err && totp_is_right(key, code, store_now(store), who->totp_step, &who->totp_step))
		return OK;
	return store_recovery_code_use(store, who->person, recovery_hash(into, code));
}

enum err sign_in_with_code(struct store *store, struct arena *into, const struct account_keys *keys,
			   const struct visitor *half, struct str code, struct str address,
			   struct entry *out)
{
	bool is_shut;
	struct sign_in who = half->who;
	struct entry entry = { .kind = ENTRY_WRONG };
	struct str tried = str_fmt(into, "second factor of %lld", (long long)who.person.n);
	const struct attempt client = { .address = address, .agent = half->session.agent };
	CLEANUP(txn_end) struct txn txn = { 0 };
	TRY(throttle_is_shut(store, into, tried, address, &is_shut));
	if (is_shut) {
		*out = (struct entry){ .kind = ENTRY_SHUT };
		return OK;
	}
	TRY(txn_begin(&txn, store));
	enum err err = use_code(store, into, keys, &who, code);
	if (err == ERR_NOT_FOUND) {
		TRY(throttle_failed(store, into, tried, address));
	} else {
		TRY(err);
		TRY(throttle_passed(store, into, tried, address));
		TRY(throttle_passed(store, into, who.email, address));
		TRY(note_seen(store, &who));
		TRY(store_session_remove(store, who.person, half->session.id));
		TRY(begin_session(store, into, who.person, &client, true, &entry));
	}
	TRY(txn_commit(&txn));
	*out = entry;
	return OK;
}

enum err sign_out(struct store *store, const struct visitor *visitor)
{
	CLEANUP(txn_end) struct txn txn = { 0 };
	TRY(txn_begin(&txn, store));
	TRY(store_session_remove(store, visitor->who.person, visitor->session.id));
	return txn_commit(&txn);
}
