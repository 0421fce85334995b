/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ast.h: a template as parsed: what it says, before anything about names is decided.
 *
 * parse.c makes it, space.c takes out the white space that the language drops, compile.c turns it
 * into the program that runs. It lives in the arena of the parse and is forgotten after compiling.
 */
#pragma once
#include "base/base.h"

#define LIMIT_TEMPLATE_BYTES (1u << 20)
#define LIMIT_TEMPLATE_NESTING 100 /* blocks in blocks, and calls in calls */

struct ast_call;

enum ast_expr_kind { AST_PATH, AST_TEXT, AST_NUMBER, AST_BOOL, AST_NULL, AST_UNDEFINED, AST_CALL };

struct ast_names {
	struct str *items;
	size_t count, cap;
};

struct ast_expr {
	enum ast_expr_kind kind;
	size_t at;              /* where it stands in the source */
	struct str original;    /* as the language names it: a path without its brackets */
	bool is_data;           /* @path */
	size_t depth;           /* how many ../ */
	struct ast_names parts; /* of a path, without . .. this */
	double number;
	bool truth;
	struct ast_call *call;
};

struct ast_pair {
	struct str name;
	struct ast_expr value;
};

struct ast_call {
	struct ast_expr callee;
	struct {
		struct ast_expr *items;
		size_t count, cap;
	} args;
	struct {
		struct ast_pair *items;
		size_t count, cap;
	} hash;
	struct ast_names block_params;
};

enum ast_kind {
	AST_CONTENT,
	AST_COMMENT,
	AST_MUSTACHE,
	AST_BLOCK,
	AST_PARTIAL,
	AST_PARTIAL_BLOCK,
	AST_DECORATOR, /* {{* name}} */
	AST_DECORATOR_BLOCK,
};

struct ast_strip { /* the ~ of a mark: before it, behind it */
	bool open, close;
};

struct ast_program;

struct ast_node {
	enum ast_kind kind;
	size_t at;
	struct str text, original; /* content: what is left of it, and as written; comment: text */
	bool is_left_stripped, is_right_stripped;
	struct ast_strip open, inverse_mark, close; /* open is the only one of what is no block */
	struct ast_call call;
	bool is_escaped;
	struct str indent; /* of a partial on a line of its own */
	struct ast_program *program, *inverse;
};

struct ast_program {
	struct ast_node **items;
	size_t count, cap;
	struct ast_names block_params;
	bool is_chained; /* holds one block: what {{else if}} opened */
};

/* Fails: ERR_INVALID with "name:line:column: what", ERR_TOO_BIG. Gives: a program in into, its
 * white space dropped; its texts view source. */
enum err theme_parse(struct arena *into, struct str name, struct str source,
		     struct ast_program **out, struct fault *fault) MUST_CHECK;

/* Takes out the white space around marks with ~, and the lines that hold nothing but a block's
 * mark, a comment or a partial (whose indent it notes). */
void theme_strip_space(struct ast_program *root);
