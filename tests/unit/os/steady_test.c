/* SPDX-License-Identifier: Apache-2.0 */
#include "os/steady.h"

#include "../cmocka_first.h"

static const int64_t NOON = 1700000000000, HOUR = 3600000;

static void goes_by(struct steady *steady, int64_t wall, int64_t want, enum steady_news news)
{
	enum steady_news told;
	assert_int_equal(steady_now(steady, unix_ms_of(wall), &told).ms, want);
	assert_int_equal(told, news);
}

static void a_clock_that_goes_on_is_followed(void **state)
{
	(void)state;
	struct steady steady = { 0 };
	goes_by(&steady, NOON, NOON, STEADY_AS_BEFORE);
	goes_by(&steady, NOON, NOON, STEADY_AS_BEFORE);
	goes_by(&steady, NOON + 400 * 24 * HOUR, NOON + 400 * 24 * HOUR, STEADY_AS_BEFORE);
}

static void time_stands_still_until_a_clock_set_back_has_caught_up(void **state)
{
	(void)state;
	struct steady steady = { .newest = unix_ms_of(NOON) };
	goes_by(&steady, NOON - HOUR, NOON, STEADY_HELD);
	goes_by(&steady, NOON - 1, NOON, STEADY_AS_BEFORE);
	goes_by(&steady, NOON, NOON, STEADY_CAUGHT_UP);
	goes_by(&steady, NOON + 1, NOON + 1, STEADY_AS_BEFORE);
}

static void a_clock_set_far_back_was_wrong_before(void **state)
{
	(void)state;
	struct steady steady = { .newest = unix_ms_of(NOON) };
	goes_by(&steady, NOON - LIMIT_CLOCK_BACK_MS, NOON, STEADY_HELD);
	goes_by(&steady, NOON - LIMIT_CLOCK_BACK_MS - 1, NOON - LIMIT_CLOCK_BACK_MS - 1,
		STEADY_FOLLOWS);
	goes_by(&steady, NOON - LIMIT_CLOCK_BACK_MS, NOON - LIMIT_CLOCK_BACK_MS, STEADY_AS_BEFORE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_clock_that_goes_on_is_followed),
		cmocka_unit_test(time_stands_still_until_a_clock_set_back_has_caught_up),
		cmocka_unit_test(a_clock_set_far_back_was_wrong_before),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
