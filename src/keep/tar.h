/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tar.h: the headers of a tar archive, as bytes (POSIX.1-2017, pax: ustar with an extended header
 * where a name has more than 100 bytes or a file 8 GiB or more).
 *
 * Any tar reads what is written here. What is read here is only what is written here: plain files.
 * Links, devices, folders, sparse files, other systems' extensions and records are refused, for a
 * backup has none.
 */
#pragma once
#include "base/base.h"

enum {
	TAR_BLOCK_BYTES = 512,
	TAR_LONG_BYTES = 2048, /* the most an extended header's records take */
	TAR_HEAD_BYTES = 2 * TAR_BLOCK_BYTES + TAR_LONG_BYTES,
};
#define LIMIT_TAR_NAME 1000
#define LIMIT_TAR_SIZE ((int64_t)1 << 50)

struct tar_head {
	struct str name; /* 1 to LIMIT_TAR_NAME bytes */
	int64_t size;    /* bytes of the file, 0 to LIMIT_TAR_SIZE */
};

/* Writes all the header blocks of a file. Gives: how many bytes. BUG beyond the limits. */
size_t tar_head_write(const struct tar_head *head, unix_ms modified_at, char out[TAR_HEAD_BYTES]);
/* How many bytes follow a file's to fill its last block. */
size_t tar_padding(int64_t size);

enum tar_block_kind {
	TAR_FILE, /* a file's header: name and size */
	TAR_LONG, /* size bytes of records follow, then the file's header */
	TAR_END,  /* a block of zeros; two of them end the archive */
};

/* Reads one header block. The name is a view into it.
 * Fails: ERR_INVALID (no header, or of what a backup does not hold). */
enum err tar_block_read(const char block[TAR_BLOCK_BYTES], enum tar_block_kind *kind,
			struct tar_head *out, struct fault *fault) MUST_CHECK;
/* Reads the records of an extended header over what the file's own header says.
 * Fails: ERR_INVALID. */
enum err tar_long_read(struct str records, struct tar_head *head, struct fault *fault) MUST_CHECK;
