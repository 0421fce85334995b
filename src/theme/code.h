/* SPDX-License-Identifier: Apache-2.0 */
/*
 * code.h: a template compiled: lists of steps that run.c walks.
 *
 * Compiling decides all that does not depend on data: which names are helpers, which are block
 * parameters (and how many blocks up they stand), which texts are printed as they are. A compiled
 * template never changes, so any number of runs may share it.
 */
#pragma once
#include "theme/theme.h"

struct call;
struct code;

enum expr_kind {
	EXPR_LITERAL,
	EXPR_PATH,  /* parts from the context, depth levels up */
	EXPR_DATA,  /* @parts, depth frames up */
	EXPR_PARAM, /* a block parameter, then parts from its value */
	EXPR_CALL,
};

struct expr {
	enum expr_kind kind;
	bool is_callee; /* a path of which nothing is asked once it is false, 0 or "" */
	uint32_t depth; /* PATH, DATA: how many ../ */
	uint32_t level; /* PARAM: how many blocks up... */
	uint32_t index; /* ...and which of its names */
	uint32_t part_count;
	const struct str *parts;
	struct value literal;
	const struct call *call;
};

struct named_expr {
	struct str name;
	struct expr value;
};

enum call_kind {
	CALL_VALUE, /* no helper: what the path gives */
	CALL_HELPER,
	CALL_UNKNOWN, /* has arguments, but nothing of that name is a helper */
};

struct call {
	enum call_kind kind;
	size_t at; /* in the template's source */
	struct str name;
	const struct helper *helper;
	struct expr callee;
	const struct expr *args;
	size_t arg_count;
	const struct named_expr *hash;
	size_t hash_count;
};

enum step_kind { STEP_TEXT, STEP_PRINT, STEP_PRINT_AS_IS, STEP_BLOCK, STEP_PARTIAL };

struct step {
	enum step_kind kind;
	struct str text; /* TEXT; PARTIAL: its indent */
	const struct call *call;
	const struct code *body, *inverse; /* NULL: not there */
};

/* {{#*inline "name"}}: known by name while the code around it runs. */
struct inline_code {
	struct expr name;
	const struct code *body;
};

struct code {
	const struct step *steps;
	size_t count;
	const struct inline_code *inlines;
	size_t inline_count;
	size_t param_count; /* names in `as |a b|` */
};

struct template
{
	struct str name;   /* "post", "components/card" */
	struct str file;   /* for messages: "post.hbs", "partials/components/card.hbs" */
	struct str source; /* for the places in messages */
	struct str layout; /* {{!< default}}; "" none */
	const struct code *main;
};

/* Tables of helpers, each ending with an empty name; the first that has a name wins. The language's
 * own (language.h) come on top of these. */
struct helper_tables {
	const struct helper *lists[2]; /* NULL: none */
};

/* Parses in scratch, compiles into into; source has to live as long. Fails as theme_parse().
 * Gives: a template whose name is file. */
enum err theme_compile(struct arena *into, struct arena *scratch, struct str file,
		       struct str source, const struct helper_tables *helpers, struct template *out,
		       struct fault *fault) MUST_CHECK;
