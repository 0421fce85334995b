/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bundle_write.h: writing a bundle beside its place; nobody sees it before it is whole.
 *
 *     CLEANUP(bundle_end) struct bundle_writer writer = BUNDLE_WRITER;
 *     TRY(bundle_begin(&writer, arena, path, S("0.1.0"), fault));
 *     TRY(bundle_add(&writer, S("site.conf"), text, fault));
 *     TRY(bundle_add_file(&writer, S("media/a.jpg"), fd, &stat, fault));
 *     TRY(bundle_finish(&writer, fault));
 *     (read it anew from writer.draft.fd)
 *     return bundle_commit(&writer, fault);
 */
#pragma once
#include "keep/bundle.h"
#include "os/draft.h"

struct bundle_writer {
	struct os_draft draft;
	struct arena *arena; /* for the manifest */
	struct str path;     /* where it will be */
	struct buf manifest;
	int64_t at;    /* bytes written */
	int64_t files; /* of which the manifest is none */
	unix_ms made_at;
};
#define BUNDLE_WRITER                                                                              \
	{                                                                                          \
		.draft.fd = -1                                                                     \
	}

/* path lives as long as the writer. program: the version of this one, for BROADSIDE-BACKUP. */
enum err bundle_begin(struct bundle_writer *writer, struct arena *arena, struct str path,
		      struct str program, struct fault *fault) MUST_CHECK;
/* Names come in the order of bundle.h (BUG for those that have no place in it). */
enum err bundle_add(struct bundle_writer *writer, struct str name, struct str bytes,
		    struct fault *fault) MUST_CHECK;
/* Told before each piece of a file is written. Gives: false to stop. */
struct bundle_watch {
	void *self;
	bool (*on)(void *self, int64_t bytes);
};
/* The whole of a file of size bytes, read from its start.
 * Fails: ERR_CONFLICT (it is shorter or longer than that by now; nothing of it was kept, try
 * again), ERR_BUSY (stopped), ERR_IO. */
enum err bundle_add_file(struct bundle_writer *writer, struct str name, int fd, int64_t size,
			 const struct bundle_watch *watch, struct fault *fault) MUST_CHECK;
/* Writes the manifest and makes all safe on the disk. */
enum err bundle_finish(struct bundle_writer *writer, struct fault *fault) MUST_CHECK;
/* Puts it in its place. */
enum err bundle_commit(struct bundle_writer *writer, struct fault *fault) MUST_CHECK;
void bundle_end(struct bundle_writer *writer); /* leaves nothing unless it was committed */
