/* SPDX-License-Identifier: Apache-2.0 */
/*
 * compile.c: from what a template says to what it does.
 *
 * What a name stands for is decided by the language's rules, in this order:
 *
 *   a block parameter of a block around it, unless the path starts with . or this or ../
 *   a helper, if the name is a single one and a helper has it
 *   with arguments: a helper that should be there; running it is an error
 *   otherwise the field of the context
 */
#include "theme/ast.h"
#include "theme/code.h"
#include "theme/language.h"
#include "theme/place.h"

struct level { /* the block parameters of one program, and those around it */
	const struct ast_names *names;
	const struct level *outer;
};

struct compiler {
	struct arena *into;
	const struct helper_tables *helpers;
	const struct level *levels;
};

static const struct helper *find_in(const struct helper *list, struct str name)
{
	for (; list && list->name.len; list++)
		if (str_eq(list->name, name))
			return list;
	return NULL;
}

static const struct helper *find_helper(const struct compiler *c, struct str name)
{
	for (size_t i = 0; i < COUNT_OF(c->helpers->lists); i++) {
		const struct helper *found = find_in(c->helpers->lists[i], name);
		if (found)
			return found;
	}
	return NULL;
}

/* Whether a path says itself that it starts at the context: ./name, this.name. The language looks
 * for "this" anywhere at a word's end. */
static bool is_scoped(struct str original)
{
	if (str_starts(original, S(".")))
		return true;
	for (size_t at; (at = str_find(original, S("this"))) != STR_NONE;) {
		original = str_from(original, at + 4);
		char next = original.len ? original.ptr[0] : ' ';
		if (!char_is_alpha(next) && !char_is_digit(next) && next != '_')
			return true;
	}
	return false;
}

static bool find_param(const struct compiler *c, struct str name, uint32_t *level, uint32_t *index)
{
	*level = 0;
	for (const struct level *l = c->levels; l; l = l->outer, (*level)++)
		for (size_t i = 0; l->names && i < l->names->count; i++)
			if (str_eq(l->names->items[i], name)) {
				*index = (uint32_t)i;
				return true;
			}
	return false;
}

static const struct str *copy_parts(struct compiler *c, const struct str *parts, size_t count)
{
	struct str *copy = arena_new(c->into, struct str, count);
	for (size_t i = 0; i < count; i++)
		copy[i] = str_dup(c->into, parts[i]);
	return copy;
}

static void compile_path(struct compiler *c, const struct ast_expr *path, struct expr *out)
{
	const struct ast_names *parts = &path->parts;
	size_t skipped = 0;
	out->kind = path->is_data ? EXPR_DATA : EXPR_PATH;
	out->depth = (uint32_t)path->depth;
	if (parts->count && path->depth == 0 && !is_scoped(path->original) &&
	    find_param(c, parts->items[0], &out->level, &out->index)) {
		out->kind = EXPR_PARAM;
		skipped = 1;
	}
	out->part_count = (uint32_t)(parts->count - skipped);
	if (out->part_count)
		out->parts = copy_parts(c, parts->items + skipped, out->part_count);
}

static void compile_call(struct compiler *c, const struct ast_call *ast, size_t at, bool is_inner,
			 struct call *out);

static struct expr compile_expr(struct compiler *c, const struct ast_expr *ast)
{
	struct expr out = { .kind = EXPR_LITERAL };
	switch (ast->kind) {
	case AST_PATH: compile_path(c, ast, &out); break;
	case AST_TEXT: out.literal = value_text(str_dup(c->into, ast->original)); break;
	case AST_NUMBER: out.literal = value_number(ast->number); break;
	case AST_BOOL: out.literal = value_bool(ast->truth); break;
	case AST_NULL: out.literal = value_null(); break;
	case AST_UNDEFINED: out.literal = value_missing(); break;
	case AST_CALL: {
		struct call *call = arena_new(c->into, struct call, 1);
		compile_call(c, ast->call, ast->at, true, call);
		out.kind = EXPR_CALL;
		out.call = call;
		break;
	}
	}
	return out;
}

static void compile_arguments(struct compiler *c, const struct ast_call *ast, struct call *out)
{
	struct expr *args = arena_new(c->into, struct expr, ast->args.count);
	struct named_expr *hash = arena_new(c->into, struct named_expr, ast->hash.count);
	for (size_t i = 0; i < ast->args.count; i++)
		args[i] = compile_expr(c, &ast->args.items[i]);
	for (size_t i = 0; i < ast->hash.count; i++)
		hash[i] = (struct named_expr){ str_dup(c->into, ast->hash.items[i].name),
					       compile_expr(c, &ast->hash.items[i].value) };
	out->args = args;
	out->arg_count = ast->args.count;
	out->hash = hash;
	out->hash_count = ast->hash.count;
}

/* What is called: a literal in a name's place is the field of that name. */
static struct ast_expr callee_of(struct compiler *c, const struct ast_expr *ast)
{
	struct ast_expr path = *ast;
	if (path.kind == AST_PATH)
		return path;
	path.kind = AST_PATH;
	*list_push(c->into, &path.parts) = path.original;
	return path;
}

static void compile_call(struct compiler *c, const struct ast_call *ast, size_t at, bool is_inner,
			 struct call *out)
{
	struct ast_expr path = callee_of(c, &ast->callee);
	struct str first = path.parts.count ? path.parts.items[0] : S("");
	bool is_simple = path.parts.count == 1 && path.depth == 0 && !is_scoped(path.original);
	bool has_arguments = is_inner || ast->args.count || ast->hash.count;
	uint32_t level, index;
	bool is_param = is_simple && find_param(c, first, &level, &index);
	out->at = at;
	out->name = str_dup(c->into, path.original);
	compile_arguments(c, ast, out);
	if (!is_param && (is_simple || has_arguments))
		out->helper = find_in(language_helpers, first);
	if (!is_param && !out->helper && is_simple && !path.is_data)
		out->helper = find_helper(c, first);
	if (out->helper)
		out->kind = CALL_HELPER;
	else
		out->kind = has_arguments && !is_param ? CALL_UNKNOWN : CALL_VALUE;
	out->callee = (struct expr){ .is_callee = out->kind == CALL_UNKNOWN };
	compile_path(c, &path, &out->callee);
}

static const struct code *compile_program(struct compiler *c, const struct ast_program *ast);

static void compile_partial(struct compiler *c, const struct ast_node *node, struct call *call)
{
	const struct ast_expr *name = &node->call.callee;
	call->at = node->at;
	call->name = str_dup(c->into, name->original);
	compile_arguments(c, &node->call, call);
	if (name->kind == AST_CALL)
		call->callee = compile_expr(c, name);
}

/* Gives: false for what leaves no step. */
static bool compile_node(struct compiler *c, const struct ast_node *node, struct step *step)
{
	struct call *call = NULL;
	if (node->kind == AST_CONTENT) {
		*step = (struct step){ .kind = STEP_TEXT, .text = node->text };
		return node->text.len > 0;
	}
	if (node->kind == AST_COMMENT || node->kind == AST_DECORATOR ||
	    node->kind == AST_DECORATOR_BLOCK)
		return false;
	call = arena_new(c->into, struct call, 1);
	*step = (struct step){ .call = call, .text = str_dup(c->into, node->indent) };
	if (node->kind == AST_PARTIAL || node->kind == AST_PARTIAL_BLOCK) {
		step->kind = STEP_PARTIAL;
		compile_partial(c, node, call);
	} else {
		step->kind = node->kind == AST_BLOCK ? STEP_BLOCK
			     : node->is_escaped      ? STEP_PRINT
						     : STEP_PRINT_AS_IS;
		compile_call(c, &node->call, node->at, false, call);
	}
	step->body = compile_program(c, node->program);
	step->inverse = compile_program(c, node->inverse);
	return true;
}

static void compile_inlines(struct compiler *c, const struct ast_program *ast, struct code *code)
{
	size_t count = 0;
	for (size_t i = 0; i < ast->count; i++)
		count += ast->items[i]->kind == AST_DECORATOR_BLOCK;
	struct inline_code *inlines = arena_new(c->into, struct inline_code, count);
	code->inlines = inlines;
	for (size_t i = 0; i < ast->count; i++) {
		const struct ast_node *node = ast->items[i];
		if (node->kind != AST_DECORATOR_BLOCK || node->call.args.count == 0)
			continue;
		inlines[code->inline_count].name = compile_expr(c, &node->call.args.items[0]);
		inlines[code->inline_count++].body = compile_program(c, node->program);
	}
}

static const struct code *compile_program(struct compiler *c, const struct ast_program *ast)
{
	if (!ast)
		return NULL;
	struct level level = { &ast->block_params, c->levels };
	struct code *code = arena_new(c->into, struct code, 1);
	struct step *steps = arena_new(c->into, struct step, ast->count);
	c->levels = &level;
	code->steps = steps;
	code->param_count = ast->block_params.count;
	compile_inlines(c, ast, code);
	for (size_t i = 0; i < ast->count; i++)
		code->count += compile_node(c, ast->items[i], &steps[code->count]);
	c->levels = level.outer;
	return code;
}

/* The first comment that names one. */
static struct str layout_of(struct compiler *c, const struct ast_program *ast)
{
	for (size_t i = 0; i < ast->count; i++) {
		struct str text = ast->items[i]->text;
		if (ast->items[i]->kind == AST_COMMENT && str_drop_prefix(&text, S("<")))
			return str_dup(c->into, str_trim(text));
	}
	return S("");
}

struct checked {
	struct str name, source;
	struct fault *fault;
};

/* The only decorator there is makes inline partials. */
static enum err check_decorators(const struct checked *c, const struct ast_program *ast)
{
	for (size_t i = 0; ast && i < ast->count; i++) {
		const struct ast_node *node = ast->items[i];
		bool is_decorator =
			node->kind == AST_DECORATOR || node->kind == AST_DECORATOR_BLOCK;
		if (is_decorator && !str_eq(node->call.callee.original, S("inline"))) {
			struct place place = place_in(c->source, node->at);
			return fault_set(c->fault, ERR_INVALID, "%.*s:%zu:%zu: no decorator %.*s",
					 STR_ARG(c->name), place.line, place.column,
					 STR_ARG(node->call.callee.original));
		}
		TRY(check_decorators(c, node->program));
		TRY(check_decorators(c, node->inverse));
	}
	return OK;
}

enum err theme_compile(struct arena *into, struct arena *scratch, struct str file,
		       struct str source, const struct helper_tables *helpers, struct template *out,
		       struct fault *fault)
{
	struct compiler c = { .into = into, .helpers = helpers };
	struct ast_program *ast;
	TRY(theme_parse(scratch, file, source, &ast, fault));
	TRY(check_decorators(&(struct checked){ file, source, fault }, ast));
	*out = (struct template){ .name = file, .file = file, .source = source };
	out->layout = layout_of(&c, ast);
	out->main = compile_program(&c, ast);
	return OK;
}
