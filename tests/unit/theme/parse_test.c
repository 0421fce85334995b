/* SPDX-License-Identifier: Apache-2.0 */
#include "../cmocka_first.h"
#include "theme/ast.h"

static struct ast_program *parsed(struct arena *arena, const char *source)
{
	struct ast_program *program = NULL;
	struct fault fault = { 0 };
	if (theme_parse(arena, S("t"), str_of(source), &program, &fault))
		fail_msg("%s: %s", source, fault.text);
	return program;
}

static void a_path_knows_its_parts_and_how_far_up_it_starts(void **state)
{
	struct ast_program *program = parsed(*state, "{{../../a.[b c]/d}}");
	assert_int_equal(program->count, 1);
	const struct ast_expr *path = &program->items[0]->call.callee;
	assert_int_equal(path->depth, 2);
	assert_int_equal(path->parts.count, 3);
	assert_str(path->parts.items[1], "b c");
	assert_str(path->original, "../../a.b c/d");
	assert_false(path->is_data);
}

static void a_call_has_arguments_then_names(void **state)
{
	struct ast_program *program = parsed(*state, "{{f a 1 \"t\" (g b) x=2 y=(h)}}");
	const struct ast_call *call = &program->items[0]->call;
	assert_int_equal(call->args.count, 4);
	assert_int_equal(call->args.items[1].kind, AST_NUMBER);
	assert_int_equal(call->args.items[2].kind, AST_TEXT);
	assert_int_equal(call->args.items[3].kind, AST_CALL);
	assert_int_equal(call->hash.count, 2);
	assert_str(call->hash.items[0].name, "x");
	assert_int_equal(call->hash.items[1].value.kind, AST_CALL);
}

static void a_chain_of_else_nests_in_the_inverse(void **state)
{
	struct ast_program *program = parsed(*state, "{{#if a}}1{{else if b}}2{{else}}3{{/if}}");
	const struct ast_node *outer = program->items[0];
	assert_true(outer->inverse->is_chained);
	const struct ast_node *inner = outer->inverse->items[0];
	assert_str(inner->call.callee.original, "if");
	assert_str(inner->program->items[0]->text, "2");
	assert_str(inner->inverse->items[0]->text, "3");
}

static void an_inverted_block_has_only_an_inverse(void **state)
{
	const struct ast_node *block = parsed(*state, "{{^a}}x{{/a}}")->items[0];
	assert_null(block->program);
	assert_str(block->inverse->items[0]->text, "x");
}

static void a_partial_alone_on_its_line_keeps_its_indent(void **state)
{
	struct ast_program *program = parsed(*state, "a\n \t{{> p}}\nb");
	assert_str(program->items[1]->indent, " \t");
	assert_str(program->items[0]->text, "a\n");
	assert_str(program->items[2]->text, "b");
	assert_str(parsed(*state, "a {{> p}}\nb")->items[1]->indent, "");
}

static struct str nested_blocks(struct arena *arena, int depth)
{
	struct buf out = buf_in(arena, 1 << 16);
	for (int i = 0; i < depth; i++)
		buf_put(&out, S("{{#a}}"));
	for (int i = 0; i < depth; i++)
		buf_put(&out, S("{{/a}}"));
	return buf_str(&out);
}

static void blocks_nest_up_to_the_limit_and_not_deeper(void **state)
{
	struct ast_program *program;
	struct fault fault = { 0 };
	/* The template itself is the first level. */
	assert_ok(theme_parse(*state, S("t"), nested_blocks(*state, LIMIT_TEMPLATE_NESTING - 1),
			      &program, &fault));
	assert_int_equal(theme_parse(*state, S("t"), nested_blocks(*state, LIMIT_TEMPLATE_NESTING),
				     &program, &fault),
			 ERR_INVALID);
	assert_string_equal(fault.text, "t:1:601: nested deeper than 100");
}

static void a_template_may_have_so_many_bytes_and_no_more(void **state)
{
	struct arena *arena = *state;
	struct ast_program *program;
	char *text = arena_bytes(arena, LIMIT_TEMPLATE_BYTES + 1);
	memset(text, 'x', LIMIT_TEMPLATE_BYTES + 1);
	assert_ok(theme_parse(arena, S("t"), (struct str){ text, LIMIT_TEMPLATE_BYTES }, &program,
			      NULL));
	assert_int_equal(theme_parse(arena, S("t"), (struct str){ text, LIMIT_TEMPLATE_BYTES + 1 },
				     &program, NULL),
			 ERR_TOO_BIG);
}

static void a_refusal_names_template_line_and_column(void **state)
{
	struct ast_program *program;
	struct fault fault = { 0 };
	assert_int_equal(
		theme_parse(*state, S("post.hbs"), S("a\nb\n  {{#if x}}"), &program, &fault),
		ERR_INVALID);
	assert_string_equal(fault.text, "post.hbs:3:12: if opened at line 3 is not closed");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_path_knows_its_parts_and_how_far_up_it_starts),
		cmocka_unit_test(a_call_has_arguments_then_names),
		cmocka_unit_test(a_chain_of_else_nests_in_the_inverse),
		cmocka_unit_test(an_inverted_block_has_only_an_inverse),
		cmocka_unit_test(a_partial_alone_on_its_line_keeps_its_indent),
		cmocka_unit_test(blocks_nest_up_to_the_limit_and_not_deeper),
		cmocka_unit_test(a_template_may_have_so_many_bytes_and_no_more),
		cmocka_unit_test(a_refusal_names_template_line_and_column),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
