/* SPDX-License-Identifier: Apache-2.0 */
#include "../cmocka_first.h"

static int64_t rfc3339(const char *text)
{
	unix_ms t = { -1 };
	if (time_parse_rfc3339(str_of(text), &t) != OK)
		fail_msg("refused: %s", text);
	return t.ms;
}

static void every_day_of_eight_centuries_comes_back(void **state)
{
	(void)state;
	int weekday = 1; /* 1600-01-01 was a Saturday; the loop starts at 1601, a Monday */
	for (int64_t day = -134774; day < 157000; day++, weekday = (weekday + 1) % 7) {
		struct civil c = civil_from_unix(unix_ms_of(day * 86400000 + 5), 0);
		if (unix_from_civil(c).ms != day * 86400000 + 5 || civil_weekday(c) != weekday ||
		    c.day > days_in_month(c.year, c.month))
			fail_msg("day %lld", (long long)day);
	}
}

static void moments_before_1970_have_times_of_day(void **state)
{
	(void)state;
	struct civil c = civil_from_unix(unix_ms_of(-1), 0);
	assert_int_equal(c.year, 1969);
	assert_int_equal(c.hour, 23);
	assert_int_equal(c.second, 59);
	assert_int_equal(c.milli, 999);
}

static void fields_out_of_range_carry_over(void **state)
{
	(void)state;
	struct civil c = { .year = 2023, .month = 14, .day = 30, .hour = 25 };
	assert_int_equal(unix_from_civil(c).ms, rfc3339("2024-03-02T01:00:00Z"));
	c = (struct civil){ .year = 2024, .month = 0, .day = 1 };
	assert_int_equal(unix_from_civil(c).ms, rfc3339("2023-12-01"));
}

static void days_of_the_year(void **state)
{
	(void)state;
	assert_int_equal(civil_day_of_year((struct civil){ .year = 2024, .month = 12, .day = 31 }),
			 366);
	assert_int_equal(civil_day_of_year((struct civil){ .year = 1900, .month = 12, .day = 31 }),
			 365);
	assert_int_equal(days_in_month(2000, 2), 29);
	assert_int_equal(days_in_month(1900, 2), 28);
	assert_int_equal(days_in_month(2023, 12), 31);
}

static void rfc3339_is_read(void **state)
{
	(void)state;
	assert_int_equal(rfc3339("1970-01-01T00:00:00Z"), 0);
	assert_int_equal(rfc3339("2024-02-29T12:00:00.250+02:00"),
			 rfc3339("2024-02-29T10:00:00.25Z"));
	assert_int_equal(rfc3339("2024-02-29 12:00:00-0330"), rfc3339("2024-02-29t15:30:00z"));
	assert_int_equal(rfc3339("2024-02-29"), rfc3339("2024-02-29T00:00Z"));
	assert_int_equal(rfc3339("2016-12-31T23:59:60Z"), rfc3339("2017-01-01"));
	static const char *bad[] = { "",
				     "2024",
				     "2024-13-01",
				     "2024-00-01",
				     "2023-02-29",
				     "2024-01-01T24:00:00Z",
				     "2024-01-01T00:60:00Z",
				     "2024-01-01T00:00:61Z",
				     "2024-01-01T00:00:00+24:00",
				     "2024-01-01T00:00:00Zx",
				     "2024-01-01T",
				     "2024-1-1",
				     "2024-01-01T00:00:00.Z",
				     "0000-00-00 00:00:00" };
	unix_ms t;
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		if (time_parse_rfc3339(str_of(bad[i]), &t) != ERR_INVALID)
			fail_msg("taken: %s", bad[i]);
}

static void rfc5322_is_read_and_written(void **state)
{
	struct arena *arena = *state;
	unix_ms t;
	assert_ok(time_parse_rfc5322(S("Tue, 27 Jan 2015 14:56:57 +0100"), &t));
	assert_int_equal(t.ms, rfc3339("2015-01-27T13:56:57Z"));
	assert_str(time_rfc5322(arena, t, 3600), "Tue, 27 Jan 2015 14:56:57 +0100");
	assert_str(time_http(arena, t), "Tue, 27 Jan 2015 13:56:57 GMT");
	assert_ok(time_parse_rfc5322(time_http(arena, t), &t));
	assert_int_equal(t.ms, rfc3339("2015-01-27T13:56:57Z"));
	assert_ok(time_parse_rfc5322(S("1 Feb 2015 00:00 GMT"), &t));
	assert_int_equal(time_parse_rfc5322(S("Tue, 31 Feb 2015 14:56:57 +0000"), &t), ERR_INVALID);
	assert_int_equal(time_parse_rfc5322(S("yesterday"), &t), ERR_INVALID);
	assert_int_equal(time_parse_rfc5322(S(""), &t), ERR_INVALID);
}

static void offsets_are_written_both_ways(void **state)
{
	struct arena *arena = *state;
	unix_ms t = unix_ms_of(rfc3339("2024-02-29T00:30:00Z"));
	assert_str(time_rfc3339(arena, t, 0), "2024-02-29T00:30:00Z");
	assert_str(time_rfc3339(arena, t, -12600), "2024-02-28T21:00:00-03:30");
	assert_str(time_rfc3339(arena, t, 20700), "2024-02-29T06:15:00+05:45");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_day_of_eight_centuries_comes_back),
		cmocka_unit_test(moments_before_1970_have_times_of_day),
		cmocka_unit_test(fields_out_of_range_carry_over),
		cmocka_unit_test(days_of_the_year),
		cmocka_unit_test(rfc3339_is_read),
		cmocka_unit_test(rfc5322_is_read_and_written),
		cmocka_unit_test(offsets_are_written_both_ways),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
