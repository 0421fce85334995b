/* SPDX-License-Identifier: Apache-2.0 */
#include "../cmocka_first.h"

#include "exchange/wxr_filter.h"

/* All of source through the filter, in pieces of so many bytes. */
static struct str filtered(struct arena *arena, struct str source, size_t step, int64_t *replaced)
{
	struct wxr_filter filter = { 0 };
	struct buf out = buf_in(arena, source.len + 100);
	char piece[64 + LIMIT_HELD_BYTES];
	for (size_t at = 0;; at += step) {
		struct str next = str_sub(source, at, step);
		if (next.len)
			memcpy(piece, next.ptr, next.len);
		size_t n = wxr_filter(&filter, piece, next.len, next.len == 0);
		buf_put(&out, (struct str){ piece, n });
		if (!next.len)
			break;
	}
	*replaced = filter.replaced;
	return buf_str(&out);
}

static void what_xml_forbids_becomes_spaces_in_pieces_of_any_size(void **state)
{
	for (size_t step = 1; step < 40; step++) {
		int64_t replaced;
		struct str out =
			filtered(*state, S("a\x01 b\x0B\n\tc&#8;&#x1f;&#x2019;&#9;&amp;&#xFFFF;&"),
				 step, &replaced);
		assert_str(out, "a  b \n\tc          &#x2019;&#9;&amp;        &");
		assert_int_equal(replaced, 5);
	}
}

static void text_in_utf_16_is_left_alone(void **state)
{
	int64_t replaced;
	struct str wide = S("\xFF\xFE<\0a\0\x01\0");
	assert_true(str_eq(filtered(*state, wide, 40, &replaced), wide));
	assert_int_equal(replaced, 0);
}

static void an_ampersand_that_is_no_reference_passes(void **state)
{
	int64_t replaced;
	assert_str(filtered(*state, S("&#;&#x;&#zz;&#00000000000000008;&&#"), 3, &replaced),
		   "&#;&#x;&#zz;&#00000000000000008;&&#");
	assert_int_equal(replaced, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_xml_forbids_becomes_spaces_in_pieces_of_any_size),
		cmocka_unit_test(text_in_utf_16_is_left_alone),
		cmocka_unit_test(an_ampersand_that_is_no_reference_passes),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
