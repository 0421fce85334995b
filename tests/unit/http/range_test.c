/* SPDX-License-Identifier: Apache-2.0 */
#include "http/range.h"

#include "request_for_test.h"

static void check(const char *header, enum range_kind kind, int64_t first, int64_t count)
{
	struct range range = range_parse(str_of(header), 100);
	if (range.kind != kind || range.first != first || range.count != count)
		fail_msg("%s: kind %d, %lld+%lld", header, (int)range.kind, (long long)range.first,
			 (long long)range.count);
}

static void one_range_is_cut_out(void **state)
{
	(void)state;
	check("bytes=0-0", RANGE_PART, 0, 1);
	check("bytes=0-99", RANGE_PART, 0, 100);
	check("bytes=10-19", RANGE_PART, 10, 10);
	check("bytes=99-", RANGE_PART, 99, 1);
	check("bytes=90-1000", RANGE_PART, 90, 10);
	check("bytes=90-99999999999999999999999", RANGE_PART, 90, 10);
	check("bytes=-1", RANGE_PART, 99, 1);
	check("bytes=-100", RANGE_PART, 0, 100);
	check("bytes=-1000", RANGE_PART, 0, 100);
	check("BYTES=5-5", RANGE_PART, 5, 1);
}

static void what_begins_past_the_end_is_outside(void **state)
{
	(void)state;
	check("bytes=100-", RANGE_OUTSIDE, 0, 100);
	check("bytes=100-200", RANGE_OUTSIDE, 0, 100);
	check("bytes=99999999999999999999-", RANGE_OUTSIDE, 0, 100);
	check("bytes=-0", RANGE_OUTSIDE, 0, 100);
	assert_int_equal(range_parse(S("bytes=0-0"), 0).kind, RANGE_OUTSIDE);
	assert_int_equal(range_parse(S("bytes=-5"), 0).kind, RANGE_OUTSIDE);
}

static void what_is_not_understood_is_the_whole(void **state)
{
	static const char *headers[] = { "",           "bytes",         "bytes=",     "bytes=-",
					 "bytes=a-b",  "bytes=5",       "bytes=9-5",  "lines=0-5",
					 "bytes=0-,5", "bytes=0-1,3-4", "bytes=--5",  "bytes=+1-2",
					 "bytes=1-+2", "bytes=1 - 2",   "bytes=0x1-2" };
	(void)state;
	for (size_t i = 0; i < COUNT_OF(headers); i++)
		check(headers[i], RANGE_WHOLE, 0, 100);
}

static void if_range_must_name_what_is_there(void **state)
{
	static const unix_ms modified = { 1422370617500 };
	(void)state;
	GET_WITH(same, "Range", "bytes=0-4", "If-Range", "\"a\"");
	GET_WITH(weak, "Range", "bytes=0-4", "If-Range", "W/\"a\"");
	GET_WITH(dated, "Range", "bytes=0-4", "If-Range", "Tue, 27 Jan 2015 14:56:57 GMT");
	GET_WITH(later, "Range", "bytes=0-4", "If-Range", "Tue, 27 Jan 2015 14:56:58 GMT");
	assert_int_equal(range_of(&same, 100, S("\"a\""), modified).kind, RANGE_PART);
	assert_int_equal(range_of(&same, 100, S("\"b\""), modified).kind, RANGE_WHOLE);
	assert_int_equal(range_of(&weak, 100, S("W/\"a\""), modified).kind, RANGE_WHOLE);
	assert_int_equal(range_of(&dated, 100, S("\"a\""), modified).kind, RANGE_PART);
	assert_int_equal(range_of(&later, 100, S("\"a\""), modified).kind, RANGE_WHOLE);
	same.method = HTTP_HEAD;
	assert_int_equal(range_of(&same, 100, S("\"a\""), modified).kind, RANGE_WHOLE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_range_is_cut_out),
		cmocka_unit_test(what_begins_past_the_end_is_outside),
		cmocka_unit_test(what_is_not_understood_is_the_whole),
		cmocka_unit_test(if_range_must_name_what_is_there),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
