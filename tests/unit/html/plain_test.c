/* SPDX-License-Identifier: Apache-2.0 */
#include "html/plain.h"

#include "../cmocka_first.h"

static bool plain(struct arena *arena, struct str raw, struct str *out)
{
	struct buf text = buf_in(arena, 1 << 20);
	bool is_plain = plain_paragraphs(raw, &text);
	*out = buf_str(&text);
	return is_plain;
}

static void paragraphs_are_written_one_a_line_with_their_spaces_folded(void **state)
{
	struct str out;
	assert_true(plain(*state,
			  S(" <p> One  two\t\n three </p>\n\n<p>R & D &amp; \"4 > 3\" ’tis</p>"),
			  &out));
	assert_str(out, "<p>One two\nthree</p>\n<p>R &amp; D &amp; \"4 &gt; 3\" ’tis</p>");
}

static void anything_else_is_left_to_the_parser(void **state)
{
	const struct str others[] = {
		STR_CONST(""),
		STR_CONST("loose"),
		STR_CONST("<p>a</p>b"),
		STR_CONST("<p></p>"),
		STR_CONST("<p> </p>"),
		STR_CONST("<p>a"),
		STR_CONST("<P>a</P>"),
		STR_CONST("<p class=x>a</p>"),
		STR_CONST("<p>a<br>b</p>"),
		STR_CONST("<p>a&nbsp;b</p>"),
		STR_CONST("<p>a&b</p>"),
		STR_CONST("<p>a&#65;</p>"),
		STR_CONST("<p>a\xFF</p>"),
		STR_CONST("<p>a\x01</p>"),
		STR_CONST("<p>a\r\nb</p>"),
		STR_CONST("<p>a\xC2\xA0z</p>"),
		STR_CONST("<p>a</p><h2>b</h2>"),
		STR_CONST("<p>a\xE2\x80\x8Bz</p>"),
	};
	for (size_t i = 0; i < COUNT_OF(others); i++) {
		struct str out;
		assert_false(plain(*state, others[i], &out));
		assert_int_equal(out.len, 0);
	}
}

static uint64_t roll(uint64_t *dice)
{
	*dice = *dice * 6364136223846793005u + 1442695040888963407u;
	return *dice >> 33;
}

/* Texts of the pieces that matter, thousands of them: never another answer than the parser's. */
static void what_is_plain_comes_out_as_the_parser_has_it(void **state)
{
	static const struct str pieces[] = {
		STR_CONST("<p>"),          STR_CONST("</p>"),   STR_CONST("</p>\n<p>"),
		STR_CONST("word"),         STR_CONST(" "),      STR_CONST("\n"),
		STR_CONST("\t"),           STR_CONST("&amp;"),  STR_CONST("& "),
		STR_CONST("&lt;"),         STR_CONST(">"),      STR_CONST("“é”"),
		STR_CONST("東京"),         STR_CONST("😀"),      STR_CONST("'=`\"/"),
		STR_CONST("<b>"),          STR_CONST("&nbsp;"), STR_CONST("\x0C"),
		STR_CONST("\xF0\x9F\x8E"),
	};
	size_t plain_ones = 0;
	uint64_t dice = 41;
	for (int round = 0; round < 20000; round++) {
		struct arena_mark mark = arena_mark(*state);
		struct buf raw = buf_in(*state, 4096);
		size_t likely = COUNT_OF(pieces) - (round % 4 ? 4 : 0);
		buf_put(&raw, S("<p>"));
		for (uint64_t n = 1 + roll(&dice) % 12; n; n--)
			buf_put(&raw, pieces[2 + roll(&dice) % (likely - 2)]);
		buf_put(&raw, S("</p>"));
		struct str out;
		struct html parsed;
		if (plain(*state, buf_str(&raw), &out)) {
			plain_ones++;
			assert_ok(html_clean_parsed(*state, buf_str(&raw), CLEAN_STORY, &parsed));
			if (!str_eq(out, parsed.s))
				fail_msg("%.*s: %.*s, not %.*s", STR_ARG(buf_str(&raw)),
					 STR_ARG(out), STR_ARG(parsed.s));
		}
		struct str inside = str_sub(buf_str(&raw), 3, raw.len - 7);
		struct buf text = buf_in(*state, 1 << 20);
		if (plain_text(inside, &text)) {
			assert_ok(html_clean_parsed(*state, inside, CLEAN_INLINE, &parsed));
			if (!str_eq(buf_str(&text), parsed.s))
				fail_msg("%.*s: %.*s, not %.*s", STR_ARG(inside),
					 STR_ARG(buf_str(&text)), STR_ARG(parsed.s));
		}
		arena_reset(*state, mark);
	}
	assert_true(plain_ones > 3000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(paragraphs_are_written_one_a_line_with_their_spaces_folded),
		cmocka_unit_test(anything_else_is_left_to_the_parser),
		cmocka_unit_test(what_is_plain_comes_out_as_the_parser_has_it),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
