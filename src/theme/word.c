/* SPDX-License-Identifier: Apache-2.0 */
/* word.c: a name is any run of characters other than space and signs, and must be followed by one
 * of = ~ } / . ) | or space; a literal, by one of ~ } ) or space. */
#include "theme/word.h"

size_t space_length(struct str text)
{
	if (text.len == 0)
		return 0;
	if ((unsigned char)text.ptr[0] < 0x80)
		return char_is_space(text.ptr[0]);
	uint32_t c;
	size_t length = utf8_decode(text, &c);
	bool is_space = c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
			c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000 || c == 0xFEFF;
	return is_space ? length : 0;
}

struct str skip_spaces(struct str text)
{
	for (size_t n; (n = space_length(text));)
		text = str_from(text, n);
	return text;
}

struct str drop_trailing_spaces(struct str text)
{
	while (text.len) {
		size_t start = text.len - 1;
		while (start > 0 && ((unsigned char)text.ptr[start] & 0xC0) == 0x80)
			start--;
		size_t n = space_length(str_from(text, start));
		if (n == 0 || n != text.len - start)
			break;
		text.len = start;
	}
	return text;
}

size_t word_length(struct str text)
{
	size_t at = 0;
	while (at < text.len) {
		char c = text.ptr[at];
		if (memchr("!\"#%&'()*+,./;<=>@[\\]^`{|}~", c, 27))
			break;
		if (space_length(str_from(text, at)))
			break;
		at++;
	}
	return at;
}

static bool stands_before(struct str text, size_t at, const char *signs)
{
	struct str rest = str_from(text, at);
	return rest.len && (strchr(signs, rest.ptr[0]) ? rest.ptr[0] != 0 : space_length(rest) > 0);
}

static bool name_ends(struct str text, size_t at)
{
	return stands_before(text, at, "=~}/.)|");
}

static bool literal_ends(struct str text, size_t at)
{
	return stands_before(text, at, "~})");
}

static struct token take(struct lexer *lexer, enum token_kind kind, size_t bytes)
{
	struct token token = { .kind = kind, .at = lexer->at };
	token.text = str_sub(lexer->source, lexer->at, bytes);
	lexer->at += bytes;
	return token;
}

static struct token bad(struct lexer *lexer, struct str what)
{
	return (struct token){ .kind = TOKEN_BAD, .at = lexer->at, .text = what };
}

/* s with a backslash taken away where it stands before one of signs. */
static struct str unescape(struct arena *into, struct str s, const char *signs)
{
	if (str_find_char(s, '\\') == STR_NONE)
		return s;
	struct buf out = buf_in(into, s.len);
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '\\' && i + 1 < s.len && s.ptr[i + 1] &&
		    strchr(signs, s.ptr[i + 1]))
			i++;
		buf_put_char(&out, s.ptr[i]);
	}
	return buf_str(&out);
}

/* Where the closing sign stands: the first without a backslash before it, else the last with. */
static size_t find_close(struct str text, char close)
{
	size_t last = STR_NONE;
	for (size_t i = 1; i < text.len; i++) {
		if (text.ptr[i] == '\\' && i + 1 < text.len && text.ptr[i + 1] == close)
			last = ++i;
		else if (text.ptr[i] == close)
			return i;
	}
	return last;
}

static struct token lex_text(struct lexer *lexer, char quote)
{
	struct str rest = str_from(lexer->source, lexer->at);
	size_t close = find_close(rest, quote);
	if (close == STR_NONE)
		return bad(lexer, S("a text in quotes does not end"));
	const char signs[] = { quote, 0 };
	struct token token = take(lexer, TOKEN_TEXT, close + 1);
	token.text = unescape(lexer->into, str_sub(rest, 1, close - 1), signs);
	return token;
}

static struct token lex_bracketed(struct lexer *lexer)
{
	struct str rest = str_from(lexer->source, lexer->at);
	size_t close = find_close(rest, ']');
	if (close == STR_NONE)
		return bad(lexer, S("[ does not end"));
	struct token token = take(lexer, TOKEN_WORD, close + 1);
	token.text = unescape(lexer->into, str_sub(rest, 1, close - 1), "\\]");
	token.is_bracketed = true;
	return token;
}

static size_t number_length(struct str text)
{
	size_t at = str_starts(text, S("-")), start = at;
	while (at < text.len && char_is_digit(text.ptr[at]))
		at++;
	if (at == start)
		return 0;
	size_t point = at;
	if (at < text.len && text.ptr[at] == '.') {
		size_t fraction = ++at;
		while (at < text.len && char_is_digit(text.ptr[at]))
			at++;
		if (at > fraction && literal_ends(text, at))
			return at;
	}
	return literal_ends(text, point) ? point : 0;
}

/* "as |": the names of block parameters begin. */
static size_t params_length(struct str text)
{
	if (!str_starts(text, S("as")))
		return 0;
	struct str behind = str_from(text, 2), bar = skip_spaces(behind);
	if (bar.len == behind.len || !str_starts(bar, S("|")))
		return 0;
	return 2 + (behind.len - bar.len) + 1;
}

static struct token lex_name(struct lexer *lexer)
{
	static const struct {
		struct str word;
		enum token_kind kind;
	} literals[] = {
		{ STR_CONST("true"), TOKEN_TRUE },
		{ STR_CONST("false"), TOKEN_FALSE },
		{ STR_CONST("undefined"), TOKEN_UNDEFINED },
		{ STR_CONST("null"), TOKEN_NULL },
	};
	struct str rest = str_from(lexer->source, lexer->at);
	for (size_t i = 0; i < COUNT_OF(literals); i++)
		if (str_starts(rest, literals[i].word) && literal_ends(rest, literals[i].word.len))
			return take(lexer, literals[i].kind, literals[i].word.len);
	size_t length = number_length(rest);
	if (length)
		return take(lexer, TOKEN_NUMBER, length);
	if ((length = params_length(rest)))
		return take(lexer, TOKEN_OPEN_BLOCK_PARAMS, length);
	length = word_length(rest);
	if (length && name_ends(rest, length))
		return take(lexer, TOKEN_WORD, length);
	return bad(lexer, S("this cannot stand here"));
}

struct token lex_word(struct lexer *lexer)
{
	struct str rest = str_from(lexer->source, lexer->at);
	switch (rest.ptr[0]) {
	case '(': return take(lexer, TOKEN_OPEN_CALL, 1);
	case ')': return take(lexer, TOKEN_CLOSE_CALL, 1);
	case '=': return take(lexer, TOKEN_EQUALS, 1);
	case '@': return take(lexer, TOKEN_AT, 1);
	case '|': return take(lexer, TOKEN_CLOSE_BLOCK_PARAMS, 1);
	case '/': return take(lexer, TOKEN_SEPARATOR, 1);
	case '.':
		if (str_starts(rest, S("..")))
			return take(lexer, TOKEN_WORD, 2);
		return take(lexer, name_ends(rest, 1) ? TOKEN_WORD : TOKEN_SEPARATOR, 1);
	case '"':
	case '\'': return lex_text(lexer, rest.ptr[0]);
	case '[': return lex_bracketed(lexer);
	default: return lex_name(lexer);
	}
}
