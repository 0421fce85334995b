/* SPDX-License-Identifier: Apache-2.0 */
#include "os/zone_rule.h"

#include "../cmocka_first.h"

static int offset(const char *text, const char *when)
{
	struct zone_rule rule;
	unix_ms t;
	assert_ok(zone_rule_parse(str_of(text), &rule));
	assert_ok(time_parse_rfc3339(str_of(when), &t));
	return zone_rule_offset_s(&rule, t.ms / 1000);
}

static void a_rule_without_summer_is_one_offset(void **state)
{
	(void)state;
	assert_int_equal(offset("JST-9", "2050-07-01"), 9 * 3600);
	assert_int_equal(offset("<-03>3", "2050-07-01"), -3 * 3600);
	assert_int_equal(offset("<+0545>-5:45", "2050-01-01"), 5 * 3600 + 45 * 60);
	assert_int_equal(offset("UTC0", "2050-01-01"), 0);
}

static void summer_in_the_north(void **state)
{
	(void)state;
	static const char rule[] = "CET-1CEST,M3.5.0,M10.5.0/3";
	assert_int_equal(offset(rule, "2050-03-27T00:59:59Z"), 3600);
	assert_int_equal(offset(rule, "2050-03-27T01:00:00Z"), 7200);
	assert_int_equal(offset(rule, "2050-10-30T00:59:59Z"), 7200);
	assert_int_equal(offset(rule, "2050-10-30T01:00:00Z"), 3600);
}

static void summer_in_the_south_spans_the_new_year(void **state)
{
	(void)state;
	static const char rule[] = "AEST-10AEDT,M10.1.0,M4.1.0/3";
	assert_int_equal(offset(rule, "2050-12-31T23:59:59Z"), 11 * 3600);
	assert_int_equal(offset(rule, "2050-01-01T00:00:00Z"), 11 * 3600);
	assert_int_equal(offset(rule, "2050-04-02T15:59:59Z"), 11 * 3600);
	assert_int_equal(offset(rule, "2050-04-02T16:00:00Z"), 10 * 3600);
	assert_int_equal(offset(rule, "2050-10-01T16:00:00Z"), 11 * 3600);
}

static void hours_may_be_below_none_and_beyond_a_day(void **state)
{
	(void)state;
	assert_int_equal(offset("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2050-03-27T00:59:59Z"), -7200);
	assert_int_equal(offset("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2050-03-27T01:00:00Z"), -3600);
	assert_int_equal(offset("IST-2IDT,M3.4.4/26,M10.5.0", "2050-03-24T23:59:59Z"), 7200);
	assert_int_equal(offset("IST-2IDT,M3.4.4/26,M10.5.0", "2050-03-25T00:00:00Z"), 10800);
}

static void days_are_counted_with_and_without_the_leap_day(void **state)
{
	(void)state;
	assert_int_equal(offset("AAA0BBB,J60/0,J300/0", "2052-02-29T23:59:59Z"), 0);
	assert_int_equal(offset("AAA0BBB,J60/0,J300/0", "2052-03-01"), 3600);
	assert_int_equal(offset("AAA0BBB,J60/0,J300/0", "2051-03-01"), 3600);
	assert_int_equal(offset("AAA0BBB,59/0,300/0", "2052-02-29"), 3600);
	assert_int_equal(offset("AAA0BBB,59/0,300/0", "2051-02-28T23:59:59Z"), 0);
	assert_int_equal(offset("AAA0BBB,59/0,300/0", "2051-03-01"), 3600);
}

static void summer_all_year_round(void **state)
{
	(void)state;
	static const char rule[] = "XXX3EDT4,0/0,J365/23";
	assert_int_equal(offset(rule, "2050-01-01T03:00:00Z"), -4 * 3600);
	assert_int_equal(offset(rule, "2050-12-31T23:00:00Z"), -4 * 3600);
	assert_int_equal(offset(rule, "2050-07-01"), -4 * 3600);
}

static void what_is_no_rule_is_refused(void **state)
{
	(void)state;
	static const char *bad[] = {
		"CE-1",
		"CET",
		"CET-",
		"CET-25",
		"CET-1:60",
		"CET-1:00:60",
		"CET-1CEST",
		"CET-1CEST,M3.5.0",
		"CET-1CEST,M3.5.0,M10.5.0,",
		"CET-1CEST,M0.5.0,M10.5.0",
		"CET-1CEST,M13.5.0,M10.5.0",
		"CET-1CEST,M3.0.0,M10.5.0",
		"CET-1CEST,M3.6.0,M10.5.0",
		"CET-1CEST,M3.5.7,M10.5.0",
		"CET-1CEST,J0,J10",
		"CET-1CEST,J366,J10",
		"CET-1CEST,366,10",
		"CET-1CEST,M3.5.0/168,M10.5.0",
		"CET-1CEST,M3.5.0/,M10.5.0",
		"<+3>-3",
		"<+03-3",
		"CET-1 ",
		" CET-1",
		"CET--1",
		"CET-1CEST,M3.5,M10.5.0",
		"CET-99999999999999",
	};
	struct zone_rule rule;
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		if (zone_rule_parse(str_of(bad[i]), &rule) != ERR_INVALID)
			fail_msg("taken: %s", bad[i]);
}

static void the_limits_themselves_are_taken(void **state)
{
	(void)state;
	struct zone_rule rule;
	assert_ok(zone_rule_parse(S("CET-24"), &rule));
	assert_ok(zone_rule_parse(S("CET-1CEST,M3.5.0/167,M10.5.0/-167"), &rule));
	assert_ok(zone_rule_parse(S("CET-1CEST,J1,J365"), &rule));
	assert_ok(zone_rule_parse(S("CET-1CEST,0,365"), &rule));
	assert_ok(zone_rule_parse(S(""), &rule));
	assert_false(rule.is_set);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_rule_without_summer_is_one_offset),
		cmocka_unit_test(summer_in_the_north),
		cmocka_unit_test(summer_in_the_south_spans_the_new_year),
		cmocka_unit_test(hours_may_be_below_none_and_beyond_a_day),
		cmocka_unit_test(days_are_counted_with_and_without_the_leap_day),
		cmocka_unit_test(summer_all_year_round),
		cmocka_unit_test(what_is_no_rule_is_refused),
		cmocka_unit_test(the_limits_themselves_are_taken),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
