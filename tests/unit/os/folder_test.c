/* SPDX-License-Identifier: Apache-2.0 */
#include "os/folder.h"

#include <sys/stat.h>

#include "folder_for_test.h"

static int folder;

static int make_tree(void **state)
{
	if (make_place(state))
		return -1;
	struct place *place = *state;
	char *outside = str_z(&place->arena, at(place, "outside"));
	bool made = os_make_folder(at(place, "in/sub"), NULL) == OK &&
		    os_write_file(at(place, "outside"), S("not yours"), NULL) == OK &&
		    os_write_file(at(place, "in/a"), S("hello"), NULL) == OK &&
		    os_write_file(at(place, "in/sub/b"), S("below"), NULL) == OK &&
		    symlink(outside, str_z(&place->arena, at(place, "in/out"))) == 0 &&
		    symlink("../outside", str_z(&place->arena, at(place, "in/up"))) == 0 &&
		    symlink("sub/b", str_z(&place->arena, at(place, "in/inner"))) == 0 &&
		    mkfifo(str_z(&place->arena, at(place, "in/pipe")), 0600) == 0;
	return made && os_folder_open(at(place, "in"), &folder, NULL) == OK ? 0 : -1;
}

static int drop_tree(void **state)
{
	os_close(&folder);
	return drop_place(state);
}

static enum err try_open(const char *path)
{
	struct os_stat st;
	CLEANUP(os_close) int fd = -1;
	return os_open_below(folder, str_of(path), &fd, &st);
}

static void files_below_are_opened(void **state)
{
	struct os_stat st;
	char text[5];
	(void)state;
	CLEANUP(os_close) int fd = -1;
	assert_ok(os_open_below(folder, S("a"), &fd, &st));
	assert_int_equal(st.size, 5);
	assert_true(st.modified_at.ms > 1700000000000);
	assert_ok(os_read_at(fd, 1, text, 4));
	assert_memory_equal(text, "ello", 4);
	assert_int_equal(os_read_at(fd, 1, text, 5), ERR_IO);
	assert_ok(try_open("sub/b"));
	assert_ok(try_open("sub/../a"));
	assert_ok(try_open("inner"));
}

static void nothing_outside_is_opened_whatever_it_is_called(void **state)
{
	struct place *place = *state;
	static const char *paths[] = { "../outside",  "sub/../../outside",
				       "out",         "up",
				       "/etc/passwd", "..",
				       ".",           "",
				       "sub",         "pipe",
				       "none",        "a/",
				       "a/b" };
	struct os_stat st;
	int fd = -1;
	for (size_t i = 0; i < COUNT_OF(paths); i++)
		if (try_open(paths[i]) != ERR_NOT_FOUND)
			fail_msg("opened %s", paths[i]);
	assert_int_equal(os_open_below(folder, at(place, "in/a"), &fd, &st), ERR_NOT_FOUND);
	assert_int_equal(os_open_below(folder, S("a\0b"), &fd, &st), ERR_NOT_FOUND);
	assert_int_equal(fd, -1);
}

static void a_folder_that_is_not_there_is_said_by_name(void **state)
{
	struct place *place = *state;
	struct fault fault = { 0 };
	int fd = -1;
	assert_int_equal(os_folder_open(at(place, "none"), &fd, &fault), ERR_NOT_FOUND);
	assert_non_null(strstr(fault.text, "/none"));
	assert_int_equal(os_folder_open(at(place, "outside"), &fd, NULL), ERR_NOT_FOUND);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(files_below_are_opened, make_tree, drop_tree),
		cmocka_unit_test_setup_teardown(nothing_outside_is_opened_whatever_it_is_called,
						make_tree, drop_tree),
		cmocka_unit_test_setup_teardown(a_folder_that_is_not_there_is_said_by_name,
						make_tree, drop_tree),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
