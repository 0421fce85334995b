/* SPDX-License-Identifier: Apache-2.0 */
/*
 * partial.c: {{> name}}, {{#> name}}, {{#*inline}} and {{> @partial-block}}.
 *
 * A name is looked for among the inline partials known here, then in the folder; `@partial-block`
 * is the block of the call that led here. A partial file starts anew (no ../, no block
 * parameters); an inline partial and a partial block run where they were written, as closures.
 */
#include "theme/number.h"
#include "theme/run.h"

const struct inline_partial *add_inlines(struct run *run, const struct code *code,
					 const struct env *env, const struct inline_partial *known)
{
	struct inline_partial *added =
		arena_new(run->arena, struct inline_partial, code->inline_count);
	for (size_t i = 0; i < code->inline_count; i++) {
		struct value name = eval_expr(run, &code->inlines[i].name, env);
		added[i] = (struct inline_partial){
			.name = value_to_text(name, run->arena),
			.code = code->inlines[i].body,
			.env = env,
			.outer = i ? &added[i - 1] : known,
			.siblings = &added[code->inline_count - 1],
		};
	}
	return code->inline_count ? &added[code->inline_count - 1] : known;
}

static const struct inline_partial *find_inline(const struct inline_partial *known, struct str name)
{
	while (known && !str_eq(known->name, name))
		known = known->outer;
	return known;
}

/* What a partial is called with. */
struct call_of_partial {
	struct run *run;
	const struct env *env; /* of the call */
	struct str name;
	struct value context;
	const struct frame *frame;
	const struct inline_partial *partials; /* those known inside it */
};

static void run_inline(const struct call_of_partial *c, const struct inline_partial *partial)
{
	struct env around = *partial->env;
	struct params params = { .outer = around.params };
	around.partials = c->env->template == around.template ? c->partials : partial->siblings;
	run_code(c->run, partial->code, &around, c->context, c->frame, &params);
}

static void run_partial_block(const struct call_of_partial *c, const struct partial_block *block)
{
	struct frame frame = { .parent = c->frame, .partial_block = block->outer };
	struct params params = { .outer = block->env->params };
	run_code(c->run, block->code, block->env, c->context, &frame, &params);
}

/* The reference asks it as a function called with nothing: no context, no @data. */
struct value partial_block_text(struct run *run, const struct frame *frame)
{
	const struct partial_block *block = frame->partial_block;
	struct call_of_partial c = { .run = run, .context = value_missing() };
	size_t start = run->out.len;
	if (!block)
		return value_missing();
	run_partial_block(&c, block);
	struct str written = str_dup(run->arena, str_from(buf_str(&run->out), start));
	buf_truncate(&run->out, start);
	return value_text(written);
}

/* Finds what the name means and runs it: an inline partial of the call's own block is known only
 * inside it. fallback: the call's own block, or NULL. */
static void resolve(const struct call_of_partial *c, size_t at,
		    const struct partial_block *fallback)
{
	const struct inline_partial *known = find_inline(c->env->partials, c->name);
	const struct partial_block *block = c->env->frame ? c->env->frame->partial_block : NULL;
	if (known) {
		run_inline(c, known);
		return;
	}
	const struct template *template = c->run->find_partial(c->run->partials, c->name);
	if (template)
		run_template(c->run, template, c->context, c->frame, c->partials);
	else if (str_eq(c->name, S("@partial-block")) && block)
		run_partial_block(c, block);
	else if (fallback)
		run_partial_block(c, fallback);
	else
		run_fail(c->run, c->env, at, ERR_INVALID, "The partial %.*s could not be found",
			 STR_ARG(c->name));
}

static void set_item(struct run *run, struct value_map *map, struct value item)
{
	value_map_set(run->arena, map, number_to_text(run->arena, (double)map->count), item);
}

/* What takes fields of a call: an object of its own where the context is a list or a text, with the
 * items by their numbers. Texts are counted as JavaScript counts them: by halves of pairs. */
static struct value with_items_named(struct run *run, struct value context)
{
	struct str text = context.kind == VALUE_HTML ? context.html.s : context.text;
	struct str half = S("\xEF\xBF\xBD");
	struct value_map *map = arena_new(run->arena, struct value_map, 1);
	for (size_t i = 0; i < value_count(context); i++)
		set_item(run, map, value_at(context, i, run->arena));
	if (context.kind != VALUE_TEXT && context.kind != VALUE_HTML)
		return context.kind == VALUE_LIST ? value_of_map(map) : context;
	while (text.len) {
		uint32_t code_point;
		size_t bytes = utf8_decode(text, &code_point);
		bool is_pair = code_point > 0xFFFF;
		set_item(run, map, value_text(is_pair ? half : str_first(text, bytes)));
		if (is_pair)
			set_item(run, map, value_text(half));
		text = str_from(text, bytes);
	}
	return value_of_map(map);
}

static struct value context_of(struct run *run, const struct call *call, const struct env *env)
{
	struct value context = call->arg_count ? eval_expr(run, &call->args[0], env) : env->context;
	if (call->hash_count == 0)
		return context;
	struct value_map *map = arena_new(run->arena, struct value_map, 1);
	struct value_layer *layer = arena_new(run->arena, struct value_layer, 1);
	/* From the last to the first: the language orders new fields so, and of two of one name the
	 * first counts. To say `undefined` is to say nothing. */
	for (size_t i = call->hash_count; i-- > 0;) {
		const struct named_expr *named = &call->hash[i];
		if (named->value.kind == EXPR_LITERAL && named->value.literal.kind == VALUE_MISSING)
			continue;
		value_map_set(run->arena, map, named->name, eval_expr(run, &named->value, env));
	}
	*layer = (struct value_layer){ with_items_named(run, context), value_of_map(map) };
	return value_of_layer(layer);
}

void run_partial(struct run *run, const struct step *step, const struct env *env)
{
	const struct call *call = step->call;
	struct call_of_partial c = { run, env, call->name, .frame = env->frame };
	struct partial_block block = { step->body, env, env->frame->partial_block };
	struct frame frame = { .parent = env->frame, .partial_block = &block };
	if (call->callee.kind == EXPR_CALL) {
		struct value name = eval_expr(run, &call->callee, env);
		c.name = is_nothing(name) ? S("undefined") : value_to_text(name, run->arena);
	}
	c.context = context_of(run, call, env);
	c.partials = env->partials;
	if (step->body) {
		c.frame = &frame;
		c.partials = add_inlines(run, step->body, env, env->partials);
	}
	size_t start = run->out.len;
	if (!run->err)
		resolve(&c, call->at, step->body ? &block : NULL);
	if (step->text.len && !run->err)
		indent_from(&run->out, start, step->text);
}
