/* SPDX-License-Identifier: Apache-2.0 */
#include "front/chunked.h"

#include "../cmocka_first.h"

/* Decodes in pieces. Gives: the status. */
static int decode(struct arena *arena, struct str raw, size_t piece, struct str *body, size_t *used)
{
	struct chunked chunked = { 0 };
	char *out = arena_bytes(arena, raw.len + 1);
	size_t body_bytes = 0;
	int status = 0;
	*used = 0;
	for (size_t end = piece; status == 0; end += piece) {
		struct str seen = str_first(raw, end);
		status = chunked_decode(&chunked, seen, used, out, &body_bytes);
		if (chunked.state == CHUNK_DONE || end >= raw.len)
			break;
	}
	*body = (struct str){ out, body_bytes };
	return status ? status : chunked.state == CHUNK_DONE ? 0 : -1;
}

static void chunks_are_joined_whatever_the_pieces(void **state)
{
	struct str raw =
		S("4;x\r\nWiki\r\n5\r\npedia\r\nE\r\n in\r\n\r\nchunks.\r\n0\r\nA: b\r\n\r\nrest");
	for (size_t piece = 1; piece <= raw.len; piece++) {
		struct str body;
		size_t used;
		assert_int_equal(decode(*state, raw, piece, &body, &used), 0);
		assert_str(body, "Wikipedia in\r\n\r\nchunks.");
		assert_int_equal(used, raw.len - 4);
	}
}

static void a_body_that_is_not_whole_is_not_done(void **state)
{
	struct str raw = S("5\r\nhello\r\n0\r\n\r\n"), body;
	size_t used;
	for (size_t len = 0; len < raw.len; len++)
		assert_int_equal(decode(*state, str_first(raw, len), SIZE_MAX / 2, &body, &used),
				 -1);
	assert_int_equal(decode(*state, raw, SIZE_MAX / 2, &body, &used), 0);
}

static void a_size_has_fifteen_digits_and_no_more(void **state)
{
	struct str body;
	size_t used;
	assert_int_equal(decode(*state, S("000000000000001\r\nx\r\n0\r\n\r\n"), 99, &body, &used),
			 0);
	assert_int_equal(decode(*state, S("0000000000000001\r\nx\r\n0\r\n\r\n"), 99, &body, &used),
			 413);
}

static void decoding_in_place_works(void **state)
{
	char bytes[] = "3\r\nabc\r\n3\r\ndef\r\n0\r\n\r\n";
	struct chunked chunked = { 0 };
	size_t used = 0, body_bytes = 0;
	(void)state;
	assert_int_equal(chunked_decode(&chunked, str_of(bytes), &used, bytes, &body_bytes), 0);
	assert_true(chunked.state == CHUNK_DONE);
	assert_memory_equal(bytes, "abcdef", 6);
	assert_int_equal(body_bytes, 6);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(chunks_are_joined_whatever_the_pieces),
		cmocka_unit_test(a_body_that_is_not_whole_is_not_done),
		cmocka_unit_test(a_size_has_fifteen_digits_and_no_more),
		cmocka_unit_test(decoding_in_place_works),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
