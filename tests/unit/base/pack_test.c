/* SPDX-License-Identifier: Apache-2.0 */
/* pack_test.c: what was put is taken again, and nothing else. */
#include "../cmocka_first.h"

#include "base/pack.h"

static void what_was_put_is_taken_again(void **state)
{
	struct buf out = buf_in(*state, 100);
	uint32_t n;
	struct str text;
	put_u32(&out, 0xfedcba98u);
	put_text(&out, S("ferry"));
	put_text(&out, S(""));
	struct str left = buf_str(&out);
	assert_int_equal((unsigned char)left.ptr[0], 0x98); /* least first */
	assert_ok(take_u32(&left, UINT32_MAX, &n));
	assert_int_equal(n, 0xfedcba98u);
	assert_ok(take_text(&left, 5, &text));
	assert_str(text, "ferry");
	assert_ok(take_text(&left, 0, &text));
	assert_str(text, "");
	assert_int_equal(left.len, 0);
}

static void what_is_too_short_or_too_much_is_refused(void **state)
{
	struct buf out = buf_in(*state, 100);
	uint32_t n;
	struct str text;
	put_u32(&out, 9);
	struct str left = buf_str(&out);
	assert_int_equal(take_u32(&left, 8, &n), ERR_INVALID);
	left = buf_str(&out);
	assert_ok(take_u32(&left, 9, &n));
	assert_int_equal(take_u32(&left, 9, &n), ERR_INVALID); /* nothing is left */
	left = buf_str(&out); /* a text of nine bytes, none of which is there */
	assert_int_equal(take_text(&left, 100, &text), ERR_INVALID);
	put_text(&out, S("ferry"));
	left = str_from(buf_str(&out), 4);
	assert_int_equal(take_text(&left, 4, &text), ERR_INVALID);
	for (size_t len = 4; len < 4 + 9; len++) { /* cut anywhere */
		left = str_sub(buf_str(&out), 4, len - 4);
		assert_int_equal(take_text(&left, 5, &text), ERR_INVALID);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_was_put_is_taken_again, open_arena,
						close_arena),
		cmocka_unit_test_setup_teardown(what_is_too_short_or_too_much_is_refused,
						open_arena, close_arena),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
