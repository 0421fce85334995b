/* SPDX-License-Identifier: Apache-2.0 */
/* line.c: two readings: whether the direction marks may stay, then the copy. */
#include "news/line.h"

#include "base/utf8.h"

enum { LIMIT_LINE_DEPTH = 60 }; /* of embeddings in one another; UAX 9 has 125 for a paragraph */

static bool is_direction_mark(uint32_t c)
{
	return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

static bool is_break(uint32_t c)
{
	return (c >= '\t' && c <= '\r') || c == 0x85 || c == 0x2028 || c == 0x2029;
}

static bool is_nothing(uint32_t c)
{
	return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xFEFF || (c & 0xFFFE) == 0xFFFE ||
	       (c >= 0xFDD0 && c <= 0xFDEF);
}

/* Whether each mark that opens has the one of its kind that closes, and none overrides. */
static bool are_marks_closed(struct str text)
{
	bool is_isolate[LIMIT_LINE_DEPTH];
	size_t depth = 0;
	while (text.len) {
		uint32_t c;
		text = str_from(text, utf8_decode(text, &c));
		bool opens = c == 0x202A || c == 0x202B || (c >= 0x2066 && c <= 0x2068);
		if (c == 0x202D || c == 0x202E || (opens && depth == LIMIT_LINE_DEPTH))
			return false;
		if (opens)
			is_isolate[depth++] = c >= 0x2066;
		else if ((c == 0x202C || c == 0x2069) &&
			 (depth == 0 || is_isolate[--depth] != (c == 0x2069)))
			return false;
	}
	return depth == 0;
}

static bool is_clean(struct str text, bool keeps_marks)
{
	while (text.len) {
		uint32_t c;
		text = str_from(text, utf8_decode(text, &c));
		if (is_break(c) || is_nothing(c) || (!keeps_marks && is_direction_mark(c)))
			return false;
	}
	return true;
}

struct str line_clean(struct arena *into, struct str text)
{
	bool keeps_marks = are_marks_closed(text), is_after_break = false;
	if (is_clean(text, keeps_marks))
		return text;
	struct buf out = buf_in(into, text.len + 1);
	while (text.len) {
		uint32_t c;
		size_t n = utf8_decode(text, &c);
		bool is_left_out = is_nothing(c) || (!keeps_marks && is_direction_mark(c));
		if (is_break(c) && !is_after_break)
			buf_put_char(&out, ' ');
		if (!is_break(c) && !is_left_out)
			buf_put(&out, str_first(text, n));
		is_after_break = is_break(c) || (is_after_break && is_left_out);
		text = str_from(text, n);
	}
	return buf_str(&out);
}
