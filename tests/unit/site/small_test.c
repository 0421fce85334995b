/* SPDX-License-Identifier: Apache-2.0 */
/* The small parts: JSON, filters, dates of the archive, languages, addresses. */
#include "cmocka_first.h"
#include "site/archive.h"
#include "site/filter.h"
#include "site/json.h"
#include "site/settings.h"
#include "site/view.h"

static void json_puts_commas_and_escapes(void **state)
{
	struct buf out = buf_in(*state, 1000);
	struct json json = json_into(&out);
	json_open(&json, NULL, '{');
	json_text(&json, "a", S("\"\\\n\t\r\x01\x7f\xff ü"));
	json_open(&json, "b", '[');
	json_number(&json, NULL, -5);
	json_truth(&json, NULL, true);
	json_open(&json, NULL, '{');
	json_close(&json, '}');
	json_close(&json, ']');
	json_text_if(&json, "c", S(""));
	json_text_if(&json, "d", S("x"));
	json_close(&json, '}');
	assert_ok(out.fault);
	assert_str(buf_str(&out),
		   "{\"a\":\"\\\"\\\\\\n\\t\\r\\u0001\\u007f\xef\xbf\xbd ü\",\"b\":[-5,true,{}],"
		   "\"d\":\"x\"}");
}

static void a_filter_is_read_term_by_term(void **state)
{
	struct filter filter;
	struct str bad = S("");
	assert_ok(filter_parse(*state, S("tag:town+featured:true+id:-'5'"), &filter, &bad));
	assert_int_equal(filter.count, 1);
	const struct filter_way *way = &filter.ways[0];
	assert_int_equal(way->count, 3);
	assert_int_equal(way->terms[0].name, FILTER_TAG);
	assert_str(way->terms[0].items[0], "town");
	assert_false(way->terms[1].is_not);
	assert_int_equal(way->terms[2].name, FILTER_ID);
	assert_true(way->terms[2].is_not);
	assert_ok(filter_parse(*state, S(""), &filter, &bad));
	assert_int_equal(filter.count, 0);
	assert_ok(filter_parse(*state, S("tag:a+"), &filter, &bad)); /* nothing behind the plus */
}

static void a_filter_may_name_several_values_and_several_ways(void **state)
{
	struct filter filter;
	struct str bad = S("");
	assert_ok(filter_parse(*state, S("tags:-[ a, 'b c' ,d]+id:-7 , featured:true"), &filter,
			       &bad));
	assert_int_equal(filter.count, 2);
	const struct filter_term *tags = &filter.ways[0].terms[0];
	assert_true(tags->is_not);
	assert_int_equal(tags->count, 3);
	assert_true(filter_term_names(tags, S("b c")));
	assert_false(filter_term_names(tags, S("b")));
	assert_int_equal(filter.ways[0].count, 2);
	assert_int_equal(filter.ways[1].terms[0].name, FILTER_FEATURED);
	assert_ok(filter_parse(*state, S("tags:[]"), &filter, &bad));
	assert_int_equal(filter.ways[0].terms[0].count, 0);
}

static void a_filter_that_is_not_understood_is_refused(void **state)
{
	static const char *const texts[] = {
		"published_at:>now",
		"tag",
		"tag:",
		"(tag:a)",
		"x:y",
		"tag:'a",
		"id:-",
		"tag:''",
		"tag:'a'b'",
		"tag:[a",
		"tag:[a,]",
		"tag:[,a]",
		"tag:a b",
		"tag:a,",
		"tag:[a]b",
		",tag:a",
		"tag:[a b]",
		"tag:{{x}}",
	};
	struct filter filter;
	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		struct str bad = S("");
		if (filter_parse(*state, str_of(texts[i]), &filter, &bad) != ERR_INVALID)
			fail_msg("understood: %s", texts[i]);
	}
}

static void check_limit(struct arena *arena, const char *start, const char *first, const char *more,
			const char *end, int limit)
{
	for (int count = limit; count <= limit + 1; count++) {
		struct filter filter;
		struct str bad = S("");
		struct buf text = buf_in(arena, 1000);
		buf_put(&text, str_of(start));
		for (int i = 0; i < count; i++)
			buf_put(&text, str_of(i ? more : first));
		buf_put(&text, str_of(end));
		assert_int_equal(filter_parse(arena, buf_str(&text), &filter, &bad),
				 count > limit ? ERR_INVALID : OK);
	}
}

static void a_filter_has_no_more_than_its_limits(void **state)
{
	check_limit(*state, "", "tag:a", "+tag:a", "", LIMIT_FILTER_TERMS);
	check_limit(*state, "", "tag:a", ",tag:a", "", LIMIT_FILTER_WAYS);
	check_limit(*state, "tag:[", "a", ",a", "]", LIMIT_FILTER_VALUES);
}

static void only_days_that_were_are_dates(void **state)
{
	(void)state;
	struct archive_date date;
	assert_true(archive_date_parse(S(""), &date));
	assert_int_equal(date.year, 0);
	assert_true(archive_date_parse(S("2024/02/29/"), &date));
	assert_int_equal(date.day, 29);
	static const char *const bad[] = { "2023/02/29/",   "2024/13/", "2024/00/",   "0000/",
					   "2024",          "2024/2/",  "2024/02/29", "24/",
					   "2024/02/29/x/", "-024/",    "2024//",     "20240/" };
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		assert_false(archive_date_parse(str_of(bad[i]), &date));
}

static void some_languages_run_from_right_to_left(void **state)
{
	(void)state;
	assert_true(language_is_rtl(S("ar")));
	assert_true(language_is_rtl(S("he-IL")));
	assert_true(language_is_rtl(S("FA_IR")));
	assert_false(language_is_rtl(S("en")));
	assert_false(language_is_rtl(S("art")));
	assert_false(language_is_rtl(S("")));
}

static void links_lead_only_where_links_may_lead(void **state)
{
	(void)state;
	assert_str(link_address(S("https://a.example/")), "https://a.example/");
	assert_str(link_address(S("HTTP://a.example/")), "HTTP://a.example/");
	assert_str(link_address(S("/a/")), "/a/");
	assert_str(link_address(S("mailto:a@b.example")), "mailto:a@b.example");
	assert_str(link_address(S("javascript:alert(1)")), "");
	assert_str(link_address(S(" javascript:alert(1)")), "");
	assert_str(link_address(S("data:text/html,x")), "");
	assert_str(link_address(S("")), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(json_puts_commas_and_escapes, open_arena,
						close_arena),
		cmocka_unit_test_setup_teardown(a_filter_is_read_term_by_term, open_arena,
						close_arena),
		cmocka_unit_test_setup_teardown(a_filter_may_name_several_values_and_several_ways,
						open_arena, close_arena),
		cmocka_unit_test_setup_teardown(a_filter_that_is_not_understood_is_refused,
						open_arena, close_arena),
		cmocka_unit_test_setup_teardown(a_filter_has_no_more_than_its_limits, open_arena,
						close_arena),
		cmocka_unit_test(only_days_that_were_are_dates),
		cmocka_unit_test(some_languages_run_from_right_to_left),
		cmocka_unit_test(links_lead_only_where_links_may_lead),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
