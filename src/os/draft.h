/* SPDX-License-Identifier: Apache-2.0 */
/*
 * draft.h: a file written beside its place and renamed into it once it is safe on the disk.
 *
 * Whoever looks sees the old file or the new one, whole. What was begun and not committed leaves
 * nothing behind; after a power cut a file "NAME.16 hex digits.draft" may lie there.
 *
 *     CLEANUP(os_draft_end) struct os_draft draft = { .fd = -1 };
 *     TRY(os_draft_begin(&draft, path, false, fault));
 *     TRY(os_write(draft.fd, bytes));
 *     return os_draft_commit(&draft, path, fault);
 */
#pragma once
#include "os/os.h"

#define LIMIT_PATH_BYTES 4096

struct os_draft {
	char path[LIMIT_PATH_BYTES]; /* of the draft; "" once it is in place */
	int fd;                      /* may be read and written */
};

/* is_secret: for the owner's eyes only (mode 0600), from the first byte on. */
enum err os_draft_begin(struct os_draft *draft, struct str path, bool is_secret,
			struct fault *fault) MUST_CHECK;
/* Makes what was written safe, without putting it in place yet. */
enum err os_draft_sync(struct os_draft *draft, struct str path, struct fault *fault) MUST_CHECK;
enum err os_draft_commit(struct os_draft *draft, struct str path, struct fault *fault) MUST_CHECK;
void os_draft_end(struct os_draft *draft); /* takes the draft away unless it was committed */

bool os_is_draft(struct str name); /* whether a file's name is that of a draft */
