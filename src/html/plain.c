/* SPDX-License-Identifier: Apache-2.0 */
/* plain.c: white space folds as emit.c folds it: a run with a newline in it is one newline, any
 * other one space, and none at a paragraph's ends. */
#include "html/plain.h"

/* Controls, and code points that a body never holds or that are told apart elsewhere, are left to
 * the long way; so are all above the basic plane but the few planes with letters and pictures. */
static bool is_plain_code_point(uint32_t c)
{
	return (c >= 0xA1 && c <= 0x1FFF) || (c >= 0x2010 && c <= 0x2027) ||
	       (c >= 0x2030 && c <= 0x205E) || (c >= 0x2070 && c <= 0xD7FF) ||
	       (c >= 0x1F300 && c <= 0x1FAFF);
}

static bool is_folded_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t';
}

/* Bytes of the character at the start of s, and how it is written. 0: not a plain one. */
static size_t read_character(struct str s, struct str *written)
{
	static const struct str entities[] = { STR_CONST("&amp;"), STR_CONST("&lt;"),
					       STR_CONST("&gt;") };
	unsigned char lead = (unsigned char)s.ptr[0];
	uint32_t c;
	*written = str_first(s, 1);
	if (lead == '&') {
		for (size_t i = 0; i < COUNT_OF(entities); i++)
			if (str_starts(s, entities[i]))
				return (*written = entities[i]).len;
		*written = entities[0];
		return s.len > 1 && s.ptr[1] == ' ';
	}
	if (lead == '>') {
		*written = entities[2];
		return 1;
	}
	if (lead < 0x80)
		return lead > ' ' && lead != '<' && lead != 0x7F;
	size_t length = utf8_decode(s, &c);
	*written = str_first(s, length);
	return length > 1 && is_plain_code_point(c) ? length : 0;
}

/* Bytes at the start of s that are written as they are: most of any text in ASCII. */
static size_t as_it_is(struct str s)
{
	size_t n = 0;
	while (n < s.len && s.ptr[n] > ' ' && s.ptr[n] < 0x7F && s.ptr[n] != '<' &&
	       s.ptr[n] != '&' && s.ptr[n] != '>')
		n++;
	return n;
}

/* The text up to the next tag. Gives: false when it is not plain or holds no word. */
static bool put_text(struct str *rest, struct buf *out)
{
	struct str s = *rest, written;
	char space = 0;
	bool has_begun = false;
	while (s.len && s.ptr[0] != '<') {
		if (is_folded_space(s.ptr[0])) {
			if (has_begun && space != '\n')
				space = s.ptr[0] == '\n' ? '\n' : ' ';
			s = str_from(s, 1);
			continue;
		}
		size_t length = as_it_is(s);
		if (length)
			written = str_first(s, length);
		else if ((length = read_character(s, &written)) == 0)
			return false;
		if (space)
			buf_put_char(out, space);
		space = 0;
		has_begun = true;
		buf_put(out, written);
		s = str_from(s, length);
	}
	*rest = s;
	return has_begun;
}

static struct str without_space(struct str s)
{
	while (s.len && is_folded_space(s.ptr[0]))
		s = str_from(s, 1);
	return s;
}

bool plain_paragraphs(struct str raw, struct buf *out)
{
	size_t before = out->len;
	struct str rest = without_space(raw);
	bool is_plain = rest.len > 0;
	while (is_plain && rest.len) {
		if (out->len > before)
			buf_put_char(out, '\n');
		is_plain = str_drop_prefix(&rest, S("<p>"));
		buf_put(out, S("<p>"));
		is_plain = is_plain && put_text(&rest, out) && str_drop_prefix(&rest, S("</p>"));
		buf_put(out, S("</p>"));
		rest = without_space(rest);
	}
	if (!is_plain || out->fault)
		buf_truncate(out, before);
	return is_plain && !out->fault;
}

bool plain_text(struct str raw, struct buf *out)
{
	size_t before = out->len;
	if (put_text(&raw, out) && raw.len == 0 && !out->fault)
		return true;
	buf_truncate(out, before);
	return false;
}
