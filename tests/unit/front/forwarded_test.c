/* SPDX-License-Identifier: Apache-2.0 */
#include "front/forwarded.h"

#include "../cmocka_first.h"

static const struct str proxies[] = { STR_CONST("127.0.0.1"), STR_CONST("10.0.0.1") };

static struct http_request seen(const char *from, const char *chain, const char *scheme)
{
	static struct http_header headers[2];
	headers[0] = (struct http_header){ S("X-Forwarded-For"), str_of(chain) };
	headers[1] = (struct http_header){ S("X-Forwarded-Proto"), str_of(scheme) };
	struct http_request request = { .client = str_of(from),
					.headers = headers,
					.header_count = 2 };
	struct proxies trusted;
	assert_ok(proxies_read(proxies, COUNT_OF(proxies), &trusted, NULL));
	forwarded_apply(&trusted, NULL, &request);
	return request;
}

static void a_trusted_proxy_is_believed(void **state)
{
	(void)state;
	struct http_request request = seen("127.0.0.1", "203.0.113.5", "https");
	assert_str(request.client, "203.0.113.5");
	assert_true(request.is_https);
	assert_str(seen("127.0.0.1", "2001:db8::1", "http").client, "2001:db8::1");
	assert_false(seen("127.0.0.1", "2001:db8::1", "http").is_https);
}

static void anybody_else_is_not(void **state)
{
	(void)state;
	struct http_request request = seen("203.0.113.9", "203.0.113.5", "https");
	assert_str(request.client, "203.0.113.9");
	assert_false(request.is_https);
}

static void what_the_client_wrote_before_the_proxy_does_not_count(void **state)
{
	(void)state;
	assert_str(seen("127.0.0.1", "1.1.1.1, 203.0.113.5", "").client, "203.0.113.5");
	assert_str(seen("127.0.0.1", "1.1.1.1, 203.0.113.5, 10.0.0.1", "").client, "203.0.113.5");
	assert_str(seen("127.0.0.1", "10.0.0.1", "").client, "10.0.0.1");
}

static void what_is_no_address_changes_nothing(void **state)
{
	static const char *bad[] = { "",          "unknown",     "_hidden",
				     "1.1.1.1;x", "for=1.1.1.1", "1.1.1.1, <script>",
				     "a",         "[::1]" };
	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		assert_str(seen("127.0.0.1", bad[i], "").client, "127.0.0.1");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_trusted_proxy_is_believed),
		cmocka_unit_test(anybody_else_is_not),
		cmocka_unit_test(what_the_client_wrote_before_the_proxy_does_not_count),
		cmocka_unit_test(what_is_no_address_changes_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
