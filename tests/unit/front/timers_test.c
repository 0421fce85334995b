/* SPDX-License-Identifier: Apache-2.0 */
#include "front/timers.h"

#include "../cmocka_first.h"

static void a_timer_goes_off_after_its_time_and_not_much_later(void **state)
{
	struct timers timers;
	(void)state;
	for (int64_t due = 1000; due < 200000; due += 777) {
		struct timer timer = { 0 };
		timers_init(&timers, 1000);
		timer_set(&timers, &timer, due, 1000);
		int64_t now = 1000;
		struct timer *gone_off = NULL;
		for (; !gone_off && now < 300000; now += 10) {
			gone_off = timers_next(&timers, now);
			if (gone_off && now < due) { /* as its owner does */
				timer_set(&timers, gone_off, due, now);
				gone_off = NULL;
			}
		}
		assert_ptr_equal(gone_off, &timer);
		assert_true(now - 10 >= due && now - 10 <= due + TIMER_TICK_MS);
	}
}

static void putting_off_leaves_it_where_it_is_and_bringing_forward_does_not(void **state)
{
	struct timers timers;
	struct timer timer = { 0 };
	(void)state;
	timers_init(&timers, 0);
	timer_set(&timers, &timer, 5000, 0);
	struct timer **place = timer.at;
	timer_set(&timers, &timer, 9000, 0);
	assert_ptr_equal(timer.at, place);
	timer_set(&timers, &timer, 1000, 0);
	assert_ptr_equal(timers_next(&timers, 1250), &timer);
	assert_null(timers_next(&timers, 100000));
}

static void who_is_cleared_does_not_go_off(void **state)
{
	struct timers timers;
	struct timer all[10] = { 0 };
	size_t seen = 0;
	(void)state;
	timers_init(&timers, 0);
	for (size_t i = 0; i < COUNT_OF(all); i++)
		timer_set(&timers, &all[i], 1000, 0);
	for (size_t i = 0; i < COUNT_OF(all); i += 2)
		timer_clear(&all[i]);
	timer_clear(&all[0]); /* twice is fine */
	for (struct timer *timer; (timer = timers_next(&timers, 2000)); seen++)
		assert_int_equal((timer - all) % 2, 1);
	assert_int_equal(seen, COUNT_OF(all) / 2);
}

static void a_long_sleep_loses_nobody(void **state)
{
	struct timers timers;
	struct timer all[100] = { 0 };
	size_t seen = 0;
	(void)state;
	timers_init(&timers, 0);
	for (size_t i = 0; i < COUNT_OF(all); i++)
		timer_set(&timers, &all[i], (int64_t)i * 1000, 0);
	while (timers_next(&timers, 3600000))
		seen++;
	assert_int_equal(seen, COUNT_OF(all));
}

static void a_clock_that_stands_earlier_is_followed(void **state)
{
	struct timers timers;
	struct timer timer = { 0 };
	(void)state;
	timers_init(&timers, 900000);
	timer_set(&timers, &timer, 3000, 1000);
	assert_null(timers_next(&timers, 2000));
	assert_ptr_equal(timers_next(&timers, 3250), &timer);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_timer_goes_off_after_its_time_and_not_much_later),
		cmocka_unit_test(putting_off_leaves_it_where_it_is_and_bringing_forward_does_not),
		cmocka_unit_test(who_is_cleared_does_not_go_off),
		cmocka_unit_test(a_long_sleep_loses_nobody),
		cmocka_unit_test(a_clock_that_stands_earlier_is_followed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
