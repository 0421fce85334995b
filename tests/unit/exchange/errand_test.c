/* SPDX-License-Identifier: Apache-2.0 */
#include "../cmocka_first.h"

#include "exchange/curl.h"

static struct arena arena;

static int begin(void **state)
{
	(void)state;
	arena = arena_open(8 << 20);
	return 0;
}

static int finish(void **state)
{
	(void)state;
	arena_close(&arena);
	return 0;
}

static struct errand sample(void)
{
	return (struct errand){ .to = ERRAND_TO_CACHES,
				.method = S("PURGE"),
				.url = S("http://127.0.0.1:6081/a"),
				.headers = S("X-Key: story-4 story-5\nHost: a.example\n"),
				.body = S("\0binary\n") };
}

static enum err there_and_back(const struct errand *errand, struct errand *out)
{
	struct buf buf = buf_in(&arena, 1 << 20);
	TRY(errand_pack(&buf, errand));
	return errand_unpack(buf_str(&buf), out);
}

static void what_is_packed_comes_out_the_same(void **state)
{
	struct errand errand = sample(), out;
	(void)state;
	assert_int_equal(there_and_back(&errand, &out), OK);
	assert_int_equal(out.to, ERRAND_TO_CACHES);
	assert_true(str_eq(out.headers, errand.headers) && str_eq(out.body, errand.body));
	const struct errand_end end = { .outcome = ERRAND_LATER, .status = 503, .why = S("busy") };
	struct errand_end back;
	struct buf buf = buf_in(&arena, 1 << 16);
	errand_end_pack(&buf, &end);
	assert_int_equal(errand_end_unpack(buf_str(&buf), &back), OK);
	assert_int_equal(back.status, 503);
	assert_true(str_eq(back.why, S("busy")));
}

static void every_cut_and_addition_is_refused(void **state)
{
	const struct errand errand = sample();
	struct errand out;
	struct buf buf = buf_in(&arena, 1 << 20);
	(void)state;
	assert_int_equal(errand_pack(&buf, &errand), OK);
	for (size_t n = 0; n < buf.len; n++)
		assert_int_equal(errand_unpack(str_first(buf_str(&buf), n), &out), ERR_INVALID);
	buf_put_char(&buf, 'x');
	assert_int_equal(errand_unpack(buf_str(&buf), &out), ERR_INVALID);
}

static void nothing_is_smuggled_into_a_request(void **state)
{
	static const char *const headers[] = { "A: b\r\nC: d\n", "A: b",     "no colon\n",
					       ": x\n",          "A b: c\n", "A: \x01\n" };
	struct errand errand = sample(), out;
	(void)state;
	for (size_t i = 0; i < COUNT_OF(headers); i++) {
		errand.headers = str_of(headers[i]);
		assert_int_equal(there_and_back(&errand, &out), ERR_INVALID);
	}
	errand = sample();
	errand.url = S("http://a/ HTTP/1.1\r\nX: y");
	assert_int_equal(there_and_back(&errand, &out), ERR_INVALID);
	errand = sample();
	errand.method = S("GET /");
	assert_int_equal(there_and_back(&errand, &out), ERR_INVALID);
	errand = (struct errand){ .to = ERRAND_TO_MAIL_SERVER,
				  .from = S("a@b.c"),
				  .rcpt = S("a@b.c\r\nDATA") };
	assert_int_equal(there_and_back(&errand, &out), ERR_INVALID);
}

static void each_part_has_its_limit(void **state)
{
	struct errand errand = sample(), out;
	char *room = arena_bytes(&arena, LIMIT_ERRAND_BODY_BYTES + 1);
	(void)state;
	memset(room, 'a', LIMIT_ERRAND_BODY_BYTES + 1);
	errand.body = (struct str){ room, LIMIT_ERRAND_BODY_BYTES };
	errand.url = (struct str){ room, LIMIT_ERRAND_URL_BYTES };
	assert_int_equal(there_and_back(&errand, &out), OK);
	errand.url.len++;
	assert_int_equal(there_and_back(&errand, &out), ERR_TOO_BIG);
	errand.url.len--;
	errand.body.len++;
	assert_int_equal(there_and_back(&errand, &out), ERR_TOO_BIG);
}

static void an_origin_is_scheme_host_and_port(void **state)
{
	struct str base = S("http://127.0.0.1:6081/");
	(void)state;
	assert_true(errand_is_same_origin(base, S("http://127.0.0.1:6081/x?y")));
	assert_true(errand_is_same_origin(S("http://CDN.example/p"), S("http://cdn.example/q")));
	assert_false(errand_is_same_origin(base, S("https://127.0.0.1:6081/x")));
	assert_false(errand_is_same_origin(base, S("http://127.0.0.1:60810/x")));
	assert_false(errand_is_same_origin(base, S("http://127.0.0.1:6081@evil.example/x")));
	assert_false(errand_is_same_origin(base, S("http://127.0.0.1/x")));
	assert_false(errand_is_same_origin(S(""), S("")));
	assert_false(errand_is_same_origin(base, S("/x")));
}

static void a_host_is_found_behind_a_user(void **state)
{
	(void)state;
	assert_true(str_eq(curl_host(S("smtp://me:p%40w@mail.example:587")), S("mail.example")));
	assert_true(str_eq(curl_host(S("http://[2001:db8::1]:80/")), S("2001:db8::1")));
	assert_true(str_eq(curl_host(S("https://a.example/b@c")), S("a.example")));
	assert_true(curl_host_is_here(S("127.0.0.9")));
	assert_true(curl_host_is_here(S("LocalHost")));
	assert_false(curl_host_is_here(S("10.0.0.1")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_packed_comes_out_the_same),
		cmocka_unit_test(every_cut_and_addition_is_refused),
		cmocka_unit_test(nothing_is_smuggled_into_a_request),
		cmocka_unit_test(each_part_has_its_limit),
		cmocka_unit_test(an_origin_is_scheme_host_and_port),
		cmocka_unit_test(a_host_is_found_behind_a_user),
	};
	return cmocka_run_group_tests(tests, begin, finish);
}
