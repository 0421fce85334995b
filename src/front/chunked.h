/* SPDX-License-Identifier: Apache-2.0 */
/*
 * chunked.h: takes a chunked body apart (RFC 9112, 7.1), byte by byte, strictly: every line ends in
 * CR LF, sizes are bare hexadecimal numbers, extensions and trailers are read over.
 *
 * llhttp is not asked here: the version at hand lets trailers end in a bare CR.
 */
#pragma once
#include "front/limits.h"
#include "base/base.h"

struct chunked {
	enum {
		CHUNK_SIZE,
		CHUNK_EXTENSION,
		CHUNK_SIZE_LF,
		CHUNK_DATA,
		CHUNK_DATA_CR,
		CHUNK_DATA_LF,
		CHUNK_TRAILER_START, /* of a line */
		CHUNK_TRAILER_NAME,
		CHUNK_TRAILER_VALUE,
		CHUNK_TRAILER_LF,
		CHUNK_END_LF,
		CHUNK_DONE,
	} state;
	uint64_t left;      /* bytes of this chunk */
	uint64_t announced; /* of all chunks so far */
	uint64_t most;      /* of them; 0: LIMIT_BODY_BYTES */
	size_t line_bytes;  /* so far, of a size line */
	size_t digits;
	size_t trailer_bytes;
};

/* Decodes from raw (at *used) and moves the data to out, which may be the same memory as long as it
 * does not lie past the raw bytes. Stops at the end of the body (state CHUNK_DONE) or of raw.
 * body_bytes: already in out, for the limit. Gives: 0, or the status of a refusal. */
int chunked_decode(struct chunked *chunked, struct str raw, size_t *used, char *out,
		   size_t *body_bytes);
