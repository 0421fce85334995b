/* SPDX-License-Identifier: Apache-2.0 */
/* html_first.c: the beginning of clean HTML, cut after so many words or characters; whatever is
 * open there is closed. It reads what html/clean.h writes: attributes in quotes, every element
 * closed. */
#include "theme/helpers.h"

enum { OPEN_MAX = 200 };

struct cutter {
	struct str html;
	size_t at;
	size_t words, characters; /* left */
	bool in_word;
	struct str open[OPEN_MAX]; /* names of elements, outermost first */
	size_t open_count;
};

static bool is_one_of(struct str name, const char *const *names)
{
	for (; *names; names++)
		if (str_eq_nocase(str_of(*names), name))
			return true;
	return false;
}

/* Elements that are never closed, and those in the midst of which a word may go on. */
static const char *const voids[] = { "br",     "img",   "hr",  "wbr",  "input", "embed",
				     "source", "track", "col", "area", NULL };
static const char *const inlines[] = { "a",   "abbr", "b",    "bdi",   "bdo",  "cite",   "code",
				       "del", "dfn",  "em",   "i",     "ins",  "kbd",    "mark",
				       "q",   "s",    "samp", "small", "span", "strong", "sub",
				       "sup", "time", "u",    "var",   "wbr",  NULL };

/* Where the tag that starts here ends; a > in quotes is not its end. */
static size_t tag_length(struct str html)
{
	if (str_starts(html, S("<!--"))) {
		size_t end = str_find(html, S("-->"));
		return end == STR_NONE ? html.len : end + 3;
	}
	return html_tag_length(html);
}

/* Steps over a tag, noting what it opens or closes. False: too much is open to go on. */
static bool pass_tag(struct cutter *c)
{
	struct str tag = str_first(str_from(c->html, c->at), tag_length(str_from(c->html, c->at)));
	struct str name = str_from(tag, 1);
	bool is_close = str_drop_prefix(&name, S("/"));
	size_t length = 0;
	while (length < name.len &&
	       (char_is_alpha(name.ptr[length]) || char_is_digit(name.ptr[length])))
		length++;
	name = str_first(name, length);
	if (!is_one_of(name, inlines))
		c->in_word = false;
	if (is_close && c->open_count)
		c->open_count--;
	if (!is_close && name.len && !is_one_of(name, voids) && !str_ends(tag, S("/>"))) {
		if (c->open_count == OPEN_MAX)
			return false;
		c->open[c->open_count++] = name;
	}
	c->at += tag.len;
	return true;
}

/* Steps over one character of text, an entity counting as one. False: a limit is reached. */
static bool pass_character(struct cutter *c)
{
	enum { ENTITY_BYTES_MAX = 32 };
	struct str rest = str_from(c->html, c->at);
	bool is_space = char_is_space(rest.ptr[0]);
	uint32_t code_point;
	if (c->characters == 0 || (!is_space && !c->in_word && c->words == 0))
		return false;
	if (!is_space && !c->in_word && c->words != SIZE_MAX)
		c->words--;
	if (c->characters != SIZE_MAX)
		c->characters--;
	c->in_word = !is_space;
	size_t end = rest.ptr[0] == '&' ? str_find_char(str_first(rest, ENTITY_BYTES_MAX), ';')
					: STR_NONE;
	c->at += end == STR_NONE ? utf8_decode(rest, &code_point) : end + 1;
	return true;
}

struct html html_first(struct arena *into, struct html html, size_t words, size_t characters)
{
	struct cutter *c = arena_new(into, struct cutter, 1);
	*c = (struct cutter){ .html = html.s, .words = words, .characters = characters };
	bool goes_on = true;
	while (goes_on && c->at < c->html.len)
		goes_on = c->html.ptr[c->at] == '<' ? pass_tag(c) : pass_character(c);
	if (goes_on)
		return html;
	struct buf out = buf_in(into, html.s.len * 2 + 64);
	buf_put(&out, str_first(c->html, c->at));
	while (c->open_count)
		buf_fmt(&out, "</%.*s>", STR_ARG(c->open[c->open_count - 1])), c->open_count--;
	return html_trusted(buf_str(&out));
}
