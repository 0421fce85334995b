/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bundle.h: a backup as a file: a tar of plain files in a fixed order, their sums at its end.
 *
 *     BROADSIDE-BACKUP   lines "format 1", "made TIME", "program VERSION"
 *     site.conf          if there is one
 *     secret             if there is one
 *     desk.db            if there is one; like site.db a database that needs no file beside it
 *     site.db
 *     media/...          by name, bytewise
 *     themes/...         by name, bytewise
 *     MANIFEST           a line "SHA256  NAME" for each of the above: `sha256sum -c` reads it
 *
 *   - each name comes once, in this order: so a reader needs no list of what it has seen
 *   - what is not in the order, and any name that could lead elsewhere, is refused
 *   - the sums tell of damage, not of forgery: a backup is as trustworthy as where it was kept
 */
#pragma once
#include <stdalign.h>

#include "base/base.h"

#define LIMIT_BUNDLE_NAME 900
#define LIMIT_BUNDLE_DEPTH 32                   /* folders in a name */
#define LIMIT_BUNDLE_ABOUT 4096                 /* bytes of BROADSIDE-BACKUP */
#define LIMIT_BUNDLE_MANIFEST ((size_t)1 << 30) /* bytes, some millions of files */
#define LIMIT_BUNDLE_SMALL (64 << 10)           /* bytes of site.conf and of secret */

#define BUNDLE_ABOUT "BROADSIDE-BACKUP"
#define BUNDLE_MANIFEST "MANIFEST"

struct bundle_entry {
	struct str name;
	int64_t size; /* bytes */
};

/* Where a name stands in the order. BUNDLE_NOWHERE: no bundle holds it. */
enum bundle_place {
	BUNDLE_IS_ABOUT,
	BUNDLE_IS_CONF,
	BUNDLE_IS_SECRET,
	BUNDLE_IS_DESK,
	BUNDLE_IS_SITE,
	BUNDLE_IS_MEDIA,
	BUNDLE_IS_THEME,
	BUNDLE_IS_MANIFEST,
	BUNDLE_NOWHERE
};
/* Names below media/ and themes/ have no empty part, no "." or "..", no control characters. */
enum bundle_place bundle_place_of(struct str name);

/* The sum of some bytes, for a line of MANIFEST. */
#define BUNDLE_SUM_DIGITS 64
struct bundle_sum {
	alignas(16) unsigned char state[128];
};
void bundle_sum_begin(struct bundle_sum *sum);
void bundle_sum_add(struct bundle_sum *sum, struct str bytes);
void bundle_sum_end(struct bundle_sum *sum, char digits[BUNDLE_SUM_DIGITS + 1]);
