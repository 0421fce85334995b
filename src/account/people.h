/* SPDX-License-Identifier: Apache-2.0 */
/*
 * people.h: giving, changing and taking away sign-ins; and the links by which one gets in without
 * a password.
 *
 * A link is signed, ends after LINK_HOURS, and is good once: what it is signed over (that nobody
 * can sign in yet; the password as it is) is not so any more after it was used. Nothing of it is
 * kept.
 *
 *   - there is always a publisher once there was one: the last cannot be removed or made less
 */
#pragma once
#include "account/sign_in.h"

#define LINK_HOURS 24
#define LIMIT_EMAIL_BYTES 254
#define LIMIT_PERSON_NAME_BYTES 200

/* What is wrong with a name or address, as a key for the desk's locale; "" nothing. */
struct str account_email_fault(struct str email);
struct str account_name_fault(struct str name);

struct new_account {
	struct str email, name;
	enum staff_role role;
	struct str password; /* hashed; "" one comes by a link first */
};

/* A person of that name who cannot sign in yet, but stands in bylines, is the one. In a
 * transaction. Fails: ERR_CONFLICT (the e-mail address), ERR_INVALID. */
enum err account_add(struct store *store, struct arena *into, const struct new_account *account,
		     person_id *out) MUST_CHECK;
/* In a transaction. Fails: ERR_CONFLICT (the last publisher), ERR_NOT_FOUND. */
enum err account_set_role(struct store *store, struct arena *into, person_id person,
			  enum staff_role role) MUST_CHECK;
enum err account_remove(struct store *store, struct arena *into, person_id person) MUST_CHECK;
/* Ends the person's sessions but one (0: all). hash: as password_hash() gives it. In a
 * transaction. */
enum err account_set_password(struct store *store, struct arena *into, person_id person,
			      struct str hash, int64_t but_session) MUST_CHECK;

/* Whether nobody can sign in yet. */
enum err account_is_first(struct store *store, bool *out) MUST_CHECK;

/* What stands in the address after "/desk/first/" and "/desk/password/". */
enum err link_for_first(struct store *store, struct arena *into, const struct account_keys *keys,
			struct str *out) MUST_CHECK; /* Fails: ERR_CONFLICT (somebody can) */
enum err link_for_password(struct store *store, struct arena *into, const struct account_keys *keys,
			   person_id person, struct str *out) MUST_CHECK;
/* Fails: ERR_NOT_FOUND (forged, over, or used). */
enum err link_is_first(struct store *store, struct arena *into, const struct account_keys *keys,
		       struct str link) MUST_CHECK;
enum err link_is_password(struct store *store, struct arena *into, const struct account_keys *keys,
			  struct str link, struct sign_in *out) MUST_CHECK;
