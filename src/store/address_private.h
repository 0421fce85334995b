/* SPDX-License-Identifier: Apache-2.0 */
/* address_private.h: claiming paths, for the files that save what has an address. */
#pragma once
#include "store/address.h"

/* Makes path the current address of the thing; the one it had becomes a former one. A former
 * address of another becomes this one's. Nothing changes when it is its address already.
 * Fails: ERR_CONFLICT (another's current address). */
enum err address_claim(struct store *store, struct str path, enum address_kind kind,
		       int64_t target) MUST_CHECK;

/* Finds a free path of the form head + name + tail, adding "-2", "-3"... to name while it was ever
 * another's. self may be 0. Gives: the path, and the name used. */
struct address_wish {
	struct str head, name, tail;
	enum address_kind kind;
	int64_t self;
};
enum err address_find_free(struct store *store, struct arena *into, const struct address_wish *wish,
			   struct str *path, struct str *name) MUST_CHECK;

/* Whether path is, or was, somebody's but this one's. */
enum err address_is_anothers(struct store *store, struct str path, enum address_kind kind,
			     int64_t target, bool *out) MUST_CHECK;

/* The first of name, "name-2", "name-3" ... that no row but self's has. sql: counts rows with slug
 * ?1 and an id other than ?2. */
enum err slug_find_free(struct store *store, struct arena *into, struct str sql, struct str name,
			int64_t self, struct str *out) MUST_CHECK;
