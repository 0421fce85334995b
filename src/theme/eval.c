/* SPDX-License-Identifier: Apache-2.0 */
/* eval.c: what an expression is worth, and calling helpers. */
#include "theme/run.h"

enum { FEW_ARGS = 6 }; /* so many values stand on the stack; more go into the arena */

static struct value empty_get(const void *self, struct str key, struct arena *arena)
{
	(void)self, (void)key, (void)arena;
	return value_missing();
}

static bool empty_key_at(const void *self, size_t i, struct str *key)
{
	(void)self, (void)i, (void)key;
	return false;
}

struct value empty_object(void)
{
	static const struct object_class class = { "object", empty_get, empty_key_at };
	return value_object(&class, NULL);
}

bool is_truthy(struct value v)
{
	return v.kind == VALUE_LIST || value_is_true(v);
}

static struct value eval_parts(struct run *run, const struct expr *expr, struct value v,
			       uint32_t from, bool stops_at_false)
{
	for (uint32_t i = from; i < expr->part_count; i++) {
		if (stops_at_false ? !is_truthy(v) : is_nothing(v))
			break;
		v = value_field(v, expr->parts[i], run->arena);
	}
	return v;
}

static struct value context_at(const struct env *env, uint32_t depth)
{
	if (depth == 0)
		return env->context;
	const struct scope *scope = env->scope;
	while (scope && depth--)
		scope = scope->outer;
	return scope ? scope->context : value_missing();
}

struct value eval_data(const struct run *run, const struct frame *frame, struct str name)
{
	for (; frame; frame = frame->parent)
		for (size_t i = 0; i < frame->count; i++)
			if (is_name(frame->items[i].name, name))
				return frame->items[i].value;
	if (run->world)
		return value_field(run->world->extra, name, run->arena);
	return value_missing();
}

static struct value eval_data_path(struct run *run, const struct expr *expr, const struct env *env)
{
	const struct frame *frame = env->frame;
	for (uint32_t depth = expr->depth; frame && depth; depth--)
		frame = frame->parent;
	if (!frame || expr->part_count == 0)
		return value_missing();
	if (is_name(expr->parts[0], S("partial-block")))
		return partial_block_text(run, frame);
	return eval_parts(run, expr, eval_data(run, frame, expr->parts[0]), 1, true);
}

static struct value eval_param(struct run *run, const struct expr *expr, const struct env *env)
{
	const struct params *params = env->params;
	for (uint32_t level = expr->level; params && level; level--)
		params = params->outer;
	if (!params || expr->index >= params->count)
		return value_missing();
	return eval_parts(run, expr, params->values[expr->index], 0, false);
}

/* The value of a call inside another's arguments; what it wrote counts as it, as HTML. */
static struct value eval_inner_call(struct run *run, const struct call *call, const struct env *env)
{
	size_t start = run->out.len;
	struct value value = eval_call(run, call, env, NULL);
	if (run->out.len == start)
		return value;
	struct str written = str_from(buf_str(&run->out), start);
	struct html html = html_trusted(str_dup(run->arena, written));
	buf_truncate(&run->out, start);
	return value_html(html);
}

struct value eval_expr(struct run *run, const struct expr *expr, const struct env *env)
{
	switch (expr->kind) {
	case EXPR_LITERAL: return expr->literal;
	case EXPR_PATH:
		return eval_parts(run, expr, context_at(env, expr->depth), 0, expr->is_callee);
	case EXPR_DATA: return eval_data_path(run, expr, env);
	case EXPR_PARAM: return eval_param(run, expr, env);
	case EXPR_CALL: return eval_inner_call(run, expr->call, env);
	}
	return value_missing();
}

static struct value call_helper(struct helper_call *helper)
{
	const struct call *call = helper->call;
	struct run *run = helper->run;
	struct value few[FEW_ARGS], *values = few;
	size_t count = call->arg_count + call->hash_count;
	if (count > FEW_ARGS)
		values = arena_new(run->arena, struct value, count);
	for (size_t i = 0; i < call->arg_count; i++)
		values[i] = eval_expr(run, &call->args[i], helper->env);
	for (size_t i = 0; i < call->hash_count; i++)
		values[call->arg_count + i] = eval_expr(run, &call->hash[i].value, helper->env);
	helper->args = values;
	helper->hash = values + call->arg_count;
	if (run->err)
		return value_missing();
	call->helper->fn(helper);
	return helper->result;
}

/* With arguments, but no helper of that name: nothing if the field is not there and no argument
 * would be lost; else the template is wrong. */
static struct value eval_unknown(struct run *run, const struct call *call, const struct env *env)
{
	struct value v = eval_expr(run, &call->callee, env);
	if (is_truthy(v))
		run_fail(run, env, call->at, ERR_INVALID, "%.*s is not a helper",
			 STR_ARG(call->name));
	else if (call->arg_count)
		run_fail(run, env, call->at, ERR_INVALID, "Missing helper: \"%.*s\"",
			 STR_ARG(call->name));
	return value_missing();
}

struct value eval_call(struct run *run, const struct call *call, const struct env *env,
		       const struct step *block)
{
	switch (call->kind) {
	case CALL_VALUE: return eval_expr(run, &call->callee, env);
	case CALL_UNKNOWN: return eval_unknown(run, call, env);
	case CALL_HELPER: break;
	}
	struct helper_call helper = { .run = run, .env = env, .call = call, .is_block = block };
	helper.body = block ? block->body : NULL;
	helper.inverse = block ? block->inverse : NULL;
	helper.context = is_nothing(env->context) ? empty_object() : env->context;
	return call_helper(&helper);
}
