/* SPDX-License-Identifier: Apache-2.0 */
/*
 * check.h: looks a newspaper through and tells what is wrong, in words a publisher understands,
 * with what to do about it. Reads only, beside a serving newspaper too: rows are all of one moment.
 *
 *   - damage to a database file ends it: what such a file says of its rows is not to be believed
 *   - a file of media/ that nobody names is asked about once more at the end, for one may just have
 *     been taken in
 */
#pragma once
#include "store/check.h"

#define LIMIT_FINDINGS_A_KIND 10000 /* kept; all are counted */

struct check_job {
	struct str site_folder, database; /* database: as for store_open() */
	bool is_quick;                    /* files are held against their size, not their sum */
	void *self;
	/* Whether an address of this newspaper ("/night-tram/") shows something to readers. */
	bool (*leads_somewhere)(void *self, struct str address);
	/* Told how far it is. Gives: false to stop. */
	bool (*watch)(void *self, int64_t done, int64_t total);
};

struct finding {
	enum check_kind kind;
	struct str what;
};

struct check_account {
	struct finding *items; /* by kind, in the order they were found */
	size_t count, cap;
	int64_t of[CHECK_KINDS]; /* how many of each kind there are */
	int64_t total;
	int64_t stories, media, links; /* looked at */
};

/* Gives: an account that lives in arena.
 * Fails: ERR_NOT_FOUND (no newspaper), ERR_INVALID (of a later program), ERR_BUSY (stopped),
 * ERR_IO. */
enum err check_make(const struct check_job *job, struct arena *arena, struct check_account *out,
		    struct fault *fault) MUST_CHECK;

/* What a kind is called in --json, what it means, and what to do. */
struct finding_words {
	struct str name, title, advice;
};
const struct finding_words *finding_words(enum check_kind kind);
