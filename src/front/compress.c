/* SPDX-License-Identifier: Apache-2.0 */
/* compress.c: gzip by libdeflate. */
#include "front/compress.h"

#include <libdeflate.h>

/* Of 1 to 12. Six is a tenth smaller than one and costs a page some 0.1 ms: on a bad line a reader
 * waits longer for the bytes than for that. */
enum { COMPRESSION_LEVEL = 6 };

static void end_compressor(struct libdeflate_compressor **compressor)
{
	libdeflate_free_compressor(*compressor);
}

enum err gzip(struct arena *into, struct str bytes, struct str *out)
{
	CLEANUP(end_compressor)
	struct libdeflate_compressor *compressor = libdeflate_alloc_compressor(COMPRESSION_LEVEL);
	if (!compressor)
		return ERR_BUSY;
	char *room = arena_bytes(into, bytes.len);
	size_t len = libdeflate_gzip_compress(compressor, bytes.ptr, bytes.len, room, bytes.len);
	if (len == 0)
		return ERR_TOO_BIG;
	*out = (struct str){ room, len };
	return OK;
}
