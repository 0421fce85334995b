/* SPDX-License-Identifier: Apache-2.0 */
#include "front/head.h"

#include "../cmocka_first.h"

static struct head head;

static int parse(struct str bytes)
{
	struct head_scan scan = { 0 };
	int status = head_scan(&scan, bytes);
	if (status)
		return status;
	assert_int_equal(scan.end, bytes.len);
	return head_parse(bytes, &head);
}

static void a_head_is_taken_apart(void **state)
{
	(void)state;
	assert_int_equal(
		parse(S("GET /a%20b/?c=d HTTP/1.1\r\nHost:example.org\r\nA:  b \t\r\nC:\r\n\r\n")),
		0);
	assert_int_equal(head.method, HTTP_GET);
	assert_str(head.target, "/a%20b/?c=d");
	assert_str(head.path, "/a%20b/");
	assert_str(head.query, "c=d");
	assert_str(head.host, "example.org");
	assert_int_equal(head.header_count, 3);
	assert_str(head.headers[1].name, "A");
	assert_str(head.headers[1].value, "b");
	assert_str(head.headers[2].name, "C");
	assert_str(head.headers[2].value, "");
	assert_true(head.keep_alive);
	assert_false(head.is_chunked || head.expects_continue);
}

static void an_absolute_target_gives_the_host(void **state)
{
	(void)state;
	assert_int_equal(
		parse(S("GET HTTP://Example.org/x?y HTTP/1.1\r\nHost: example.org\r\n\r\n")), 0);
	assert_str(head.path, "/x");
	assert_str(head.query, "y");
	assert_str(head.host, "Example.org");
	assert_int_equal(parse(S("GET https://[::1]:8080 HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n")),
			 0);
	assert_str(head.path, "/");
	assert_str(head.host, "[::1]:8080");
}

static void lengths_and_codings_are_read(void **state)
{
	(void)state;
	assert_int_equal(parse(S("POST / HTTP/1.1\r\nHost: a\r\ncontent-length: 0042\r\n\r\n")), 0);
	assert_int_equal(head.content_length, 42);
	assert_int_equal(parse(S("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\n"
				 "Expect: 100-Continue\r\nConnection: x, CLOSE\r\n\r\n")),
			 0);
	assert_true(head.is_chunked && head.expects_continue);
	assert_false(head.keep_alive);
}

static void statuses_say_what_is_wrong(void **state)
{
	static const struct {
		int status;
		const char *bytes;
	} cases[] = {
		{ 400, "GET / HTTP/1.1\r\n\r\n" },
		{ 400, "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n" },
		{ 400, "GET / HTTP/1.1\nHost: a\r\n\r\n" },
		{ 413, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2097153\r\n\r\n" },
		{ 413,
		  "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9999999999999999999\r\n\r\n" },
		{ 417, "GET / HTTP/1.1\r\nHost: a\r\nExpect: tea\r\n\r\n" },
		{ 501, "BREW / HTTP/1.1\r\nHost: a\r\n\r\n" },
		{ 501, "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n" },
		{ 400, "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n" },
		{ 505, "GET / HTTP/2.0\r\nHost: a\r\n\r\n" },
		{ 0, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2097152\r\n\r\n" },
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		if (parse(str_of(cases[i].bytes)) != cases[i].status)
			fail_msg("%s", cases[i].bytes);
}

static void old_clients_need_no_host_and_say_when_to_go_on(void **state)
{
	(void)state;
	assert_int_equal(parse(S("GET / HTTP/1.0\r\n\r\n")), 0);
	assert_false(head.keep_alive);
	assert_int_equal(parse(S("GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n")), 0);
	assert_true(head.keep_alive);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_head_is_taken_apart),
		cmocka_unit_test(an_absolute_target_gives_the_host),
		cmocka_unit_test(lengths_and_codings_are_read),
		cmocka_unit_test(statuses_say_what_is_wrong),
		cmocka_unit_test(old_clients_need_no_host_and_say_when_to_go_on),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
