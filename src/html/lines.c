/* SPDX-License-Identifier: Apache-2.0 */
/* lines.c: a cleaned body's tags are well formed, so a scan finds them. */
#include "html/lines.h"

#define LIMIT_LINES_BYTES (32u << 20)

/* "p", "h2" ...: the name of the tag that starts at s. */
static struct str tag_name(struct str tag)
{
	size_t at = 1, end;
	if (at < tag.len && tag.ptr[at] == '/')
		at++;
	for (end = at;
	     end < tag.len && (char_is_alpha(tag.ptr[end]) || char_is_digit(tag.ptr[end]));)
		end++;
	return str_sub(tag, at, end - at);
}

static bool is_inline(struct str name)
{
	static const struct str names[] = {
		STR_CONST("a"),    STR_CONST("abbr"), STR_CONST("b"),    STR_CONST("bdi"),
		STR_CONST("bdo"),  STR_CONST("cite"), STR_CONST("code"), STR_CONST("del"),
		STR_CONST("ins"),  STR_CONST("dfn"),  STR_CONST("em"),   STR_CONST("i"),
		STR_CONST("kbd"),  STR_CONST("mark"), STR_CONST("q"),    STR_CONST("ruby"),
		STR_CONST("rt"),   STR_CONST("rp"),   STR_CONST("s"),    STR_CONST("samp"),
		STR_CONST("span"), STR_CONST("sub"),  STR_CONST("sup"),  STR_CONST("small"),
		STR_CONST("time"), STR_CONST("u"),    STR_CONST("var"),  STR_CONST("strong"),
		STR_CONST("wbr"),
	};
	for (size_t i = 0; i < COUNT_OF(names); i++)
		if (str_eq(name, names[i]))
			return true;
	return false;
}

static void put_line(struct arena *into, struct buf *out, struct str html)
{
	struct str text = str_trim(html_text(into, html_trusted(html)));
	if (text.len == 0)
		return;
	buf_put(out, text);
	buf_put_char(out, '\n');
}

/* The number behind attribute=" in a tag; "" if it has none. */
static struct str number_in(struct str tag, struct str attribute)
{
	struct str_pair cut = str_cut_str(tag, attribute);
	return cut.found ? str_cut(cut.tail, '"').head : S("");
}

static void put_reference(struct buf *out, struct str tag)
{
	struct str picture = number_in(tag, S(" data-media=\"")),
		   see_also = number_in(tag, S(" data-see-also=\""));
	if (picture.len)
		buf_fmt(out, "[picture %.*s]\n", STR_ARG(picture));
	if (see_also.len)
		buf_fmt(out, "[see also %.*s]\n", STR_ARG(see_also));
}

struct str html_lines(struct arena *into, struct str body)
{
	struct buf out = buf_in(into, LIMIT_LINES_BYTES);
	size_t start = 0;
	for (size_t at = 0; at < body.len;) {
		if (body.ptr[at] != '<') {
			at++;
			continue;
		}
		size_t length = str_find_char(str_from(body, at), '>');
		if (length == STR_NONE)
			break;
		struct str tag = str_sub(body, at, length + 1), name = tag_name(tag);
		at += tag.len;
		if (is_inline(name))
			continue;
		put_line(into, &out, str_sub(body, start, at - tag.len - start));
		put_reference(&out, tag);
		start = at;
	}
	put_line(into, &out, str_from(body, start));
	return buf_str(&out);
}
