/* SPDX-License-Identifier: Apache-2.0 */
#include "../cmocka_first.h"

static void every_code_point_survives(void **state)
{
	(void)state;
	for (uint32_t c = 0; c <= 0x10FFFF; c++) {
		char bytes[4];
		uint32_t back;
		if (c >= 0xD800 && c <= 0xDFFF)
			continue;
		size_t len = utf8_encode(c, bytes);
		if (utf8_decode((struct str){ bytes, len }, &back) != len || back != c)
			fail_msg("U+%04X", c);
	}
}

static void what_is_no_code_point_is_replaced(void **state)
{
	(void)state;
	char bytes[4];
	static const uint32_t bad[] = { 0xD800, 0xDFFF, 0x110000, UINT32_MAX };
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		assert_int_equal(utf8_encode(bad[i], bytes), 3);
		assert_memory_equal(bytes, "\xef\xbf\xbd", 3);
	}
}

static void bad_bytes_are_one_replacement_each(void **state)
{
	(void)state;
	static const char *bad[] = { "\x80",
				     "\xc0\xaf",
				     "\xc1\xbf",
				     "\xe0\x9f\xbf",
				     "\xed\xa0\x80",
				     "\xf0\x8f\xbf\xbf",
				     "\xf4\x90\x80\x80",
				     "\xf5",
				     "\xff",
				     "\xe2\x82",
				     "\xc3",
				     "\xc3(",
				     "\xf0\x9f\x98" };
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		uint32_t c;
		assert_int_equal(utf8_decode(str_of(bad[i]), &c), 1);
		assert_int_equal(c, UTF8_REPLACEMENT);
		assert_false(utf8_valid(str_of(bad[i])));
	}
}

static void repairing_leaves_the_good_alone(void **state)
{
	struct arena *arena = *state;
	struct str good = S("Grüße € 😀");
	assert_ptr_equal(utf8_repair(arena, good).ptr, good.ptr);
	struct str repaired = utf8_repair(arena, S("a\xff\xc3\xa4\xc3"));
	assert_str(repaired, "a\xef\xbf\xbdä\xef\xbf\xbd");
	assert_true(utf8_valid(repaired));
}

static void counting_and_cutting_respect_code_points(void **state)
{
	(void)state;
	assert_int_equal(utf8_count(S("aä€😀")), 4);
	assert_str(utf8_first(S("aä€"), 2), "a");
	assert_str(utf8_first(S("aä€"), 3), "aä");
	assert_str(utf8_first(S("aä€"), 5), "aä");
	assert_str(utf8_first(S("aä€"), 6), "aä€");
	assert_str(utf8_first(S("aä€"), 60), "aä€");
	assert_str(utf8_first(S("ä"), 0), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_code_point_survives),
		cmocka_unit_test(what_is_no_code_point_is_replaced),
		cmocka_unit_test(bad_bytes_are_one_replacement_each),
		cmocka_unit_test(repairing_leaves_the_good_alone),
		cmocka_unit_test(counting_and_cutting_respect_code_points),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
