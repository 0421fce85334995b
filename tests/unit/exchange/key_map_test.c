/* SPDX-License-Identifier: Apache-2.0 */
#include "../cmocka_first.h"

#include "exchange/key_map.h"

static void names_give_their_numbers_back(void **state)
{
	struct key_map map = key_map_in(*state);
	int64_t value = -1;
	assert_false(key_map_get(&map, S("x"), &value));
	for (int i = 0; i < 10000; i++)
		key_map_put(&map, str_fmt(*state, "https://x.example/?p=%d", i), i);
	for (int i = 0; i < 10000; i++) {
		assert_true(
			key_map_get(&map, str_fmt(*state, "https://x.example/?p=%d", i), &value));
		assert_int_equal(value, i);
	}
	assert_false(key_map_get(&map, S("https://x.example/?p=10000"), &value));
	assert_int_equal(map.count, 10000);
}

static void a_second_number_replaces_the_first(void **state)
{
	struct key_map map = key_map_in(*state);
	int64_t value;
	key_map_put(&map, S("x"), 1);
	key_map_put(&map, S("x"), 2);
	assert_true(key_map_get(&map, S("x"), &value));
	assert_int_equal(value, 2);
	assert_int_equal(map.count, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_give_their_numbers_back),
		cmocka_unit_test(a_second_number_replaces_the_first),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
