/* SPDX-License-Identifier: Apache-2.0 */
#include "../cmocka_first.h"

#include "html/html.h"

static struct str text_of(void **state, const char *html)
{
	return html_text(*state, html_trusted(str_of(html)));
}

static void escaping_makes_text_harmless(void **state)
{
	assert_str(html_escape(*state, S("<a href=\"x\">'&'</a>")).s,
		   "&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/a&gt;");
	struct str plain = S("plain é");
	assert_ptr_equal(html_escape(*state, plain).s.ptr, plain.ptr);
	assert_str(html_escape(*state, S("")).s, "");
}

static void what_is_escaped_reads_back_as_it_was(void **state)
{
	struct str text = S("a < b & \"c\" > 'd' é");
	struct html html = html_escape(*state, text);
	assert_true(str_eq(html_text(*state, html), text));
}

static void tags_go_and_blocks_part_words(void **state)
{
	assert_str(text_of(state, "<p>one</p>\n<p>two <b>th</b>ree</p>"), "one two three");
	assert_str(text_of(state, "<ul><li>a</li><li>b</li></ul>"), "a b");
	assert_str(text_of(state, "a<br>b<wbr>c"), "a bc");
	assert_str(text_of(state, "  a \n\t b  "), "a b");
	assert_str(text_of(state, "<abbr title=\"a > b\">x</abbr>"), "x");
	assert_str(text_of(state, "<p"), "");
	assert_str(text_of(state, ""), "");
}

static void entities_are_decoded(void **state)
{
	assert_str(text_of(state, "&lt;&amp;&gt;&quot;&#39;&#x41;&apos;"), "<&>\"'A'");
	assert_str(text_of(state, "a&nbsp;b&#160;c"), "a b c");
	assert_str(text_of(state, "&amp;lt; &unknown; & &#; &#xZZ; &#1114112;"),
		   "&lt; &unknown; & &#; &#xZZ; &#1114112;");
}

static void an_excerpt_ends_between_words(void **state)
{
	struct str text = S("The quick brown fox, jumps over the lazy dog");
	assert_str(html_excerpt(*state, text, 100), "The quick brown fox, jumps over the lazy dog");
	assert_true(str_eq(html_excerpt(*state, text, text.len), text));
	assert_str(html_excerpt(*state, text, 21), "The quick brown fox…");
	assert_str(html_excerpt(*state, text, 19), "The quick brown fox…");
	assert_str(html_excerpt(*state, text, 18), "The quick brown…");
	assert_str(html_excerpt(*state, S("  "), 5), "");
	assert_str(html_excerpt(*state, S("Donaudampfschiff"), 5), "Donau…");
	assert_str(html_excerpt(*state, S("日本語の文章です"), 3), "日本語…");
	assert_str(html_excerpt(*state, S("One sentence. Two"), 14), "One sentence…");
}

static void words_are_counted_in_every_script(void **state)
{
	(void)state;
	assert_int_equal(html_word_count(S("")), 0);
	assert_int_equal(html_word_count(S("one two, three - four")), 4);
	assert_int_equal(html_word_count(S("don't can’t 3.14 1,000")), 4);
	assert_int_equal(html_word_count(S("Привет, мир")), 2);
	assert_int_equal(html_word_count(S("日本語")), 3);
	assert_int_equal(html_word_count(S("カタカナ")), 4);
	assert_int_equal(html_word_count(S("a.b c:d e'f 1.2 3,4 5;6")), 6);
	assert_int_equal(html_word_count(S("a,b a;b 1:2 x-y a..b 1.a")), 12);
	assert_int_equal(html_word_count(S("_a_ a_1 __ . ' a' \"b\"")), 4);
	assert_int_equal(html_word_count(S("... !!! —")), 0);
	assert_int_equal(html_word_count(S("\x80\x80\x80")), 0);
}

static void a_long_text_is_counted_piece_by_piece(void **state)
{
	struct buf text = buf_in(*state, 1 << 20);
	for (int i = 0; i < 20000; i++)
		buf_put(&text, S("wörter "));
	assert_int_equal(html_word_count(buf_str(&text)), 20000);
	struct buf bytes = buf_in(*state, 1 << 20);
	for (int i = 0; i < 20000; i++)
		buf_put(&bytes, S("\x80"));
	assert_int_equal(html_word_count(buf_str(&bytes)), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(escaping_makes_text_harmless),
		cmocka_unit_test(what_is_escaped_reads_back_as_it_was),
		cmocka_unit_test(tags_go_and_blocks_part_words),
		cmocka_unit_test(entities_are_decoded),
		cmocka_unit_test(an_excerpt_ends_between_words),
		cmocka_unit_test(words_are_counted_in_every_script),
		cmocka_unit_test(a_long_text_is_counted_piece_by_piece),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
