/* SPDX-License-Identifier: Apache-2.0 */
/*
 * backup.h: a newspaper into one file, while it serves.
 *
 * The databases come first, each as one moment of it; then the files in media/ and themes/. A
 * picture is in media/ before the database names it and is never taken away, so all that the
 * database of a backup names is in it too; what is not is told.
 *
 * The file appears at its place when it was read back from the disk and found whole. Whatever goes
 * wrong before leaves nothing.
 */
#pragma once
#include "keep/bundle_read.h"

struct backup_job {
	struct str site_folder, database; /* database: as for store_open() */
	bool database_is_elsewhere; /* site.conf names one: the backup holds it as site.db, and
				       its site.conf says so */
	struct str file;            /* where the backup goes; an older backup there is replaced */
	struct str program;         /* the version of this one */
	void *self;
	/* Told how far it is, in bytes. Gives: false to stop. */
	bool (*watch)(void *self, int64_t done, int64_t total);
};

struct backup_names {
	struct str *items;
	size_t count, cap;
};

struct backup_account {
	struct bundle_account bundle;
	int64_t file_bytes; /* of the backup as a whole */
	struct backup_names
		missing; /* files of media/ that the database names and that are not there */
	struct backup_names left_out; /* files of media/ and themes/ that lead out of the site or
					 whose names no backup can hold */
};

/* Gives: an account that lives in arena.
 * Fails: ERR_NOT_FOUND (no newspaper), ERR_CONFLICT (something else is at the file's place, or it
 * lies in the site), ERR_INVALID (the database is damaged), ERR_BUSY (stopped), ERR_IO. */
enum err backup_make(const struct backup_job *job, struct arena *arena, struct backup_account *out,
		     struct fault *fault) MUST_CHECK;
