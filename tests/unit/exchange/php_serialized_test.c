/* SPDX-License-Identifier: Apache-2.0 */
#include "../cmocka_first.h"

#include "exchange/php_serialized.h"

static void an_array_gives_its_values_by_key(void **state)
{
	(void)state;
	struct php_value meta, value, image;
	assert_ok(php_parse(
		S("a:3:{s:5:\"width\";i:1200;s:6:\"height\";s:3:\"400\";s:10:\"image_meta\";"
		  "a:2:{s:6:\"credit\";s:7:\"A \xC3\xA9 \"B\";i:0;d:0.5;}}"),
		&meta));
	assert_int_equal(meta.count, 3);
	assert_true(php_get(&meta, S("width"), &value));
	assert_int_equal(php_number(&value), 1200);
	assert_true(php_get(&meta, S("height"), &value));
	assert_int_equal(php_number(&value), 400);
	assert_true(php_get(&meta, S("image_meta"), &image));
	assert_true(php_get(&image, S("credit"), &value));
	assert_str(php_text(&value), "A \xC3\xA9 \"B");
	assert_true(php_get(&image, S("0"), &value));
	assert_int_equal(value.kind, PHP_FLOAT);
	assert_false(php_get(&meta, S("credit"), &value));
}

static void every_kind_of_value_is_read(void **state)
{
	(void)state;
	struct php_value value;
	assert_ok(php_parse(S("N;"), &value));
	assert_int_equal(value.kind, PHP_NULL);
	assert_ok(php_parse(S("b:1;"), &value));
	assert_int_equal(php_number(&value), 1);
	assert_ok(php_parse(S("i:-3;"), &value));
	assert_int_equal(php_number(&value), -3);
	assert_ok(php_parse(S("d:1.0E+25;"), &value));
	assert_str(value.text, "1.0E+25");
	assert_ok(php_parse(S("s:0:\"\";"), &value));
	assert_str(php_text(&value), "");
	assert_ok(php_parse(S("O:8:\"stdClass\":1:{s:1:\"a\";i:1;}"), &value));
	assert_int_equal(value.kind, PHP_OBJECT);
}

static void what_is_not_true_to_its_counts_is_refused(void **state)
{
	(void)state;
	static const char *const broken[] = {
		"",
		"a",
		"a:1:{i:0;i:1;",
		"a:2:{i:0;i:1;}",
		"a:0:{i:0;i:1;}",
		"s:9:\"a\"",
		"s:1:\"ab",
		"s:-1:\"\";",
		"i:1",
		"i:x;",
		"i:1;i:2;",
		"a:1:{N;i:1;}",
		"a:1:{a:0:{}i:1;}",
		"d:zz;",
		"R:1;",
		"C:1:\"a\":0:{}",
		"s:99999999999999999999:\"\";",
		"a:99999999999:{}",
	};
	struct php_value value;
	for (size_t i = 0; i < COUNT_OF(broken); i++)
		assert_int_equal(php_parse(str_of(broken[i]), &value), ERR_INVALID);
}

static void texts_whose_lengths_are_those_of_another_address_are_read(void **state)
{
	struct php_value array, value;
	(void)state;
	assert_ok(php_parse(S("a:3:{s:4:\"file\";s:9:\"new.example/a.jpg\";s:6:\"credit\";"
			      "s:40:\"A \"B\" C\";s:5:\"width\";i:7;}"),
			    &array));
	assert_true(php_get(&array, S("file"), &value));
	assert_str(php_text(&value), "new.example/a.jpg");
	assert_true(php_get(&array, S("credit"), &value));
	assert_str(php_text(&value), "A \"B\" C");
	assert_true(php_get(&array, S("width"), &value));
	assert_int_equal(php_number(&value), 7);
}

static struct str nested(struct arena *arena, int depth)
{
	struct buf out = buf_in(arena, 1 << 20);
	for (int i = 0; i < depth; i++)
		buf_put(&out, S("a:1:{i:0;"));
	buf_put(&out, S("i:1;"));
	for (int i = 0; i < depth; i++)
		buf_put(&out, S("}"));
	return buf_str(&out);
}

static void arrays_nest_to_a_limit(void **state)
{
	struct php_value value;
	assert_ok(php_parse(nested(*state, LIMIT_PHP_DEPTH), &value));
	assert_int_equal(php_parse(nested(*state, LIMIT_PHP_DEPTH + 1), &value), ERR_TOO_BIG);
}

static void values_are_counted_to_a_limit(void **state)
{
	struct buf out = buf_in(*state, 8 << 20);
	struct php_value value;
	int pairs = LIMIT_PHP_VALUES / 2;
	for (int more = -1; more < 1; more++) {
		buf_truncate(&out, 0);
		buf_fmt(&out, "a:%d:{", pairs + more);
		for (int i = 0; i < pairs + more; i++)
			buf_put(&out, S("i:0;N;"));
		buf_put(&out, S("}"));
		assert_int_equal(php_parse(buf_str(&out), &value), more < 0 ? OK : ERR_TOO_BIG);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_array_gives_its_values_by_key),
		cmocka_unit_test(every_kind_of_value_is_read),
		cmocka_unit_test(what_is_not_true_to_its_counts_is_refused),
		cmocka_unit_test(texts_whose_lengths_are_those_of_another_address_are_read),
		cmocka_unit_test(arrays_nest_to_a_limit),
		cmocka_unit_test(values_are_counted_to_a_limit),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
