/* SPDX-License-Identifier: Apache-2.0 */
#include "../cmocka_first.h"

#include "html/mark.h"

static void ranges_are_marked_and_everything_escaped(void **state)
{
	struct mark_range ranges[] = { { 0, 1 }, { 4, 7 } };
	assert_str(html_mark(*state, S("a & <b>c\""), ranges, 2).s,
		   "<mark>a</mark> &amp; <mark>&lt;b&gt;</mark>c&quot;");
	assert_str(html_mark(*state, S("a<"), NULL, 0).s, "a&lt;");
	assert_str(html_mark(*state, S(""), ranges, 2).s, "");
}

static void ranges_that_reach_too_far_are_cut(void **state)
{
	struct mark_range ranges[] = { { 1, 3 }, { 2, 4 }, { 2, 2 }, { 5, 99 }, { 98, 99 } };
	assert_str(html_mark(*state, S("abcdefg"), ranges, COUNT_OF(ranges)).s,
		   "a<mark>bc</mark><mark>d</mark>e<mark>fg</mark>");
}

static void the_worst_text_has_room(void **state)
{
	struct mark_range ranges[50];
	char text[50];
	memset(text, '"', sizeof text);
	for (size_t i = 0; i < COUNT_OF(ranges); i++)
		ranges[i] = (struct mark_range){ i, i + 1 };
	struct str marked =
		html_mark(*state, (struct str){ text, sizeof text }, ranges, COUNT_OF(ranges)).s;
	assert_int_equal(marked.len, 50 * strlen("<mark>&quot;</mark>"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ranges_are_marked_and_everything_escaped),
		cmocka_unit_test(ranges_that_reach_too_far_are_cut),
		cmocka_unit_test(the_worst_text_has_room),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
