/* SPDX-License-Identifier: Apache-2.0 */
/* compress.c: libdeflate at its fastest: a page waits for it. */
#include "front/compress.h"

#include <libdeflate.h>

static void end_compressor(struct libdeflate_compressor **compressor)
{
	libdeflate_free_compressor(*compressor);
}

enum err gzip(struct arena *into, struct str bytes, struct str *out)
{
	CLEANUP(end_compressor)
	struct libdeflate_compressor *compressor = libdeflate_alloc_compressor(1);
	if (!compressor)
		return ERR_BUSY;
	char *room = arena_bytes(into, bytes.len);
	size_t len = libdeflate_gzip_compress(compressor, bytes.ptr, bytes.len, room, bytes.len);
	if (len == 0)
		return ERR_TOO_BIG;
	*out = (struct str){ room, len };
	return OK;
}
