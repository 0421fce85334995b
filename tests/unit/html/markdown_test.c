/* SPDX-License-Identifier: Apache-2.0 */
#include "../cmocka_first.h"

#include "html/markdown.h"

static struct str reply(void **state, const char *source)
{
	struct html out;
	assert_ok(html_from_markdown(*state, str_of(source), MARKDOWN_COMMENT, &out));
	return out.s;
}

static void a_reply_keeps_its_paragraphs_and_line_ends(void **state)
{
	assert_str(reply(state, "one\ntwo\n\nthree"), "<p>one<br>two</p>\n<p>three</p>");
	assert_str(reply(state, "one\r\ntwo\r\n"), "<p>one<br>two</p>");
	assert_str(reply(state, ""), "");
}

static void a_reply_knows_the_common_marks(void **state)
{
	assert_str(reply(state, "*a* **b** `c`"),
		   "<p><em>a</em> <strong>b</strong> <code>c</code></p>");
	assert_str(reply(state, "> q\n\n- a\n- b\n\n1. c"),
		   "<blockquote><p>q</p></blockquote>\n<ul><li>a</li><li>b</li></ul>\n"
		   "<ol><li>c</li></ol>");
	assert_str(reply(state, "```\na <b>\n\nc\n```"),
		   "<pre><code>a &lt;b&gt;\n\nc\n</code></pre>");
	assert_str(reply(state, "# Loud"), "<p>Loud</p>");
}

static void links_in_a_reply_are_nobodys_recommendation(void **state)
{
	assert_str(reply(state, "[x](http://a.b/?c&d)"),
		   "<p><a href=\"http://a.b/?c&amp;d\" rel=\"nofollow ugc noopener\">x</a></p>");
	assert_str(reply(state, "see https://a.b/c."),
		   "<p>see <a href=\"https://a.b/c\" rel=\"nofollow ugc noopener\">https://a.b/c"
		   "</a>.</p>");
	assert_str(reply(state, "[x](javascript:alert(1)) ![alt](http://a.b/c.png)"),
		   "<p>x alt</p>");
}

static void html_in_a_reply_is_text(void **state)
{
	assert_str(reply(state, "<script>alert(1)</script> <b>x</b>"),
		   "<p>&lt;script&gt;alert(1)&lt;/script&gt; &lt;b&gt;x&lt;/b&gt;</p>");
}

static void a_story_may_hold_tables_and_html(void **state)
{
	struct html out;
	assert_ok(html_from_markdown(*state,
				     S("|a|b|\n|---|---|\n|1|2|\n\n~~x~~ <sub>2</sub><script>y"
				       "</script>\n\n# T"),
				     MARKDOWN_STORY, &out));
	assert_str(out.s, "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr>"
			  "<td>1</td><td>2</td></tr>"
			  "</tbody></table>\n<p><del>x</del> <sub>2</sub></p>\n<h2>T</h2>");
}

static void a_reply_may_be_as_long_as_the_limit(void **state)
{
	struct html out;
	char *text = arena_bytes(*state, LIMIT_COMMENT_BYTES + 1);
	memset(text, 'x', LIMIT_COMMENT_BYTES + 1);
	assert_ok(html_from_markdown(*state, (struct str){ text, LIMIT_COMMENT_BYTES },
				     MARKDOWN_COMMENT, &out));
	assert_int_equal(html_from_markdown(*state, (struct str){ text, LIMIT_COMMENT_BYTES + 1 },
					    MARKDOWN_COMMENT, &out),
			 ERR_TOO_BIG);
	assert_ok(html_from_markdown(*state, (struct str){ text, LIMIT_COMMENT_BYTES + 1 },
				     MARKDOWN_STORY, &out));
}

/* Every line end becomes a break: the most that can come out of the least. */
static void a_reply_of_nothing_but_short_lines_is_whole(void **state)
{
	struct buf source = buf_in(*state, LIMIT_COMMENT_BYTES);
	while (source.len + 2 <= LIMIT_COMMENT_BYTES)
		buf_put(&source, S("a\n"));
	struct html out;
	assert_ok(html_from_markdown(*state, buf_str(&source), MARKDOWN_COMMENT, &out));
	assert_int_equal(html_text(*state, out).len, LIMIT_COMMENT_BYTES - 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_reply_keeps_its_paragraphs_and_line_ends),
		cmocka_unit_test(a_reply_knows_the_common_marks),
		cmocka_unit_test(links_in_a_reply_are_nobodys_recommendation),
		cmocka_unit_test(html_in_a_reply_is_text),
		cmocka_unit_test(a_story_may_hold_tables_and_html),
		cmocka_unit_test(a_reply_may_be_as_long_as_the_limit),
		cmocka_unit_test(a_reply_of_nothing_but_short_lines_is_whole),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
