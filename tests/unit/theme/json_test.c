/* SPDX-License-Identifier: Apache-2.0 */
#include "../cmocka_first.h"
#include "theme/value.h"

static struct value parsed(struct arena *arena, const char *json)
{
	struct value v;
	struct fault fault = { 0 };
	if (value_parse_json(arena, str_of(json), &v, &fault))
		fail_msg("%s: %s", json, fault.text);
	return v;
}

static void every_kind_of_value_is_read(void **state)
{
	struct arena *arena = *state;
	assert_int_equal(parsed(arena, " null ").kind, VALUE_NULL);
	assert_true(parsed(arena, "true").truth);
	assert_false(parsed(arena, "false").truth);
	assert_true(parsed(arena, "-12.5e-1").number == -1.25);
	assert_str(parsed(arena, "\"a\"").text, "a");
	assert_int_equal(value_count(parsed(arena, "[1,[],{}]")), 3);
	assert_int_equal(value_count(parsed(arena, "[]")), 0);
	struct value o = parsed(arena, "\xEF\xBB\xBF{\"a\":{\"b\":[true]}}");
	struct value b = value_field(value_field(o, S("a"), arena), S("b"), arena);
	assert_true(value_at(b, 0, arena).truth);
}

static void escapes_in_strings_are_taken_out(void **state)
{
	struct arena *arena = *state;
	assert_str(parsed(arena, "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"").text, "\"\\/\b\f\n\r\t");
	assert_str(parsed(arena, "\"\\u00e9\\uD83D\\ude00\"").text, "\xC3\xA9\xF0\x9F\x98\x80");
	assert_str(parsed(arena, "\"\\ud83dx\"").text, "\xEF\xBF\xBDx");
	assert_int_equal(parsed(arena, "\"a\\u0000b\"").text.len, 3);
}

static void keys_keep_their_order_but_numbers_come_first(void **state)
{
	struct arena *arena = *state;
	static const char *const order[] = { "2", "10", "b", "a", "01" };
	struct value v = parsed(arena, "{\"b\":1,\"10\":2,\"a\":3,\"2\":4,\"01\":5,\"b\":6}");
	struct str key;
	for (size_t i = 0; i < COUNT_OF(order); i++) {
		assert_true(value_key_at(v, i, &key));
		assert_true(str_eq(key, str_of(order[i])));
	}
	assert_false(value_key_at(v, COUNT_OF(order), &key));
	assert_true(value_field(v, S("b"), arena).number == 6);
}

static void what_is_not_json_is_refused_with_its_place(void **state)
{
	static const struct {
		const char *json, *text;
	} cases[] = {
		{ "", "1:1: a value is missing at the end" },
		{ "{\"a\":1,}", "1:8: expected a name in quotes" },
		{ "[1\n2]", "2:1: expected , or ] in a list" },
		{ "{\"a\" 1}", "1:6: expected : after a name" },
		{ "{\"a\":1", "1:7: expected , or } in an object" },
		{ "[01]", "1:2: no value can start like this" },
		{ "[1.]", "1:4: a digit has to follow the point" },
		{ "[nul]", "1:2: no value can start like this" },
		{ "\"a", "1:3: a string does not end" },
		{ "\"a\nb\"", "1:3: a control character in a string" },
		{ "\"\\x\"", "1:4: no such escape in a string" },
		{ "\"\\u12g4\"", "1:4: \\u wants four hexadecimal digits" },
		{ "1 2", "1:3: something follows the value" },
		{ "\"\xFF\"", "1:1: not UTF-8" },
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct value v;
		struct fault fault = { 0 };
		assert_int_equal(value_parse_json(*state, str_of(cases[i].json), &v, &fault),
				 ERR_INVALID);
		assert_string_equal(fault.text, cases[i].text);
	}
}

static struct str nested(struct arena *arena, size_t depth)
{
	struct buf out = buf_in(arena, 4096);
	for (size_t i = 0; i < depth; i++)
		buf_put_char(&out, '[');
	for (size_t i = 0; i < depth; i++)
		buf_put_char(&out, ']');
	return buf_str(&out);
}

static void lists_nest_up_to_the_limit_and_not_deeper(void **state)
{
	struct value v;
	assert_ok(value_parse_json(*state, nested(*state, LIMIT_JSON_DEPTH), &v, NULL));
	assert_int_equal(value_parse_json(*state, nested(*state, LIMIT_JSON_DEPTH + 1), &v, NULL),
			 ERR_INVALID);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_kind_of_value_is_read),
		cmocka_unit_test(escapes_in_strings_are_taken_out),
		cmocka_unit_test(keys_keep_their_order_but_numbers_come_first),
		cmocka_unit_test(what_is_not_json_is_refused_with_its_place),
		cmocka_unit_test(lists_nest_up_to_the_limit_and_not_deeper),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
