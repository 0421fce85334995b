/* SPDX-License-Identifier: Apache-2.0 */
/* What is put into finished HTML: a See also, whole addresses, JSON in a script. */
#include "cmocka_first.h"
#include "html/body.h"

#define ASIDE "\n<aside data-see-also=\"7\"></aside>"

static void placed(struct arena *arena, const char *body, const char *wanted)
{
	struct str got = html_body_with_see_also(arena, str_of(body), 7);
	if (!str_eq(got, str_of(wanted)))
		fail_msg("%s became %.*s", body, STR_ARG(got));
}

static void a_see_also_stands_behind_the_second_paragraph(void **state)
{
	placed(*state, "<p>1</p><p>2</p><p>3</p>", "<p>1</p><p>2</p>" ASIDE "<p>3</p>");
	placed(*state, "<p class=\"small\">1</p>\n<p>2<br>b</p>\n<p>3</p>",
	       "<p class=\"small\">1</p>\n<p>2<br>b</p>" ASIDE "\n<p>3</p>");
}

static void it_parts_nothing_that_belongs_together(void **state)
{
	placed(*state, "<p>1</p><p>2:</p><ul><li>a</li></ul><p>3</p><p>4</p>",
	       "<p>1</p><p>2:</p><ul><li>a</li></ul><p>3</p>" ASIDE "<p>4</p>");
	placed(*state, "<p>1</p><p>2</p><h2>h</h2><p>3</p><p>4</p>",
	       "<p>1</p><p>2</p><h2>h</h2><p>3</p>" ASIDE "<p>4</p>");
	placed(*state, "<blockquote><p>1</p><p>2</p><p>3</p></blockquote><p>4</p>",
	       "<blockquote><p>1</p><p>2</p><p>3</p></blockquote><p>4</p>" ASIDE);
}

static void a_short_text_has_it_at_its_end_and_a_text_without_paragraphs_nowhere(void **state)
{
	placed(*state, "<p>1</p>", "<p>1</p>" ASIDE);
	placed(*state, "<h2>1</h2><hr><ul><li>2</li></ul>", "<h2>1</h2><hr><ul><li>2</li></ul>");
	placed(*state, "", "");
	placed(*state, "</p></p>", "</p></p>");
}

static void absolute(struct arena *arena, const char *html, const char *wanted)
{
	struct html got =
		html_absolute(arena, html_trusted(str_of(html)), S("https://a.example/?x&y"));
	if (!str_eq(got.s, str_of(wanted)))
		fail_msg("%s became %.*s", html, STR_ARG(got.s));
}

static void addresses_from_the_root_become_whole(void **state)
{
	absolute(*state, "<a class=\"b\" href=\"/c/\">/d/</a>",
		 "<a class=\"b\" href=\"https://a.example/?x&amp;y/c/\">/d/</a>");
	absolute(*state, "<img src=\"/e\" alt=\"/f\"><video poster=\"/g\" src=\"/h\">",
		 "<img src=\"https://a.example/?x&amp;y/e\" alt=\"/f\"><video "
		 "poster=\"https://a.example/?x&amp;y/g\" src=\"https://a.example/?x&amp;y/h\">");
}

static void other_addresses_stay_as_they_are(void **state)
{
	static const char *const same[] = { "<a href=\"//b.example/\">x</a>",
					    "<a href=\"https://b.example/\">x</a>",
					    "<a href=\"#x\">y</a>",
					    "text href=\"/x\"",
					    "<a href=\"\">",
					    "<a",
					    "<",
					    "" };
	for (size_t i = 0; i < COUNT_OF(same); i++)
		absolute(*state, same[i], same[i]);
}

static void json_cannot_end_its_script(void **state)
{
	assert_str(html_json_block(*state, S("{\"a\":\"</script><!-- & \"}")).s,
		   "{\"a\":\"\\u003c/script\\u003e\\u003c!-- \\u0026 \"}");
	assert_str(html_json_block(*state, S("")).s, "");
}

static void a_bodys_text_is_its_words(void **state)
{
	assert_str(html_body_text(*state, S("<p>One &amp; <b>two</b></p><p>three</p>")),
		   "One & two three");
}

#define IN_ARENA(test) cmocka_unit_test_setup_teardown(test, open_arena, close_arena)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_ARENA(a_see_also_stands_behind_the_second_paragraph),
		IN_ARENA(it_parts_nothing_that_belongs_together),
		IN_ARENA(a_short_text_has_it_at_its_end_and_a_text_without_paragraphs_nowhere),
		IN_ARENA(addresses_from_the_root_become_whole),
		IN_ARENA(other_addresses_stay_as_they_are),
		IN_ARENA(json_cannot_end_its_script),
		IN_ARENA(a_bodys_text_is_its_words),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
