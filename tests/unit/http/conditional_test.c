/* SPDX-License-Identifier: Apache-2.0 */
#include "http/conditional.h"

#include "request_for_test.h"

static void a_tag_names_its_bytes(void **state)
{
	struct arena *arena = *state;
	struct str a = etag_of(arena, S("hello"));
	assert_str(a, "W/\"a430d84680aabd0b\"");
	assert_true(str_eq(a, etag_of(arena, S("hello"))));
	assert_false(str_eq(a, etag_of(arena, S("hello!"))));
	char text[200] = { 0 };
	struct str seen[2 * sizeof text];
	for (size_t i = 0; i < sizeof text; i++) { /* each byte tells, and how many they are */
		seen[i] = etag_of(arena, (struct str){ text, i + 1 });
		text[i] = 1;
		seen[sizeof text + i] = etag_of(arena, (struct str){ text, sizeof text });
		text[i] = 0;
	}
	for (size_t i = 0; i < COUNT_OF(seen); i++)
		for (size_t k = 0; k < i; k++)
			assert_false(str_eq(seen[i], seen[k]));
}

static void a_list_of_tags_is_searched_weakly(void **state)
{
	(void)state;
	assert_true(etag_list_has(S("\"a\""), S("\"a\"")));
	assert_true(etag_list_has(S("\"x\", W/\"a\""), S("\"a\"")));
	assert_true(etag_list_has(S("\"a\""), S("W/\"a\"")));
	assert_true(etag_list_has(S("\"a,b\", \"c\""), S("\"c\"")));
	assert_true(etag_list_has(S(" * "), S("\"a\"")));
	assert_true(etag_list_has(S("\"\\\""), S("\"\\\"")));
	assert_false(etag_list_has(S("\"a,b\""), S("\"b\"")));
	assert_false(etag_list_has(S("a"), S("\"a\"")));
	assert_false(etag_list_has(S("\"a"), S("\"a\"")));
	assert_false(etag_list_has(S("\"A\""), S("\"a\"")));
	assert_false(etag_list_has(S(""), S("\"a\"")));
	assert_false(etag_list_has(S("*"), S("")));
}

static void a_strong_match_takes_no_weak_tag(void **state)
{
	(void)state;
	assert_true(etag_is_strong_match(S("\"a\""), S("\"a\"")));
	assert_false(etag_is_strong_match(S("W/\"a\""), S("W/\"a\"")));
	assert_false(etag_is_strong_match(S("a"), S("a")));
	assert_false(etag_is_strong_match(S(""), S("")));
}

static const unix_ms modified = { 1422370617500 }; /* Tue, 27 Jan 2015 14:56:57.5 GMT */

static void a_date_counts_to_the_second(void **state)
{
	(void)state;
	GET_WITH(same, "If-Modified-Since", "Tue, 27 Jan 2015 14:56:57 GMT", "X", "");
	GET_WITH(before, "If-Modified-Since", "Tue, 27 Jan 2015 14:56:56 GMT", "X", "");
	GET_WITH(broken, "If-Modified-Since", "yesterday", "X", "");
	assert_true(http_is_not_modified(&same, S(""), modified));
	assert_false(http_is_not_modified(&before, S(""), modified));
	assert_false(http_is_not_modified(&broken, S(""), modified));
	assert_false(http_is_not_modified(&same, S(""), (unix_ms){ 0 }));
}

static void a_tag_counts_before_a_date(void **state)
{
	(void)state;
	GET_WITH(other, "If-None-Match", "\"x\"", "If-Modified-Since",
		 "Tue, 27 Jan 2015 14:56:57 GMT");
	assert_false(http_is_not_modified(&other, S("\"a\""), modified));
	assert_true(http_is_not_modified(&other, S("\"x\""), modified));
}

static void only_reading_is_conditional(void **state)
{
	(void)state;
	GET_WITH(request, "If-None-Match", "*", "X", "");
	assert_true(http_is_not_modified(&request, S("\"a\""), modified));
	request.method = HTTP_HEAD;
	assert_true(http_is_not_modified(&request, S("\"a\""), modified));
	request.method = HTTP_POST;
	assert_false(http_is_not_modified(&request, S("\"a\""), modified));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_tag_names_its_bytes),
		cmocka_unit_test(a_list_of_tags_is_searched_weakly),
		cmocka_unit_test(a_strong_match_takes_no_weak_tag),
		cmocka_unit_test(a_date_counts_to_the_second),
		cmocka_unit_test(a_tag_counts_before_a_date),
		cmocka_unit_test(only_reading_is_conditional),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
