/* SPDX-License-Identifier: Apache-2.0 */
/*
 * guard.c: an upper bound for what the parser will build.
 *
 * It follows the tokenizer exactly (comments, quoted values, raw text) and the tree loosely: a
 * stack that always holds at least what the parser's stack holds. An end tag pops only what it
 * surely closes: its own element, with nothing above it but formatting and elements that close by
 * themselves. Formatting popped that way lives on in the parser's list and is made anew after
 * every block: `dangling` counts it.
 *
 * Where the tokenizer's state depends on the tree (foreign content, <select>, a script within a
 * script's comment) nothing is popped at all: such a text may hold LIMIT_HTML_UNSURE_TAGS tags.
 */
#include "html/guard.h"

#include <gumbo.h>

struct guard {
	struct str s;
	size_t at;
	unsigned char open[LIMIT_HTML_OPEN]; /* of GumboTag, all below 256 */
	size_t open_count, formatting_count;
	size_t dangling, nodes, tags;
	bool is_unsure;
};

struct tag {
	GumboTag name;
	bool is_end;
	size_t attributes;
};

_Static_assert(GUMBO_TAG_LAST < 256, "a tag fits a byte");

static bool is_void(GumboTag tag)
{
	switch (tag) {
	case GUMBO_TAG_AREA:
	case GUMBO_TAG_BASE:
	case GUMBO_TAG_BASEFONT:
	case GUMBO_TAG_BGSOUND:
	case GUMBO_TAG_BR:
	case GUMBO_TAG_COL:
	case GUMBO_TAG_EMBED:
	case GUMBO_TAG_FRAME:
	case GUMBO_TAG_HR:
	case GUMBO_TAG_IMG:
	case GUMBO_TAG_IMAGE:
	case GUMBO_TAG_INPUT:
	case GUMBO_TAG_KEYGEN:
	case GUMBO_TAG_LINK:
	case GUMBO_TAG_META:
	case GUMBO_TAG_PARAM:
	case GUMBO_TAG_SOURCE:
	case GUMBO_TAG_TRACK:
	case GUMBO_TAG_WBR: return true;
	default: return false;
	}
}

static bool is_formatting(GumboTag tag)
{
	switch (tag) {
	case GUMBO_TAG_A:
	case GUMBO_TAG_B:
	case GUMBO_TAG_BIG:
	case GUMBO_TAG_CODE:
	case GUMBO_TAG_EM:
	case GUMBO_TAG_FONT:
	case GUMBO_TAG_I:
	case GUMBO_TAG_NOBR:
	case GUMBO_TAG_S:
	case GUMBO_TAG_SMALL:
	case GUMBO_TAG_STRIKE:
	case GUMBO_TAG_STRONG:
	case GUMBO_TAG_TT:
	case GUMBO_TAG_U: return true;
	default: return false;
	}
}

/* Elements that a sibling or the parent's end closes. */
static bool closes_by_itself(GumboTag tag)
{
	return tag == GUMBO_TAG_P || tag == GUMBO_TAG_LI || tag == GUMBO_TAG_DD ||
	       tag == GUMBO_TAG_DT;
}

static bool closes_table_part(GumboTag open, GumboTag next)
{
	bool is_cell = open == GUMBO_TAG_TD || open == GUMBO_TAG_TH;
	switch (next) {
	case GUMBO_TAG_TD:
	case GUMBO_TAG_TH: return is_cell;
	case GUMBO_TAG_TR: return is_cell || open == GUMBO_TAG_TR;
	case GUMBO_TAG_TBODY:
	case GUMBO_TAG_THEAD:
	case GUMBO_TAG_TFOOT:
		return is_cell || open == GUMBO_TAG_TR || open == GUMBO_TAG_TBODY ||
		       open == GUMBO_TAG_THEAD || open == GUMBO_TAG_TFOOT;
	default: return false;
	}
}

static bool makes_unsure(GumboTag tag)
{
	return tag == GUMBO_TAG_SVG || tag == GUMBO_TAG_MATH || tag == GUMBO_TAG_SELECT ||
	       tag == GUMBO_TAG_FRAMESET || tag == GUMBO_TAG_TEMPLATE;
}

static bool is_raw(GumboTag tag)
{
	switch (tag) {
	case GUMBO_TAG_SCRIPT:
	case GUMBO_TAG_STYLE:
	case GUMBO_TAG_XMP:
	case GUMBO_TAG_IFRAME:
	case GUMBO_TAG_NOEMBED:
	case GUMBO_TAG_NOFRAMES:
	case GUMBO_TAG_TEXTAREA:
	case GUMBO_TAG_TITLE:
	case GUMBO_TAG_PLAINTEXT: return true;
	default: return false;
	}
}

/* Counts the formatting that a closing leaves to be made anew. */
static void pop_to(struct guard *guard, size_t depth)
{
	while (guard->open_count > depth) {
		if (is_formatting(guard->open[--guard->open_count])) {
			guard->formatting_count--;
			if (guard->open_count > depth)
				guard->dangling++;
		}
	}
}

static void close_tag(struct guard *guard, GumboTag tag)
{
	guard->nodes += guard->dangling + guard->formatting_count;
	for (size_t i = guard->open_count; i-- > 0;) {
		GumboTag open = guard->open[i];
		if (open == tag) {
			pop_to(guard, i);
			return;
		}
		bool is_loose = is_formatting(open) || closes_by_itself(open);
		if (!is_loose || is_formatting(tag))
			return;
	}
}

/* A new block closes an open one of its kind that has only formatting above it. */
static void close_siblings(struct guard *guard, GumboTag tag)
{
	size_t to = guard->open_count;
	for (size_t i = guard->open_count; i-- > 0;) {
		GumboTag open = guard->open[i];
		bool is_list = (tag == GUMBO_TAG_DD || tag == GUMBO_TAG_DT) &&
			       (open == GUMBO_TAG_DD || open == GUMBO_TAG_DT);
		if ((closes_by_itself(tag) && open == tag) || is_list ||
		    closes_table_part(open, tag))
			to = i;
		else if (!is_formatting(open) && open != GUMBO_TAG_P)
			break;
	}
	if (to < guard->open_count) {
		guard->nodes += guard->dangling + guard->formatting_count;
		pop_to(guard, to);
	}
}

static enum err open_tag(struct guard *guard, struct tag tag)
{
	guard->nodes++;
	guard->is_unsure |= makes_unsure(tag.name);
	if (is_void(tag.name))
		return OK;
	close_siblings(guard, tag.name);
	if (guard->open_count + guard->dangling >= LIMIT_HTML_OPEN)
		return ERR_TOO_BIG;
	guard->open[guard->open_count++] = (unsigned char)tag.name;
	guard->formatting_count += is_formatting(tag.name);
	return OK;
}

static size_t skip_to(struct guard *guard, size_t at, struct str mark)
{
	size_t found = str_find(str_from(guard->s, at), mark);
	return found == STR_NONE ? guard->s.len : at + found + mark.len;
}

/* A comment's text starts at `at`. */
static size_t comment_end(struct guard *guard, size_t at)
{
	struct str s = guard->s;
	if (str_starts(str_from(s, at), S(">")))
		return at + 1;
	if (str_starts(str_from(s, at), S("->")))
		return at + 2;
	for (; at + 2 < s.len; at++) {
		struct str rest = str_from(s, at);
		if (str_starts(rest, S("-->")))
			return at + 3;
		if (str_starts(rest, S("--!>")))
			return at + 4;
	}
	return s.len;
}

static char char_at(const struct guard *guard, size_t at)
{
	return at < guard->s.len ? guard->s.ptr[at] : '\0';
}

static bool is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r' && c != '\v');
}

/* Past one attribute: name, and value if there is one. */
static size_t skip_attribute(struct guard *guard, size_t at)
{
	size_t len = guard->s.len;
	for (at++; at < len && !is_blank(char_at(guard, at)) && !strchr("/>=", char_at(guard, at));)
		at++;
	size_t value = at;
	while (value < len && is_blank(char_at(guard, value)))
		value++;
	if (char_at(guard, value) != '=')
		return at;
	for (value++; value < len && is_blank(char_at(guard, value));)
		value++;
	char quote = char_at(guard, value);
	if (quote == '"' || quote == '\'')
		return skip_to(guard, value + 1, quote == '"' ? S("\"") : S("'"));
	while (value < len && !is_blank(char_at(guard, value)) && char_at(guard, value) != '>')
		value++;
	return value;
}

/* Reads the tag whose name starts at `at`; leaves guard->at behind its '>'. */
static struct tag read_tag(struct guard *guard, size_t at, bool is_end)
{
	size_t from = at, len = guard->s.len;
	while (at < len && !is_blank(char_at(guard, at)) && char_at(guard, at) != '/' &&
	       char_at(guard, at) != '>')
		at++;
	char name[16] = "";
	if (at - from < sizeof name)
		memcpy(name, guard->s.ptr + from, at - from);
	struct tag tag = { .name = gumbo_tag_enum(name), .is_end = is_end };
	while (at < len && char_at(guard, at) != '>') {
		if (is_blank(char_at(guard, at)) || char_at(guard, at) == '/') {
			at++;
		} else {
			at = skip_attribute(guard, at);
			tag.attributes++;
		}
	}
	guard->at = at < len ? at + 1 : len;
	return tag;
}

/* Past raw text, up to its own end tag. */
static void skip_raw(struct guard *guard, struct str name)
{
	struct str s = guard->s;
	size_t at = guard->at;
	for (; at < s.len; at++) {
		if (s.ptr[at] != '<')
			continue;
		if (str_starts(str_from(s, at), S("<!--")) && str_eq_nocase(name, S("script")))
			guard->is_unsure = true;
		char after = char_at(guard, at + 2 + name.len);
		if (char_at(guard, at + 1) == '/' &&
		    str_eq_nocase(str_sub(s, at + 2, name.len), name) &&
		    (is_blank(after) || after == '/' || after == '>'))
			break;
	}
	guard->at = at;
}

static enum err start_tag(struct guard *guard)
{
	struct tag tag = read_tag(guard, guard->at + 1, false);
	if (tag.attributes > LIMIT_HTML_ATTRIBUTES)
		return ERR_TOO_BIG;
	TRY(open_tag(guard, tag));
	if (tag.name == GUMBO_TAG_PLAINTEXT)
		guard->at = guard->s.len;
	else if (is_raw(tag.name))
		skip_raw(guard, str_of(gumbo_normalized_tagname(tag.name)));
	return OK;
}

/* One token that begins with '<'. */
static enum err markup(struct guard *guard)
{
	char next = char_at(guard, guard->at + 1), after = char_at(guard, guard->at + 2);
	if (char_is_alpha(next)) {
		TRY(start_tag(guard));
	} else if (next == '/' && char_is_alpha(after)) {
		struct tag tag = read_tag(guard, guard->at + 2, true);
		if (tag.attributes > LIMIT_HTML_ATTRIBUTES)
			return ERR_TOO_BIG;
		close_tag(guard, tag.name);
	} else if (str_starts(str_from(guard->s, guard->at), S("<!--"))) {
		guard->at = comment_end(guard, guard->at + 4);
	} else if (next == '!' || next == '?' || next == '/') {
		guard->at = skip_to(guard, guard->at + 2, S(">"));
	} else {
		guard->at++;
	}
	return OK;
}

static size_t count_tags(struct str s)
{
	size_t count = 0;
	for (size_t i = 0; i + 1 < s.len; i++)
		count += s.ptr[i] == '<' && (char_is_alpha(s.ptr[i + 1]) || s.ptr[i + 1] == '/');
	return count;
}

enum err html_guard(struct str raw)
{
	struct guard guard = { .s = raw };
	enum err err = OK;
	while (!err && guard.at < raw.len) {
		size_t next = str_find_char(str_from(raw, guard.at), '<');
		guard.nodes += next != 0;
		guard.at = next == STR_NONE ? raw.len : guard.at + next;
		if (guard.at < raw.len)
			err = markup(&guard);
		if (guard.nodes > LIMIT_HTML_NODES)
			err = ERR_TOO_BIG;
	}
	if (!err && guard.is_unsure && count_tags(raw) > LIMIT_HTML_UNSURE_TAGS)
		err = ERR_TOO_BIG;
	return err;
}
