/* SPDX-License-Identifier: Apache-2.0 */
/*
 * secret.h: what is done with a site's secret for replies.
 *
 * An e-mail address is promised to be published nowhere. At rest it is sealed; what compares
 * commenters is a keyed hash of it; and a form is signed so that only a page of ours, shown within
 * the last day, can be answered. Each has a key of its own, all drawn from SITE/secret: who holds
 * that file can read the addresses, who holds only the database cannot.
 */
#pragma once
#include "base/base.h"

enum { SECRET_KEY_BYTES = 32 };
#define LEAST_SECRET_BYTES 16
#define LIMIT_TOKEN_AGE_HOURS 24

struct comment_keys {
	unsigned char hash[SECRET_KEY_BYTES], seal[SECRET_KEY_BYTES], form[SECRET_KEY_BYTES];
};

/* secret: at least LEAST_SECRET_BYTES (BUG otherwise). */
struct comment_keys comment_keys_from(struct str secret);
/* Of the key for forms alone (SECRET_KEY_BYTES, else BUG): all that a process has which only makes
 * pages. Asking for the others is a BUG. */
struct comment_keys comment_keys_of_form(struct str form_key);
/* The key for forms, out of keys; lives as long as they. */
struct str comment_form_key(const struct comment_keys *keys);

/* The same for every spelling of one address: case and surrounding space do not count. Hex. */
struct str comment_email_hash(struct arena *into, const struct comment_keys *keys,
			      struct str email);
/* Text that only these keys open; another one each time. */
struct str comment_email_seal(struct arena *into, const struct comment_keys *keys,
			      struct str email);
/* Fails: ERR_INVALID (not sealed by these keys, or changed since). */
enum err comment_email_open(struct arena *into, const struct comment_keys *keys, struct str sealed,
			    struct str *out) MUST_CHECK;

/* What a story's form carries: the same for all readers until fresh_until, when another takes its
 * place; so the page can be kept. It is good for LIMIT_TOKEN_AGE_HOURS / 2 longer at least. */
struct str comment_token(struct arena *into, const struct comment_keys *keys, int64_t story,
			 unix_ms now, unix_ms *fresh_until);
/* Whether it was made for this story within the last LIMIT_TOKEN_AGE_HOURS. */
bool comment_token_is_good(const struct comment_keys *keys, int64_t story, struct str token,
			   unix_ms now);
