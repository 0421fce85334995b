/* SPDX-License-Identifier: Apache-2.0 */
/* Headings of a body, a step at a time. */
#include "html/headings.h"

#include "../cmocka_first.h"

static void becomes(struct arena *arena, const char *text, const char *expected)
{
	struct str got = html_level_headings(arena, str_of(text));
	if (!str_eq(got, str_of(expected)))
		fail_msg("%.*s, not %s", STR_ARG(got), expected);
}

static void what_is_in_order_comes_back_as_it_is(void **state)
{
	struct str text = S("<h2>a</h2><p>t</p><h3>b</h3><h3>c</h3><h2>d</h2><h3>e</h3>");
	assert_ptr_equal(html_level_headings(*state, text).ptr, text.ptr);
	struct str none = S("<p>1 &lt;h4></p><hr><header>x</header><h4");
	assert_ptr_equal(html_level_headings(*state, none).ptr, none.ptr);
	assert_int_equal(html_level_headings(*state, S("")).len, 0);
}

static void no_level_is_left_out(void **state)
{
	becomes(*state, "<h4>a</h4>", "<h2>a</h2>");
	becomes(*state, "<h2>a</h2><h5 class=\"x\">b</h5>", "<h2>a</h2><h3 class=\"x\">b</h3>");
	becomes(*state, "<h3>a</h3><h3>b</h3>", "<h2>a</h2><h2>b</h2>");
}

static void what_stands_below_what_stays(void **state)
{
	becomes(*state, "<h3>a</h3><h4>b</h4><h3>c</h3><h2>d</h2>",
		"<h2>a</h2><h3>b</h3><h2>c</h2><h2>d</h2>");
	becomes(*state, "<h2>a</h2><h6>b</h6><h4>c</h4><h6>d</h6>",
		"<h2>a</h2><h3>b</h3><h3>c</h3><h4>d</h4>");
	becomes(*state, "<h1>a</h1><h2>b</h2><h3>c</h3><h4>d</h4><h5>e</h5><h6>f</h6>",
		"<h2>a</h2><h3>b</h3><h4>c</h4><h5>d</h5><h6>e</h6><h6>f</h6>");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_in_order_comes_back_as_it_is),
		cmocka_unit_test(no_level_is_left_out),
		cmocka_unit_test(what_stands_below_what_stays),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
