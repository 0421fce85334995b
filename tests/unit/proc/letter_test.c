/* SPDX-License-Identifier: Apache-2.0 */
#include "proc/letter.h"

#include "cmocka_first.h"

static void a_worker_is_named_by_role_and_number(void **state)
{
	(void)state;
	const struct letter_worker sent = { ROLE_READER, 7 };
	struct letter_worker got;
	assert_int_equal(letter_worker_read(letter_worker_text(&sent), &got), OK);
	assert_int_equal(got.role, ROLE_READER);
	assert_int_equal(got.id, 7);
}

static void a_letter_of_another_length_or_of_no_role_is_refused(void **state)
{
	(void)state;
	struct letter_worker got, odd[] = { { ROLE_PARENT, 1 }, { 0, 1 }, { 99, 1 } };
	struct letter_deaths deaths;
	assert_int_equal(letter_worker_read(S(""), &got), ERR_INVALID);
	assert_int_equal(letter_worker_read(S("1234567"), &got), ERR_INVALID);
	assert_int_equal(letter_worker_read(S("123456789"), &got), ERR_INVALID);
	assert_int_equal(letter_deaths_read(S("12345678"), &deaths), ERR_INVALID);
	for (size_t i = 0; i < COUNT_OF(odd); i++)
		assert_int_equal(letter_worker_read(letter_worker_text(&odd[i]), &got),
				 ERR_INVALID);
}

static void touches_are_read_wherever_they_lie(void **state)
{
	(void)state;
	const struct letter_touch touches[] = { { 1, 1, 0, 5, 2 }, { UINT64_MAX, -9, 9, 0, 0 } };
	char place[1 + sizeof touches];
	size_t count = 0;
	struct str text = letter_touches_text(touches, COUNT_OF(touches));
	memcpy(place + 1, text.ptr, text.len);
	text.ptr = place + 1; /* at an odd address */
	assert_int_equal(letter_touches_count(text, &count), OK);
	assert_int_equal(count, 2);
	for (size_t i = 0; i < count; i++) {
		struct letter_touch touch = letter_touch_at(text, i);
		assert_memory_equal(&touch, &touches[i], sizeof touch);
	}
	assert_int_equal(letter_touches_count(str_from(text, 1), &count), ERR_INVALID);
}

static void every_role_is_found_by_its_name(void **state)
{
	(void)state;
	const enum role roles[] = { ROLE_PARENT, ROLE_FRONT, ROLE_READER, ROLE_DESK };
	enum role role;
	for (size_t i = 0; i < COUNT_OF(roles); i++) {
		assert_int_equal(proc_role_from_name(proc_role_name(roles[i]), &role), OK);
		assert_int_equal(role, roles[i]);
	}
	assert_int_equal(proc_role_from_name(S("editor"), &role), ERR_NOT_FOUND);
}

static void reads_come_one_by_one_and_whole(void **state)
{
	(void)state;
	struct arena arena = arena_open(1 << 20);
	struct letter_read read;
	struct buf out = buf_in(&arena, 64);
	letter_read_put(&out, S("/a/"), 7);
	letter_read_put(&out, S(""), 1);
	struct str payload = buf_str(&out);
	for (size_t cut = 1; cut < 8 + 3; cut++) {
		struct str short_one = str_first(payload, cut);
		assert_int_equal(letter_read_next(&short_one, &read), ERR_INVALID);
	}
	assert_int_equal(letter_read_next(&payload, &read), OK);
	assert_true(str_eq(read.path, S("/a/")) && read.reads == 7);
	assert_int_equal(letter_read_next(&payload, &read), OK);
	assert_true(read.path.len == 0 && read.reads == 1 && payload.len == 0);
	assert_int_equal(letter_read_next(&payload, &read), ERR_INVALID);
	arena_close(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_worker_is_named_by_role_and_number),
		cmocka_unit_test(a_letter_of_another_length_or_of_no_role_is_refused),
		cmocka_unit_test(touches_are_read_wherever_they_lie),
		cmocka_unit_test(every_role_is_found_by_its_name),
		cmocka_unit_test(reads_come_one_by_one_and_whole),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
