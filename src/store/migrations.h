/* SPDX-License-Identifier: Apache-2.0 */
/*
 * migrations.h: from any older schema to this program's, in one transaction.
 *
 * Migration N is the file migrations/000N_*.sql, or migrations/desk/000N_*.sql; the database
 * remembers the last one done. None is ever changed once it was part of a release.
 */
#pragma once
#include "store/db.h"

/* The two files of a newspaper. Readers' processes can open the first only. */
enum migrations_of {
	MIGRATIONS_SITE, /* site.db */
	MIGRATIONS_DESK, /* desk.db, attached as "desk": who may sign in, and who has */
};

int64_t migrations_newest(enum migrations_of of);

/* Brings a database that is ours, or empty, up to date, or as far as migration last if it is not
 * there yet. Fails: ERR_INVALID (foreign, or newer than this program), ERR_BUSY, ERR_IO; then
 * nothing changed. */
enum err migrations_run_to(struct db *db, enum migrations_of of, int64_t last, struct arena scratch,
			   struct fault *fault) MUST_CHECK;
enum err migrations_run(struct db *db, enum migrations_of of, struct arena scratch,
			struct fault *fault) MUST_CHECK;
/* Whether it can be read as it is. Fails: ERR_INVALID (foreign, newer, or older). */
enum err migrations_check(struct db *db, enum migrations_of of, struct fault *fault) MUST_CHECK;
/* Of one of the files opened by itself: whether this program made it or can bring it up to date.
 * Fails: ERR_INVALID (foreign, newer). */
enum err migrations_check_ours(struct db *db, enum migrations_of of,
			       struct fault *fault) MUST_CHECK;
