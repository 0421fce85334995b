/* SPDX-License-Identifier: Apache-2.0 */
/*
 * sign_in.h: those who may sign in, their sessions, and what was tried in vain.
 *
 * Rows only: what a password is, how long a session lasts and when it is enough is account/'s. No
 * reader's page stands on any of this, so nothing here notes or touches a fact.
 */
#pragma once
#include "store/store.h"

struct sign_in {
	person_id person;
	struct str name, slug; /* the person's; not saved from here */
	struct str email;      /* lower case, of nobody else */
	int64_t role;          /* enum staff_role of account/can.h */
	struct str password;   /* hashed; "" none yet */
	struct str totp;       /* sealed; "" none */
	int64_t totp_step;
	unix_ms made_at, seen_at;
};

/* Fails: ERR_NOT_FOUND. */
enum err store_sign_in(struct store *store, struct arena *into, person_id person,
		       struct sign_in *out) MUST_CHECK;
enum err store_sign_in_by_email(struct store *store, struct arena *into, struct str email,
				struct sign_in *out) MUST_CHECK;
/* All, by name. */
enum err store_sign_ins(struct store *store, struct arena *into, struct sign_in **out,
			size_t *count) MUST_CHECK;
enum err store_sign_in_none(struct store *store, bool *out) MUST_CHECK; /* nobody may yet */
/* Makes or replaces the person's. Fails: ERR_CONFLICT (another has the e-mail address). */
enum err store_sign_in_save(struct store *store, const struct sign_in *sign_in) MUST_CHECK;
/* With sessions, recovery codes and saved views; the person stays, for bylines. */
enum err store_sign_in_remove(struct store *store, person_id person) MUST_CHECK;

/* Replaces all of the person's. */
enum err store_recovery_codes_set(struct store *store, person_id person, const struct str *hashes,
				  size_t count) MUST_CHECK;
/* Fails: ERR_NOT_FOUND (not one of theirs, or used). */
enum err store_recovery_code_use(struct store *store, person_id person, struct str hash) MUST_CHECK;
enum err store_recovery_codes_left(struct store *store, person_id person, int64_t *out) MUST_CHECK;

struct session {
	int64_t id;
	struct str hash;
	person_id person;
	bool is_full;
	unix_ms made_at, seen_at, until;
	struct str address, agent;
};

/* Drops sessions that have ended, too. */
enum err store_session_add(struct store *store, const struct session *session) MUST_CHECK;
/* Fails: ERR_NOT_FOUND, also when its time is over. */
enum err store_session_by_hash(struct store *store, struct arena *into, struct str hash,
			       struct session *out) MUST_CHECK;
enum err store_session_seen(struct store *store, int64_t id) MUST_CHECK; /* now */
/* Newest first. */
enum err store_sessions(struct store *store, struct arena *into, person_id person,
			struct session **out, size_t *count) MUST_CHECK;
enum err store_session_remove(struct store *store, person_id person, int64_t id) MUST_CHECK;
/* All of the person's but one; 0: all. */
enum err store_sessions_remove(struct store *store, person_id person, int64_t but) MUST_CHECK;

struct throttle {
	int64_t failures;
	unix_ms since;
};
/* Nothing known: all zero. */
enum err store_throttle(struct store *store, struct str name, struct throttle *out) MUST_CHECK;
/* Drops those that began before `oldest`, too. */
enum err store_throttle_set(struct store *store, struct str name, struct throttle throttle,
			    unix_ms oldest) MUST_CHECK;
enum err store_throttle_clear(struct store *store, struct str name) MUST_CHECK;

/* A search of the list of stories that somebody kept under a name. */
struct saved_view {
	struct str name, query;
};
enum err store_saved_views(struct store *store, struct arena *into, person_id person,
			   struct saved_view **out, size_t *count) MUST_CHECK;
enum err store_saved_view_set(struct store *store, person_id person,
			      struct saved_view view) MUST_CHECK;
enum err store_saved_view_remove(struct store *store, person_id person, struct str name) MUST_CHECK;
