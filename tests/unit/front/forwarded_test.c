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

static void a_net_is_trusted_to_its_last_bit(void **state)
{
	const struct str nets[] = { S("10.1.0.0/16"), S("192.0.2.128/25"), S("fd00::/8"),
				    S("203.0.113.7"), S("2001:db8::5") };
	static const struct {
		const char *address;
		bool is_trusted;
	} cases[] = {
		{ "10.1.255.255", true },    { "10.2.0.0", false },    { "192.0.2.128", true },
		{ "192.0.2.127", false },    { "fdff::1", true },      { "fe00::1", false },
		{ "203.0.113.7", true },     { "203.0.113.8", false }, { "::ffff:10.1.2.3", true },
		{ "2001:db8::5", true },     { "2001:db8::6", false }, { "", false },
		{ "not an address", false },
	};
	struct proxies proxies_of;
	(void)state;
	assert_ok(proxies_read(nets, COUNT_OF(nets), &proxies_of, NULL));
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		if (proxies_trust(&proxies_of, str_of(cases[i].address)) != cases[i].is_trusted)
			fail_msg("wrong: %s", cases[i].address);
}

static void what_is_no_net_is_refused(void **state)
{
	static const char *bad[] = { "",           "10.0.0.0/",   "10.0.0.0/33", "10.0.0.0/-1",
				     "10.0.0.0/x", "fd00::/129",  "localhost",   "10.0.0",
				     "[::1]",      "10.0.0.1:80", "10.0.0.0/+8" };
	struct proxies none;
	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		struct fault fault = { 0 };
		struct str text = str_of(bad[i]);
		if (proxies_read(&text, 1, &none, &fault) != ERR_INVALID)
			fail_msg("taken: %s", bad[i]);
		assert_non_null(strstr(fault.text, bad[i]));
	}
	struct str many[LIMIT_PROXY_NETS + 1];
	for (size_t i = 0; i < COUNT_OF(many); i++)
		many[i] = S("10.0.0.1");
	assert_ok(proxies_read(many, LIMIT_PROXY_NETS, &none, NULL));
	assert_int_equal(proxies_read(many, COUNT_OF(many), &none, NULL), ERR_TOO_BIG);
}

static struct str host_seen(struct arena *arena, const char *from, const char *forwarded)
{
	const struct http_header headers[] = { { S("host"), S("inner:8080") },
					       { S("X-Forwarded-Host"), str_of(forwarded) } };
	struct http_request request = { .client = str_of(from),
					.headers = headers,
					.header_count = 2 };
	struct proxies trusted;
	assert_ok(proxies_read(proxies, COUNT_OF(proxies), &trusted, NULL));
	forwarded_apply(&trusted, arena, &request);
	return http_get(&request, S("Host"));
}

static void the_host_a_trusted_proxy_names_takes_the_place_of_its_own(void **state)
{
	struct arena *arena = *state;
	assert_str(host_seen(arena, "127.0.0.1", "paper.example"), "paper.example");
	assert_str(host_seen(arena, "127.0.0.1", "forged.example, paper.example:444"),
		   "paper.example:444");
	assert_str(host_seen(arena, "127.0.0.1", "no host/at all"), "inner:8080");
	assert_str(host_seen(arena, "127.0.0.1", ""), "inner:8080");
	assert_str(host_seen(arena, "203.0.113.9", "paper.example"), "inner:8080");
}

static void a_second_line_is_the_end_of_the_first(void **state)
{
	struct arena *arena = *state;
	const struct http_header headers[] = { { S("X-Forwarded-For"), S("198.51.100.1") },
					       { S("X-Forwarded-For"), S("203.0.113.5, 10.0.0.1") },
					       { S("X-Forwarded-Proto"), S("http") },
					       { S("X-Forwarded-Proto"), S("https") } };
	struct http_request request = { .client = S("127.0.0.1"),
					.headers = headers,
					.header_count = 4 };
	struct proxies trusted;
	assert_ok(proxies_read(proxies, COUNT_OF(proxies), &trusted, NULL));
	forwarded_apply(&trusted, arena, &request);
	assert_str(request.client, "203.0.113.5");
	assert_true(request.is_https);
}

int main(void)
{
#define WITH_ARENA(test) cmocka_unit_test_setup_teardown(test, open_arena, close_arena)
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_trusted_proxy_is_believed),
		cmocka_unit_test(anybody_else_is_not),
		cmocka_unit_test(what_the_client_wrote_before_the_proxy_does_not_count),
		cmocka_unit_test(what_is_no_address_changes_nothing),
		cmocka_unit_test(a_net_is_trusted_to_its_last_bit),
		cmocka_unit_test(what_is_no_net_is_refused),
		WITH_ARENA(the_host_a_trusted_proxy_names_takes_the_place_of_its_own),
		WITH_ARENA(a_second_line_is_the_end_of_the_first),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
