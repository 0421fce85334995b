/* SPDX-License-Identifier: Apache-2.0 */
#include "cmocka_first.h"

#include <stdio.h>

#include "cmd/record.h"

static struct arena arena;

static enum err parse(struct str text, struct record_list *list, struct fault *fault)
{
	return record_parse(&arena, S("paper.txt"), text, list, fault);
}

static void records_are_parted_by_empty_lines(void **state)
{
	(void)state;
	struct record_list list;
	struct fault fault = { 0 };
	assert_int_equal(parse(S("\nsection: town\nname: Town\n\n\ntopic: trams\nname:  Trams \n"),
			       &list, &fault),
			 OK);
	assert_int_equal(list.count, 2);
	assert_true(str_eq(record_kind(&list.items[1]), S("topic")));
	assert_true(str_eq(record_id(&list.items[1]), S("trams")));
	assert_true(str_eq(record_get(&list.items[1], S("name")), S("Trams")));
	assert_true(str_eq(record_get(&list.items[1], S("bio")), S("")));
	assert_int_equal(list.items[1].line, 6);
}

static void an_indented_line_goes_on_with_the_value(void **state)
{
	(void)state;
	struct record_list list;
	assert_int_equal(parse(S("menu: primary\nitems: A /a/\n  B: b /b/\n"), &list, NULL), OK);
	assert_true(str_eq(record_get(&list.items[0], S("items")), S("A /a/\nB: b /b/")));
}

static void a_value_may_hold_colons(void **state)
{
	(void)state;
	struct record_list list;
	assert_int_equal(parse(S("site: x\nurl: https://a.example:80/"), &list, NULL), OK);
	assert_true(str_eq(record_get(&list.items[0], S("url")), S("https://a.example:80/")));
}

static void a_line_without_a_name_is_refused_with_its_number(void **state)
{
	(void)state;
	struct record_list list = { .count = 7 };
	struct fault fault = { 0 };
	assert_int_equal(parse(S("site: x\nwhat is this\n"), &list, &fault), ERR_INVALID);
	assert_non_null(strstr(fault.text, "paper.txt:2"));
	assert_int_equal(list.count, 7);
	assert_int_equal(parse(S("two words: x\n"), &list, NULL), ERR_INVALID);
	assert_int_equal(parse(S(": x\n"), &list, NULL), ERR_INVALID);
	assert_int_equal(parse(S(" goes on with nothing\n"), &list, NULL), ERR_INVALID);
}

static void a_record_is_found_by_kind_and_id(void **state)
{
	(void)state;
	struct record_list list;
	assert_int_equal(parse(S("topic: a\n\nperson: a\n\ntopic: b\n"), &list, NULL), OK);
	assert_ptr_equal(record_find(&list, S("person"), S("a")), &list.items[1]);
	assert_ptr_equal(record_find(&list, S("topic"), S("b")), &list.items[2]);
	assert_null(record_find(&list, S("person"), S("b")));
}

static void spans_are_minutes_hours_or_days(void **state)
{
	(void)state;
	int64_t ms = -1;
	assert_int_equal(record_span(S("40m"), &ms), OK);
	assert_int_equal(ms, 40 * 60000);
	assert_int_equal(record_span(S("3h"), &ms), OK);
	assert_int_equal(ms, 3 * 3600000);
	assert_int_equal(record_span(S("0d"), &ms), OK);
	assert_int_equal(ms, 0);
	assert_int_equal(record_span(S(""), &ms), ERR_INVALID);
	assert_int_equal(record_span(S("h"), &ms), ERR_INVALID);
	assert_int_equal(record_span(S("3"), &ms), ERR_INVALID);
	assert_int_equal(record_span(S("3w"), &ms), ERR_INVALID);
	assert_int_equal(record_span(S("-3h"), &ms), ERR_INVALID);
}

static void a_span_has_a_limit(void **state)
{
	(void)state;
	int64_t ms;
	char text[32];
	snprintf(text, sizeof text, "%dd", LIMIT_SPAN_DAYS);
	assert_int_equal(record_span(str_of(text), &ms), OK);
	snprintf(text, sizeof text, "%dd", LIMIT_SPAN_DAYS + 1);
	assert_int_equal(record_span(str_of(text), &ms), ERR_TOO_BIG);
	snprintf(text, sizeof text, "%dh", LIMIT_SPAN_DAYS * 24 + 1);
	assert_int_equal(record_span(str_of(text), &ms), ERR_TOO_BIG);
}

int main(void)
{
	arena = arena_open(1 << 20);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(records_are_parted_by_empty_lines),
		cmocka_unit_test(an_indented_line_goes_on_with_the_value),
		cmocka_unit_test(a_value_may_hold_colons),
		cmocka_unit_test(a_line_without_a_name_is_refused_with_its_number),
		cmocka_unit_test(a_record_is_found_by_kind_and_id),
		cmocka_unit_test(spans_are_minutes_hours_or_days),
		cmocka_unit_test(a_span_has_a_limit),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_close(&arena);
	return failed;
}
