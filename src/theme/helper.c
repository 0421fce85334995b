/* SPDX-License-Identifier: Apache-2.0 */
/* helper.c: what helpers may ask and do. */
#include "theme/helper.h"

#include <stdarg.h>
#include <stdio.h>

#include "theme/number.h"
#include "theme/run.h"

struct str helper_name(const struct helper_call *call)
{
	return call->call->name;
}

size_t helper_arg_count(const struct helper_call *call)
{
	return call->call->arg_count;
}

struct value helper_arg(const struct helper_call *call, size_t i)
{
	return i < call->call->arg_count ? call->args[i] : value_missing();
}

size_t helper_hash_count(const struct helper_call *call)
{
	return call->call->hash_count;
}

struct helper_data helper_hash_at(const struct helper_call *call, size_t i)
{
	return (struct helper_data){ call->call->hash[i].name, call->hash[i] };
}

struct value helper_hash(const struct helper_call *call, struct str name)
{
	for (size_t i = 0; i < call->call->hash_count; i++)
		if (is_name(call->call->hash[i].name, name))
			return call->hash[i];
	return value_missing();
}

struct str helper_hash_text(const struct helper_call *call, struct str name, struct str fallback)
{
	struct value v = helper_hash(call, name);
	return is_nothing(v) ? fallback : value_to_text(v, call->run->arena);
}

double helper_hash_number(const struct helper_call *call, struct str name, double fallback)
{
	struct value v = helper_hash(call, name);
	double number;
	if (v.kind == VALUE_NUMBER)
		return v.number;
	return v.kind == VALUE_TEXT && number_from_text(v.text, &number) ? number : fallback;
}

struct value helper_context(const struct helper_call *call)
{
	return call->context;
}

struct value helper_field(const struct helper_call *call, struct str key)
{
	return value_field(call->context, key, call->run->arena);
}

struct value helper_data_of(const struct helper_call *call, struct str name)
{
	return eval_data(call->run, call->env->frame, name);
}

struct value helper_root(const struct helper_call *call)
{
	return call->run->root;
}

const struct theme_world *helper_world(const struct helper_call *call)
{
	return call->run->world;
}

const struct theme *helper_theme(const struct helper_call *call)
{
	return call->run->theme;
}

struct arena *helper_arena(const struct helper_call *call)
{
	return call->run->arena;
}

struct value helper_extra(const struct helper_call *call, struct str key)
{
	return call->run->world ? value_field(call->run->world->extra, key, call->run->arena)
				: value_missing();
}

bool helper_is_block(const struct helper_call *call)
{
	return call->is_block;
}

size_t helper_block_params(const struct helper_call *call)
{
	return call->body ? call->body->param_count : 0;
}

void helper_run_block(struct helper_call *call, struct value context)
{
	helper_run_block_with(call, context, NULL, 0, NULL, 0);
}

void helper_run_block_with(struct helper_call *call, struct value context,
			   const struct helper_data *data, size_t data_count,
			   const struct value *params, size_t param_count)
{
	const struct env *env = call->env;
	struct params level = { params, param_count, env->params };
	struct frame frame = { data, data_count, env->frame, env->frame->partial_block };
	run_code(call->run, call->body, env, context, data_count ? &frame : env->frame, &level);
}

void helper_run_inverse(struct helper_call *call)
{
	struct params level = { .outer = call->env->params };
	run_code(call->run, call->inverse, call->env, call->context, call->env->frame, &level);
}

struct html helper_capture_block(struct helper_call *call, struct value context)
{
	struct run *run = call->run;
	size_t start = run->out.len;
	helper_run_block(call, context);
	struct str written = str_dup(run->arena, str_from(buf_str(&run->out), start));
	buf_truncate(&run->out, start);
	return html_trusted(written);
}

void helper_return(struct helper_call *call, struct value value)
{
	call->result = value;
}

void helper_write_html(struct helper_call *call, struct html html)
{
	buf_put(&call->run->out, html.s);
}

void helper_write_text(struct helper_call *call, struct str text)
{
	escape_to(&call->run->out, text);
}

bool helper_run_partial(struct helper_call *call, struct str name, struct value context)
{
	struct run *run = call->run;
	const struct template *partial = run->find_partial(run->partials, name);
	if (partial)
		run_template(run, partial, context, call->env->frame, call->env->partials);
	return partial != NULL;
}

void helper_fail(struct helper_call *call, const char *fmt, ...)
{
	char what[200];
	va_list args;
	va_start(args, fmt);
	vsnprintf(what, sizeof what, fmt, args);
	va_end(args);
	run_fail(call->run, call->env, call->call->at, ERR_INVALID, "%.*s: %s",
		 STR_ARG(call->call->name), what);
}

bool helper_failed(const struct helper_call *call)
{
	return call->run->err != OK;
}
