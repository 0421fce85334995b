/* SPDX-License-Identifier: Apache-2.0 */
#include "http/packed.h"

#include "cmocka_first.h"

static struct str packed_request(struct arena *arena, const struct http_request *request)
{
	struct buf out = buf_in(arena, 1 << 20);
	assert_int_equal(pack_request(&out, request), OK);
	return buf_str(&out);
}

static struct str packed(struct arena *arena, const struct packed_answer *answer)
{
	struct buf out = buf_in(arena, 8 << 20);
	assert_int_equal(pack_answer(&out, answer), OK);
	return buf_str(&out);
}

static void a_request_comes_out_as_it_went_in(void **state)
{
	struct arena *arena = *state;
	const struct http_header headers[] = { { S("Host"), S("paper.example") },
					       { S("X-Empty"), S("") } };
	const struct http_request in = {
		HTTP_POST, S("/a%20b/?q=1"), S("/a%20b/"),   S("q=1"), headers,
		2,         S("name=\0x"),    S("127.0.0.1"), true,     99
	};
	struct http_request out;
	assert_int_equal(unpack_request(arena, packed_request(arena, &in), &out), OK);
	assert_int_equal(out.method, HTTP_POST);
	assert_true(str_eq(out.target, in.target) && str_eq(out.path, in.path));
	assert_true(str_eq(out.query, in.query) && str_eq(out.client, in.client));
	assert_true(str_eq(out.body, in.body));
	assert_true(out.is_https);
	assert_int_equal(out.id, 99);
	assert_int_equal(out.header_count, 2);
	assert_true(str_eq(http_get(&out, S("host")), S("paper.example")));
	assert_true(str_eq(out.headers[1].name, S("X-Empty")));
}

static void an_answer_comes_out_as_it_went_in(void **state)
{
	struct arena *arena = *state;
	const struct packed_fact facts[] = { { 1, 1, 0 }, { UINT64_MAX, -5, 5 }, { 42, 0, 0 } };
	struct packed_answer in = { .response = http_response_in(arena, 404),
				    .may_keep = true,
				    .sequence = 77,
				    .until = unix_ms_of(123456789),
				    .asked = S("page&q"),
				    .facts = facts,
				    .fact_count = 3 };
	struct packed_answer out;
	http_set(&in.response, S("Content-Type"), S("text/html"));
	http_add(&in.response, S("Set-Cookie"), S("a=b"));
	http_add(&in.response, S("Set-Cookie"), S("c=d"));
	in.response.body = S("<p>\0</p>");
	in.response.file = S("media/2024/a.webp");
	assert_int_equal(unpack_answer(arena, packed(arena, &in), &out), OK);
	assert_int_equal(out.response.status, 404);
	assert_int_equal(out.response.headers.count, 3);
	assert_true(str_eq(out.response.headers.items[2].value, S("c=d")));
	assert_true(str_eq(out.response.body, in.response.body));
	assert_true(str_eq(out.response.file, in.response.file));
	assert_true(str_eq(out.asked, S("page&q")));
	assert_true(out.may_keep);
	assert_int_equal(out.sequence, 77);
	assert_int_equal(out.until.ms, 123456789);
	assert_int_equal(out.fact_count, 3);
	assert_memory_equal(out.facts, facts, sizeof facts);
	http_set(&out.response, S("Content-Type"), S("text/plain")); /* and can be added to */
	http_add(&out.response, S("Link"), S("</a.css>"));
	assert_int_equal(out.response.headers.count, 4);
}

static void what_is_cut_off_or_too_long_is_refused(void **state)
{
	struct arena *arena = *state;
	const struct http_header header = { S("Host"), S("paper.example") };
	const struct http_request in = { HTTP_GET, S("/a?b"), S("/a"),  S("b"), &header,
					 1,        S("x"),    S("::1"), false,  1 };
	const struct packed_fact fact = { 5, 1, 0 };
	struct packed_answer answer = { .response = http_response_in(arena, 200),
					.facts = &fact,
					.fact_count = 1 };
	http_set(&answer.response, S("Content-Type"), S("text/html"));
	struct str one = packed_request(arena, &in), two = packed(arena, &answer);
	struct http_request request;
	struct packed_answer out;
	for (size_t i = 0; i < one.len; i++)
		assert_int_equal(unpack_request(arena, str_first(one, i), &request), ERR_INVALID);
	for (size_t i = 0; i < two.len; i++)
		assert_int_equal(unpack_answer(arena, str_first(two, i), &out), ERR_INVALID);
	struct buf more = buf_in(arena, 1 << 16);
	buf_put(&more, one);
	buf_put_char(&more, 0);
	assert_int_equal(unpack_request(arena, buf_str(&more), &request), ERR_INVALID);
}

static void a_header_cannot_smuggle_in_another(void **state)
{
	struct arena *arena = *state;
	const struct http_header bad[] = {
		{ S("X"), S("a\r\nSet-Cookie: b") },
		{ S("X"), S("a\nb") },
		{ S("X"), S("\0") },
		{ S("X\r\nY"), S("a") },
		{ S("X Y"), S("a") },
		{ S("X:"), S("a") },
		{ S(""), S("a") },
	};
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		struct http_header header = bad[i];
		struct http_request request, in = { .headers = &header, .header_count = 1 };
		struct packed_answer out, answer = { .response = { .status = 200 } };
		answer.response.headers.items = &header;
		answer.response.headers.count = 1;
		assert_int_equal(unpack_request(arena, packed_request(arena, &in), &request),
				 ERR_INVALID);
		assert_int_equal(unpack_answer(arena, packed(arena, &answer), &out), ERR_INVALID);
	}
}

static void limits_hold_from_both_sides(void **state)
{
	struct arena *arena = *state;
	struct http_header *headers = arena_new(arena, struct http_header, 201);
	struct packed_fact *facts = arena_new(arena, struct packed_fact, LIMIT_PACKED_FACTS + 1);
	for (size_t i = 0; i < 201; i++)
		headers[i] = (struct http_header){ S("X"), S("y") };
	struct http_request request,
		in = { .headers = headers, .header_count = LIMIT_PACKED_HEADERS };
	assert_int_equal(unpack_request(arena, packed_request(arena, &in), &request), OK);
	struct buf out = buf_in(arena, 8 << 20);
	in.header_count++;
	assert_int_equal(pack_request(&out, &in), ERR_TOO_BIG);
	struct packed_answer answer = { .response = { .status = 200 },
					.facts = facts,
					.fact_count = LIMIT_PACKED_FACTS },
			     got;
	assert_int_equal(unpack_answer(arena, packed(arena, &answer), &got), OK);
	out = buf_in(arena, 8 << 20);
	answer.fact_count++;
	assert_int_equal(pack_answer(&out, &answer), ERR_TOO_BIG);
	out = buf_in(arena, 10);
	assert_int_equal(pack_request(&out, &in), ERR_TOO_BIG);
}

static void a_status_that_ends_no_request_is_refused(void **state)
{
	struct arena *arena = *state;
	const int bad[] = { 0, 100, 199, 600, -1 };
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		struct packed_answer out, answer = { .response = { .status = bad[i] } };
		assert_int_equal(unpack_answer(arena, packed(arena, &answer), &out), ERR_INVALID);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_request_comes_out_as_it_went_in),
		cmocka_unit_test(an_answer_comes_out_as_it_went_in),
		cmocka_unit_test(what_is_cut_off_or_too_long_is_refused),
		cmocka_unit_test(a_header_cannot_smuggle_in_another),
		cmocka_unit_test(limits_hold_from_both_sides),
		cmocka_unit_test(a_status_that_ends_no_request_is_refused),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
