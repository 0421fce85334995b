/* SPDX-License-Identifier: Apache-2.0 */
/* run.c: walking steps. Expressions are in eval.c, partials in partial.c, what helpers may do in
 * helper.c. */
#include "theme/run.h"

#include <stdarg.h>
#include <stdio.h>

#include "theme/place.h"

void run_fail(struct run *run, const struct env *env, size_t at, enum err err, const char *fmt, ...)
{
	char what[256];
	va_list args;
	if (run->err)
		return;
	va_start(args, fmt);
	vsnprintf(what, sizeof what, fmt, args);
	va_end(args);
	struct place place = place_in(env->template->source, at);
	run->err = fault_set(run->fault, err, "%.*s:%zu:%zu: %s", STR_ARG(env->template->file),
			     place.line, place.column, what);
}

/* Whether a block's context is another than that around it, and so a level for ../ of its own. */
static bool is_other_context(struct value context, const struct scope *around)
{
	if (!around)
		return true;
	if (is_nothing(context))
		return !is_nothing(around->context);
	if (around->context.kind == VALUE_NULL && value_is_same(context, empty_object()))
		return false;
	return !value_is_same(context, around->context);
}

static void put_value(struct run *run, struct value v, bool is_escaped)
{
	if (v.kind == VALUE_HTML)
		buf_put(&run->out, v.html.s);
	else if (is_escaped && (v.kind == VALUE_TEXT || v.kind == VALUE_LIST))
		escape_to(&run->out, value_to_text(v, run->arena));
	else if (!is_nothing(v))
		buf_put(&run->out, value_to_text(v, run->arena));
}

static void run_block_step(struct run *run, const struct step *step, const struct env *env)
{
	struct value value = eval_call(run, step->call, env, step);
	if (step->call->kind != CALL_VALUE) {
		put_value(run, value, false);
		return;
	}
	struct helper_call call = { .run = run, .env = env, .call = step->call };
	call.body = step->body;
	call.inverse = step->inverse;
	call.is_block = true;
	call.context = env->context;
	run_section(&call, value);
}

static void run_step(struct run *run, const struct step *step, const struct env *env)
{
	switch (step->kind) {
	case STEP_TEXT: buf_put(&run->out, step->text); break;
	case STEP_PRINT: put_value(run, eval_call(run, step->call, env, NULL), true); break;
	case STEP_PRINT_AS_IS: put_value(run, eval_call(run, step->call, env, NULL), false); break;
	case STEP_BLOCK: run_block_step(run, step, env); break;
	case STEP_PARTIAL: run_partial(run, step, env); break;
	}
	if (run->out.fault && !run->err)
		run_fail(run, env, step->call ? step->call->at : 0, run->out.fault,
			 "more than %zu bytes are written", run->out.limit);
}

void run_code(struct run *run, const struct code *code, const struct env *around,
	      struct value context, const struct frame *frame, const struct params *params)
{
	if (run->err || !code)
		return;
	struct scope scope = { context, around->scope };
	struct env env = *around;
	env.context = context;
	env.frame = frame;
	env.params = params;
	if (is_other_context(context, around->scope))
		env.scope = &scope;
	if (++run->depth > LIMIT_RUN_DEPTH)
		run_fail(run, around, 0, ERR_TOO_BIG, "partials and blocks nested deeper than %d",
			 LIMIT_RUN_DEPTH);
	if (code->inline_count)
		env.partials = add_inlines(run, code, around, around->partials);
	run->steps += code->count + 1;
	if (run->steps > LIMIT_RUN_STEPS)
		run_fail(run, &env, 0, ERR_TOO_BIG, "more than %d steps", LIMIT_RUN_STEPS);
	for (size_t i = 0; i < code->count && !run->err; i++)
		run_step(run, &code->steps[i], &env);
	run->depth--;
}

void run_template(struct run *run, const struct template *template, struct value context,
		  const struct frame *frame, const struct inline_partial *partials)
{
	struct env around = { .template = template, .frame = frame, .partials = partials };
	run_code(run, template->main, &around, context, frame, NULL);
}

/* The last one counts whether or not a newline ends it. */
static size_t lines_in(struct str text)
{
	size_t lines = 0;
	for (; text.len; lines++)
		text = str_cut(text, '\n').tail;
	return lines;
}

void indent_from(struct buf *out, size_t from, struct str indent)
{
	size_t end = out->len, lines = lines_in(str_from(buf_str(out), from));
	for (size_t i = 0; i < lines; i++)
		buf_put(out, indent);
	if (out->fault || lines == 0)
		return;
	/* Line by line from the back, so that what moves is not yet written over. */
	for (size_t to = out->len; end > from;) {
		struct str before = { out->ptr + from, end - from - 1 };
		size_t newline = str_find_last_char(before, '\n');
		size_t start = newline == STR_NONE ? from : from + newline + 1;
		to -= end - start;
		memmove(out->ptr + to, out->ptr + start, end - start);
		to -= indent.len;
		memcpy(out->ptr + to, indent.ptr, indent.len);
		end = start;
	}
}

void escape_to(struct buf *out, struct str text)
{
	static const struct str escapes[] = {
		{ NULL, 0 },         STR_CONST("&amp;"),  STR_CONST("&lt;"),   STR_CONST("&gt;"),
		STR_CONST("&quot;"), STR_CONST("&#x27;"), STR_CONST("&#x60;"), STR_CONST("&#x3D;"),
	};
	static const unsigned char which[256] = {
		['&'] = 1, ['<'] = 2, ['>'] = 3, ['"'] = 4, ['\''] = 5, ['`'] = 6, ['='] = 7
	};
	const unsigned char *at = (const unsigned char *)text.ptr;
	size_t start = 0;
	for (size_t i = 0; i < text.len; i++) {
		while (text.len - i >= 8 &&
		       !(which[at[i]] | which[at[i + 1]] | which[at[i + 2]] | which[at[i + 3]] |
			 which[at[i + 4]] | which[at[i + 5]] | which[at[i + 6]] | which[at[i + 7]]))
			i += 8;
		if (i == text.len)
			break;
		unsigned char escape = which[at[i]];
		if (escape == 0)
			continue;
		buf_put(out, str_sub(text, start, i - start));
		buf_put(out, escapes[escape]);
		start = i + 1;
	}
	buf_put(out, str_from(text, start));
}
