/* SPDX-License-Identifier: Apache-2.0 */
#include "../cmocka_first.h"
#include "theme/value.h"

static void a_map_keeps_order_and_replaces_in_place(void **state)
{
	struct arena *arena = *state;
	struct value_map map = { 0 };
	struct str key;
	value_map_set(arena, &map, S("b"), value_number(1));
	value_map_set(arena, &map, S("a"), value_number(2));
	value_map_set(arena, &map, S("b"), value_number(3));
	struct value v = value_of_map(&map);
	assert_true(value_key_at(v, 0, &key));
	assert_str(key, "b");
	assert_true(value_key_at(v, 1, &key));
	assert_str(key, "a");
	assert_false(value_key_at(v, 2, &key));
	assert_true(value_field(v, S("b"), arena).number == 3);
	assert_int_equal(value_field(v, S("c"), arena).kind, VALUE_MISSING);
}

static void a_large_map_finds_every_key_and_no_other(void **state)
{
	struct arena *arena = *state;
	struct value_map map = { 0 };
	for (int i = 0; i < 500; i++)
		value_map_set(arena, &map, str_fmt(arena, "key%d", i), value_number(i));
	for (int i = 0; i < 500; i += 2)
		value_map_set(arena, &map, str_fmt(arena, "key%d", i), value_number(-i));
	assert_int_equal(map.count, 500);
	for (int i = 0; i < 500; i++)
		assert_true(value_map_get(&map, str_fmt(arena, "key%d", i)).number ==
			    (i % 2 ? i : -i));
	assert_int_equal(value_map_get(&map, S("key500")).kind, VALUE_MISSING);
	assert_int_equal(value_map_get(&map, S("")).kind, VALUE_MISSING);
}

static void truth_is_as_the_language_has_it(void **state)
{
	struct arena *arena = *state;
	struct value_array none = { 0 }, one = { 0 };
	*list_push(arena, &one) = value_number(0);
	assert_false(value_is_true(value_missing()));
	assert_false(value_is_true(value_null()));
	assert_false(value_is_true(value_bool(false)));
	assert_false(value_is_true(value_number(0)));
	assert_false(value_is_true(value_text(S(""))));
	assert_false(value_is_true(value_html(html_trusted(S("")))));
	assert_false(value_is_true(value_of_array(&none)));
	assert_true(value_is_true(value_of_array(&one)));
	assert_true(value_is_true(value_text(S("0"))));
	assert_true(value_is_true(value_number(-1)));
	assert_int_equal(value_text_or_null(S("")).kind, VALUE_NULL);
	assert_int_equal(value_text_or_null(S("x")).kind, VALUE_TEXT);
}

static void lists_have_a_length_and_indices_spelt_as_numbers(void **state)
{
	struct arena *arena = *state;
	struct value_array array = { 0 };
	*list_push(arena, &array) = value_text(S("a"));
	*list_push(arena, &array) = value_text(S("b"));
	struct value list = value_of_array(&array);
	assert_true(value_field(list, S("length"), arena).number == 2);
	assert_str(value_field(list, S("1"), arena).text, "b");
	assert_int_equal(value_field(list, S("2"), arena).kind, VALUE_MISSING);
	assert_int_equal(value_field(list, S("01"), arena).kind, VALUE_MISSING);
	assert_int_equal(value_field(list, S("-1"), arena).kind, VALUE_MISSING);
	assert_int_equal(value_at(list, 2, arena).kind, VALUE_MISSING);
	assert_int_equal(value_count(value_text(S("abc"))), 0);
}

static void text_is_counted_in_units_of_sixteen_bits(void **state)
{
	struct arena *arena = *state;
	struct value text = value_text(S("a\xF0\x9F\x98\x80z"));
	assert_true(value_field(text, S("length"), arena).number == 4);
	assert_str(value_field(text, S("0"), arena).text, "a");
	assert_str(value_field(text, S("1"), arena).text, "\xEF\xBF\xBD");
	assert_str(value_field(text, S("3"), arena).text, "z");
	assert_int_equal(value_field(text, S("4"), arena).kind, VALUE_MISSING);
}

static void a_layer_answers_first_and_what_lies_below_after(void **state)
{
	struct arena *arena = *state;
	struct value_map below = { 0 }, over = { 0 };
	struct str key;
	value_map_set(arena, &below, S("a"), value_number(1));
	value_map_set(arena, &below, S("b"), value_number(2));
	value_map_set(arena, &over, S("b"), value_null());
	value_map_set(arena, &over, S("c"), value_number(4));
	struct value_layer layer = { value_of_map(&below), value_of_map(&over) };
	struct value v = value_of_layer(&layer);
	assert_true(value_field(v, S("a"), arena).number == 1);
	assert_int_equal(value_field(v, S("b"), arena).kind, VALUE_NULL);
	assert_true(value_field(v, S("c"), arena).number == 4);
	assert_true(value_key_at(v, 2, &key));
	assert_str(key, "c");
	assert_false(value_key_at(v, 3, &key));
}

static void values_are_the_same_by_identity_or_by_equal_text(void **state)
{
	(void)state;
	struct value_map a = { 0 }, b = { 0 };
	assert_true(value_is_same(value_of_map(&a), value_of_map(&a)));
	assert_false(value_is_same(value_of_map(&a), value_of_map(&b)));
	assert_true(value_is_same(value_text(S("x")), value_text(S("x"))));
	assert_false(value_is_same(value_text(S("1")), value_number(1)));
	assert_false(value_is_same(value_bool(true), value_bool(false)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_map_keeps_order_and_replaces_in_place),
		cmocka_unit_test(a_large_map_finds_every_key_and_no_other),
		cmocka_unit_test(truth_is_as_the_language_has_it),
		cmocka_unit_test(lists_have_a_length_and_indices_spelt_as_numbers),
		cmocka_unit_test(text_is_counted_in_units_of_sixteen_bits),
		cmocka_unit_test(a_layer_answers_first_and_what_lies_below_after),
		cmocka_unit_test(values_are_the_same_by_identity_or_by_equal_text),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
