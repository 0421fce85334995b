/* SPDX-License-Identifier: Apache-2.0 */
#include "../cmocka_first.h"
#include "media/jail.h"

static struct arena arena;

static int begin(void **state)
{
	(void)state;
	arena = arena_open((size_t)256 << 20);
	return 0;
}

static int end(void **state)
{
	(void)state;
	arena_close(&arena);
	return 0;
}

static void a_job_comes_out_as_it_went_in(void **state)
{
	(void)state;
	struct picture_job job = { .credit = S("A"), .copyright = S("B"), .count = 2 };
	job.renditions[0] = (struct rendition){ .format = RENDITION_WEBP, .width = 640 };
	job.renditions[1] =
		(struct rendition){ .format = RENDITION_JPEG, .width = 320, .height = 200 };
	struct picture_job out;
	assert_ok(picture_job_unpack(picture_job_pack(&arena, &job), &out));
	assert_true(str_eq(out.credit, S("A")) && str_eq(out.copyright, S("B")));
	assert_int_equal(out.count, 2);
	assert_int_equal(out.renditions[1].height, 200);
	assert_int_equal(out.renditions[1].format, RENDITION_JPEG);
}

static struct str some_result(void)
{
	struct picture_result result = {
		.width = 3000, .height = 2000, .credit = { .agency = S("Agency") }, .count = 1
	};
	result.renditions[0] = (struct rendition){ RENDITION_WEBP, 640, 427, S("bytes") };
	return picture_result_pack(&arena, &result);
}

static void a_result_comes_out_as_it_went_in(void **state)
{
	(void)state;
	struct picture_result out;
	assert_ok(picture_result_unpack(some_result(), &out));
	assert_int_equal(out.width, 3000);
	assert_true(str_eq(out.credit.agency, S("Agency")));
	assert_true(str_eq(out.renditions[0].bytes, S("bytes")));
}

static void a_result_cut_anywhere_is_refused(void **state)
{
	(void)state;
	struct str good = some_result();
	struct picture_result out;
	for (size_t len = 0; len < good.len; len++)
		assert_int_equal(picture_result_unpack(str_dup(&arena, str_first(good, len)), &out),
				 ERR_INVALID);
}

static void bytes_left_over_are_refused(void **state)
{
	(void)state;
	struct picture_result out;
	struct str more = str_fmt(&arena, "%.*sx", STR_ARG(S("")));
	struct buf buf = buf_in(&arena, 1 << 20);
	buf_put(&buf, some_result());
	buf_put(&buf, more);
	assert_int_equal(picture_result_unpack(buf_str(&buf), &out), ERR_INVALID);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_job_comes_out_as_it_went_in),
		cmocka_unit_test(a_result_comes_out_as_it_went_in),
		cmocka_unit_test(a_result_cut_anywhere_is_refused),
		cmocka_unit_test(bytes_left_over_are_refused),
	};
	return cmocka_run_group_tests(tests, begin, end);
}
