/* SPDX-License-Identifier: Apache-2.0 */
#include "../cmocka_first.h"

#include "exchange/curl.h"

static void what_is_not_public_is_never_called(void **state)
{
	static const char *const urls[] = {
		"http://127.0.0.1:9/",     "http://[::1]:9/",           "http://localhost:9/",
		"http://2130706433:9/",    "http://0x7f.1:9/",          "http://0.0.0.0:9/",
		"http://169.254.169.254/", "http://[::ffff:10.0.0.1]/", "https://192.168.0.1/",
	};
	struct arena arena = arena_open(8 << 20);
	struct curl_library *curl;
	struct fault fault = { 0 };
	(void)state;
	if (curl_library_open(&arena, &curl, &fault) == ERR_NOT_FOUND)
		skip();
	for (size_t i = 0; i < COUNT_OF(urls); i++) {
		const struct curl_call call = { .url = str_of(urls[i]), .method = S("GET") };
		struct errand_end end;
		curl_run(curl, &arena, &call, &end);
		if (end.outcome != ERRAND_REFUSED)
			fail_msg("%s: %d %.*s", urls[i], end.outcome, STR_ARG(end.why));
	}
	arena_close(&arena);
}

static void only_four_protocols_are_spoken(void **state)
{
	static const char *const urls[] = { "file:///etc/passwd", "ftp://127.0.0.1/",
					    "gopher://127.0.0.1:25/x", "dict://127.0.0.1/" };
	struct arena arena = arena_open(8 << 20);
	struct curl_library *curl;
	struct fault fault = { 0 };
	(void)state;
	if (curl_library_open(&arena, &curl, &fault) == ERR_NOT_FOUND)
		skip();
	for (size_t i = 0; i < COUNT_OF(urls); i++) {
		const struct curl_call call = { .url = str_of(urls[i]),
						.method = S("GET"),
						.may_be_private = true };
		struct errand_end end;
		curl_run(curl, &arena, &call, &end);
		if (end.outcome == ERRAND_DONE || end.answer.len)
			fail_msg("%s", urls[i]);
	}
	arena_close(&arena);
}

static void nobody_there_means_later(void **state)
{
	struct arena arena = arena_open(8 << 20);
	struct curl_library *curl;
	struct fault fault = { 0 };
	struct errand_end end;
	const struct curl_call call = { .url = S("http://127.0.0.1:1/"),
					.method = S("GET"),
					.may_be_private = true };
	(void)state;
	if (curl_library_open(&arena, &curl, &fault) == ERR_NOT_FOUND)
		skip();
	curl_run(curl, &arena, &call, &end);
	assert_int_equal(end.outcome, ERRAND_LATER);
	assert_int_equal(end.status, 0);
	arena_close(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_not_public_is_never_called),
		cmocka_unit_test(only_four_protocols_are_spoken),
		cmocka_unit_test(nobody_there_means_later),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
