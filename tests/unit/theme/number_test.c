/* SPDX-License-Identifier: Apache-2.0 */
#include "../cmocka_first.h"
#include "theme/number.h"

#include <math.h>
#include <stdlib.h>

static void numbers_are_spelt_as_javascript_spells_them(void **state)
{
	static const struct {
		double number;
		const char *text;
	} cases[] = {
		{ 0, "0" },
		{ -0.0, "0" },
		{ 7, "7" },
		{ -12, "-12" },
		{ 1.5, "1.5" },
		{ 0.1, "0.1" },
		{ 100, "100" },
		{ 1e15, "1000000000000000" },
		{ 123456789012345680000.0, "123456789012345680000" },
		{ 1e21, "1e+21" },
		{ -1.5e300, "-1.5e+300" },
		{ 0.000001, "0.000001" },
		{ 0.0000012, "0.0000012" },
		{ 1e-7, "1e-7" },
		{ 5e-324, "5e-324" },
		{ 1.7976931348623157e308, "1.7976931348623157e+308" },
		{ 0.30000000000000004, "0.30000000000000004" },
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct str got = number_to_text(*state, cases[i].number);
		if (!str_eq(got, str_of(cases[i].text)))
			fail_msg("got %.*s, not %s", STR_ARG(got), cases[i].text);
	}
	assert_str(number_to_text(*state, NAN), "NaN");
	assert_str(number_to_text(*state, -INFINITY), "-Infinity");
}

static void what_is_spelt_reads_back_as_the_same_number(void **state)
{
	struct arena *arena = *state;
	srand(1);
	for (int i = 0; i < 20000; i++) {
		struct arena_mark mark = arena_mark(arena);
		double number = ldexp((double)rand() / RAND_MAX, rand() % 200 - 100), back;
		assert_true(number_from_text(number_to_text(arena, number), &back));
		assert_true(back == number);
		arena_reset(arena, mark);
	}
}

static void only_whole_decimal_text_is_a_number(void **state)
{
	double n;
	(void)state;
	assert_true(number_from_text(S(" 12 "), &n));
	assert_true(n == 12);
	assert_true(number_from_text(S("-1.5e2"), &n));
	assert_true(n == -150);
	assert_false(number_from_text(S(""), &n));
	assert_false(number_from_text(S("12px"), &n));
	assert_false(number_from_text(S("0x10"), &n));
	assert_false(number_from_text(S("nan"), &n));
	assert_false(number_from_text(S("-"), &n));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_are_spelt_as_javascript_spells_them),
		cmocka_unit_test(what_is_spelt_reads_back_as_the_same_number),
		cmocka_unit_test(only_whole_decimal_text_is_a_number),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
