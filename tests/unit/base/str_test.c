/* SPDX-License-Identifier: Apache-2.0 */
#include "../cmocka_first.h"

static void a_cut_gives_both_sides_and_says_whether_it_found(void **state)
{
	(void)state;
	struct str_pair pair = str_cut(S("name=a=b"), '=');
	assert_true(pair.found);
	assert_str(pair.head, "name");
	assert_str(pair.tail, "a=b");
	pair = str_cut_last(S("name=a=b"), '=');
	assert_str(pair.head, "name=a");
	assert_str(pair.tail, "b");
	pair = str_cut(S("name"), '=');
	assert_false(pair.found);
	assert_str(pair.head, "name");
	assert_str(pair.tail, "");
	pair = str_cut_last(S("name"), '=');
	assert_false(pair.found);
	assert_str(pair.head, "");
	assert_str(pair.tail, "name");
	pair = str_cut_str(S("a--b--c"), S("--"));
	assert_true(pair.found);
	assert_str(pair.head, "a");
	assert_str(pair.tail, "b--c");
}

static void views_are_clamped(void **state)
{
	(void)state;
	assert_str(str_from(S("abc"), 1), "bc");
	assert_str(str_from(S("abc"), 9), "");
	assert_str(str_first(S("abc"), 2), "ab");
	assert_str(str_first(S("abc"), 9), "abc");
	assert_str(str_sub(S("abcdef"), 2, 3), "cde");
	assert_str(str_sub(S("abc"), 2, 3), "c");
	assert_str(str_sub(S("abc"), 5, 3), "");
	assert_str(str_of(NULL), "");
}

static void comparing(void **state)
{
	(void)state;
	assert_true(str_eq((struct str){ NULL, 0 }, S("")));
	assert_false(str_eq(S("a"), S("A")));
	assert_true(str_eq_nocase(S("Content-TYPE"), S("content-type")));
	assert_false(str_eq_nocase(S("["), S("{"))); /* 32 apart, but no letters */
	assert_true(str_cmp(S("a"), S("b")) < 0);
	assert_true(str_cmp(S("a"), S("aa")) < 0);
	assert_true(str_cmp(S("\xff"), S("a")) > 0);
	assert_int_equal(str_cmp(S("a\0b"), S("a\0b")), 0);
	assert_true(str_starts(S("abc"), S("ab")) && str_starts(S("abc"), S("")));
	assert_true(str_ends(S("abc"), S("bc")) && str_ends(S("abc"), S("")));
	assert_false(str_ends(S("c"), S("bc")));
}

static void finding(void **state)
{
	(void)state;
	assert_int_equal(str_find(S("aab"), S("ab")), 1);
	assert_true(str_find(S("aab"), S("ba")) == STR_NONE);
	assert_true(str_find(S("a"), S("aa")) == STR_NONE);
	assert_int_equal(str_find(S("abc"), S("")), 0);
	assert_int_equal(str_find_char(S("a\0b"), '\0'), 1);
	assert_int_equal(str_find_last_char(S("a/b/c"), '/'), 3);
	assert_true(str_find_last_char(S(""), '/') == STR_NONE);
	assert_true(str_contains(S("haystack"), S("stack")));
}

static void trimming_and_dropping(void **state)
{
	(void)state;
	assert_str(str_trim(S(" \t\r\n a b \f")), "a b");
	assert_str(str_trim(S("  ")), "");
	struct str s = S("https://x");
	assert_true(str_drop_prefix(&s, S("https://")));
	assert_str(s, "x");
	assert_false(str_drop_prefix(&s, S("xy")));
	assert_str(s, "x");
	s = S("a.hbs");
	assert_true(str_drop_suffix(&s, S(".hbs")));
	assert_str(s, "a");
}

static void numbers_at_the_rim_fit_and_beyond_do_not(void **state)
{
	(void)state;
	int64_t n = 7;
	assert_ok(str_to_i64(S("9223372036854775807"), &n));
	assert_true(n == INT64_MAX);
	assert_ok(str_to_i64(S("-9223372036854775808"), &n));
	assert_true(n == INT64_MIN);
	assert_int_equal(str_to_i64(S("9223372036854775808"), &n), ERR_TOO_BIG);
	assert_int_equal(str_to_i64(S("-9223372036854775809"), &n), ERR_TOO_BIG);
	assert_true(n == INT64_MIN);
	static const char *bad[] = { "", "-", "1 ", " 1", "1.0", "0x1", "one", "1-", "--1" };
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		assert_int_equal(str_to_i64(str_of(bad[i]), &n), ERR_INVALID);
}

static void the_hash_is_fnv_1a(void **state)
{
	(void)state;
	assert_true(str_hash(S("")) == 0xcbf29ce484222325u);
	assert_true(str_hash(S("a")) == 0xaf63dc4c8601ec8cu);
}

static void copies(void **state)
{
	struct arena *arena = *state;
	char text[] = "abc";
	struct str copy = str_dup(arena, str_of(text));
	text[0] = 'x';
	assert_str(copy, "abc");
	assert_string_equal(str_z(arena, S("a\0b")), "a");
	assert_str(str_lower(arena, S("ÄBC")), "Äbc");
	assert_str(str_fmt(arena, "%d-%.*s", 7, STR_ARG(S("x"))), "7-x");
	char *large = arena_bytes(arena, 5000);
	memset(large, 'y', 5000);
	assert_int_equal(str_fmt(arena, "%.*s!", 5000, large).len, 5001);
}

static void joining_and_replacing(void **state)
{
	struct arena *arena = *state;
	struct str parts[] = { S("a"), S(""), S("c") };
	assert_str(str_join(arena, parts, 3, S(", ")), "a, , c");
	assert_str(str_join(arena, parts, 0, S(", ")), "");
	assert_str(str_join(arena, parts, 1, S(", ")), "a");
	assert_str(str_replace(arena, S("aXbXX"), S("X"), S("--")), "a--b----");
	struct str same = S("abc");
	assert_ptr_equal(str_replace(arena, same, S("X"), S("-")).ptr, same.ptr);
	assert_str(str_replace(arena, S("aaa"), S("aa"), S("b")), "ba");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_cut_gives_both_sides_and_says_whether_it_found),
		cmocka_unit_test(views_are_clamped),
		cmocka_unit_test(comparing),
		cmocka_unit_test(finding),
		cmocka_unit_test(trimming_and_dropping),
		cmocka_unit_test(numbers_at_the_rim_fit_and_beyond_do_not),
		cmocka_unit_test(the_hash_is_fnv_1a),
		cmocka_unit_test(copies),
		cmocka_unit_test(joining_and_replacing),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
