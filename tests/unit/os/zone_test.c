/* SPDX-License-Identifier: Apache-2.0 */
#include "os/zone.h"

#include <stdlib.h>
#include <time.h>

#include "../cmocka_first.h"
#include "os/fake.h"

static const char *names[] = { "Europe/Paris",     "America/New_York",    "Australia/Sydney",
			       "America/Santiago", "Africa/Casablanca",   "Asia/Kathmandu",
			       "Europe/Dublin",    "Australia/Lord_Howe", "America/Nuuk",
			       "Antarctica/Troll", "Asia/Gaza",           "Pacific/Apia",
			       "Etc/GMT+5",        "Asia/Tokyo" };

static const struct zone *zone_named(void **state, const char *name)
{
	const struct zone *zone = NULL;
	if (zone_open(*state, str_of(name), &zone) == ERR_NOT_FOUND) {
		print_message("no zone files here: skipped\n");
		skip();
	}
	assert_non_null(zone);
	return zone;
}

static unix_ms moment(const char *text)
{
	unix_ms t = { 0 };
	assert_ok(time_parse_rfc3339(str_of(text), &t));
	return t;
}

static void offsets_are_those_of_the_c_library_over_two_centuries(void **state)
{
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		const struct zone *zone = zone_named(state, names[i]);
		setenv("TZ", names[i], 1);
		tzset();
		for (time_t t = -2200000000; t < 4500000000; t += 345601) {
			struct tm tm;
			localtime_r(&t, &tm);
			if (zone_offset_s(zone, unix_ms_of(t * 1000)) != tm.tm_gmtoff)
				fail_msg("%s at %ld", names[i], (long)t);
		}
	}
}

static void wall_and_moment_are_each_others_inverse(void **state)
{
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		const struct zone *zone = zone_named(state, names[i]);
		for (int64_t t = -1000000000123; t < 4000000000000; t += 3600000 * 97 + 1) {
			unix_ms back = zone_to_unix(zone, zone_civil(zone, unix_ms_of(t)));
			/* an hour that exists twice gives its first */
			bool same = back.ms == t;
			bool twice = back.ms < t && t - back.ms <= 2 * 3600000 &&
				     zone_offset_s(zone, back) > zone_offset_s(zone, unix_ms_of(t));
			if (!same && !twice)
				fail_msg("%s at %lld", names[i], (long long)t);
		}
	}
}

static void the_hour_left_out_gives_the_first_moment_after_it(void **state)
{
	const struct zone *paris = zone_named(state, "Europe/Paris");
	struct civil wall = { .year = 2024, .month = 3, .day = 31, .hour = 2, .minute = 30 };
	assert_int_equal(zone_to_unix(paris, wall).ms, moment("2024-03-31T01:00:00Z").ms);
	wall.hour = 3, wall.minute = 0;
	assert_int_equal(zone_to_unix(paris, wall).ms, moment("2024-03-31T01:00:00Z").ms);
	wall.hour = 1, wall.minute = 59, wall.second = 59, wall.milli = 999;
	assert_int_equal(zone_to_unix(paris, wall).ms, moment("2024-03-31T00:59:59.999Z").ms);
	const struct zone *sydney = zone_named(state, "Australia/Sydney");
	wall = (struct civil){ .year = 2060, .month = 10, .day = 3, .hour = 2, .minute = 1 };
	assert_int_equal(zone_to_unix(sydney, wall).ms, moment("2060-10-02T16:00:00Z").ms);
}

static void the_hour_that_comes_twice_gives_the_earlier(void **state)
{
	const struct zone *paris = zone_named(state, "Europe/Paris");
	struct civil wall = { .year = 2024, .month = 10, .day = 27, .hour = 2, .minute = 30 };
	assert_int_equal(zone_to_unix(paris, wall).ms, moment("2024-10-27T00:30:00Z").ms);
	const struct zone *sydney = zone_named(state, "Australia/Sydney");
	wall = (struct civil){ .year = 2024, .month = 4, .day = 7, .hour = 2, .minute = 30 };
	assert_int_equal(zone_to_unix(sydney, wall).ms, moment("2024-04-06T15:30:00Z").ms);
}

static void a_whole_day_may_be_missing(void **state)
{
	const struct zone *apia = zone_named(state, "Pacific/Apia");
	struct civil wall = { .year = 2011, .month = 12, .day = 30, .hour = 12 };
	assert_int_equal(zone_to_unix(apia, wall).ms, moment("2011-12-30T10:00:00Z").ms);
}

static void utc_needs_no_file(void **state)
{
	const struct zone *utc = NULL;
	os_fake_fail(OS_OPEN, 1);
	assert_ok(zone_open(*state, S("UTC"), &utc));
	os_fake_fail(OS_OPEN, 0);
	assert_int_equal(zone_offset_s(utc, unix_ms_of(0)), 0);
	struct civil wall = { .year = 2024, .month = 2, .day = 29, .hour = 12 };
	assert_int_equal(zone_to_unix(utc, wall).ms, moment("2024-02-29T12:00:00Z").ms);
}

static void names_that_could_be_other_files_are_not_found(void **state)
{
	static const char *bad[] = {
		"",       "../../../etc/passwd", "/etc/passwd", "Europe/../../x", "Europe/Nowhere",
		"Europe", "Europe/Paris ",       "zone.tab"
	};
	const struct zone *zone;
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		if (zone_open(*state, str_of(bad[i]), &zone) != ERR_NOT_FOUND)
			fail_msg("opened %s", bad[i]);
	char name[LIMIT_ZONE_NAME + 1];
	memset(name, 'a', sizeof name);
	assert_int_equal(zone_open(*state, (struct str){ name, sizeof name }, &zone),
			 ERR_NOT_FOUND);
}

/* A small file made by hand: two types, two transitions, and a footer. */
static struct str small_file(struct arena *arena, const char *footer, uint32_t times)
{
	struct buf buf = buf_in(arena, 1 << 20);
	for (int round = 0; round < 2; round++) {
		uint32_t counts[6] = { 0, 0, 0, round ? times : 0, round ? 2 : 1, round ? 8 : 4 };
		buf_put(&buf, S("TZif2\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"));
		for (int i = 0; i < 6; i++)
			for (int shift = 24; shift >= 0; shift -= 8)
				buf_put_char(&buf, (char)(counts[i] >> shift));
		if (round == 0)
			buf_put(&buf, S("\0\0\0\0\0\0UTC\0"));
	}
	for (uint32_t i = 0; i < times; i++)
		for (int shift = 56; shift >= 0; shift -= 8)
			buf_put_char(&buf, (char)(((uint64_t)i * 1000 + 1000) >> shift));
	for (uint32_t i = 0; i < times; i++)
		buf_put_char(&buf, (char)((i + 1) % 2));
	buf_put(&buf, S("\0\0\0\0\0\0"
			"\0\0\x0e\x10\1\4"
			"AAA\0BBB\0"));
	buf_fmt(&buf, "\n%s\n", footer);
	return buf_str(&buf);
}

static void a_file_made_by_hand_is_read(void **state)
{
	struct arena *arena = *state;
	const struct zone *zone;
	assert_ok(zone_parse(arena, small_file(arena, "AAA0", 2), &zone));
	assert_int_equal(zone_offset_s(zone, unix_ms_of(999999)), 0);
	assert_int_equal(zone_offset_s(zone, unix_ms_of(1000000)), 3600);
	assert_int_equal(zone_offset_s(zone, unix_ms_of(2000000)), 0);
	assert_int_equal(zone_offset_s(zone, unix_ms_of(-1)), 0);
	assert_ok(zone_parse(arena, small_file(arena, "", 1), &zone));
	assert_int_equal(zone_offset_s(zone, unix_ms_of(9000000)), 3600);
}

static void a_file_with_as_many_times_as_the_limit_is_read_and_no_more(void **state)
{
	struct arena *arena = *state;
	const struct zone *zone;
	assert_ok(zone_parse(arena, small_file(arena, "", LIMIT_ZONE_TIMES), &zone));
	assert_int_equal(zone_parse(arena, small_file(arena, "", LIMIT_ZONE_TIMES + 1), &zone),
			 ERR_TOO_BIG);
}

static void a_file_cut_short_anywhere_is_refused(void **state)
{
	struct arena *arena = *state;
	const struct zone *zone;
	struct str whole = small_file(arena, "AAA0", 2);
	for (size_t len = 0; len < whole.len; len++)
		if (zone_parse(arena, str_dup(arena, str_first(whole, len)), &zone) == OK)
			fail_msg("taken when cut at %zu", len);
}

static enum err with_byte(struct arena *arena, size_t from_end, char byte)
{
	const struct zone *zone;
	struct str whole = small_file(arena, "AAA0", 2);
	((char *)whole.ptr)[whole.len - from_end] = byte;
	return zone_parse(arena, whole, &zone);
}

/* From the end: "\nAAA0\n" 6, names 8, types 2 x 6, indexes 2, times 2 x 8, header 44. */
static void broken_files_are_refused(void **state)
{
	struct arena *arena = *state;
	const struct zone *zone;
	assert_int_equal(with_byte(arena, 1, 'x'), ERR_INVALID); /* no newline */
	assert_int_equal(with_byte(arena, 2, 'x'), ERR_INVALID); /* no rule */
	assert_int_equal(with_byte(arena, 7, 'x'), ERR_INVALID); /* name without end */
	assert_int_equal(with_byte(arena, 15, 8), ERR_INVALID);  /* name out of bounds */
	assert_int_equal(with_byte(arena, 16, 2), ERR_INVALID);  /* neither summer nor not */
	assert_int_equal(with_byte(arena, 20, (char)0x80), ERR_INVALID); /* offset of -2^31 */
	assert_int_equal(with_byte(arena, 27, 2), ERR_INVALID);          /* no such type */
	assert_int_equal(with_byte(arena, 44, 0x7f), ERR_INVALID);       /* times go back */
	assert_int_equal(with_byte(arena, 44 + 44, 'X'), ERR_INVALID);   /* no second header */
	assert_int_equal(with_byte(arena, 44 + 20, 0x7f), ERR_TOO_BIG);  /* a thousand million */
	assert_int_equal(zone_parse(arena, S("TZif\0"), &zone), ERR_INVALID); /* 32 bits only */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(offsets_are_those_of_the_c_library_over_two_centuries),
		cmocka_unit_test(wall_and_moment_are_each_others_inverse),
		cmocka_unit_test(the_hour_left_out_gives_the_first_moment_after_it),
		cmocka_unit_test(the_hour_that_comes_twice_gives_the_earlier),
		cmocka_unit_test(a_whole_day_may_be_missing),
		cmocka_unit_test(utc_needs_no_file),
		cmocka_unit_test(names_that_could_be_other_files_are_not_found),
		cmocka_unit_test(a_file_made_by_hand_is_read),
		cmocka_unit_test(a_file_with_as_many_times_as_the_limit_is_read_and_no_more),
		cmocka_unit_test(a_file_cut_short_anywhere_is_refused),
		cmocka_unit_test(broken_files_are_refused),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
