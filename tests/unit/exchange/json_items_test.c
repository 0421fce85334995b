/* SPDX-License-Identifier: Apache-2.0 */
/* Objects out of a file in whatever form, whatever the reads bring at a time. */
#include "exchange/json_items.h"

#include "../cmocka_first.h"

struct piece_reader {
	struct str rest;
	size_t at_a_time;
	bool breaks; /* at the end */
};

static enum err read_piece(void *self, char *out, size_t room, size_t *got)
{
	struct piece_reader *reader = self;
	size_t n = reader->rest.len < reader->at_a_time ? reader->rest.len : reader->at_a_time;
	if (n > room)
		n = room;
	if (!n && reader->breaks)
		return ERR_IO;
	if (n)
		memcpy(out, reader->rest.ptr, n);
	reader->rest = str_from(reader->rest, n);
	*got = n;
	return OK;
}

/* All objects of text with '|' behind each; what ended it. */
static enum err all_of(struct arena *arena, struct piece_reader reader, struct str *out,
		       struct fault *fault)
{
	const struct json_source source = { S("f.json"), &reader, read_piece };
	CLEANUP(json_items_close) struct json_items *items = json_items_open(&source);
	struct buf all = buf_in(arena, LIMIT_JSON_ITEM_BYTES * 2);
	for (;;) {
		struct str text;
		int64_t line;
		bool is_there;
		enum err err = json_items_next(items, &text, &line, &is_there, fault);
		*out = buf_str(&all);
		if (err || !is_there)
			return err;
		buf_fmt(&all, "%lld:%.*s|", (long long)line, STR_ARG(text));
	}
}

static void gives(struct arena *arena, const char *text, const char *want)
{
	for (size_t size = 1; size < 9; size += 7) {
		struct fault fault = { 0 };
		struct str got;
		assert_ok(all_of(arena, (struct piece_reader){ str_of(text), size, false }, &got,
				 &fault));
		assert_string_equal(str_z(arena, got), want);
	}
}

static void refuses(struct arena *arena, struct piece_reader reader, enum err want,
		    const char *said)
{
	struct fault fault = { 0 };
	struct str got;
	assert_int_equal(all_of(arena, reader, &got, &fault), want);
	assert_string_equal(fault.text, said);
}

static void one_object_an_array_or_a_line_each(void **state)
{
	gives(*state, "", "");
	gives(*state, " \n", "");
	gives(*state, "{}", "1:{}|");
	gives(*state, "[{\"a\":1},\n {\"b\":[{}]}]\n", "1:{\"a\":1}|2:{\"b\":[{}]}|");
	gives(*state, "{\"a\":1}\n{\"b\":2}\r\n\n{\"c\":3}",
	      "1:{\"a\":1}|2:{\"b\":2}|4:{\"c\":3}|");
	gives(*state, "\xEF\xBB\xBF{\"a\":1}", "1:{\"a\":1}|");
}

static void braces_in_strings_are_text(void **state)
{
	gives(*state, "{\"a\":\"}\\\"}{\\\\\"}{\"b\":1}", "1:{\"a\":\"}\\\"}{\\\\\"}|1:{\"b\":1}|");
}

static void what_is_between_objects_is_refused_with_its_line(void **state)
{
	static const char begins[] = "f.json:2: no JSON object begins here";
	refuses(*state, (struct piece_reader){ S("{}\n,{}"), 3, false }, ERR_INVALID, begins);
	refuses(*state, (struct piece_reader){ S("\n<xml/>"), 3, false }, ERR_INVALID, begins);
	refuses(*state, (struct piece_reader){ S("{\"a\":\n{"), 3, false }, ERR_INVALID,
		"f.json:1: the file ends within an object");
	refuses(*state, (struct piece_reader){ S("{}"), 3, true }, ERR_IO,
		"f.json:1: cannot be read");
}

static void an_object_has_a_limit(void **state)
{
	size_t most = LIMIT_JSON_ITEM_BYTES;
	char *bytes = arena_bytes(*state, 2 * most);
	struct fault fault = { 0 };
	struct str got;
	memset(bytes, ' ', 2 * most);
	bytes[0] = '{';
	bytes[most - 1] = '}';
	struct piece_reader reader = { { bytes, most }, most, false };
	assert_ok(all_of(*state, reader, &got, &fault));
	assert_int_equal(got.len, most + 3);
	bytes[most - 1] = ' ';
	reader.rest.len = 2 * most;
	refuses(*state, reader, ERR_TOO_BIG, "f.json:1: an object too large to be read");
}

static int open_large(void **state)
{
	static struct arena arena;
	arena = arena_open((size_t)1 << 30);
	*state = &arena;
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_object_an_array_or_a_line_each),
		cmocka_unit_test(braces_in_strings_are_text),
		cmocka_unit_test(what_is_between_objects_is_refused_with_its_line),
		cmocka_unit_test(an_object_has_a_limit),
	};
	return cmocka_run_group_tests(tests, open_large, close_arena);
}
