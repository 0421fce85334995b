/* SPDX-License-Identifier: Apache-2.0 */
#include <sys/stat.h>

#include "folder_for_test.h"

static struct str contents(struct place *place, const char *name)
{
	struct str got = S("(nothing)");
	struct fault fault = { 0 };
	if (os_read_file(&place->arena, at(place, name), 1 << 20, &got, &fault) != OK)
		fail_msg("%s", fault.text);
	return got;
}

static void what_is_written_is_read_back(void **state)
{
	struct place *place = *state;
	assert_ok(os_write_file(at(place, "a"), S("one\0two"), NULL));
	assert_true(str_eq(contents(place, "a"), S("one\0two")));
	assert_ok(os_write_file(at(place, "a"), S(""), NULL));
	assert_str(contents(place, "a"), "");
}

static void a_file_as_large_as_the_limit_is_read_and_one_larger_is_not(void **state)
{
	struct place *place = *state;
	struct str got = S("untouched");
	assert_ok(os_write_file(at(place, "a"), S("12345678"), NULL));
	assert_int_equal(os_read_file(&place->arena, at(place, "a"), 7, &got, NULL), ERR_TOO_BIG);
	assert_str(got, "untouched");
	assert_ok(os_read_file(&place->arena, at(place, "a"), 8, &got, NULL));
	assert_str(got, "12345678");
}

static void a_file_without_a_length_is_read_to_its_end(void **state)
{
	struct place *place = *state;
	struct str got;
	assert_ok(os_read_file(&place->arena, S("/proc/self/status"), 1 << 20, &got, NULL));
	assert_true(str_contains(got, S("Name:")));
	assert_int_equal(os_read_file(&place->arena, S("/proc/self/status"), 4, &got, NULL),
			 ERR_TOO_BIG);
}

static void what_is_missing_is_said_by_name(void **state)
{
	struct place *place = *state;
	struct str got;
	struct fault fault = { 0 };
	assert_int_equal(os_read_file(&place->arena, at(place, "no"), 10, &got, &fault),
			 ERR_NOT_FOUND);
	assert_non_null(strstr(fault.text, "/no"));
	assert_int_not_equal(os_read_file(&place->arena, place->folder, 10, &got, NULL), OK);
}

static void a_path_with_a_nul_or_none_is_refused(void **state)
{
	struct place *place = *state;
	struct str got;
	struct os_stat st;
	assert_int_equal(os_read_file(&place->arena, S("/etc/passwd\0x"), 10, &got, NULL),
			 ERR_INVALID);
	assert_int_equal(os_write_file(S(""), S("x"), NULL), ERR_INVALID);
	assert_int_equal(os_stat(S("a\0"), &st), ERR_INVALID);
	assert_int_equal(os_make_folder(S("/tmp\0/x"), NULL), ERR_INVALID);
}

static void a_path_too_long_is_refused(void **state)
{
	struct place *place = *state;
	char *path = arena_bytes(&place->arena, 4096);
	memset(path, '/', 4096);
	struct os_stat st;
	assert_int_equal(os_stat((struct str){ path, 4096 }, &st), ERR_TOO_BIG);
	assert_ok(os_stat((struct str){ path, 4095 }, &st));
}

/* Every step of a write may fail: the old file is whole, and no draft is left lying. */
static void a_failed_write_leaves_the_old_file_and_no_litter(void **state)
{
	struct place *place = *state;
	static const enum os_call calls[] = { OS_OPEN, OS_WRITE, OS_SYNC, OS_RENAME };
	assert_ok(os_write_file(at(place, "a"), S("old"), NULL));
	for (size_t i = 0; i < COUNT_OF(calls); i++) {
		struct os_names names;
		os_fake_fail(calls[i], 1);
		assert_int_not_equal(os_write_file(at(place, "a"), S("new"), NULL), OK);
		assert_true(os_fake_fired());
		assert_str(contents(place, "a"), "old");
		assert_ok(os_list_folder(&place->arena, place->folder, &names, NULL));
		assert_int_equal(names.count, 1);
	}
}

static void the_nth_call_fails_and_only_that(void **state)
{
	struct place *place = *state;
	os_fake_fail(OS_RENAME, 2);
	assert_ok(os_write_file(at(place, "a"), S("1"), NULL));
	assert_false(os_fake_fired());
	assert_int_not_equal(os_write_file(at(place, "a"), S("2"), NULL), OK);
	assert_ok(os_write_file(at(place, "a"), S("3"), NULL));
	assert_str(contents(place, "a"), "3");
}

static void a_read_that_fails_is_reported(void **state)
{
	struct place *place = *state;
	struct str got;
	assert_ok(os_write_file(at(place, "a"), S("1"), NULL));
	os_fake_fail(OS_READ, 1);
	assert_int_equal(os_read_file(&place->arena, at(place, "a"), 10, &got, NULL), ERR_IO);
}

static void a_secret_is_for_the_owner_only(void **state)
{
	struct place *place = *state;
	struct stat st;
	assert_ok(os_write_secret_file(at(place, "secret"), S("hush"), NULL));
	assert_int_equal(stat(str_z(&place->arena, at(place, "secret")), &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
}

static void a_copy_has_the_same_bytes(void **state)
{
	struct place *place = *state;
	size_t len = 200001; /* more than is read at once */
	char *bytes = arena_bytes(&place->arena, len);
	for (size_t i = 0; i < len; i++)
		bytes[i] = (char)(i * 7 + i / 251);
	assert_ok(os_write_file(at(place, "a"), (struct str){ bytes, len }, NULL));
	assert_ok(os_copy_file(at(place, "a"), at(place, "b"), NULL));
	assert_true(str_eq(contents(place, "b"), (struct str){ bytes, len }));
	assert_int_equal(os_copy_file(at(place, "none"), at(place, "c"), NULL), ERR_NOT_FOUND);
	assert_false(os_exists(at(place, "c")));
}

static void a_folder_is_made_with_its_parents_and_may_be_there(void **state)
{
	struct place *place = *state;
	struct os_stat st;
	assert_ok(os_make_folder(at(place, "x/y/z"), NULL));
	assert_ok(os_make_folder(at(place, "x/y/z/"), NULL));
	assert_ok(os_stat(at(place, "x/y/z"), &st));
	assert_true(st.is_folder);
	assert_ok(os_write_file(at(place, "file"), S(""), NULL));
	assert_int_not_equal(os_make_folder(at(place, "file"), NULL), OK);
	assert_int_not_equal(os_make_folder(at(place, "file/below"), NULL), OK);
}

static void a_listing_is_sorted_and_marks_folders(void **state)
{
	struct place *place = *state;
	struct os_names names;
	assert_ok(os_write_file(at(place, "b"), S(""), NULL));
	assert_ok(os_make_folder(at(place, "a"), NULL));
	assert_ok(os_write_file(at(place, "B"), S(""), NULL));
	assert_ok(os_list_folder(&place->arena, place->folder, &names, NULL));
	assert_int_equal(names.count, 3);
	assert_str(names.items[0], "B");
	assert_str(names.items[1], "a/");
	assert_str(names.items[2], "b");
	assert_int_equal(os_list_folder(&place->arena, at(place, "none"), &names, NULL),
			 ERR_NOT_FOUND);
}

static void a_removed_file_is_gone(void **state)
{
	struct place *place = *state;
	assert_ok(os_write_file(at(place, "a"), S("x"), NULL));
	assert_ok(os_remove_file(at(place, "a")));
	assert_false(os_exists(at(place, "a")));
	assert_int_equal(os_remove_file(at(place, "a")), ERR_NOT_FOUND);
}

static void a_stream_is_written_and_read_in_pieces(void **state)
{
	struct place *place = *state;
	char piece[4];
	size_t got;
	CLEANUP(os_close) int out = -1;
	CLEANUP(os_close) int in = -1;
	assert_ok(os_create(at(place, "a"), &out, NULL));
	assert_ok(os_write(out, S("abc")));
	assert_ok(os_write(out, S("def")));
	assert_ok(os_open_read(at(place, "a"), &in, NULL));
	assert_ok(os_read(in, piece, sizeof piece, &got));
	assert_int_equal(got, 4);
	assert_ok(os_read(in, piece, sizeof piece, &got));
	assert_int_equal(got, 2);
	assert_ok(os_read(in, piece, sizeof piece, &got));
	assert_int_equal(got, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_PLACE(what_is_written_is_read_back),
		IN_A_PLACE(a_file_as_large_as_the_limit_is_read_and_one_larger_is_not),
		IN_A_PLACE(a_file_without_a_length_is_read_to_its_end),
		IN_A_PLACE(what_is_missing_is_said_by_name),
		IN_A_PLACE(a_path_with_a_nul_or_none_is_refused),
		IN_A_PLACE(a_path_too_long_is_refused),
		IN_A_PLACE(a_failed_write_leaves_the_old_file_and_no_litter),
		IN_A_PLACE(the_nth_call_fails_and_only_that),
		IN_A_PLACE(a_read_that_fails_is_reported),
		IN_A_PLACE(a_secret_is_for_the_owner_only),
		IN_A_PLACE(a_copy_has_the_same_bytes),
		IN_A_PLACE(a_folder_is_made_with_its_parents_and_may_be_there),
		IN_A_PLACE(a_listing_is_sorted_and_marks_folders),
		IN_A_PLACE(a_removed_file_is_gone),
		IN_A_PLACE(a_stream_is_written_and_read_in_pieces),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
