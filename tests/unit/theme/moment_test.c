/* SPDX-License-Identifier: Apache-2.0 */
#include "../cmocka_first.h"
#include "theme/helpers.h"

static struct str formatted(struct arena *arena, const char *date, int offset_s, const char *format)
{
	unix_ms at;
	struct buf out = buf_in(arena, 1024);
	assert_ok(time_parse_rfc3339(str_of(date), &at));
	struct moment moment = { .locale = S("en"), .instant = at };
	moment.at = civil_from_unix(at, offset_s);
	moment_format(&moment, &out, str_of(format));
	return buf_str(&out);
}

static void each_token_is_written_as_moment_writes_it(void **state)
{
	const char *date = "2024-02-29T12:05:09.123Z";
	struct arena *arena = *state;
	assert_str(formatted(arena, date, 0, "M Mo MM MMM MMMM|Q Qo|D Do DD|DDD DDDo DDDD"),
		   "2 2nd 02 Feb February|1 1st|29 29th 29|60 60th 060");
	assert_str(formatted(arena, date, 0, "d do dd ddd dddd e E|w wo ww W Wo WW"),
		   "4 4th Th Thu Thursday 4 4|9 9th 09 9 9th 09");
	assert_str(formatted(arena, date, 0, "YY YYYY Y gg gggg GG GGGG"),
		   "24 2024 2024 24 2024 24 2024");
	assert_str(formatted(arena, date, 7200, "A a H HH h hh k kk m mm s ss"),
		   "PM pm 14 14 2 02 14 14 5 05 9 09");
	assert_str(formatted(arena, date, -12600, "S SS SSS SSSS Z ZZ X x"),
		   "1 12 123 1230 -03:30 -0330 1709208309 1709208309123");
	assert_str(formatted(arena, date, 0, "LT|LTS|L|LL|LLL|LLLL"),
		   "12:05 PM|12:05:09 PM|02/29/2024|February 29, 2024|February 29, 2024 12:05 PM|"
		   "Thursday, February 29, 2024 12:05 PM");
	assert_str(formatted(arena, date, 0, "l|ll|lll|llll"),
		   "2/29/2024|Feb 29, 2024|Feb 29, 2024 12:05 PM|Thu, Feb 29, 2024 12:05 PM");
}

static void midnight_is_twelve_and_twenty_four(void **state)
{
	assert_str(formatted(*state, "2024-01-01T00:30:00Z", 0, "H h k hh A"), "0 12 24 12 AM");
}

static void text_in_brackets_and_what_is_no_token_stays(void **state)
{
	struct arena *arena = *state;
	const char *date = "2024-02-29T12:05:09Z";
	assert_str(formatted(arena, date, 0, "[on] dddd"), "on Thursday");
	assert_str(formatted(arena, date, 0, "D [de] MMMM"), "29 de February");
	assert_str(formatted(arena, date, 0, "YYYY-MM-DDTHH:mm"), "2024-02-29T12:05");
	assert_str(formatted(arena, date, 0, "\\M[]n\xC3\xA9"), "Mn\xC3\xA9");
	assert_str(formatted(arena, date, 0, "[open"), "[op4n");
}

static void weeks_at_the_turn_of_the_year_belong_to_the_right_one(void **state)
{
	struct arena *arena = *state;
	assert_str(formatted(arena, "2021-01-03T10:00:00Z", 0, "GGGG W gggg w"), "2020 53 2021 2");
	assert_str(formatted(arena, "2020-12-31T10:00:00Z", 0, "GGGG W gggg w"), "2020 53 2021 1");
	assert_str(formatted(arena, "2023-01-01T00:00:00Z", 0, "GGGG W gggg w"), "2022 52 2023 1");
}

static void ordinals_know_their_teens(void **state)
{
	struct arena *arena = *state;
	assert_str(formatted(arena, "2024-01-11T00:00:00Z", 0, "Do"), "11th");
	assert_str(formatted(arena, "2024-01-12T00:00:00Z", 0, "Do"), "12th");
	assert_str(formatted(arena, "2024-01-21T00:00:00Z", 0, "Do"), "21st");
	assert_str(formatted(arena, "2024-01-23T00:00:00Z", 0, "Do"), "23rd");
	assert_str(formatted(arena, "2024-04-21T00:00:00Z", 0, "DDDo"), "112th");
}

static struct str from_now(struct arena *arena, double seconds)
{
	struct buf out = buf_in(arena, 100);
	unix_ms now = unix_ms_of(1700000000000);
	struct moment moment = { .locale = S("en"),
				 .instant = unix_ms_of(now.ms + (int64_t)(seconds * 1000)) };
	moment_from_now(&moment, &out, now);
	return buf_str(&out);
}

static void how_long_ago_changes_its_words_at_moments_steps(void **state)
{
	struct arena *arena = *state;
	const double minute = 60, hour = 3600, day = 86400;
	assert_str(from_now(arena, 0), "a few seconds ago");
	assert_str(from_now(arena, -44), "a few seconds ago");
	assert_str(from_now(arena, -45), "a minute ago");
	assert_str(from_now(arena, 90), "in 2 minutes");
	assert_str(from_now(arena, -44.4 * minute), "44 minutes ago");
	assert_str(from_now(arena, -44.6 * minute), "an hour ago");
	assert_str(from_now(arena, 21 * hour), "in 21 hours");
	assert_str(from_now(arena, -22 * hour), "a day ago");
	assert_str(from_now(arena, -25 * day), "25 days ago");
	assert_str(from_now(arena, -26 * day), "a month ago");
	assert_str(from_now(arena, 320 * day), "in 10 months");
	assert_str(from_now(arena, 547 * day), "in 2 years");
	assert_str(from_now(arena, -346 * day), "a year ago");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_token_is_written_as_moment_writes_it),
		cmocka_unit_test(midnight_is_twelve_and_twenty_four),
		cmocka_unit_test(text_in_brackets_and_what_is_no_token_stays),
		cmocka_unit_test(weeks_at_the_turn_of_the_year_belong_to_the_right_one),
		cmocka_unit_test(ordinals_know_their_teens),
		cmocka_unit_test(how_long_ago_changes_its_words_at_moments_steps),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
