/* SPDX-License-Identifier: Apache-2.0 */
/*
 * lex.h: a template as tokens.
 *
 * Between mustaches there is text, inside them words; the lexer knows by itself in which it stands.
 * `\{{` makes the next mustache text, `\\{{` is a backslash and a mustache. Tokens view the source
 * except where an escape had to be taken out (then they live in the arena).
 */
#pragma once
#include "base/base.h"

enum token_kind {
	TOKEN_END,
	TOKEN_BAD, /* nothing the language knows; text says what */
	TOKEN_CONTENT,
	TOKEN_COMMENT,            /* text: what stands between the marks */
	TOKEN_OPEN,               /* {{ {{& {{* */
	TOKEN_OPEN_UNESCAPED,     /* {{{ */
	TOKEN_OPEN_BLOCK,         /* {{# {{#* */
	TOKEN_OPEN_INVERSE,       /* {{^ */
	TOKEN_OPEN_INVERSE_CHAIN, /* {{else */
	TOKEN_INVERSE,            /* {{else}} {{^}} */
	TOKEN_OPEN_END_BLOCK,     /* {{/ */
	TOKEN_OPEN_PARTIAL,       /* {{> */
	TOKEN_OPEN_PARTIAL_BLOCK, /* {{#> */
	TOKEN_OPEN_RAW_BLOCK,     /* {{{{ */
	TOKEN_CLOSE_RAW_BLOCK,    /* }}}} */
	TOKEN_END_RAW_BLOCK,      /* {{{{/name}}}}; text: name */
	TOKEN_CLOSE,              /* }} */
	TOKEN_CLOSE_UNESCAPED,    /* }}} */
	TOKEN_OPEN_CALL,          /* ( */
	TOKEN_CLOSE_CALL,         /* ) */
	TOKEN_EQUALS,
	TOKEN_SEPARATOR, /* . or / between the segments of a path */
	TOKEN_AT,        /* @ */
	TOKEN_OPEN_BLOCK_PARAMS,
	TOKEN_CLOSE_BLOCK_PARAMS,
	TOKEN_WORD,
	TOKEN_TEXT,
	TOKEN_NUMBER,
	TOKEN_TRUE,
	TOKEN_FALSE,
	TOKEN_UNDEFINED,
	TOKEN_NULL,
};

struct token {
	enum token_kind kind;
	struct str text;
	size_t at;                          /* where it begins in the source */
	bool is_tilde_left, is_tilde_right; /* {{~ and ~}} */
	bool is_unescaped;                  /* {{& */
	bool is_decorator;                  /* {{* {{#* */
	bool is_bracketed;                  /* [a word] */
};

enum lex_mode { LEX_CONTENT, LEX_ESCAPED, LEX_MUSTACHE, LEX_RAW };

struct lexer {
	struct arena *into;
	struct str source;
	size_t at;
	enum lex_mode mode;
	size_t raw_depth; /* raw blocks open inside the outermost one */
};

struct lexer lexer_of(struct arena *into, struct str source);
struct token lex_next(struct lexer *lexer);
