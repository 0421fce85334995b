/* SPDX-License-Identifier: Apache-2.0 */
#include "http/form.h"

#include "request_for_test.h"

static struct form parsed(struct arena *arena, struct str text)
{
	struct form form;
	assert_ok(form_parse_urlencoded(arena, text, &form));
	return form;
}

static void names_and_values_are_decoded(void **state)
{
	struct form form = parsed(*state, S("a=1&b+c=d%20e+f&%C3%A4=%e2%82%ac&g&h=i=j&&"));
	assert_int_equal(form.count, 5);
	assert_str(form_get(&form, S("a")), "1");
	assert_str(form_get(&form, S("b c")), "d e f");
	assert_str(form_get(&form, S("ä")), "€");
	assert_true(form_has(&form, S("g")));
	assert_str(form_get(&form, S("g")), "");
	assert_str(form_get(&form, S("h")), "i=j");
	assert_false(form_has(&form, S("none")));
	assert_str(form_get(&form, S("none")), "");
}

static void an_escaped_plus_is_a_plus(void **state)
{
	struct form form = parsed(*state, S("a=1%2B1"));
	assert_str(form_get(&form, S("a")), "1+1");
}

static void the_first_of_two_counts(void **state)
{
	struct form form = parsed(*state, S("a=1&a=2"));
	assert_str(form_get(&form, S("a")), "1");
}

static void text_that_is_not_utf8_is_repaired(void **state)
{
	struct form form = parsed(*state, S("a=%ff%41&b=%zz"));
	assert_str(form_get(&form, S("a")), "\xef\xbf\xbd"
					    "A");
	assert_str(form_get(&form, S("b")), "%zz");
}

static void a_form_has_as_many_fields_as_the_limit_and_no_more(void **state)
{
	struct arena *arena = *state;
	struct buf text = buf_in(arena, 1 << 20);
	struct form form;
	for (int i = 0; i < LIMIT_FORM_FIELDS; i++)
		buf_put(&text, S("a&"));
	assert_ok(form_parse_urlencoded(arena, buf_str(&text), &form));
	assert_int_equal(form.count, LIMIT_FORM_FIELDS);
	buf_put(&text, S("a"));
	assert_int_equal(form_parse_urlencoded(arena, buf_str(&text), &form), ERR_TOO_BIG);
}

static void a_form_is_as_large_as_the_limit_and_no_larger(void **state)
{
	struct arena *arena = *state;
	struct form form;
	char *text = arena_bytes(arena, LIMIT_FORM_BYTES + 1);
	memset(text, 'a', LIMIT_FORM_BYTES + 1);
	assert_ok(form_parse_urlencoded(arena, (struct str){ text, LIMIT_FORM_BYTES }, &form));
	assert_int_equal(
		form_parse_urlencoded(arena, (struct str){ text, LIMIT_FORM_BYTES + 1 }, &form),
		ERR_TOO_BIG);
}

static void a_body_is_read_by_its_type(void **state)
{
	struct form form;
	GET_WITH(url, "Content-Type", "Application/X-WWW-form-urlencoded; charset=utf-8", "X", "");
	GET_WITH(multi, "Content-Type", "multipart/form-data; boundary=\"b c\"", "X", "");
	GET_WITH(bare, "Content-Type", "multipart/form-data", "X", "");
	GET_WITH(json, "Content-Type", "application/json", "X", "");
	GET_WITH(none, "X", "", "X", "");
	url.body = S("a=b");
	multi.body = S("--b c\r\nContent-Disposition: form-data; name=a\r\n\r\nv\r\n--b c--");
	assert_ok(form_parse_body(*state, &url, &form));
	assert_str(form_get(&form, S("a")), "b");
	assert_ok(form_parse_body(*state, &multi, &form));
	assert_str(form_get(&form, S("a")), "v");
	assert_int_equal(form_parse_body(*state, &bare, &form), ERR_INVALID);
	assert_int_equal(form_parse_body(*state, &json, &form), ERR_INVALID);
	assert_int_equal(form_parse_body(*state, &none, &form), ERR_INVALID);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_and_values_are_decoded),
		cmocka_unit_test(an_escaped_plus_is_a_plus),
		cmocka_unit_test(the_first_of_two_counts),
		cmocka_unit_test(text_that_is_not_utf8_is_repaired),
		cmocka_unit_test(a_form_has_as_many_fields_as_the_limit_and_no_more),
		cmocka_unit_test(a_form_is_as_large_as_the_limit_and_no_larger),
		cmocka_unit_test(a_body_is_read_by_its_type),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
