/* SPDX-License-Identifier: Apache-2.0 */
#include "../cmocka_first.h"
#include "os/fake.h"

static void time_stands_where_a_test_puts_it(void **state)
{
	(void)state;
	os_fake_time(unix_ms_of(1234567890123));
	assert_int_equal(os_now().ms, 1234567890123);
	os_fake_time((unix_ms){ 0 });
	assert_true(os_now().ms > 1700000000000);
}

static void the_measuring_clock_never_goes_back(void **state)
{
	(void)state;
	int64_t a = os_monotonic_ms();
	assert_true(os_monotonic_ms() >= a);
	os_fake_monotonic(77);
	assert_int_equal(os_monotonic_ms(), 77);
	os_fake_monotonic(0);
	assert_true(os_monotonic_ms() >= a);
}

static void a_seed_gives_the_same_draws_again(void **state)
{
	struct arena *arena = *state;
	os_fake_random(7);
	struct str a = os_random_hex(arena, 16), b = os_random_hex(arena, 16);
	os_fake_random(7);
	assert_true(str_eq(a, os_random_hex(arena, 16)));
	assert_false(str_eq(a, b));
	os_fake_random(0);
}

static void random_hex_has_two_digits_a_byte(void **state)
{
	struct arena *arena = *state;
	struct str hex = os_random_hex(arena, 64);
	assert_int_equal(hex.len, 128);
	for (size_t i = 0; i < hex.len; i++)
		assert_true(char_hex(hex.ptr[i]) >= 0 && hex.ptr[i] == char_lower(hex.ptr[i]));
	assert_false(str_eq(hex, os_random_hex(arena, 64)));
	assert_int_equal(os_random_hex(arena, 0).len, 0);
}

static void hex_is_that_of_the_bytes(void **state)
{
	struct arena *arena = *state;
	unsigned char raw[5];
	os_fake_random(99);
	os_random(raw, sizeof raw);
	os_fake_random(99);
	struct str hex = os_random_hex(arena, sizeof raw);
	for (size_t i = 0; i < sizeof raw; i++)
		assert_int_equal(char_hex(hex.ptr[2 * i]) * 16 + char_hex(hex.ptr[2 * i + 1]),
				 raw[i]);
	os_fake_random(0);
}

static void paths_join_with_one_slash(void **state)
{
	struct arena *arena = *state;
	assert_str(os_path_join(arena, S("a"), S("b")), "a/b");
	assert_str(os_path_join(arena, S("a//"), S("/b/")), "a/b/");
	assert_str(os_path_join(arena, S("/"), S("b")), "/b");
}

static void the_program_knows_where_it_lies(void **state)
{
	struct arena *arena = *state;
	assert_true(str_starts(os_self_folder(arena), S("/")));
	assert_true(os_exists(os_self_folder(arena)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(time_stands_where_a_test_puts_it),
		cmocka_unit_test(the_measuring_clock_never_goes_back),
		cmocka_unit_test(a_seed_gives_the_same_draws_again),
		cmocka_unit_test(random_hex_has_two_digits_a_byte),
		cmocka_unit_test(hex_is_that_of_the_bytes),
		cmocka_unit_test(paths_join_with_one_slash),
		cmocka_unit_test(the_program_knows_where_it_lies),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
