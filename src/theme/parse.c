/* SPDX-License-Identifier: Apache-2.0 */
/* parse.c: statements: text, mustaches, blocks with their chains of else, partials. What stands
 * inside the braces is read in parse_call.c. One function a rule of the grammar. */
#include "theme/parse.h"

static struct ast_node *new_node(struct parser *p, enum ast_kind kind)
{
	struct ast_node *node = arena_new(p->into, struct ast_node, 1);
	node->kind = kind;
	node->at = p->token.at;
	return node;
}

static struct ast_program *new_program(struct parser *p)
{
	return arena_new(p->into, struct ast_program, 1);
}

static enum err parse_program(struct parser *p, struct ast_program **out);

/* The two sides of a mark: {{~ and ~}}. */
static struct ast_strip strip_of(struct token open, struct token close)
{
	return (struct ast_strip){ open.is_tilde_left, close.is_tilde_right };
}

/* What follows an opening mark, up to and with its closing mark. Gives: the mark's strip. */
static enum err parse_head(struct parser *p, enum token_kind close, bool with_params,
			   struct ast_call *call, struct ast_strip *strip)
{
	struct token open = p->token;
	parse_advance(p);
	TRY(parse_call(p, call));
	if (with_params)
		TRY(parse_block_params(p, &call->block_params));
	*strip = strip_of(open, p->token);
	return parse_expect(p, close,
			    close == TOKEN_CLOSE_UNESCAPED ? "}}}"
			    : close == TOKEN_CLOSE         ? "}}"
							   : "}}}}");
}

static enum err parse_mustache(struct parser *p, struct ast_node **out)
{
	struct ast_node *node = new_node(p, p->token.is_decorator ? AST_DECORATOR : AST_MUSTACHE);
	bool is_triple = p->token.kind == TOKEN_OPEN_UNESCAPED;
	node->is_escaped = !is_triple && !p->token.is_unescaped;
	TRY(parse_head(p, is_triple ? TOKEN_CLOSE_UNESCAPED : TOKEN_CLOSE, false, &node->call,
		       &node->open));
	*out = node;
	return OK;
}

/* A name as it is compared with that of the closing mark; texts and paths are alike. */
static bool is_same_name(const struct ast_expr *a, const struct ast_expr *b)
{
	bool a_is_name = a->kind == AST_PATH || a->kind == AST_TEXT;
	bool b_is_name = b->kind == AST_PATH || b->kind == AST_TEXT;
	if (a->kind == AST_CALL) /* it has no name, and that is closed as {{/undefined}} */
		return b->kind == AST_UNDEFINED;
	return str_eq(a->original, b->original) && (a_is_name ? b_is_name : a->kind == b->kind);
}

static enum err parse_close(struct parser *p, struct ast_node *block)
{
	if (p->token.kind != TOKEN_OPEN_END_BLOCK && p->token.kind != TOKEN_END)
		return parse_unexpected(p, "{{/ to close a block");
	if (p->token.kind == TOKEN_END)
		return parse_refuse(p, "%.*s opened at line %zu is not closed",
				    STR_ARG(block->call.callee.original),
				    place_in(p->lexer.source, block->at).line);
	struct token open = p->token;
	struct ast_expr name;
	parse_advance(p);
	size_t at = p->token.at;
	TRY(parse_name(p, &name));
	block->close = strip_of(open, p->token);
	if (!is_same_name(&block->call.callee, &name))
		return parse_refuse_at(p, at, "%.*s doesn't match %.*s",
				       STR_ARG(block->call.callee.original),
				       STR_ARG(name.original));
	return parse_expect(p, TOKEN_CLOSE, "}}");
}

/* {{else}}, or {{else name}} with all that follows it in the block. */
struct inverse {
	struct ast_program *program; /* NULL: there is none */
	struct ast_strip strip;
	size_t at;
};

static enum err parse_inverse(struct parser *p, bool may_chain, struct inverse *out);

/* Puts an inverse to its block; close is what ends both. */
static void attach_inverse(struct ast_node *block, const struct inverse *inverse,
			   struct ast_strip close)
{
	if (!inverse->program)
		return;
	if (inverse->program->is_chained)
		inverse->program->items[0]->close = close;
	block->inverse_mark = inverse->strip;
	block->inverse = inverse->program;
}

static enum err parse_chain(struct parser *p, struct inverse *out)
{
	struct ast_node *block = new_node(p, AST_BLOCK);
	struct inverse next = { 0 };
	TRY(parse_head(p, TOKEN_CLOSE, true, &block->call, &block->open));
	TRY(parse_program(p, &block->program));
	block->program->block_params = block->call.block_params;
	TRY(parse_deeper(p));
	TRY(parse_inverse(p, true, &next));
	p->depth--;
	attach_inverse(block, &next, next.strip);
	block->close = next.strip;
	out->program = new_program(p);
	out->program->is_chained = true;
	*list_push(p->into, out->program) = block;
	out->strip = block->open;
	return OK;
}

static enum err parse_inverse(struct parser *p, bool may_chain, struct inverse *out)
{
	out->at = p->token.at;
	if (p->token.kind == TOKEN_OPEN_INVERSE_CHAIN && may_chain)
		return parse_chain(p, out);
	if (p->token.kind != TOKEN_INVERSE)
		return OK;
	out->strip = strip_of(p->token, p->token);
	parse_advance(p);
	return parse_program(p, &out->program);
}

static enum err parse_block(struct parser *p, struct ast_node **out)
{
	bool is_inverted = p->token.kind == TOKEN_OPEN_INVERSE;
	bool is_decorator = p->token.is_decorator;
	struct ast_node *block = new_node(p, is_decorator ? AST_DECORATOR_BLOCK : AST_BLOCK);
	struct inverse inverse = { 0 };
	TRY(parse_head(p, TOKEN_CLOSE, true, &block->call, &block->open));
	TRY(parse_program(p, &block->program));
	block->program->block_params = block->call.block_params;
	TRY(parse_inverse(p, !is_inverted, &inverse));
	if (inverse.program && is_decorator)
		return parse_refuse_at(p, inverse.at, "a decorator's block has no else");
	TRY(parse_close(p, block));
	attach_inverse(block, &inverse, block->close);
	if (is_inverted) {
		struct ast_program *swap = block->program;
		block->program = block->inverse;
		block->inverse = swap;
	}
	*out = block;
	return OK;
}

static enum err parse_partial(struct parser *p, struct ast_node **out)
{
	bool is_block = p->token.kind == TOKEN_OPEN_PARTIAL_BLOCK;
	struct ast_node *node = new_node(p, is_block ? AST_PARTIAL_BLOCK : AST_PARTIAL);
	struct token open = p->token;
	parse_advance(p);
	if (p->token.kind == TOKEN_OPEN_CALL)
		TRY(parse_sub_call(p, &node->call.callee));
	else
		TRY(parse_name(p, &node->call.callee));
	TRY(parse_arguments(p, &node->call));
	node->open = strip_of(open, p->token);
	TRY(parse_expect(p, TOKEN_CLOSE, "}}"));
	if (node->call.args.count > 1)
		return parse_refuse_at(p, node->at, "a partial takes one context, not %zu",
				       node->call.args.count);
	*out = node;
	if (!is_block)
		return OK;
	TRY(parse_program(p, &node->program));
	return parse_close(p, node);
}

static struct ast_node *parse_content(struct parser *p)
{
	struct ast_node *node = new_node(p, AST_CONTENT);
	node->text = node->original = p->token.text;
	parse_advance(p);
	return node;
}

static enum err parse_raw_block(struct parser *p, struct ast_node **out)
{
	struct ast_node *block = new_node(p, AST_BLOCK);
	TRY(parse_head(p, TOKEN_CLOSE_RAW_BLOCK, false, &block->call, &block->open));
	block->open = (struct ast_strip){ 0 };
	block->program = new_program(p);
	while (p->token.kind == TOKEN_CONTENT)
		*list_push(p->into, block->program) = parse_content(p);
	if (p->token.kind != TOKEN_END_RAW_BLOCK)
		return parse_refuse(p, "raw block %.*s is not closed",
				    STR_ARG(block->call.callee.original));
	if (!str_eq(p->token.text, block->call.callee.original))
		return parse_refuse(p, "%.*s doesn't match %.*s",
				    STR_ARG(block->call.callee.original), STR_ARG(p->token.text));
	parse_advance(p);
	*out = block;
	return OK;
}

/* One statement; NULL where the program ends. */
static enum err parse_statement(struct parser *p, struct ast_node **out)
{
	*out = NULL;
	switch (p->token.kind) {
	case TOKEN_CONTENT: *out = parse_content(p); return OK;
	case TOKEN_COMMENT:
		*out = new_node(p, AST_COMMENT);
		(*out)->text = p->token.text;
		(*out)->open = strip_of(p->token, p->token);
		parse_advance(p);
		return OK;
	case TOKEN_OPEN:
	case TOKEN_OPEN_UNESCAPED: return parse_mustache(p, out);
	case TOKEN_OPEN_BLOCK:
	case TOKEN_OPEN_INVERSE: return parse_block(p, out);
	case TOKEN_OPEN_PARTIAL:
	case TOKEN_OPEN_PARTIAL_BLOCK: return parse_partial(p, out);
	case TOKEN_OPEN_RAW_BLOCK: return parse_raw_block(p, out);
	default: return OK;
	}
}

static enum err parse_program(struct parser *p, struct ast_program **out)
{
	struct ast_program *program = new_program(p);
	struct ast_node *node;
	TRY(parse_deeper(p));
	for (;;) {
		TRY(parse_statement(p, &node));
		if (!node)
			break;
		*list_push(p->into, program) = node;
	}
	if (p->token.kind == TOKEN_BAD)
		return parse_unexpected(p, "");
	p->depth--;
	*out = program;
	return OK;
}

enum err theme_parse(struct arena *into, struct str name, struct str source,
		     struct ast_program **out, struct fault *fault)
{
	if (source.len > LIMIT_TEMPLATE_BYTES)
		return fault_set(fault, ERR_TOO_BIG,
				 "%.*s: a template of %zu bytes: %u are allowed", STR_ARG(name),
				 source.len, LIMIT_TEMPLATE_BYTES);
	struct parser p = { .into = into, .name = name, .fault = fault };
	p.lexer = lexer_of(into, source);
	parse_advance(&p);
	parse_advance(&p);
	struct ast_program *program;
	TRY(parse_program(&p, &program));
	if (p.token.kind == TOKEN_OPEN_END_BLOCK)
		return parse_refuse(&p, "this closes a block that is not open");
	if (p.token.kind != TOKEN_END)
		return parse_unexpected(&p, "the end");
	theme_strip_space(program);
	*out = program;
	return OK;
}
