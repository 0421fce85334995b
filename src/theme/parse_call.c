/* SPDX-License-Identifier: Apache-2.0 */
/* parse_call.c: what stands inside the braces: paths, literals, arguments, calls in arguments; and
 * the words in which a template is refused. */
#include <stdarg.h>
#include <stdio.h>

#include "theme/number.h"
#include "theme/parse.h"

static enum err refuse(struct parser *p, size_t at, const char *fmt, va_list args)
{
	char what[256];
	vsnprintf(what, sizeof what, fmt, args);
	struct place place = place_in(p->lexer.source, at);
	return fault_set(p->fault, ERR_INVALID, "%.*s:%zu:%zu: %s", STR_ARG(p->name), place.line,
			 place.column, what);
}

enum err parse_refuse_at(struct parser *p, size_t at, const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	enum err err = refuse(p, at, fmt, args);
	va_end(args);
	return err;
}

enum err parse_refuse(struct parser *p, const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	enum err err = refuse(p, p->token.at, fmt, args);
	va_end(args);
	return err;
}

enum err parse_unexpected(struct parser *p, const char *wanted)
{
	enum { SHOWN_BYTES = 24 };
	if (p->token.kind == TOKEN_BAD)
		return parse_refuse(p, "%.*s", STR_ARG(p->token.text));
	if (p->token.kind == TOKEN_END)
		return parse_refuse(p, "expected %s, but the template ends", wanted);
	struct str line = str_cut(str_from(p->lexer.source, p->token.at), '\n').head;
	return parse_refuse(p, "expected %s before \"%.*s\"", wanted,
			    STR_ARG(utf8_first(line, SHOWN_BYTES)));
}

void parse_advance(struct parser *p)
{
	p->token = p->next;
	if (p->token.kind != TOKEN_BAD)
		p->next = lex_next(&p->lexer);
}

enum err parse_expect(struct parser *p, enum token_kind kind, const char *what)
{
	if (p->token.kind != kind)
		return parse_unexpected(p, what);
	parse_advance(p);
	return OK;
}

enum err parse_deeper(struct parser *p)
{
	if (++p->depth > LIMIT_TEMPLATE_NESTING)
		return parse_refuse(p, "nested deeper than %d", LIMIT_TEMPLATE_NESTING);
	return OK;
}

/* One segment: . .. and this say where the path starts and may stand nowhere else. */
static enum err add_segment(struct parser *p, struct ast_expr *path)
{
	struct token word = p->token;
	bool is_up = !word.is_bracketed && str_eq(word.text, S(".."));
	bool is_here =
		!word.is_bracketed && (str_eq(word.text, S(".")) || str_eq(word.text, S("this")));
	if (!is_up && !is_here)
		*list_push(p->into, &path->parts) = word.text;
	else if (path->parts.count)
		return parse_refuse(p, "Invalid path: %.*s%.*s", STR_ARG(path->original),
				    STR_ARG(word.text));
	path->depth += is_up;
	return OK;
}

static enum err parse_path(struct parser *p, struct ast_expr *out)
{
	struct buf original = buf_in(p->into, LIMIT_TEMPLATE_BYTES);
	*out = (struct ast_expr){ .kind = AST_PATH, .at = p->token.at };
	if (p->token.kind == TOKEN_AT) {
		out->is_data = true;
		buf_put_char(&original, '@');
		parse_advance(p);
	}
	for (;;) {
		if (p->token.kind != TOKEN_WORD)
			return parse_unexpected(p, "a name");
		out->original = buf_str(&original);
		TRY(add_segment(p, out));
		buf_put(&original, p->token.text);
		parse_advance(p);
		if (p->token.kind != TOKEN_SEPARATOR)
			break;
		buf_put(&original, p->token.text);
		parse_advance(p);
	}
	out->original = buf_str(&original);
	return original.fault;
}

enum err parse_name(struct parser *p, struct ast_expr *out)
{
	struct token token = p->token;
	*out = (struct ast_expr){ .at = token.at, .original = token.text };
	switch (token.kind) {
	case TOKEN_AT:
	case TOKEN_WORD: return parse_path(p, out);
	case TOKEN_TEXT: out->kind = AST_TEXT; break;
	case TOKEN_NUMBER:
		out->kind = AST_NUMBER;
		if (!number_from_text(token.text, &out->number))
			return parse_refuse(p, "a number of too many digits");
		out->original = number_to_text(p->into, out->number);
		break;
	case TOKEN_TRUE:
	case TOKEN_FALSE:
		out->kind = AST_BOOL;
		out->truth = token.kind == TOKEN_TRUE;
		break;
	case TOKEN_NULL: out->kind = AST_NULL; break;
	case TOKEN_UNDEFINED: out->kind = AST_UNDEFINED; break;
	default: return parse_unexpected(p, "a name");
	}
	parse_advance(p);
	return OK;
}

enum err parse_sub_call(struct parser *p, struct ast_expr *out)
{
	*out = (struct ast_expr){ .kind = AST_CALL, .at = p->token.at };
	out->call = arena_new(p->into, struct ast_call, 1);
	TRY(parse_deeper(p));
	TRY(parse_expect(p, TOKEN_OPEN_CALL, "("));
	TRY(parse_call(p, out->call));
	TRY(parse_expect(p, TOKEN_CLOSE_CALL, ")"));
	p->depth--;
	return OK;
}

static bool at_value(const struct parser *p)
{
	switch (p->token.kind) {
	case TOKEN_AT:
	case TOKEN_WORD:
	case TOKEN_TEXT:
	case TOKEN_NUMBER:
	case TOKEN_TRUE:
	case TOKEN_FALSE:
	case TOKEN_NULL:
	case TOKEN_UNDEFINED:
	case TOKEN_OPEN_CALL: return true;
	default: return false;
	}
}

static bool at_pair(const struct parser *p)
{
	return p->token.kind == TOKEN_WORD && p->next.kind == TOKEN_EQUALS;
}

static enum err parse_value(struct parser *p, struct ast_expr *out)
{
	return p->token.kind == TOKEN_OPEN_CALL ? parse_sub_call(p, out) : parse_name(p, out);
}

enum err parse_arguments(struct parser *p, struct ast_call *out)
{
	while (at_value(p) && !at_pair(p)) {
		struct ast_expr value;
		TRY(parse_value(p, &value));
		*list_push(p->into, &out->args) = value;
	}
	while (at_pair(p)) {
		struct ast_pair pair = { .name = p->token.text };
		parse_advance(p);
		parse_advance(p);
		TRY(parse_value(p, &pair.value));
		*list_push(p->into, &out->hash) = pair;
	}
	return OK;
}

enum err parse_call(struct parser *p, struct ast_call *out)
{
	TRY(parse_name(p, &out->callee));
	return parse_arguments(p, out);
}

enum err parse_block_params(struct parser *p, struct ast_names *out)
{
	if (p->token.kind != TOKEN_OPEN_BLOCK_PARAMS)
		return OK;
	parse_advance(p);
	do {
		struct str name = p->token.text;
		TRY(parse_expect(p, TOKEN_WORD, "a name for a block parameter"));
		*list_push(p->into, out) = name;
	} while (p->token.kind != TOKEN_CLOSE_BLOCK_PARAMS);
	parse_advance(p);
	return OK;
}
