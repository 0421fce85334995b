/* SPDX-License-Identifier: Apache-2.0 */
/* html_scan.c: where tags begin and end. What a tag means is left to those who ask. */
#include "exchange/html_scan.h"

struct html_scan html_scan_of(struct str source)
{
	return (struct html_scan){ .all = source };
}

static bool is_name_char(char c)
{
	return char_is_alpha(c) || char_is_digit(c) || c == '-' || c == ':' || c == '_';
}

/* Position after the '>' that ends the tag at s, 0 when it does not end soon enough. */
static size_t tag_length(struct str s)
{
	char quote = 0;
	size_t most = s.len < LIMIT_SCAN_TAG_BYTES ? s.len : LIMIT_SCAN_TAG_BYTES;
	bool after_equals = false;
	for (size_t i = 1; i < most; i++) {
		char c = s.ptr[i];
		if (quote) {
			quote = c == quote ? 0 : quote;
			continue;
		}
		if (c == '>')
			return i + 1;
		if ((c == '"' || c == '\'') && after_equals)
			quote = c;
		if (!char_is_space(c))
			after_equals = c == '=';
	}
	return 0;
}

static bool begins_tag(struct str s)
{
	if (s.len < 3 || s.ptr[0] != '<')
		return false;
	return char_is_alpha(s.ptr[1]) || (s.ptr[1] == '/' && char_is_alpha(s.ptr[2])) ||
	       str_starts(s, S("<!--"));
}

static bool take_comment(struct html_scan *scan, struct str rest, struct scan_token *token)
{
	size_t end = str_find(str_from(rest, 4), S("-->"));
	if (end == STR_NONE) {
		token->raw = rest;
		scan->at = scan->all.len;
		return true;
	}
	token->kind = SCAN_COMMENT;
	token->comment = str_sub(rest, 4, end);
	token->raw = str_first(rest, end + 7);
	scan->at += end + 7;
	return true;
}

static bool take_tag(struct html_scan *scan, struct str rest, struct scan_token *token)
{
	size_t length = tag_length(rest);
	if (!length) {
		size_t skip = rest.len < LIMIT_SCAN_TAG_BYTES ? rest.len : LIMIT_SCAN_TAG_BYTES;
		token->raw = str_first(rest, skip);
		scan->at += skip;
		return true;
	}
	token->raw = str_first(rest, length);
	scan->at += length;
	bool closes = rest.ptr[1] == '/';
	struct str inside = str_sub(rest, closes ? 2 : 1, length - (closes ? 3 : 2));
	size_t n = 0;
	while (n < inside.len && is_name_char(inside.ptr[n]))
		n++;
	token->kind = closes ? SCAN_CLOSE : SCAN_OPEN;
	token->name = str_first(inside, n);
	token->attributes = str_from(inside, n);
	if (!closes &&
	    (str_eq_nocase(token->name, S("script")) || str_eq_nocase(token->name, S("style"))))
		scan->raw_text_of = token->name;
	return true;
}

/* Text up to the next thing that begins a tag, or up to the end of a script. */
static bool take_text(struct html_scan *scan, struct str rest, struct scan_token *token)
{
	size_t n = 1;
	for (; n < rest.len; n++) {
		if (rest.ptr[n] == '<' && begins_tag(str_from(rest, n)))
			break;
	}
	token->raw = str_first(rest, n);
	scan->at += n;
	return true;
}

static bool take_raw_text(struct html_scan *scan, struct str rest, struct scan_token *token)
{
	struct str name = scan->raw_text_of;
	size_t n = 0;
	for (; n < rest.len; n++) {
		struct str here = str_from(rest, n);
		if (str_starts(here, S("</")) && str_eq_nocase(str_sub(here, 2, name.len), name))
			break;
	}
	scan->raw_text_of = S("");
	if (!n)
		return false;
	token->raw = str_first(rest, n);
	scan->at += n;
	return true;
}

bool scan_next(struct html_scan *scan, struct scan_token *token)
{
	*token = (struct scan_token){ .kind = SCAN_TEXT };
	struct str rest = str_from(scan->all, scan->at);
	if (!rest.len)
		return false;
	if (scan->raw_text_of.len && take_raw_text(scan, rest, token))
		return true;
	if (!begins_tag(rest))
		return take_text(scan, rest, token);
	return str_starts(rest, S("<!--")) ? take_comment(scan, rest, token)
					   : take_tag(scan, rest, token);
}

bool scan_is_open(const struct scan_token *token, struct str name)
{
	return token->kind == SCAN_OPEN && str_eq_nocase(token->name, name);
}

bool scan_is_close(const struct scan_token *token, struct str name)
{
	return token->kind == SCAN_CLOSE && str_eq_nocase(token->name, name);
}

static void skip_space(struct str *s)
{
	while (s->len && (char_is_space(s->ptr[0]) || s->ptr[0] == '/'))
		*s = str_from(*s, 1);
}

static struct str take_while_name(struct str *s)
{
	size_t n = 0;
	while (n < s->len && !char_is_space(s->ptr[n]) && s->ptr[n] != '=' && s->ptr[n] != '/')
		n++;
	n = n ? n : 1;
	struct str name = str_first(*s, n < s->len ? n : s->len);
	*s = str_from(*s, n);
	return name;
}

static struct str take_value(struct str *s)
{
	while (s->len && char_is_space(s->ptr[0]))
		*s = str_from(*s, 1);
	char quote = s->len ? s->ptr[0] : 0;
	if (quote == '"' || quote == '\'') {
		struct str_pair pair = str_cut(str_from(*s, 1), quote);
		*s = pair.tail;
		return pair.head;
	}
	size_t n = 0;
	while (n < s->len && !char_is_space(s->ptr[n]))
		n++;
	struct str value = str_first(*s, n);
	*s = str_from(*s, n);
	return value;
}

static bool next_attribute(struct str *rest, struct str *name, struct str *value)
{
	skip_space(rest);
	if (!rest->len)
		return false;
	*name = take_while_name(rest);
	*value = S("");
	struct str after = *rest;
	while (after.len && char_is_space(after.ptr[0]))
		after = str_from(after, 1);
	if (after.len && after.ptr[0] == '=') {
		*rest = str_from(after, 1);
		*value = take_value(rest);
	}
	return true;
}

struct str scan_attribute(struct arena *into, const struct scan_token *token, struct str name)
{
	struct str rest = token->attributes, found, value;
	while (next_attribute(&rest, &found, &value))
		if (str_eq_nocase(found, name))
			return str_trim(scan_decode(into, value));
	return S("");
}

bool scan_has_class(struct arena *scratch, const struct scan_token *token, struct str name)
{
	struct str rest = scan_attribute(scratch, token, S("class"));
	while (rest.len) {
		size_t n = 0;
		while (n < rest.len && !char_is_space(rest.ptr[n]))
			n++;
		if (str_eq(str_first(rest, n), name))
			return true;
		rest = str_trim(str_from(rest, n));
	}
	return false;
}

/* "#8217" or "#x2019": the code point, 0 for anything else. */
static uint32_t number_of(struct str s)
{
	bool is_hex = s.len > 1 && char_lower(s.ptr[1]) == 'x';
	uint32_t n = 0;
	struct str digits = str_from(s, is_hex ? 2 : 1);
	if (!digits.len || digits.len > 7)
		return 0;
	for (size_t i = 0; i < digits.len; i++) {
		int digit = char_hex(digits.ptr[i]);
		if (digit < 0 || (!is_hex && digit > 9))
			return 0;
		n = n * (is_hex ? 16 : 10) + (uint32_t)digit;
	}
	return n;
}

static bool decode_one(struct str name, struct buf *out)
{
	static const struct {
		struct str name;
		char c;
	} known[] = { { STR_CONST("amp"), '&' },
		      { STR_CONST("lt"), '<' },
		      { STR_CONST("gt"), '>' },
		      { STR_CONST("quot"), '"' },
		      { STR_CONST("apos"), '\'' } };
	for (size_t i = 0; i < COUNT_OF(known); i++)
		if (str_eq(name, known[i].name)) {
			buf_put_char(out, known[i].c);
			return true;
		}
	uint32_t code_point = str_starts(name, S("#")) ? number_of(name) : 0;
	if (code_point)
		buf_put_code_point(out, code_point);
	return code_point != 0;
}

struct str scan_decode(struct arena *into, struct str s)
{
	if (str_find_char(s, '&') == STR_NONE)
		return s;
	struct buf out = buf_in(into, s.len);
	while (s.len) {
		struct str_pair pair = str_cut(s, '&');
		buf_put(&out, pair.head);
		s = pair.tail;
		if (!pair.found)
			break;
		size_t end = str_find_char(str_first(s, 10), ';');
		if (end == STR_NONE || !decode_one(str_first(s, end), &out))
			buf_put_char(&out, '&');
		else
			s = str_from(s, end + 1);
	}
	return buf_str(&out);
}

size_t scan_find_tag(struct str s, struct str opening)
{
	for (size_t i = 0; i + opening.len <= s.len; i++) {
		if (s.ptr[i] != '<' || !str_eq_nocase(str_sub(s, i, opening.len), opening))
			continue;
		if (i + opening.len == s.len || !is_name_char(s.ptr[i + opening.len]))
			return i;
	}
	return STR_NONE;
}
