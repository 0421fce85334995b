/* SPDX-License-Identifier: Apache-2.0 */
#include "../cmocka_first.h"

#include "plan.h"
#include "reply.h"

static void a_line_is_method_status_path_and_body(void **state)
{
	struct plan plan;
	assert_ok(plan_parse(*state,
			     S("GET 200 /a/?q=x\nPOST 303 /b/comment name=A+B&comment={n}\n"),
			     &plan, NULL));
	assert_int_equal(plan.count, 2);
	assert_str(plan.items[0].path, "/a/?q=x");
	assert_int_equal(plan.items[0].status, 200);
	assert_false(plan.items[0].is_numbered);
	assert_str(plan.items[1].method, "POST");
	assert_str(plan.items[1].body, "name=A+B&comment={n}");
	assert_true(plan.items[1].is_numbered);
}

static void what_is_no_request_is_told_by_its_line(void **state)
{
	const struct str bad[] = { STR_CONST("GET / 200"), STR_CONST("GET 99 /"),
				   STR_CONST("GET 200 a"), STR_CONST(" 200 /"), STR_CONST("x") };
	struct plan plan;
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		struct fault fault = { 0 };
		struct str text = str_fmt(*state, "GET 200 /\n%.*s\n", STR_ARG(bad[i]));
		assert_int_equal(plan_parse(*state, text, &plan, &fault), ERR_INVALID);
		assert_non_null(strstr(fault.text, "line 2"));
	}
	assert_int_equal(plan_parse(*state, S(""), &plan, NULL), ERR_INVALID);
}

static void a_request_is_written_with_its_own_number(void **state)
{
	struct buf out = buf_in(*state, 1000);
	const struct plan_request request = {
		.method = S("POST"), .path = S("/c"), .body = S("a={n}"), .is_numbered = true
	};
	plan_write(&out, &request, S("Host: x\r\n"), 17);
	assert_str(buf_str(&out), "POST /c HTTP/1.1\r\nHost: x\r\n"
				  "Content-Type: application/x-www-form-urlencoded\r\n"
				  "Content-Length: 4\r\n\r\na=17");
}

static void an_answer_is_read_when_its_head_is_whole(void **state)
{
	struct reply reply;
	(void)state;
	assert_false(reply_read(S("HTTP/1.1 200 OK\r\nContent-Le"), &reply));
	assert_true(reply_read(S("HTTP/1.1 200 OK\r\ncontent-length:  12\r\n\r\nhello"), &reply));
	assert_int_equal(reply.status, 200);
	assert_int_equal(reply.content_length, 12);
	assert_int_equal(reply.head_length, 40);
	assert_false(reply.closes);
	assert_true(
		reply_read(S("HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n"), &reply));
	assert_int_equal(reply.status, 304);
	assert_int_equal(reply.content_length, 0);
	assert_true(reply.closes);
}

static void an_answer_without_a_known_end_is_none(void **state)
{
	struct reply reply;
	(void)state;
	assert_true(reply_read(S("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"), &reply));
	assert_int_equal(reply.status, 0);
	assert_true(reply_read(S("HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n"), &reply));
	assert_int_equal(reply.status, 0);
	assert_true(reply_read(S("SSH-2.0\r\n\r\n"), &reply));
	assert_int_equal(reply.status, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_line_is_method_status_path_and_body),
		cmocka_unit_test(what_is_no_request_is_told_by_its_line),
		cmocka_unit_test(a_request_is_written_with_its_own_number),
		cmocka_unit_test(an_answer_is_read_when_its_head_is_whole),
		cmocka_unit_test(an_answer_without_a_known_end_is_none),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
