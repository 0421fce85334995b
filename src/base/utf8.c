/* SPDX-License-Identifier: Apache-2.0 */
/* utf8.c: UTF-8 as RFC 3629 defines it: no surrogates, no overlong forms, nothing above U+10FFFF.
 */
#include "base/utf8.h"

#include <string.h>

#include "base/buf.h"

static bool is_continuation(struct str s, size_t at)
{
	return at < s.len && ((unsigned char)s.ptr[at] & 0xC0) == 0x80;
}

size_t utf8_decode(struct str s, uint32_t *code_point)
{
	unsigned char lead = (unsigned char)s.ptr[0];
	*code_point = lead;
	if (lead < 0x80)
		return 1;
	size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	uint32_t value = lead & (0xFFu >> (length + 1));
	bool good = lead >= 0xC2 && lead <= 0xF4;
	for (size_t i = 1; good && i < length; i++) {
		good = is_continuation(s, i);
		value = value << 6 | (good ? (unsigned char)s.ptr[i] & 0x3Fu : 0);
	}
	if (good && value >= least[length] && value <= 0x10FFFF &&
	    (value < 0xD800 || value > 0xDFFF)) {
		*code_point = value;
		return length;
	}
	*code_point = UTF8_REPLACEMENT;
	return 1;
}

size_t utf8_encode(uint32_t c, char out[4])
{
	if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
		c = UTF8_REPLACEMENT;
	if (c < 0x80) {
		out[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		out[0] = (char)(0xC0 | c >> 6);
		out[1] = (char)(0x80 | (c & 0x3F));
		return 2;
	}
	if (c < 0x10000) {
		out[0] = (char)(0xE0 | c >> 12);
		out[1] = (char)(0x80 | (c >> 6 & 0x3F));
		out[2] = (char)(0x80 | (c & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | c >> 18);
	out[1] = (char)(0x80 | (c >> 12 & 0x3F));
	out[2] = (char)(0x80 | (c >> 6 & 0x3F));
	out[3] = (char)(0x80 | (c & 0x3F));
	return 4;
}

/* A decoded U+FFFD of length 1 is a bad byte: the real one has three. */
static bool bad_at(size_t length, uint32_t code_point)
{
	return length == 1 && code_point == UTF8_REPLACEMENT;
}

/* How many of the bytes from at on are ASCII, eight at a time; it may stop early. */
static size_t ascii_run(struct str s, size_t at)
{
	size_t from = at;
	for (uint64_t word; at + sizeof word <= s.len; at += sizeof word) {
		memcpy(&word, s.ptr + at, sizeof word);
		if (word & 0x8080808080808080u)
			break;
	}
	return at - from;
}

bool utf8_valid(struct str s)
{
	uint32_t c;
	for (size_t at = 0, n; at < s.len; at += n) {
		n = ascii_run(s, at);
		if (n)
			continue;
		n = utf8_decode(str_from(s, at), &c);
		if (bad_at(n, c))
			return false;
	}
	return true;
}

size_t utf8_count(struct str s)
{
	size_t count = 0;
	uint32_t c;
	for (size_t at = 0; at < s.len; count++)
		at += utf8_decode(str_from(s, at), &c);
	return count;
}

struct str utf8_repair(struct arena *into, struct str s)
{
	if (utf8_valid(s))
		return s;
	struct buf out = buf_in(into, s.len * 3 + 1);
	uint32_t c;
	for (size_t at = 0, n; at < s.len; at += n) {
		n = utf8_decode(str_from(s, at), &c);
		buf_put_code_point(&out, c);
	}
	return buf_str(&out);
}

struct str utf8_first(struct str s, size_t max_bytes)
{
	if (s.len <= max_bytes)
		return s;
	size_t cut = max_bytes;
	while (cut && is_continuation(s, cut))
		cut--;
	return str_first(s, cut);
}
