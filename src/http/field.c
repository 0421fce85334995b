/* SPDX-License-Identifier: Apache-2.0 */
/* field.c: cutting header values. */
#include "http/field.h"

static bool is_token_char(char c)
{
	return char_is_alpha(c) || char_is_digit(c) || (c && strchr("!#$%&'*+-.^_`|~", c));
}

bool field_is_token(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!is_token_char(s.ptr[i]))
			return false;
	return s.len > 0;
}

/* Where c stands in s outside of quotes; s.len if nowhere. */
static size_t find_unquoted(struct str s, char c)
{
	bool quoted = false;
	for (size_t i = 0; i < s.len; i++) {
		if (quoted && s.ptr[i] == '\\')
			i++;
		else if (s.ptr[i] == '"')
			quoted = !quoted;
		else if (!quoted && s.ptr[i] == c)
			return i;
	}
	return s.len;
}

bool field_next_member(struct str *rest, struct str *member)
{
	while (rest->len) {
		size_t end = find_unquoted(*rest, ',');
		*member = str_trim(str_first(*rest, end));
		*rest = str_from(*rest, end + 1);
		if (member->len)
			return true;
	}
	return false;
}

bool field_list_has(struct str list, struct str member)
{
	struct str each;
	while (field_next_member(&list, &each))
		if (str_eq_nocase(each, member))
			return true;
	return false;
}

struct str field_main(struct str value)
{
	return str_trim(str_first(value, find_unquoted(value, ';')));
}

/* Only \" and \\ are escapes: some browsers send Windows paths as they are. */
static bool unquote(struct arena *into, struct str s, struct str *out)
{
	struct buf buf = buf_in(into, s.len);
	if (!str_starts(s, S("\""))) {
		*out = s;
		return field_is_token(s);
	}
	for (size_t i = 1; i < s.len; i++) {
		char c = s.ptr[i];
		if (c == '"') {
			*out = buf_str(&buf);
			return i + 1 == s.len;
		}
		if (c == '\\' && i + 1 < s.len && (s.ptr[i + 1] == '"' || s.ptr[i + 1] == '\\'))
			c = s.ptr[++i];
		buf_put_char(&buf, c);
	}
	return false;
}

bool field_param(struct arena *into, struct str value, struct str name, struct str *out)
{
	struct str rest = str_from(value, find_unquoted(value, ';') + 1);
	while (rest.len) {
		size_t end = find_unquoted(rest, ';');
		struct str_pair pair = str_cut(str_first(rest, end), '=');
		if (pair.found && str_eq_nocase(str_trim(pair.head), name))
			return unquote(into, str_trim(pair.tail), out);
		rest = str_from(rest, end + 1);
	}
	return false;
}
