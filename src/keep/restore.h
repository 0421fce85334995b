/* SPDX-License-Identifier: Apache-2.0 */
/*
 * restore.h: a backup into a newspaper's folder.
 *
 * The file may be damaged or made to do harm: it is unpacked into a folder beside the new one,
 * every byte held against its sum, the databases opened and looked through; then that folder gets
 * its name. Whatever goes wrong before leaves nothing.
 */
#pragma once
#include "keep/bundle_read.h"

struct restore_job {
	struct str file;
	struct str site_folder; /* not there yet, or empty */
	void *self;
	/* Told how far it is, in bytes. Gives: false to stop. */
	bool (*watch)(void *self, int64_t done, int64_t total);
};

/* Gives: an account that lives in arena.
 * Fails: ERR_CONFLICT (there is something at site_folder), ERR_INVALID (no backup, damaged, cut
 * short, or with things no backup holds), ERR_BUSY (stopped), ERR_NOT_FOUND, ERR_IO. */
enum err restore_make(const struct restore_job *job, struct arena *arena,
		      struct bundle_account *out, struct fault *fault) MUST_CHECK;
