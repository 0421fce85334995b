/* SPDX-License-Identifier: Apache-2.0 */
/* parse.h: the parser's two halves to each other: statements (parse.c) and what stands inside the
 * braces (parse_call.c). It sees two tokens: a name before = is a hash argument. */
#pragma once
#include "theme/ast.h"
#include "theme/lex.h"
#include "theme/place.h"

struct parser {
	struct arena *into;
	struct str name; /* of the template, for messages */
	struct lexer lexer;
	struct token token, next;
	struct fault *fault;
	size_t depth;
};

void parse_advance(struct parser *p);
enum err parse_expect(struct parser *p, enum token_kind kind, const char *what) MUST_CHECK;
enum err parse_deeper(struct parser *p) MUST_CHECK; /* undone by p->depth-- */

/* Fail with ERR_INVALID, at the current token or another place. */
enum err parse_refuse(struct parser *p, const char *fmt, ...) PRINTF_LIKE(2, 3) MUST_CHECK;
enum err parse_refuse_at(struct parser *p, size_t at, const char *fmt, ...)
	PRINTF_LIKE(3, 4) MUST_CHECK;
enum err parse_unexpected(struct parser *p, const char *wanted) MUST_CHECK;

enum err parse_name(struct parser *p, struct ast_expr *out) MUST_CHECK; /* a path or a literal */
enum err parse_sub_call(struct parser *p, struct ast_expr *out) MUST_CHECK;      /* (name ...) */
enum err parse_call(struct parser *p, struct ast_call *out) MUST_CHECK;          /* name ... */
enum err parse_arguments(struct parser *p, struct ast_call *out) MUST_CHECK;     /* a b c=d */
enum err parse_block_params(struct parser *p, struct ast_names *out) MUST_CHECK; /* as |a b| */
