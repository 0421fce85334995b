/* SPDX-License-Identifier: Apache-2.0 */
#include "../cmocka_first.h"

#include "histogram.h"

static void an_empty_one_gives_nothing(void **state)
{
	static const struct histogram none;
	(void)state;
	assert_int_equal(histogram_at(&none, .5), 0);
	assert_int_equal(histogram_at(&none, 1), 0);
}

static void small_values_come_back_exactly(void **state)
{
	static struct histogram h;
	(void)state;
	for (uint64_t i = 0; i < 100; i++)
		histogram_add(&h, i < 64 ? i : 63);
	assert_int_equal(histogram_at(&h, .01), 0);
	assert_int_equal(histogram_at(&h, .5), 49);
	assert_int_equal(histogram_at(&h, .99), 63);
	assert_int_equal(h.count, 100);
}

static void large_values_come_back_at_most_a_64th_above(void **state)
{
	(void)state;
	for (uint64_t value = 1; value < (uint64_t)1 << 62; value = value * 3 + 1) {
		struct histogram h = { 0 };
		histogram_add(&h, value);
		histogram_add(&h, UINT64_MAX >> 1);
		uint64_t got = histogram_at(&h, .5);
		assert_true(got >= value);
		assert_true(got - value <= value / 64);
	}
}

static void the_last_percentile_is_the_largest_value(void **state)
{
	static struct histogram h;
	(void)state;
	for (uint64_t i = 1; i <= 1000; i++)
		histogram_add(&h, i * 1000);
	assert_int_equal(histogram_at(&h, 1), 1000000);
	assert_true(histogram_at(&h, .99) >= 990000);
	assert_true(histogram_at(&h, .99) <= 990000 + 990000 / 64);
}

static void the_largest_number_there_is_finds_its_bucket(void **state)
{
	static struct histogram h;
	(void)state;
	histogram_add(&h, UINT64_MAX);
	assert_true(histogram_at(&h, .5) == UINT64_MAX);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_empty_one_gives_nothing),
		cmocka_unit_test(small_values_come_back_exactly),
		cmocka_unit_test(large_values_come_back_at_most_a_64th_above),
		cmocka_unit_test(the_last_percentile_is_the_largest_value),
		cmocka_unit_test(the_largest_number_there_is_finds_its_bucket),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
