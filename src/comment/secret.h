/* SPDX-License-Identifier: Apache-2.0 */
/*
 * secret.h: what is done with a site's secret for replies.
 *
 * An e-mail address is promised to be published nowhere. At rest it is sealed; what compares
 * commenters is a keyed hash of it; likes and reports are told apart by keyed hashes of network
 * addresses. Each has a key of its own, all drawn from SITE/secret: who holds that file can read
 * the addresses, who holds only the database cannot.
 *
 * What readers' pages carry is signed with a key of its own, the only one that the processes hold
 * which make pages: the form's token, so that only a page of ours, shown within the
 * last day, can be answered; and the link by which a commenter sees a reply of theirs that waits.
 */
#pragma once
#include "base/base.h"

enum { SECRET_KEY_BYTES = 32 };
#define LEAST_SECRET_BYTES 16
#define LIMIT_TOKEN_AGE_HOURS 24
#define LIMIT_DECIDE_LINK_DAYS 14

struct comment_keys {
	unsigned char hash[SECRET_KEY_BYTES], seal[SECRET_KEY_BYTES], mark[SECRET_KEY_BYTES],
		decide[SECRET_KEY_BYTES];
};
struct form_key {
	unsigned char bytes[SECRET_KEY_BYTES];
};

/* secret: at least LEAST_SECRET_BYTES (BUG otherwise). */
struct comment_keys comment_keys_from(struct str secret);
struct form_key form_key_from(struct str secret);
/* As it travels to processes that only make pages. bytes: SECRET_KEY_BYTES (BUG otherwise). */
struct form_key form_key_of(struct str bytes);
struct str form_key_bytes(const struct form_key *key); /* lives as long as key */

/* The same for every spelling of one address: case and surrounding space do not count. Hex. */
struct str comment_email_hash(struct arena *into, const struct comment_keys *keys,
			      struct str email);
/* Text that only these keys open; another one each time. */
struct str comment_email_seal(struct arena *into, const struct comment_keys *keys,
			      struct str email);
/* Fails: ERR_INVALID (not sealed by these keys, or changed since). */
enum err comment_email_open(struct arena *into, const struct comment_keys *keys, struct str sealed,
			    struct str *out) MUST_CHECK;

/* Who marked a reply, and how much a network marks in a day; see store/comment_mark.h. */
struct str comment_mark_who(struct arena *into, const struct comment_keys *keys, int64_t comment,
			    struct str address);
struct str comment_mark_network(struct arena *into, const struct comment_keys *keys,
				struct str network, unix_ms now);

/* What a story's form carries: the same for all readers until fresh_until, when another takes its
 * place; so the page can be kept. It is good for LIMIT_TOKEN_AGE_HOURS / 2 longer at least. */
struct str comment_token(struct arena *into, const struct form_key *key, int64_t story, unix_ms now,
			 unix_ms *fresh_until);
/* Whether it was made for this story within the last LIMIT_TOKEN_AGE_HOURS. */
bool comment_token_is_good(const struct form_key *key, int64_t story, struct str token,
			   unix_ms now);

/* "ID.MAC", for whoever wrote that reply. */
struct str comment_own_link(struct arena *into, const struct form_key *key, int64_t comment);
/* Gives: the reply's id, or 0 for a link that is not ours. */
int64_t comment_own_id(const struct form_key *key, struct str link);

/* "ID.DECISION.UNTIL.MAC": lets whoever gets it by mail decide on one reply, in one way. */
struct str comment_decide_link(struct arena *into, const struct comment_keys *keys, int64_t comment,
			       int decision, unix_ms now);
/* Fails: ERR_INVALID (not ours), ERR_DENIED (too old). */
enum err comment_decide_open(const struct comment_keys *keys, struct str link, unix_ms now,
			     int64_t *comment, int *decision) MUST_CHECK;
