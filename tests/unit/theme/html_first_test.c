/* SPDX-License-Identifier: Apache-2.0 */
#include "../cmocka_first.h"
#include "theme/helpers.h"

static struct str first(struct arena *arena, const char *html, size_t words, size_t characters)
{
	return html_first(arena, html_trusted(str_of(html)), words, characters).s;
}

static void html_is_cut_between_words_and_closed(void **state)
{
	struct arena *arena = *state;
	const char *html = "<p>one <b>two three</b> four</p><p>five</p>";
	assert_str(first(arena, html, 2, SIZE_MAX), "<p>one <b>two </b></p>");
	assert_str(first(arena, html, 4, SIZE_MAX), "<p>one <b>two three</b> four</p><p></p>");
	assert_str(first(arena, html, 5, SIZE_MAX), "<p>one <b>two three</b> four</p><p>five</p>");
	assert_str(first(arena, html, 0, SIZE_MAX), "<p></p>");
}

static void characters_are_counted_not_bytes_and_entities_are_one(void **state)
{
	struct arena *arena = *state;
	assert_str(first(arena, "<p>\xC3\xA9\xC3\xA9&amp;x</p>", SIZE_MAX, 3),
		   "<p>\xC3\xA9\xC3\xA9&amp;</p>");
	assert_str(first(arena, "a & b", SIZE_MAX, 3), "a &");
}

static void elements_without_content_are_not_closed(void **state)
{
	struct arena *arena = *state;
	assert_str(first(arena, "<p>a<br><img alt=\"x > y\">b c</p>", 1, SIZE_MAX),
		   "<p>a<br><img alt=\"x > y\"></p>");
	assert_str(first(arena, "<!-- a b --><i>c</i> d", 1, SIZE_MAX), "<!-- a b --><i>c</i> ");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(html_is_cut_between_words_and_closed),
		cmocka_unit_test(characters_are_counted_not_bytes_and_entities_are_one),
		cmocka_unit_test(elements_without_content_are_not_closed),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
