/* SPDX-License-Identifier: Apache-2.0 */
/*
 * secrets.h: what the newsroom does with randomness and with the site's secret.
 *
 *   - a password is kept as Argon2id makes it of it (RFC 9106)
 *   - a session's cookie and a recovery code are random and kept as hashes only
 *   - the key of a second factor is sealed; a form's token and a link are signed. Each with a key
 *     of its own drawn from SITE/secret: who holds only the database can neither read nor forge
 *     them
 */
#pragma once
#include "base/base.h"

enum { ACCOUNT_KEY_BYTES = 32 };
#define LEAST_ACCOUNT_SECRET_BYTES 16

/* Argon2id: three passes over 32 MiB in one lane; about 60 ms on a small server. */
#define ARGON2_PASSES 3
#define ARGON2_BYTES (32u << 20)

#define LIMIT_NEW_PASSWORD_CHARS_LEAST 10
#define LIMIT_NEW_PASSWORD_BYTES 1000 /* more is refused, not cut */

struct account_keys {
	unsigned char form[ACCOUNT_KEY_BYTES], seal[ACCOUNT_KEY_BYTES], link[ACCOUNT_KEY_BYTES];
};

/* secret: at least LEAST_ACCOUNT_SECRET_BYTES (BUG otherwise). */
struct account_keys account_keys_from(struct str secret);

/* Fails: ERR_TOO_BIG (longer than the limit), ERR_BUSY (no memory for it now). */
enum err password_hash(struct arena *into, struct str plain, struct str *out) MUST_CHECK;
/* Takes as long for a hash that is none: nobody learns from the clock who may sign in. */
bool password_is_right(struct str hash, struct str plain);
/* Whether it may be a new password: long enough, and not the e-mail address or name. */
bool password_may_be(struct str plain, struct str email, struct str name);

/* 256 random bits as text for a cookie or a link. */
struct str secret_token(struct arena *into);
/* The hash such a text is kept as; hex. */
struct str secret_hash(struct arena *into, struct str token);

/* A code for somebody without their telephone: "k3fm-90xw-h2qa", 60 random bits. */
struct str recovery_code(struct arena *into);
/* Its hash, whatever case and hyphens it was typed with. */
struct str recovery_hash(struct arena *into, struct str typed);

/* Text that only these keys open; another one each time. */
struct str secret_seal(struct arena *into, const struct account_keys *keys, struct str plain);
/* Fails: ERR_INVALID (not sealed by these keys, or changed since). */
enum err secret_open(struct arena *into, const struct account_keys *keys, struct str sealed,
		     struct str *out) MUST_CHECK;

/* What every form of a session carries, made of its cookie. */
struct str form_token(struct arena *into, const struct account_keys *keys, struct str cookie);
bool form_token_is_good(const struct account_keys *keys, struct str cookie, struct str token);

/* Signs text for an address; the same text gives the same signature. */
struct str secret_sign(struct arena *into, const struct account_keys *keys, struct str text);
bool secret_is_signed(const struct account_keys *keys, struct str text, struct str signature);
