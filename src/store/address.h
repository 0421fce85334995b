/* SPDX-License-Identifier: Apache-2.0 */
/*
 * address.h: which thing lives at which path, and where it moved.
 *
 * One row a path ever used: current (it answers there) or former (301 to the thing's current path).
 * A row may also name a literal target. Query addresses of old systems are kept as they were
 * written:
 * "/?p=12". A lookup that finds nothing notes a fact too: a cached 404 falls when the path comes to
 * life.
 */
#pragma once
#include "store/store.h"

enum address_kind {
	ADDRESS_STORY,
	ADDRESS_SECTION,
	ADDRESS_TOPIC,
	ADDRESS_PERSON,
	ADDRESS_MEDIA,
	ADDRESS_LITERAL
};

struct address {
	enum address_kind kind;
	int64_t target; /* row id of the kind; 0 for literal */
	bool is_current;
	struct str current; /* where it lives now; the literal target */
};

/* path: as url_normal_path() spells it, trailing slash included. Fails: ERR_NOT_FOUND. */
enum err store_address(struct store *store, struct arena *into, struct str path,
		       struct address *out) MUST_CHECK;
/* Adds a former address. An address that is somebody's current one stays theirs (ERR_CONFLICT). */
enum err store_address_add(struct store *store, struct str path, enum address_kind kind,
			   int64_t target, struct str literal) MUST_CHECK;
bool store_address_taken(struct store *store, struct str path); /* current or former */
