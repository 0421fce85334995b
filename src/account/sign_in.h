/* SPDX-License-Identifier: Apache-2.0 */
/*
 * sign_in.h: from a password, and a code where a second factor is set, to a session.
 *
 *   - the cookie is random and new each time somebody signs in: what was there before counts for
 *     nothing; only its hash is kept
 *   - between password and code there is half a session, for SESSION_HALF_MINUTES, good for
 *     nothing but giving the code
 *   - a session ends SESSION_DAYS after it began, SESSION_IDLE_DAYS after it was last used, when it
 *     is taken back, and when the password is changed elsewhere
 */
#pragma once
#include "account/can.h"
#include "account/secrets.h"
#include "store/sign_in.h"

#define SESSION_COOKIE "broadside_session"
#define SESSION_DAYS 30
#define SESSION_IDLE_DAYS 7
#define SESSION_HALF_MINUTES 10
#define SESSION_SEEN_EVERY_MINUTES 5
#define LIMIT_AGENT_BYTES 200
#define RECOVERY_CODES 10

/* Who asks. */
struct visitor {
	struct sign_in who;
	struct session session;
	enum staff_role role;
};

/* Whose cookie it is. A half session is found too: ask session.is_full. Fails: ERR_NOT_FOUND. */
enum err session_open(struct store *store, struct arena *into, struct str cookie,
		      struct visitor *out) MUST_CHECK;

enum entry_kind {
	ENTRY_IN,    /* cookie is a whole session's */
	ENTRY_HALF,  /* cookie is half a session's: the code comes next */
	ENTRY_WRONG, /* which of the two was wrong is not said */
	ENTRY_SHUT,  /* too many failures: nothing was looked at */
};

struct entry {
	enum entry_kind kind;
	struct str cookie;
	int64_t max_age_s;
};

struct attempt {
	struct str email, password;
	struct str address, agent; /* the client's */
};

/* One transaction. Fails: ERR_BUSY, ERR_IO. */
enum err sign_in_with_password(struct store *store, struct arena *into,
			       const struct attempt *attempt, struct entry *out) MUST_CHECK;
/* The code of an authenticator, or a recovery code, for half a session. */
enum err sign_in_with_code(struct store *store, struct arena *into, const struct account_keys *keys,
			   const struct visitor *half, struct str code, struct str address,
			   struct entry *out) MUST_CHECK;
enum err sign_out(struct store *store, const struct visitor *visitor) MUST_CHECK;

/* A whole session at once, for one who came by a link. In a transaction. */
enum err session_begin(struct store *store, struct arena *into, person_id person,
		       const struct attempt *client, struct entry *out) MUST_CHECK;
