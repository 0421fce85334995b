/* SPDX-License-Identifier: Apache-2.0 */
/*
 * copy.h: a site's databases as files, for those who keep them (keep/): which there are, each
 * copied as one moment of it while the site serves, each looked through for damage.
 *
 * What is copied need not be of this program's version: a backup is made before an upgrade.
 */
#pragma once
#include "store/db_copy.h"
#include "store/store.h"

#define STORE_SITE_FILE "site.db"
#define STORE_DESK_FILE "desk.db"

/* In the order to copy them: what is named by another comes after it. */
#define LIMIT_STORE_PARTS 2
struct store_part {
	struct str name; /* in the site's folder and in a backup: "desk.db", "site.db" */
	struct str path;
};
/* The databases that are there. database: as for store_open().
 * Fails: ERR_NOT_FOUND (no newspaper there), ERR_INVALID. */
enum err store_parts(struct arena *into, struct str site_folder, struct str database,
		     struct store_part out[LIMIT_STORE_PARTS], size_t *count,
		     struct fault *fault) MUST_CHECK;

/* Copies the database at from into a file it makes at path, for the owner's eyes only.
 * Fails: as db_copy(); the caller takes away what is at path, with store_copy_remove(). */
enum err store_copy(struct str from, struct str path, const struct db_watch *watch,
		    struct fault *fault) MUST_CHECK;
void store_copy_remove(struct arena scratch, struct str path); /* and what lies beside it */

/* Whether the database at path, called name in a site's folder, is ours and whole. It is a copy:
 * nobody writes to it.
 * Fails: ERR_INVALID (the fault says what is wrong with it), ERR_IO. */
enum err store_copy_verify(struct str name, struct str path, struct fault *fault) MUST_CHECK;

/* Each file that the copy of a site's database at path names in media/, sorted, without doubles. */
enum err store_copy_media(struct arena *into, struct str path, struct str **out, size_t *count,
			  struct fault *fault) MUST_CHECK;
