/* SPDX-License-Identifier: Apache-2.0 */
/*
 * helper.h: what a helper can see and do while a template runs it.
 *
 * A helper is called for {{name a b=c}} (it gives a value with helper_return, or writes), for
 * {{#name}}...{{else}}...{{/name}} (it runs the block or the inverse, as often as it likes) and
 * inside another's arguments as (name a): what it wrote is then its value, as VALUE_HTML.
 *
 *   - a returned text is escaped where it is printed, a returned VALUE_HTML is not
 *   - everything a helper builds goes into helper_arena() and lives as long as the run
 *   - after helper_fail() the run ends; what the helper does until it returns has no effect
 *
 *     static void prev_post(struct helper_call *call)
 *     {
 *         struct value post = find(helper_world(call)->app, helper_context(call));
 *         if (value_is_true(post))
 *             helper_run_block(call, post);
 *         else
 *             helper_run_inverse(call);
 *     }
 */
#pragma once
#include "theme/theme.h"

/* A name and its value: a further @name inside a block. */
struct helper_data {
	struct str name;
	struct value value;
};

struct str helper_name(const struct helper_call *call);
size_t helper_arg_count(const struct helper_call *call);
struct value helper_arg(const struct helper_call *call, size_t i); /* missing past the last */
size_t helper_hash_count(const struct helper_call *call);
struct helper_data helper_hash_at(const struct helper_call *call, size_t i); /* as written */
struct value helper_hash(const struct helper_call *call, struct str name);   /* missing if absent */
/* The same as text or number; fallback where it is absent, null or not to be read so. */
struct str helper_hash_text(const struct helper_call *call, struct str name, struct str fallback);
double helper_hash_number(const struct helper_call *call, struct str name, double fallback);

struct value helper_context(const struct helper_call *call);
struct value helper_field(const struct helper_call *call, struct str key);    /* of the context */
struct value helper_data_of(const struct helper_call *call, struct str name); /* @name */
struct value helper_root(const struct helper_call *call);                     /* @root */
/* NULL for `broadside theme render`. */
const struct theme_world *helper_world(const struct helper_call *call);
const struct theme *helper_theme(const struct helper_call *call);
struct arena *helper_arena(const struct helper_call *call);
/* A field of theme_world.extra; missing where there is no world. */
struct value helper_extra(const struct helper_call *call, struct str key);

bool helper_is_block(const struct helper_call *call);       /* called as {{#name}} */
size_t helper_block_params(const struct helper_call *call); /* how many `as |a b|` names it has */
/* Runs the block with another context (the same one adds no `../` level), the same @data. */
void helper_run_block(struct helper_call *call, struct value context);
/* The same in a new @data frame with data[], and with values for `as |a b|`. */
void helper_run_block_with(struct helper_call *call, struct value context,
			   const struct helper_data *data, size_t data_count,
			   const struct value *params, size_t param_count);
void helper_run_inverse(struct helper_call *call); /* {{else}}; nothing where there is none */
/* What the block writes, instead of writing it. */
struct html helper_capture_block(struct helper_call *call, struct value context);

void helper_return(struct helper_call *call, struct value value);
void helper_write_html(struct helper_call *call, struct html html);
void helper_write_text(struct helper_call *call, struct str text); /* escapes */
/* Writes a partial: the theme's own, else the built-in one of that name. False if neither is. */
bool helper_run_partial(struct helper_call *call, struct str name, struct value context);
/* Ends the run with ERR_INVALID; the place in the template is added. The first call counts. */
void helper_fail(struct helper_call *call, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* Whether the run has failed, here or deeper: a loop over many items need not go on. */
bool helper_failed(const struct helper_call *call);
