/* SPDX-License-Identifier: Apache-2.0 */
/* chunked.c: one state a place in the grammar. */
#include "front/chunked.h"

#include "http/field.h"

static bool is_text(char c)
{
	return (unsigned char)c >= ' ' ? c != 0x7f : c == '\t';
}

static int end_size_line(struct chunked *chunked)
{
	uint64_t most = chunked->most ? chunked->most : LIMIT_BODY_BYTES;
	if (chunked->left > most - chunked->announced)
		return 413;
	chunked->announced += chunked->left;
	chunked->state = chunked->left ? CHUNK_DATA : CHUNK_TRAILER_START;
	chunked->line_bytes = chunked->digits = 0;
	return 0;
}

static int size_byte(struct chunked *chunked, char c)
{
	int digit = char_hex(c);
	if (++chunked->line_bytes > LIMIT_CHUNK_LINE_BYTES)
		return 400;
	if (digit >= 0) {
		if (++chunked->digits > 15)
			return 413;
		chunked->left = chunked->left * 16 + (uint64_t)digit;
		return 0;
	}
	if (chunked->digits == 0 || (c != '\r' && c != ';'))
		return 400;
	chunked->state = c == ';' ? CHUNK_EXTENSION : CHUNK_SIZE_LF;
	return 0;
}

static int extension_byte(struct chunked *chunked, char c)
{
	if (c == '\r') {
		chunked->state = CHUNK_SIZE_LF;
		return 0;
	}
	return is_text(c) && ++chunked->line_bytes <= LIMIT_CHUNK_LINE_BYTES ? 0 : 400;
}

static int trailer_byte(struct chunked *chunked, char c)
{
	bool is_token = field_is_token((struct str){ &c, 1 });
	if (++chunked->trailer_bytes > LIMIT_TRAILER_BYTES)
		return 431;
	if (chunked->state == CHUNK_TRAILER_VALUE) {
		if (c == '\r')
			chunked->state = CHUNK_TRAILER_LF;
		return c == '\r' || is_text(c) ? 0 : 400;
	}
	if (chunked->state == CHUNK_TRAILER_START && c == '\r') {
		chunked->state = CHUNK_END_LF;
		return 0;
	}
	if (chunked->state == CHUNK_TRAILER_NAME && c == ':') {
		chunked->state = CHUNK_TRAILER_VALUE;
		return 0;
	}
	chunked->state = CHUNK_TRAILER_NAME;
	return is_token ? 0 : 400;
}

static int expect(struct chunked *chunked, char c, char expected, int next)
{
	chunked->state = next;
	return c == expected ? 0 : 400;
}

static int decode_byte(struct chunked *chunked, char c)
{
	switch (chunked->state) {
	case CHUNK_SIZE: return size_byte(chunked, c);
	case CHUNK_EXTENSION: return extension_byte(chunked, c);
	case CHUNK_SIZE_LF: return c == '\n' ? end_size_line(chunked) : 400;
	case CHUNK_DATA_CR: return expect(chunked, c, '\r', CHUNK_DATA_LF);
	case CHUNK_DATA_LF: return expect(chunked, c, '\n', CHUNK_SIZE);
	case CHUNK_TRAILER_START:
	case CHUNK_TRAILER_NAME:
	case CHUNK_TRAILER_VALUE: return trailer_byte(chunked, c);
	case CHUNK_TRAILER_LF: return expect(chunked, c, '\n', CHUNK_TRAILER_START);
	case CHUNK_END_LF: return expect(chunked, c, '\n', CHUNK_DONE);
	case CHUNK_DATA:
	case CHUNK_DONE: break;
	}
	bug(__FILE__, __LINE__, "a byte in no state");
}

int chunked_decode(struct chunked *chunked, struct str raw, size_t *used, char *out,
		   size_t *body_bytes)
{
	while (*used < raw.len && chunked->state != CHUNK_DONE) {
		if (chunked->state != CHUNK_DATA) {
			int status = decode_byte(chunked, raw.ptr[*used]);
			if (status)
				return status;
			++*used;
			continue;
		}
		size_t n = raw.len - *used;
		if (n > chunked->left)
			n = (size_t)chunked->left;
		memmove(out + *body_bytes, raw.ptr + *used, n);
		*used += n;
		*body_bytes += n;
		chunked->left -= n;
		if (chunked->left == 0)
			chunked->state = CHUNK_DATA_CR;
	}
	return 0;
}
