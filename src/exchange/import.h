/* SPDX-License-Identifier: Apache-2.0 */
/*
 * import.h: files of another system into a site, all of them or nothing.
 *
 *     struct import_job job = { .store = store, ... };
 *     struct account account;
 *     enum err err = import_wxr(&job, &account, &fault);
 *
 * One transaction: when this fails, the site is as it was, and files already copied into SITE/media
 * are gone again. What the account says has been committed.
 *
 * Running the same import again changes nothing and touches no fact; a newer export changes the
 * stories that changed. A story that was edited here since (its updated_at is later than the
 * export's date) is left alone. Terms, people and menus follow the export.
 */
#pragma once
#include "comment/secret.h"
#include "exchange/account.h"
#include "store/store.h"

#define LIMIT_IMPORT_FILES 1000

struct import_job {
	struct store *store;
	struct str site_folder;
	const struct str *files;
	size_t file_count;
	struct str uploads; /* a copy of wp-content/uploads; "" none */
	const struct comment_keys *keys;
	void *self;                                                /* for progress */
	void (*progress)(void *self, int64_t done, int64_t total); /* bytes; may be NULL */
};

/* account lives in keep. Fails: ERR_INVALID (fault: "export.xml:12: what"), ERR_NOT_FOUND,
 * ERR_TOO_BIG, ERR_BUSY, ERR_IO. */
enum err import_wxr(const struct import_job *job, struct arena *keep, struct account *account,
		    struct fault *fault) MUST_CHECK;
/* The same for news items (exchange/ninjs.h): one object, an array of them, or one a line. Their
 * topics and authors are found by name, and made where there are none. */
enum err import_ninjs(const struct import_job *job, struct arena *keep, struct account *account,
		      struct fault *fault) MUST_CHECK;
/* Tells in the account which stories with ids after the one given look like another story: what an
 * import brought. Reads the texts of all public posts. */
enum err import_compare(const struct import_job *job, story_id after, struct account *account,
			struct fault *fault) MUST_CHECK;
