/* SPDX-License-Identifier: Apache-2.0 */
/* lex.c: the modes, and the marks that open and close mustaches; the words inside them are in
 * word.c. */
#include "theme/lex.h"

#include "theme/word.h"

struct lexer lexer_of(struct arena *into, struct str source)
{
	return (struct lexer){ .into = into, .source = source };
}

static struct str rest_of(const struct lexer *lexer)
{
	return str_from(lexer->source, lexer->at);
}

/* The next bytes as a token. */
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

/* Text up to the next "{{". Before it, one backslash is taken off and makes that mustache text, of
 * two one is taken off and it stays a mustache. */
static struct token lex_content(struct lexer *lexer)
{
	struct str rest = rest_of(lexer);
	size_t length = str_find(rest, S("{{"));
	if (length == STR_NONE)
		return take(lexer, rest.len ? TOKEN_CONTENT : TOKEN_END, rest.len);
	struct token token = take(lexer, TOKEN_CONTENT, length);
	lexer->mode = LEX_MUSTACHE;
	if (str_ends(token.text, S("\\"))) {
		if (!str_ends(token.text, S("\\\\")))
			lexer->mode = LEX_ESCAPED;
		token.text.len--;
	}
	return token.text.len ? token : lex_next(lexer);
}

/* The mustache that a backslash made text, and what follows up to the next. */
static struct token lex_escaped(struct lexer *lexer)
{
	struct str rest = rest_of(lexer);
	size_t length = str_find(str_from(rest, 2), S("{{"));
	length = length == STR_NONE ? rest.len : length + 2;
	for (int i = 0; i < 2 && length > 2 && length < rest.len && rest.ptr[length - 1] == '\\';
	     i++)
		length--;
	lexer->mode = LEX_CONTENT;
	return take(lexer, TOKEN_CONTENT, length);
}

/* The length of "{{{{/name}}}}" at the start of text, or 0. */
static size_t raw_end_length(struct str text, struct str *name)
{
	if (!str_starts(text, S("{{{{/")))
		return 0;
	size_t length = word_length(str_from(text, 5));
	if (!length || !str_starts(str_from(text, 5 + length), S("}}}}")))
		return 0;
	*name = str_sub(text, 5, length);
	return 5 + length + 4;
}

static struct token lex_raw(struct lexer *lexer)
{
	struct str rest = rest_of(lexer), name;
	if (rest.len == 0)
		return take(lexer, TOKEN_END, 0);
	size_t end = raw_end_length(rest, &name);
	if (end && lexer->raw_depth == 0) {
		struct token token = take(lexer, TOKEN_END_RAW_BLOCK, end);
		token.text = name;
		lexer->mode = LEX_CONTENT;
		return token;
	}
	if (end) {
		lexer->raw_depth--;
		return take(lexer, TOKEN_CONTENT, end);
	}
	if (str_starts(rest, S("{{{{")) && rest.len > 4 && rest.ptr[4] != '/') {
		lexer->raw_depth++;
		return take(lexer, TOKEN_CONTENT, 4);
	}
	size_t length = str_find(str_from(rest, 1), S("{{{{"));
	if (length == STR_NONE)
		return bad(lexer, S("a raw block does not end"));
	return take(lexer, TOKEN_CONTENT, length + 1);
}

/* {{! to the first }}, and {{!-- to the first --}}. start: where "!" stands. */
static struct token lex_comment(struct lexer *lexer, size_t start)
{
	struct str rest = rest_of(lexer), body = str_from(rest, start + 1);
	bool is_long = str_starts(body, S("--")), is_tilde = false;
	size_t length = SIZE_MAX, end = 0;
	for (size_t i = 0; length == SIZE_MAX; i = end) {
		size_t close = str_find(str_from(body, i), S("}}"));
		if (close == STR_NONE)
			return bad(lexer, S("a comment does not end"));
		end = i + close;
		struct str inside = str_first(body, end);
		is_tilde = str_drop_suffix(&inside, S("~"));
		if (!is_long || str_ends(inside, S("--")))
			length = inside.len;
		end++;
	}
	struct token token = take(lexer, TOKEN_COMMENT, start + 1 + end + 1);
	token.is_tilde_left = start == 3;
	token.is_tilde_right = is_tilde;
	token.text = str_first(body, length);
	if (str_drop_prefix(&token.text, S("--")))
		str_drop_suffix(&token.text, S("--"));
	lexer->mode = LEX_CONTENT;
	return token;
}

static size_t skip_space(struct str text, size_t at)
{
	for (size_t n; at < text.len && (n = space_length(str_from(text, at))); at += n)
		;
	return at;
}

/* {{else}} and {{^}} (at: behind the word), with ~ on either side; length 0 if it is not that. */
static size_t inverse_length(struct str rest, size_t at, bool *is_tilde)
{
	at = skip_space(rest, at);
	*is_tilde = at < rest.len && rest.ptr[at] == '~';
	at += *is_tilde;
	return str_starts(str_from(rest, at), S("}}")) ? at + 2 : 0;
}

static bool is_word_char(char c)
{
	return char_is_alpha(c) || char_is_digit(c) || c == '_';
}

/* Behind "{{" and "~": else and ^, alone or as the start of a chain. */
static bool lex_inverse(struct lexer *lexer, size_t at, struct token *token)
{
	struct str rest = rest_of(lexer);
	size_t word = skip_space(rest, at), length;
	bool is_else = str_starts(str_from(rest, word), S("else")), is_tilde;
	if (!is_else && !str_starts(str_from(rest, at), S("^")))
		return false;
	size_t behind = is_else ? word + 4 : at + 1;
	if ((length = inverse_length(rest, behind, &is_tilde))) {
		*token = take(lexer, TOKEN_INVERSE, length);
		token->is_tilde_right = is_tilde;
		lexer->mode = LEX_CONTENT;
		return true;
	}
	if (is_else && behind < rest.len && is_word_char(rest.ptr[behind]))
		return false;
	*token = take(lexer, is_else ? TOKEN_OPEN_INVERSE_CHAIN : TOKEN_OPEN_INVERSE, behind);
	return true;
}

/* Everything that starts with "{{". */
static struct token lex_open(struct lexer *lexer)
{
	static const struct {
		struct str mark;
		enum token_kind kind;
	} marks[] = {
		{ STR_CONST(">"), TOKEN_OPEN_PARTIAL },
		{ STR_CONST("#>"), TOKEN_OPEN_PARTIAL_BLOCK },
		{ STR_CONST("#*"), TOKEN_OPEN_BLOCK },
		{ STR_CONST("#"), TOKEN_OPEN_BLOCK },
		{ STR_CONST("/"), TOKEN_OPEN_END_BLOCK },
		{ STR_CONST("{"), TOKEN_OPEN_UNESCAPED },
		{ STR_CONST("&"), TOKEN_OPEN },
		{ STR_CONST("*"), TOKEN_OPEN },
		{ STR_CONST(""), TOKEN_OPEN },
	};
	struct str rest = rest_of(lexer);
	if (str_starts(rest, S("{{{{")))
		return take(lexer, TOKEN_OPEN_RAW_BLOCK, 4);
	bool is_tilde = rest.len > 2 && rest.ptr[2] == '~';
	size_t at = 2 + (size_t)is_tilde;
	if (at < rest.len && rest.ptr[at] == '!')
		return lex_comment(lexer, at);
	struct token token;
	if (!lex_inverse(lexer, at, &token)) {
		size_t i = 0;
		while (!str_starts(str_from(rest, at), marks[i].mark))
			i++;
		token = take(lexer, marks[i].kind, at + marks[i].mark.len);
		token.is_unescaped = str_eq(marks[i].mark, S("&"));
		token.is_decorator = str_ends(marks[i].mark, S("*"));
	}
	token.is_tilde_left = is_tilde;
	return token;
}

/* }} and its kind; false if the text does not start with one. */
static bool lex_close(struct lexer *lexer, struct token *token)
{
	struct str rest = rest_of(lexer);
	if (str_starts(rest, S("}}}}"))) {
		*token = take(lexer, TOKEN_CLOSE_RAW_BLOCK, 4);
		lexer->mode = LEX_RAW;
		lexer->raw_depth = 0;
		return true;
	}
	bool is_unescaped = true;
	if (str_starts(rest, S("}~}}")))
		*token = take(lexer, TOKEN_CLOSE_UNESCAPED, 4);
	else if (str_starts(rest, S("}}}")))
		*token = take(lexer, TOKEN_CLOSE_UNESCAPED, 3);
	else
		is_unescaped = false;
	if (!is_unescaped && str_starts(rest, S("~}}")))
		*token = take(lexer, TOKEN_CLOSE, 3);
	else if (!is_unescaped && str_starts(rest, S("}}")))
		*token = take(lexer, TOKEN_CLOSE, 2);
	else if (!is_unescaped)
		return false;
	token->is_tilde_right = str_ends(token->text, S("~}}"));
	lexer->mode = LEX_CONTENT;
	return true;
}

static struct token lex_mustache(struct lexer *lexer)
{
	struct str rest = rest_of(lexer);
	if (str_starts(rest, S("{{")))
		return lex_open(lexer);
	lexer->at += skip_space(rest, 0);
	rest = rest_of(lexer);
	struct token token;
	if (rest.len == 0)
		return take(lexer, TOKEN_END, 0);
	if (str_starts(rest, S("{{")))
		return lex_open(lexer);
	if (lex_close(lexer, &token))
		return token;
	return lex_word(lexer);
}

struct token lex_next(struct lexer *lexer)
{
	switch (lexer->mode) {
	case LEX_CONTENT: return lex_content(lexer);
	case LEX_ESCAPED: return lex_escaped(lexer);
	case LEX_MUSTACHE: return lex_mustache(lexer);
	case LEX_RAW: return lex_raw(lexer);
	}
	return take(lexer, TOKEN_END, 0);
}
