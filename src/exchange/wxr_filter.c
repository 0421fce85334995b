/* SPDX-License-Identifier: Apache-2.0 */
/* wxr_filter.c: one walk over each piece. */
#include "exchange/wxr_filter.h"

static bool is_forbidden(uint32_t c)
{
	return (c < ' ' && c != '\t' && c != '\n' && c != '\r') || c == 0xFFFE || c == 0xFFFF ||
	       (c >= 0xD800 && c <= 0xDFFF);
}

/* A reference at s: its length, 0 when it is none, STR_NONE when s is too short to tell. */
static size_t reference_length(struct str s, uint32_t *code_point)
{
	bool is_hex = s.len > 2 && s.ptr[2] == 'x';
	*code_point = 0;
	for (size_t i = 1; i < s.len; i++) {
		if (i >= LIMIT_HELD_BYTES)
			return 0;
		if (i == 1 && s.ptr[i] != '#')
			return 0;
		if (i == 1 || (i == 2 && is_hex))
			continue;
		if (s.ptr[i] == ';')
			return i > 2u + is_hex ? i + 1 : 0;
		int digit = char_hex(s.ptr[i]);
		if (digit < 0 || (digit > 9 && !is_hex))
			return 0;
		*code_point = *code_point * (is_hex ? 16 : 10) + (uint32_t)digit;
	}
	return s.len >= LIMIT_HELD_BYTES ? 0 : STR_NONE;
}

static void blank(struct wxr_filter *filter, char *at, size_t count)
{
	memset(at, ' ', count);
	filter->replaced++;
}

/* Bytes at the start of s in which nothing can be wrong, eight at a time: none is a control or an
 * ampersand. */
static size_t plain_bytes(struct str s)
{
	const uint64_t ones = UINT64_MAX / 255, highs = ones << 7;
	size_t n = 0;
	for (uint64_t word; n + sizeof word <= s.len; n += sizeof word) {
		memcpy(&word, s.ptr + n, sizeof word);
		uint64_t others = word ^ ones * '&';
		if (((word - ones * ' ') & ~word & highs) || ((others - ones) & ~others & highs))
			break;
	}
	return n;
}

/* Position up to which piece is done with. */
static size_t walk(struct wxr_filter *filter, char *piece, size_t count, bool is_last)
{
	for (size_t i = 0; i < count; i++) {
		if (i % 8 == 0)
			i += plain_bytes((struct str){ piece + i, count - i });
		if (i == count)
			break;
		unsigned char c = (unsigned char)piece[i];
		if (c < ' ' && is_forbidden(c))
			blank(filter, piece + i, 1);
		if (c != '&')
			continue;
		uint32_t code_point;
		size_t length = reference_length((struct str){ piece + i, count - i }, &code_point);
		if (length == STR_NONE && !is_last)
			return i;
		if (length && length != STR_NONE && is_forbidden(code_point))
			blank(filter, piece + i, length);
	}
	return count;
}

/* White space before all else. Gives: how many bytes are left. */
static size_t drop_leading(struct wxr_filter *filter, char *piece, size_t count)
{
	size_t n = 0;
	for (; n < count && char_is_space(piece[n]); n++)
		filter->lines_dropped += piece[n] == '\n';
	memmove(piece, piece + n, count - n);
	return count - n;
}

size_t wxr_filter(struct wxr_filter *filter, char *piece, size_t count, bool is_last)
{
	if (!filter->is_begun)
		count = drop_leading(filter, piece, count);
	if (!filter->is_begun && count >= 2)
		filter->is_wide = (piece[0] == '\xFE' && piece[1] == '\xFF') ||
				  (piece[0] == '\xFF' && piece[1] == '\xFE') || !piece[0] ||
				  !piece[1];
	filter->is_begun |= count > 0;
	if (filter->is_wide)
		return count;
	memmove(piece + filter->held_count, piece, count);
	memcpy(piece, filter->held, filter->held_count);
	count += filter->held_count;
	size_t done = walk(filter, piece, count, is_last);
	filter->held_count = count - done;
	memcpy(filter->held, piece + done, filter->held_count);
	return done;
}
