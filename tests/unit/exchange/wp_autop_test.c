/* SPDX-License-Identifier: Apache-2.0 */
#include "../cmocka_first.h"

#include "exchange/wp_autop.h"

/* The result with line ends taken out, which mean nothing there. */
static struct str autop(struct arena *arena, const char *source)
{
	struct str out;
	assert_ok(wp_autop(arena, str_of(source), &out));
	return str_replace(arena, out, S("\n"), S(""));
}

static void blank_lines_part_paragraphs_and_single_ones_break(void **state)
{
	assert_str(autop(*state, "one\ntwo\r\n\r\nthree\n \t\n\nfour\n"),
		   "<p>one<br>two</p><p>three</p><p>four</p>");
	assert_str(autop(*state, "\n\n"), "");
	assert_str(autop(*state, "a<br />\nb"), "<p>a<br>b</p>");
}

static void blocks_stay_as_they_are(void **state)
{
	assert_str(autop(*state, "a\n<h2>b</h2>\nc"), "<p>a</p><h2>b</h2><p>c</p>");
	assert_str(autop(*state, "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
		   "<ul><li>a</li><li>b</li></ul>");
	assert_str(autop(*state, "<table>\n<tr>\n<td>a</td>\n</tr>\n</table>"),
		   "<table><tr><td>a</td></tr></table>");
	assert_str(autop(*state, "a\n<hr />\nb"), "<p>a</p><hr /><p>b</p>");
}

static void text_in_quotes_and_boxes_gets_paragraphs(void **state)
{
	assert_str(autop(*state, "<blockquote>a\n\nb</blockquote>"),
		   "<blockquote><p>a</p><p>b</p></blockquote>");
	assert_str(autop(*state, "<div>\na\n\nb\n</div>"), "<div><p>a</p><p>b</p></div>");
}

static void items_get_paragraphs_only_when_they_have_several(void **state)
{
	assert_str(autop(*state, "<ul><li>a\nb</li></ul>"), "<ul><li>a<br>b</li></ul>");
	assert_str(autop(*state, "<ul><li>a\n\nb</li></ul>"), "<ul><li><p>a</p><p>b</p></li></ul>");
}

static void a_paragraph_that_was_written_out_keeps_its_tags(void **state)
{
	assert_str(autop(*state, "<p>a\nb</p>\n\nc"), "<p>a<br>b</p><p>c</p>");
	assert_str(autop(*state, "<p>a\n\nb</p>"), "<p>a<br><br>b</p>");
	assert_str(autop(*state, "<p>a\n<p>b\n\n<h2>c</h2>\n\nd\n\ne"),
		   "<p>a<p>b<h2>c</h2><p>d</p><p>e</p>");
}

static void what_is_preformatted_is_not_touched(void **state)
{
	struct str out;
	assert_ok(wp_autop(*state, S("a\n\n<pre>b\n\n<b>c</b>\n</pre>\n\nd"), &out));
	assert_str(out, "<p>a</p>\n<pre>b\n\n<b>c</b>\n</pre><p>d</p>\n");
	assert_ok(wp_autop(*state, S("<script>a\n\nb</script>"), &out));
	assert_str(out, "<p><script>a\n\nb</script></p>\n");
}

static void an_address_alone_on_its_line_is_an_embed(void **state)
{
	assert_str(autop(*state, "a\n\nhttps://x.example/v?a=1&amp;b=2\n\nb"),
		   "<p>a</p><p class=\"embed\"><a href=\"https://x.example/v?a=1&amp;b=2\">"
		   "x.example/v?a=1&amp;b=2</a></p><p>b</p>");
	assert_str(autop(*state, "see\nhttps://x.example/\nthere"),
		   "<p>see</p><p class=\"embed\"><a href=\"https://x.example/\">x.example/</a></p>"
		   "<p>there</p>");
	assert_str(autop(*state, "see https://x.example/"), "<p>see https://x.example/</p>");
	assert_str(autop(*state, "<ul><li>https://x.example/</li></ul>"),
		   "<ul><li>https://x.example/</li></ul>");
}

static void marks_of_more_and_pages_part_and_vanish(void **state)
{
	assert_str(autop(*state, "a<!--more-->b"), "<p>a</p><p>b</p>");
	assert_str(autop(*state, "a\n<!--nextpage-->\nb<!-- note -->"), "<p>a</p><p>b</p>");
}

static void addresses_are_http_and_whole(void **state)
{
	(void)state;
	assert_true(wp_is_address(S("https://a.example/b")));
	assert_false(wp_is_address(S("https://")));
	assert_false(wp_is_address(S("ftp://a.example/")));
	assert_false(wp_is_address(S("https://a.example/ b")));
	assert_false(wp_is_address(S("https://a.example/<b>")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(blank_lines_part_paragraphs_and_single_ones_break),
		cmocka_unit_test(blocks_stay_as_they_are),
		cmocka_unit_test(text_in_quotes_and_boxes_gets_paragraphs),
		cmocka_unit_test(items_get_paragraphs_only_when_they_have_several),
		cmocka_unit_test(a_paragraph_that_was_written_out_keeps_its_tags),
		cmocka_unit_test(what_is_preformatted_is_not_touched),
		cmocka_unit_test(an_address_alone_on_its_line_is_an_embed),
		cmocka_unit_test(marks_of_more_and_pages_part_and_vanish),
		cmocka_unit_test(addresses_are_http_and_whole),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
