/* SPDX-License-Identifier: Apache-2.0 */
/* db_copy.h: a database as a file: copied as one moment of it while others write, and looked
 * through for damage. */
#pragma once
#include "store/db.h"

/* Told how far it is. Gives: false to stop. */
struct db_watch {
	void *self;
	bool (*on)(void *self, int64_t done, int64_t total);
};

/* Copies db, as it is at one moment, into the file at path, which is there and empty; a copy needs
 * no file beside it. Writers are not kept waiting.
 * Fails: ERR_BUSY (stopped), ERR_IO (no room, the disk); what is at path is then of no use. */
enum err db_copy(struct db *db, struct str path, const struct db_watch *watch,
		 struct fault *fault) MUST_CHECK;

/* Tells each thing that is wrong with how the database is stored, at most limit: damaged pages,
 * rows missing from an index, and rules (triggers, views) that are not ours. Takes: what found is
 * told lives only for the call. */
struct db_damage {
	void *self;
	void (*found)(void *self, struct str what);
	int limit;
};
enum err db_examine(struct db *db, const struct db_damage *damage) MUST_CHECK;
/* Tells of rows that refer to a row which is not there, by tables. */
enum err db_examine_references(struct db *db, const struct db_damage *damage) MUST_CHECK;
