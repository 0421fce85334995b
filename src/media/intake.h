/* SPDX-License-Identifier: Apache-2.0 */
/*
 * intake.h: a file from outside becomes one of ours, in SITE/media.
 *
 * It is taken only if its first bytes are of a kind that no browser runs (media/image_header.h),
 * and lies afterwards at "YYYY/MM/HASH.EXT", HASH from its SHA-256: the same file is kept once in a
 * month's folder, and its address can be guessed by nobody who has not got the file. Files that
 * intake_undo() was not asked to take back stay; the caller records them in the store and, if that
 * fails, undoes.
 */
#pragma once
#include "news/story.h"
#include "os/folder.h"

#define LIMIT_INTAKE_BYTES ((int64_t)2 << 30)

struct intake {
	struct arena *arena; /* of the process: names of the files that were made */
	struct str media_folder, source_folder;
	int source; /* the folder the files come from */
	struct {
		struct str *items; /* paths below media_folder */
		size_t count, cap;
	} made;
};

/* Fails: ERR_NOT_FOUND, ERR_DENIED, ERR_IO. */
enum err intake_open(struct intake *intake, struct arena *arena, struct str site_folder,
		     struct str source_folder, struct fault *fault) MUST_CHECK;
void intake_close(struct intake *intake); /* for CLEANUP too */

/* Copies the file at path below the source folder, and fills file, mime, width, height, bytes and
 * sha256 of media. month: "2024/05".
 * Fails: ERR_NOT_FOUND, ERR_DENIED (a kind that is not taken), ERR_TOO_BIG, ERR_IO. */
enum err intake_file(struct intake *intake, struct arena *into, struct str path, struct str month,
		     struct media *media, struct fault *fault) MUST_CHECK;
/* Removes the files made since the opening. */
void intake_undo(struct intake *intake);
