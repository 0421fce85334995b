/* SPDX-License-Identifier: Apache-2.0 */
#include "../cmocka_first.h"

#include "news/line.h"

static void what_nobody_sees_is_taken_out(void **state)
{
	static const struct {
		const char *text, *line;
	} cases[] = {
		{ "Rain on Monday", "Rain on Monday" },
		{ "", "" },
		{ "a\tb\r\nc", "a b c" },
		{ "a\x01"
		  "b\x7F"
		  "c\xC2\x80"
		  "d",
		  "abcd" },
		{ "a\xE2\x80\xA8"
		  "b\xE2\x80\xA9"
		  "c\xC2\x85"
		  "d",
		  "a b c d" },
		{ "\xEF\xBB\xBF"
		  "a\xEF\xBF\xBE"
		  "b\xEF\xB7\x90",
		  "ab" },
		/* an override: what follows would be read backwards */
		{ "a\xE2\x80\xAE"
		  "b\xE2\x80\xAC"
		  "c",
		  "abc" },
		{ "a\xE2\x80\xAD"
		  "b",
		  "ab" },
		/* open to the end, closed but never opened, closed crosswise */
		{ "a\xE2\x81\xA7"
		  "b",
		  "ab" },
		{ "a\xE2\x81\xA9"
		  "b",
		  "ab" },
		{ "\xE2\x80\xAA"
		  "a\xE2\x81\xA9\xE2\x80\xAC",
		  "a" },
		/* a closed isolate and embedding, and marks that reach no further than themselves
		 */
		{ "\xE2\x81\xA7"
		  "abc\xE2\x81\xA9"
		  " d",
		  "\xE2\x81\xA7"
		  "abc\xE2\x81\xA9"
		  " d" },
		{ "\xE2\x80\xAB"
		  "abc\xE2\x80\xAC"
		  " d",
		  "\xE2\x80\xAB"
		  "abc\xE2\x80\xAC"
		  " d" },
		{ "\xE2\x80\x8F"
		  "a\xE2\x80\x8D"
		  "b",
		  "\xE2\x80\x8F"
		  "a\xE2\x80\x8D"
		  "b" },
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct str line = line_clean(*state, str_of(cases[i].text));
		if (!str_eq(line, str_of(cases[i].line)))
			fail_msg("case %zu gave \"%.*s\"", i, STR_ARG(line));
		assert_true(str_eq(line_clean(*state, line), line));
	}
	struct str zero = line_clean(*state, (struct str){ "a\0b", 3 });
	assert_true(str_eq(zero, S("ab")));
}

/* opened and closed again, so often within one another */
static struct str nested(struct arena *arena, size_t depth)
{
	struct buf out = buf_in(arena, 1 << 16);
	for (size_t i = 0; i < depth; i++)
		buf_put(&out, S("\xE2\x81\xA6"));
	buf_put(&out, S("x"));
	for (size_t i = 0; i < depth; i++)
		buf_put(&out, S("\xE2\x81\xA9"));
	return buf_str(&out);
}

static void marks_stay_to_a_depth(void **state)
{
	struct str fits = nested(*state, 60);
	assert_true(str_eq(line_clean(*state, fits), fits));
	assert_true(str_eq(line_clean(*state, nested(*state, 61)), S("x")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_nobody_sees_is_taken_out),
		cmocka_unit_test(marks_stay_to_a_depth),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
