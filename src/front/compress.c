/* SPDX-License-Identifier: Apache-2.0 */
/* compress.c: gzip by libdeflate, brotli by its own encoder. */
#include "front/compress.h"

#include <brotli/encode.h>
#include <libdeflate.h>

#include "http/accept.h"

/* Of 1 to 12. Six is a tenth smaller than one and costs a page some 0.1 ms: on a bad line a reader
 * waits longer for the bytes than for that. */
enum { COMPRESSION_LEVEL = 6 };

/* Of 0 to 11: a page takes some 0.4 ms, and is a sixth smaller than by gzip. */
enum { BROTLI_LEVEL = 5, BROTLI_WINDOW = 18 };

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

enum err brotli(struct arena *into, struct str bytes, struct str *out)
{
	char *room = arena_bytes(into, bytes.len);
	size_t len = bytes.len;
	if (!BrotliEncoderCompress(BROTLI_LEVEL, BROTLI_WINDOW, BROTLI_MODE_TEXT, bytes.len,
				   (const uint8_t *)bytes.ptr, &len, (uint8_t *)room))
		return ERR_TOO_BIG; /* or no memory: as it is, it can be sent */
	*out = (struct str){ room, len };
	return OK;
}

enum err compress_as(enum page_coding coding, struct arena *into, struct str bytes, struct str *out)
{
	return coding == PAGE_BROTLI ? brotli(into, bytes, out) : gzip(into, bytes, out);
}

struct str coding_name(enum page_coding coding)
{
	return coding == PAGE_BROTLI ? S("br") : S("gzip");
}

bool coding_wanted(struct str accept, enum page_coding *out)
{
	if (accept.len == 0)
		return false;
	int br = accept_coding(accept, S("br")), gz = accept_coding(accept, S("gzip"));
	*out = br && br >= gz ? PAGE_BROTLI : PAGE_GZIP;
	return br || gz;
}
