/* SPDX-License-Identifier: Apache-2.0 */
#include "../cmocka_first.h"

static void what_is_put_is_there(void **state)
{
	struct buf buf = buf_in(*state, 100);
	buf_put(&buf, S("a\0b"));
	buf_put_char(&buf, '!');
	buf_put_i64(&buf, -42);
	buf_put_code_point(&buf, 0x20AC);
	buf_fmt(&buf, "%03d", 7);
	assert_ok(buf.fault);
	assert_true(str_eq(buf_str(&buf), S("a\0b!-42€007")));
}

static void a_buffer_fills_to_its_limit_and_not_a_byte_beyond(void **state)
{
	struct buf buf = buf_in(*state, 4);
	buf_put(&buf, S("1234"));
	assert_ok(buf.fault);
	buf_put(&buf, S(""));
	assert_ok(buf.fault);
	buf_put_char(&buf, '5');
	assert_int_equal(buf.fault, ERR_TOO_BIG);
	assert_str(buf_str(&buf), "1234");
}

static void the_first_failure_sticks(void **state)
{
	struct buf buf = buf_in(*state, 4);
	buf_put(&buf, S("12345"));
	assert_int_equal(buf.fault, ERR_TOO_BIG);
	buf_put(&buf, S("1"));
	buf_fmt(&buf, "2");
	assert_int_equal(buf.len, 0);
	assert_int_equal(buf.fault, ERR_TOO_BIG);
}

static void a_buffer_of_no_bytes_takes_none(void **state)
{
	struct buf buf = buf_in(*state, 0);
	assert_str(buf_str(&buf), "");
	buf_put(&buf, S(""));
	assert_ok(buf.fault);
	buf_put_char(&buf, 'x');
	assert_int_equal(buf.fault, ERR_TOO_BIG);
}

static void two_buffers_grow_in_turn_in_one_arena(void **state)
{
	struct buf a = buf_in(*state, 1 << 20), b = buf_in(*state, 1 << 20);
	for (int i = 0; i < 20000; i++) {
		buf_put_char(&a, (char)('a' + i % 26));
		buf_put_char(&b, (char)('A' + i % 26));
	}
	for (int i = 0; i < 20000; i++) {
		assert_int_equal(buf_str(&a).ptr[i], 'a' + i % 26);
		assert_int_equal(buf_str(&b).ptr[i], 'A' + i % 26);
	}
}

static void long_formats_are_whole(void **state)
{
	struct buf buf = buf_in(*state, 1 << 20);
	buf_fmt(&buf, "%2000d|", 1);
	assert_int_equal(buf.len, 2001);
	assert_true(str_ends(buf_str(&buf), S(" 1|")));
	struct buf small = buf_in(*state, 2000);
	buf_fmt(&small, "%2000d|", 1);
	assert_int_equal(small.fault, ERR_TOO_BIG);
}

static void truncating_goes_back(void **state)
{
	struct buf buf = buf_in(*state, 10);
	buf_put(&buf, S("12345"));
	buf_truncate(&buf, 2);
	buf_put(&buf, S("x"));
	assert_str(buf_str(&buf), "12x");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_put_is_there),
		cmocka_unit_test(a_buffer_fills_to_its_limit_and_not_a_byte_beyond),
		cmocka_unit_test(the_first_failure_sticks),
		cmocka_unit_test(a_buffer_of_no_bytes_takes_none),
		cmocka_unit_test(two_buffers_grow_in_turn_in_one_arena),
		cmocka_unit_test(long_formats_are_whole),
		cmocka_unit_test(truncating_goes_back),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
