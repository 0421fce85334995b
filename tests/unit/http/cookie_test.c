/* SPDX-License-Identifier: Apache-2.0 */
#include "http/cookie.h"

#include "request_for_test.h"

static void the_first_cookie_of_a_name_counts(void **state)
{
	(void)state;
	GET_WITH(request, "Cookie", "a=1; b=2;c=3; a=4; e; =f", "cookie", "d=\"x y\"; g=");
	assert_str(cookie_get(&request, S("a")), "1");
	assert_str(cookie_get(&request, S("b")), "2");
	assert_str(cookie_get(&request, S("c")), "3");
	assert_str(cookie_get(&request, S("d")), "x y");
	assert_str(cookie_get(&request, S("g")), "");
	assert_str(cookie_get(&request, S("A")), "");
	assert_str(cookie_get(&request, S("e")), "");
	assert_str(cookie_get(&request, S("none")), "");
}

static void a_value_may_hold_equals_signs(void **state)
{
	(void)state;
	GET_WITH(request, "Cookie", "a=b=c==", "X", "");
	assert_str(cookie_get(&request, S("a")), "b=c==");
}

static void a_cookie_is_always_for_the_server_only(void **state)
{
	struct http_response response = http_response_in(*state, 200);
	struct cookie cookie = { .name = S("s"), .value = S("abc") };
	assert_ok(cookie_set(&response, &cookie));
	assert_str(http_response_get(&response, S("Set-Cookie")),
		   "s=abc; Path=/; HttpOnly; SameSite=Lax");
	cookie = (struct cookie){ S("t"), S("x"), S("/desk/"), 3600, true };
	assert_ok(cookie_set(&response, &cookie));
	assert_str(response.headers.items[1].value,
		   "t=x; Path=/desk/; HttpOnly; SameSite=Lax; Max-Age=3600; Secure");
	cookie.max_age_s = -1;
	assert_ok(cookie_set(&response, &cookie));
	assert_str(response.headers.items[2].value,
		   "t=x; Path=/desk/; HttpOnly; SameSite=Lax; Max-Age=0; Secure");
}

static void what_would_break_the_header_is_refused(void **state)
{
	struct http_response response = http_response_in(*state, 200);
	static const char *bad[] = { "a b", "a;b", "a,b", "a\"b", "a\\b", "a\r\nb", "\xc3\xa4" };
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		struct cookie value = { .name = S("s"), .value = str_of(bad[i]) };
		struct cookie name = { .name = str_of(bad[i]), .value = S("x") };
		assert_int_equal(cookie_set(&response, &value), ERR_INVALID);
		assert_int_equal(cookie_set(&response, &name), ERR_INVALID);
	}
	struct cookie path = { S("s"), S("x"), S("/a;b"), 0, false };
	assert_int_equal(cookie_set(&response, &path), ERR_INVALID);
	path.path = S("a");
	assert_int_equal(cookie_set(&response, &path), ERR_INVALID);
	assert_int_equal(response.headers.count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_first_cookie_of_a_name_counts),
		cmocka_unit_test(a_value_may_hold_equals_signs),
		cmocka_unit_test(a_cookie_is_always_for_the_server_only),
		cmocka_unit_test(what_would_break_the_header_is_refused),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
