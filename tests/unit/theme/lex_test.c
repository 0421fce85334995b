/* SPDX-License-Identifier: Apache-2.0 */
#include "../cmocka_first.h"
#include "theme/lex.h"

struct expected {
	enum token_kind kind;
	const char *text; /* NULL: any */
};

static void assert_tokens(void **state, const char *source, const struct expected *expected)
{
	struct lexer lexer = lexer_of(*state, str_of(source));
	for (size_t i = 0;; i++) {
		struct token token = lex_next(&lexer);
		if (token.kind != expected[i].kind ||
		    (expected[i].text && !str_eq(token.text, str_of(expected[i].text))))
			fail_msg("%s: token %zu is %d \"%.*s\"", source, i, (int)token.kind,
				 STR_ARG(token.text));
		if (token.kind == TOKEN_END || token.kind == TOKEN_BAD)
			break;
	}
}
#define TOKENS(...) ((const struct expected[]){ __VA_ARGS__, { TOKEN_END, NULL } })

static void text_and_mustaches_take_turns(void **state)
{
	assert_tokens(state, "a{{b}}c",
		      TOKENS({ TOKEN_CONTENT, "a" }, { TOKEN_OPEN, "{{" }, { TOKEN_WORD, "b" },
			     { TOKEN_CLOSE, "}}" }, { TOKEN_CONTENT, "c" }));
	assert_tokens(state, "{{{b}}}",
		      TOKENS({ TOKEN_OPEN_UNESCAPED, "{{{" }, { TOKEN_WORD, "b" },
			     { TOKEN_CLOSE_UNESCAPED, "}}}" }));
	assert_tokens(state, "no { mustache }", TOKENS({ TOKEN_CONTENT, "no { mustache }" }));
}

static void every_mark_has_its_token(void **state)
{
	static const struct {
		const char *source;
		enum token_kind kind;
	} marks[] = {
		{ "{{#x}}", TOKEN_OPEN_BLOCK },
		{ "{{^x}}", TOKEN_OPEN_INVERSE },
		{ "{{/x}}", TOKEN_OPEN_END_BLOCK },
		{ "{{>x}}", TOKEN_OPEN_PARTIAL },
		{ "{{#>x}}", TOKEN_OPEN_PARTIAL_BLOCK },
		{ "{{&x}}", TOKEN_OPEN },
		{ "{{else}}", TOKEN_INVERSE },
		{ "{{ else }}", TOKEN_INVERSE },
		{ "{{^}}", TOKEN_INVERSE },
		{ "{{else if x}}", TOKEN_OPEN_INVERSE_CHAIN },
		{ "{{elsewhere}}", TOKEN_OPEN },
		{ "{{else_}}", TOKEN_OPEN },
		{ "{{{{x}}}}", TOKEN_OPEN_RAW_BLOCK },
		{ "{{! x}}", TOKEN_COMMENT },
	};
	for (size_t i = 0; i < COUNT_OF(marks); i++) {
		struct lexer lexer = lexer_of(*state, str_of(marks[i].source));
		assert_int_equal(lex_next(&lexer).kind, marks[i].kind);
	}
}

static void tildes_are_noted_on_their_side(void **state)
{
	struct lexer lexer = lexer_of(*state, S("{{~x~}}{{~else~}}{{~{x}~}}"));
	assert_true(lex_next(&lexer).is_tilde_left);
	assert_int_equal(lex_next(&lexer).kind, TOKEN_WORD);
	assert_true(lex_next(&lexer).is_tilde_right);
	struct token both = lex_next(&lexer);
	assert_int_equal(both.kind, TOKEN_INVERSE);
	assert_true(both.is_tilde_left && both.is_tilde_right);
	struct token open = lex_next(&lexer);
	assert_int_equal(open.kind, TOKEN_OPEN_UNESCAPED);
	assert_true(open.is_tilde_left);
	(void)lex_next(&lexer);
	assert_true(lex_next(&lexer).is_tilde_right);
}

static void words_and_literals_are_told_apart(void **state)
{
	assert_tokens(state, "{{a.[b c]/../true false 1.5 -2 \"q\\\"\" 'r' @i null undefined}}",
		      TOKENS({ TOKEN_OPEN, NULL }, { TOKEN_WORD, "a" }, { TOKEN_SEPARATOR, "." },
			     { TOKEN_WORD, "b c" }, { TOKEN_SEPARATOR, "/" }, { TOKEN_WORD, ".." },
			     { TOKEN_SEPARATOR, "/" }, { TOKEN_TRUE, NULL }, { TOKEN_FALSE, NULL },
			     { TOKEN_NUMBER, "1.5" }, { TOKEN_NUMBER, "-2" }, { TOKEN_TEXT, "q\"" },
			     { TOKEN_TEXT, "r" }, { TOKEN_AT, NULL }, { TOKEN_WORD, "i" },
			     { TOKEN_NULL, NULL }, { TOKEN_UNDEFINED, NULL },
			     { TOKEN_CLOSE, NULL }));
	assert_tokens(state, "{{truely 1a nullx=1}}",
		      TOKENS({ TOKEN_OPEN, NULL }, { TOKEN_WORD, "truely" }, { TOKEN_WORD, "1a" },
			     { TOKEN_WORD, "nullx" }, { TOKEN_EQUALS, NULL }, { TOKEN_NUMBER, "1" },
			     { TOKEN_CLOSE, NULL }));
	assert_tokens(state, "{{#x as |a b|}}",
		      TOKENS({ TOKEN_OPEN_BLOCK, NULL }, { TOKEN_WORD, "x" },
			     { TOKEN_OPEN_BLOCK_PARAMS, NULL }, { TOKEN_WORD, "a" },
			     { TOKEN_WORD, "b" }, { TOKEN_CLOSE_BLOCK_PARAMS, NULL },
			     { TOKEN_CLOSE, NULL }));
}

static void one_backslash_makes_text_and_two_make_one(void **state)
{
	assert_tokens(state, "a\\{{b}} {{c}}",
		      TOKENS({ TOKEN_CONTENT, "a" }, { TOKEN_CONTENT, "{{b}} " },
			     { TOKEN_OPEN, NULL }, { TOKEN_WORD, "c" }, { TOKEN_CLOSE, NULL }));
	assert_tokens(state, "a\\\\{{b}}",
		      TOKENS({ TOKEN_CONTENT, "a\\" }, { TOKEN_OPEN, NULL }, { TOKEN_WORD, "b" },
			     { TOKEN_CLOSE, NULL }));
}

static void comments_end_where_they_should(void **state)
{
	assert_tokens(state, "{{! a }}b", TOKENS({ TOKEN_COMMENT, " a " }, { TOKEN_CONTENT, "b" }));
	assert_tokens(state, "{{!-- {{a}} --}}b",
		      TOKENS({ TOKEN_COMMENT, " {{a}} " }, { TOKEN_CONTENT, "b" }));
	assert_tokens(state, "{{!--}}b", TOKENS({ TOKEN_COMMENT, "" }, { TOKEN_CONTENT, "b" }));
	assert_tokens(state, "{{!-- a }}", (const struct expected[]){ { TOKEN_BAD, NULL } });
}

static void raw_blocks_hold_anything_but_their_end(void **state)
{
	assert_tokens(state, "{{{{a}}}} {{b}} {{{{/a}}}}c",
		      TOKENS({ TOKEN_OPEN_RAW_BLOCK, NULL }, { TOKEN_WORD, "a" },
			     { TOKEN_CLOSE_RAW_BLOCK, NULL }, { TOKEN_CONTENT, " {{b}} " },
			     { TOKEN_END_RAW_BLOCK, "a" }, { TOKEN_CONTENT, "c" }));
}

static void what_cannot_be_a_word_is_bad(void **state)
{
	static const char *const sources[] = { "{{a,b}}", "{{\"a}}", "{{[a}}", "{{a", "{{a'b}}" };
	for (size_t i = 0; i < COUNT_OF(sources); i++) {
		struct lexer lexer = lexer_of(*state, str_of(sources[i]));
		struct token token = lex_next(&lexer);
		while (token.kind != TOKEN_BAD && token.kind != TOKEN_END)
			token = lex_next(&lexer);
		assert_int_equal(token.kind, TOKEN_BAD);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_and_mustaches_take_turns),
		cmocka_unit_test(every_mark_has_its_token),
		cmocka_unit_test(tildes_are_noted_on_their_side),
		cmocka_unit_test(words_and_literals_are_told_apart),
		cmocka_unit_test(one_backslash_makes_text_and_two_make_one),
		cmocka_unit_test(comments_end_where_they_should),
		cmocka_unit_test(raw_blocks_hold_anything_but_their_end),
		cmocka_unit_test(what_cannot_be_a_word_is_bad),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
