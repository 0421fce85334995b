/* SPDX-License-Identifier: Apache-2.0 */
#include "../cmocka_first.h"

#include "exchange/html_scan.h"

static void tags_text_and_comments_are_told_apart(void **state)
{
	(void)state;
	struct html_scan scan = html_scan_of(S("a<B class=x>b</B><!-- c -->d"));
	struct scan_token token;
	assert_true(scan_next(&scan, &token));
	assert_int_equal(token.kind, SCAN_TEXT);
	assert_str(token.raw, "a");
	assert_true(scan_next(&scan, &token));
	assert_true(scan_is_open(&token, S("b")));
	assert_true(scan_next(&scan, &token) && scan_next(&scan, &token));
	assert_true(scan_is_close(&token, S("b")));
	assert_true(scan_next(&scan, &token));
	assert_str(token.comment, " c ");
	assert_true(scan_next(&scan, &token));
	assert_str(token.raw, "d");
	assert_false(scan_next(&scan, &token));
}

static void attributes_are_found_in_every_spelling(void **state)
{
	struct html_scan scan =
		html_scan_of(S("<a HREF = 'x?a=1&amp;b=2' title=\"1 > 0\" data-n=7 disabled>"));
	struct scan_token token;
	assert_true(scan_next(&scan, &token));
	assert_str(scan_attribute(*state, &token, S("href")), "x?a=1&b=2");
	assert_str(scan_attribute(*state, &token, S("title")), "1 > 0");
	assert_str(scan_attribute(*state, &token, S("data-n")), "7");
	assert_str(scan_attribute(*state, &token, S("disabled")), "");
	assert_str(scan_attribute(*state, &token, S("none")), "");
	assert_false(scan_next(&scan, &token));
}

static void classes_are_whole_words(void **state)
{
	struct html_scan scan = html_scan_of(S("<p class=' wp-block-image  size-full '>"));
	struct scan_token token;
	assert_true(scan_next(&scan, &token));
	assert_true(scan_has_class(*state, &token, S("size-full")));
	assert_false(scan_has_class(*state, &token, S("size")));
}

static void what_is_no_tag_is_text(void **state)
{
	(void)state;
	static const char *const texts[] = { "a < b", "<3", "</", "<!-- never ends",
					     "<a href=\"x" };
	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		struct html_scan scan = html_scan_of(str_of(texts[i]));
		struct scan_token token;
		while (scan_next(&scan, &token))
			assert_int_equal(token.kind, SCAN_TEXT);
	}
}

static void tags_within_a_script_are_text(void **state)
{
	(void)state;
	struct html_scan scan = html_scan_of(S("<script>if (a < b) '<img>'</script><img>"));
	struct scan_token token;
	int images = 0;
	while (scan_next(&scan, &token))
		images += scan_is_open(&token, S("img"));
	assert_int_equal(images, 1);
}

static void a_tag_that_does_not_end_in_time_is_text(void **state)
{
	struct arena *arena = *state;
	for (int over = 0; over < 2; over++) {
		size_t length = LIMIT_SCAN_TAG_BYTES + (size_t)over;
		char *bytes = arena_bytes(arena, length);
		memset(bytes, 'a', length);
		memcpy(bytes, "<a ", 3);
		bytes[length - 1] = '>';
		struct html_scan scan = html_scan_of((struct str){ bytes, length });
		struct scan_token token;
		assert_true(scan_next(&scan, &token));
		assert_int_equal(token.kind, over ? SCAN_TEXT : SCAN_OPEN);
	}
}

static void entities_of_xml_and_numbers_are_decoded(void **state)
{
	assert_str(scan_decode(*state, S("a &amp;&lt;&#8217;&#x2019;&nbsp;&bogus & b")),
		   "a &<\xE2\x80\x99\xE2\x80\x99&nbsp;&bogus & b");
}

static void a_tag_is_found_by_its_whole_name(void **state)
{
	(void)state;
	assert_int_equal(scan_find_tag(S("x<figure><FIG a>"), S("<fig")), 9);
	assert_true(scan_find_tag(S("x<figure>"), S("<fig")) == STR_NONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tags_text_and_comments_are_told_apart),
		cmocka_unit_test(attributes_are_found_in_every_spelling),
		cmocka_unit_test(classes_are_whole_words),
		cmocka_unit_test(what_is_no_tag_is_text),
		cmocka_unit_test(tags_within_a_script_are_text),
		cmocka_unit_test(a_tag_that_does_not_end_in_time_is_text),
		cmocka_unit_test(entities_of_xml_and_numbers_are_decoded),
		cmocka_unit_test(a_tag_is_found_by_its_whole_name),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
