/* SPDX-License-Identifier: Apache-2.0 */
#include "request_for_test.h"

static void setting_replaces_and_adding_adds(void **state)
{
	struct http_response response = http_response_in(*state, 200);
	http_set(&response, S("A"), S("1"));
	http_set(&response, S("a"), S("2"));
	assert_int_equal(response.headers.count, 1);
	assert_str(http_response_get(&response, S("A")), "2");
	http_add(&response, S("A"), S("3"));
	assert_int_equal(response.headers.count, 2);
	assert_str(http_response_get(&response, S("none")), "");
}

static void a_list_names_each_member_once(void **state)
{
	struct http_response response = http_response_in(*state, 200);
	http_add_to_list(&response, S("Vary"), S("Accept-Encoding"));
	http_add_to_list(&response, S("Vary"), S("Cookie"));
	http_add_to_list(&response, S("vary"), S("accept-encoding"));
	assert_str(http_response_get(&response, S("Vary")), "Accept-Encoding, Cookie");
}

static void what_would_begin_another_header_is_left_out(void **state)
{
	struct http_response response = http_response_in(*state, 200);
	http_set(&response, S("A"), S("b\r\nSet-Cookie: c"));
	http_set(&response, S("A"), S("b\nc"));
	http_add(&response, S("A"), S("b\rc"));
	http_set(&response, S("A"), S("b\0c"));
	http_set(&response, S("A"), S("b\x7f"));
	http_set(&response, S("A b"), S("c"));
	http_set(&response, S("A:"), S("c"));
	http_set(&response, S(""), S("c"));
	assert_int_equal(response.headers.count, 0);
	http_set(&response, S("A"), S("tab\tand \xc3\xa4"));
	http_set(&response, S("A"), S("b\nc")); /* what was there stays */
	assert_str(http_response_get(&response, S("A")), "tab\tand \xc3\xa4");
}

static void a_request_is_asked_without_case(void **state)
{
	(void)state;
	GET_WITH(request, "Host", "a", "host", "b");
	assert_str(http_get(&request, S("HOST")), "a");
	assert_str(http_get(&request, S("Hos")), "");
}

static void each_error_has_its_status(void **state)
{
	(void)state;
	assert_int_equal(http_status_of(OK), 200);
	assert_int_equal(http_status_of(ERR_NOT_FOUND), 404);
	assert_int_equal(http_status_of(ERR_DENIED), 403);
	assert_int_equal(http_status_of(ERR_INVALID), 400);
	assert_int_equal(http_status_of(ERR_CONFLICT), 409);
	assert_int_equal(http_status_of(ERR_TOO_BIG), 413);
	assert_int_equal(http_status_of(ERR_BUSY), 503);
	assert_int_equal(http_status_of(ERR_IO), 503);
	assert_str(http_reason(404), "Not Found");
	assert_true(http_reason(599).len > 0);
}

static void a_redirect_cannot_be_split(void **state)
{
	struct http_response response = http_response_in(*state, 200);
	http_redirect(&response, 301, S("/a b\r\nX: y?q=\xc3\xa4&r=%20\"<\\"));
	assert_int_equal(response.status, 301);
	assert_str(http_response_get(&response, S("Location")),
		   "/a%20b%0D%0AX:%20y?q=%C3%A4&r=%20%22%3C%5C");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(setting_replaces_and_adding_adds),
		cmocka_unit_test(a_list_names_each_member_once),
		cmocka_unit_test(what_would_begin_another_header_is_left_out),
		cmocka_unit_test(a_request_is_asked_without_case),
		cmocka_unit_test(each_error_has_its_status),
		cmocka_unit_test(a_redirect_cannot_be_split),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
