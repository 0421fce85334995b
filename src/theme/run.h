/* SPDX-License-Identifier: Apache-2.0 */
/*
 * run.h: a template while it runs. Private to theme/.
 *
 * All that surrounds a step is in a struct env on the C stack: the context, the contexts around it
 * (for ../), the @data frames, the block parameters, the inline partials. An env is never changed;
 * a block runs in a copy of the env it was written in. Whatever points to an env is itself deeper
 * in the stack, so it cannot outlive it.
 */
#pragma once
#include "theme/code.h"
#include "theme/helper.h"

#define LIMIT_RUN_DEPTH 600               /* blocks, partials and layouts inside each other */
#define LIMIT_RUN_STEPS (5 * 1000 * 1000) /* of one run; running a block is one too */
#define LIMIT_LAYOUTS 8                   /* one around the other */

struct env;

struct scope { /* contexts, innermost first */
	struct value context;
	const struct scope *outer;
};

/* What {{> @partial-block}} runs: a block, and where it stands. */
struct partial_block {
	const struct code *code;
	const struct env *env;
	const struct partial_block *outer; /* what @partial-block means inside it */
};

struct frame { /* @data, innermost first; a name not here is asked of the parent */
	const struct helper_data *items;
	size_t count;
	const struct frame *parent;
	const struct partial_block *partial_block;
};

struct params { /* values of block parameters, innermost block first */
	const struct value *values;
	size_t count;
	const struct params *outer;
};

struct inline_partial {
	struct str name;
	const struct code *code;
	const struct env *env;                         /* around it */
	const struct inline_partial *outer, *siblings; /* known before it; known inside it */
};

struct env {
	const struct template *template;
	struct value context;
	const struct scope *scope; /* context is scope->context, or loosely equal to it */
	const struct frame *frame;
	const struct params *params;
	const struct inline_partial *partials;
};

struct content { /* {{#contentFor}} */
	struct str name;
	struct html html;
};

/* Finds a partial by name; NULL if there is none. */
typedef const struct template *(*find_partial_fn)(const void *from, struct str name);

struct run {
	const struct theme *theme;       /* NULL for a single template */
	const struct theme_world *world; /* NULL likewise */
	find_partial_fn find_partial;
	const void *partials; /* for find_partial */
	struct arena *arena;
	struct buf out;
	struct value root; /* @root */
	enum err err;
	struct fault *fault;
	size_t depth, steps;
	struct {
		struct content *items;
		size_t count, cap;
	} contents;
};

struct helper_call {
	struct run *run;
	const struct env *env;
	const struct call *call;
	const struct code *body, *inverse;
	bool is_block;
	struct value context; /* this: an empty object in place of null */
	const struct value *args, *hash;
	struct value result;
};

/* Runs a whole template: its output is added to run->out, what goes wrong is in run->err. */
void run_template(struct run *run, const struct template *template, struct value context,
		  const struct frame *frame, const struct inline_partial *partials);

/* Runs code written in `around`, with another context; param values may be none. */
void run_code(struct run *run, const struct code *code, const struct env *around,
	      struct value context, const struct frame *frame, const struct params *params);

/* A block without a helper: {{#name}} by what kind of value it is. */
void run_section(struct helper_call *call, struct value value);

void run_partial(struct run *run, const struct step *step, const struct env *env);
/* @partial-block as a value: what that block writes, so that {{#if @partial-block}} asks whether it
 * writes anything by itself; missing where a partial was given none. */
struct value partial_block_text(struct run *run, const struct frame *frame);
/* Adds the inline partials of code, written in env, to those known. */
const struct inline_partial *add_inlines(struct run *run, const struct code *code,
					 const struct env *env, const struct inline_partial *known);

struct value eval_expr(struct run *run, const struct expr *expr, const struct env *env);
struct value eval_data(const struct run *run, const struct frame *frame, struct str name);
/* The call's value; what it writes goes to run->out. */
struct value eval_call(struct run *run, const struct call *call, const struct env *env,
		       const struct step *block);

void run_fail(struct run *run, const struct env *env, size_t at, enum err err, const char *fmt, ...)
	PRINTF_LIKE(5, 6);

struct value empty_object(void); /* what a helper's `this` is in place of null */

/* JavaScript's truth: as value_is_true(), but an empty list is true. */
bool is_truthy(struct value v);
static inline bool is_nothing(struct value v)
{
	return v.kind == VALUE_MISSING || v.kind == VALUE_NULL;
}

/* Equal names; told apart mostly by length and first letter. */
static inline bool is_name(struct str a, struct str b)
{
	return a.len == b.len &&
	       (a.len == 0 || (a.ptr[0] == b.ptr[0] && memcmp(a.ptr, b.ptr, a.len) == 0));
}

/* & < > " ' ` = as the language escapes them. */
void escape_to(struct buf *out, struct str text);
/* Puts indent before each line written since `from`. */
void indent_from(struct buf *out, size_t from, struct str indent);
