/* SPDX-License-Identifier: Apache-2.0 */
#include "http/field.h"

#include "../cmocka_first.h"

static void tokens(void **state)
{
	(void)state;
	assert_true(field_is_token(S("Content-Type")));
	assert_true(field_is_token(S("!#$%&'*+-.^_`|~09az")));
	static const char *bad[] = { "",      " ",   "a b", "a:",   "a/b",     "(a)",
				     "\"a\"", "a,b", "a=b", "a@b",  "a\\b",    "[a]",
				     "{a}",   "<a>", "a?",  "\x7f", "\xc3\xa4" };
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		assert_false(field_is_token(str_of(bad[i])));
	assert_false(field_is_token(S("a\0")));
}

static void members_of_a_list(void **state)
{
	struct str rest = S(" , a ,, b;q=\"1,2\" ,\"c\\\",d\" ,"), member;
	(void)state;
	assert_true(field_next_member(&rest, &member));
	assert_str(member, "a");
	assert_true(field_next_member(&rest, &member));
	assert_str(member, "b;q=\"1,2\"");
	assert_true(field_next_member(&rest, &member));
	assert_str(member, "\"c\\\",d\"");
	assert_false(field_next_member(&rest, &member));
	assert_true(field_list_has(S("keep-alive, Upgrade"), S("upgrade")));
	assert_false(field_list_has(S("closed"), S("close")));
	assert_false(field_list_has(S(""), S("")));
}

static void parameters(void **state)
{
	struct arena *arena = *state;
	struct str value =
		S("form-data; name=\"a;b\"; Filename=\"x\\\"y\\\\z\"; plain=token; e=\"\"");
	struct str got;
	assert_str(field_main(value), "form-data");
	assert_true(field_param(arena, value, S("name"), &got));
	assert_str(got, "a;b");
	assert_true(field_param(arena, value, S("filename"), &got));
	assert_str(got, "x\"y\\z");
	assert_true(field_param(arena, value, S("plain"), &got));
	assert_str(got, "token");
	assert_true(field_param(arena, value, S("e"), &got));
	assert_str(got, "");
	assert_false(field_param(arena, value, S("ame"), &got));
	assert_false(field_param(arena, S("name=x"), S("name"), &got)); /* that is the main part */
}

static void a_windows_path_keeps_its_backslashes(void **state)
{
	struct str got;
	assert_true(field_param(*state, S("x; filename=\"C:\\dir\\a.jpg\""), S("filename"), &got));
	assert_str(got, "C:\\dir\\a.jpg");
}

static void quotes_that_do_not_end_and_what_follows_them_are_refused(void **state)
{
	static const char *bad[] = { "x; a=\"b", "x; a=\"b\\\"", "x; a=\"b\"c",
				     "x; a=",    "x; a=b c",     "x; a" };
	struct str got;
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		if (field_param(*state, str_of(bad[i]), S("a"), &got))
			fail_msg("taken: %s", bad[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tokens),
		cmocka_unit_test(members_of_a_list),
		cmocka_unit_test(parameters),
		cmocka_unit_test(a_windows_path_keeps_its_backslashes),
		cmocka_unit_test(quotes_that_do_not_end_and_what_follows_them_are_refused),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
