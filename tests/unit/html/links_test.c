/* SPDX-License-Identifier: Apache-2.0 */
#include "html/links.h"

#include "../cmocka_first.h"

static void each_link_is_found_as_a_browser_would_ask_for_it(void **state)
{
	struct arena *arena = *state;
	struct html_links links = { 0 };
	html_links(
		arena,
		S("<p>href=\"/no/\" <a href=\"/a/?b=1&amp;c=2\" title=\"x\">a</a> <a "
		  "data-story=\"4\">b"
		  "</a><abbr title=\"<a\">c</abbr> <a class=\"k\" href=\"https://x.example/\">d</a>"
		  "<a id=\"y\">e</a><img src=\"/i.jpg\"></p>"),
		&links);
	assert_int_equal(links.count, 2);
	assert_str(links.items[0], "/a/?b=1&c=2");
	assert_str(links.items[1], "https://x.example/");
}

static void a_text_without_any_has_none(void **state)
{
	struct arena *arena = *state;
	struct html_links links = { 0 };
	html_links(arena, S(""), &links);
	html_links(arena, S("<p>A link <a </p> <a href="), &links);
	assert_int_equal(links.count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(each_link_is_found_as_a_browser_would_ask_for_it,
						open_arena, close_arena),
		cmocka_unit_test_setup_teardown(a_text_without_any_has_none, open_arena,
						close_arena),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
