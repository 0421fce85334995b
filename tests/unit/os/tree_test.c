/* SPDX-License-Identifier: Apache-2.0 */
#include "os/tree.h"

#include <sys/stat.h>

#include "folder_for_test.h"
#include "os/folder.h"

static enum err make_below(struct place *place, const char *path)
{
	CLEANUP(os_close) int folder = -1, fd = -1;
	assert_ok(os_folder_open(place->folder, &folder, NULL));
	return os_create_below(folder, str_of(path), false, &fd, NULL);
}

static void files_are_made_with_the_folders_on_the_way(void **state)
{
	struct place *place = *state;
	struct os_stat st;
	assert_ok(make_below(place, "a/b/c"));
	assert_ok(make_below(place, "a/b/d"));
	assert_ok(os_stat(at(place, "a/b/d"), &st));
	assert_int_equal(make_below(place, "a/b/c"), ERR_CONFLICT);
	assert_int_not_equal(make_below(place, "a/b/c/e"), OK);
}

static void nothing_is_made_outside(void **state)
{
	struct place *place = *state;
	static const char *const paths[] = { "../x", "/tmp/x", "a/../../x", "a/..", "./a",
					     "a//b", "a/",     "",          ".",    "out/x" };
	assert_int_equal(symlink("/tmp", str_z(&place->arena, at(place, "out"))), 0);
	for (size_t i = 0; i < COUNT_OF(paths); i++)
		if (make_below(place, paths[i]) == OK)
			fail_msg("made %s", paths[i]);
}

static void a_folder_is_put_in_place_whole(void **state)
{
	struct place *place = *state;
	struct str draft;
	assert_ok(os_tree_begin(&place->arena, at(place, "new/"), &draft, NULL));
	assert_true(os_is_draft(draft));
	assert_ok(os_make_folder(os_path_join(&place->arena, draft, S("in")), NULL));
	assert_ok(os_make_folder(at(place, "new"), NULL)); /* empty: replaced */
	assert_ok(os_tree_commit(draft, at(place, "new/"), NULL));
	assert_true(os_exists(at(place, "new/in")));
	assert_false(os_exists(draft));
	assert_ok(os_tree_begin(&place->arena, at(place, "new"), &draft, NULL));
	assert_int_equal(os_tree_commit(draft, at(place, "new"), NULL), ERR_CONFLICT);
	assert_ok(os_tree_remove(draft));
}

static void links_are_taken_away_not_what_they_lead_to(void **state)
{
	struct place *place = *state;
	assert_ok(os_make_folder(at(place, "kept/in"), NULL));
	assert_ok(os_make_folder(at(place, "gone/a/b"), NULL));
	assert_ok(os_write_file(at(place, "gone/a/file"), S("x"), NULL));
	assert_int_equal(symlink("../kept", str_z(&place->arena, at(place, "gone/link"))), 0);
	assert_ok(os_tree_remove(at(place, "gone/")));
	assert_false(os_exists(at(place, "gone")));
	assert_true(os_exists(at(place, "kept/in")));
	assert_int_equal(os_tree_remove(at(place, "gone")), ERR_NOT_FOUND);
}

static void whether_a_path_lies_in_a_folder_is_told_however_it_is_spelled(void **state)
{
	struct place *place = *state;
	bool is_in;
	assert_ok(os_make_folder(at(place, "site/media"), NULL));
	assert_ok(os_make_folder(at(place, "site-b"), NULL));
	assert_int_equal(symlink("site/media", str_z(&place->arena, at(place, "link"))), 0);
	static const struct {
		const char *path;
		bool is_in;
	} cases[] = { { "site/b.tar", true },           { "site/media/b.tar", true },
		      { "site-b/../site/b.tar", true }, { "link/b.tar", true },
		      { "site-b/b.tar", false },        { "b.tar", false },
		      { "site/../b.tar", false } };
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		assert_ok(os_lies_in(at(place, cases[i].path), at(place, "site/"), &is_in));
		assert_int_equal(is_in, cases[i].is_in);
	}
	assert_int_equal(os_lies_in(at(place, "none/b"), at(place, "site"), &is_in), ERR_NOT_FOUND);
}

static void a_draft_is_told_by_its_name(void **state)
{
	(void)state;
	assert_true(os_is_draft(S("a.jpg.0123456789abcdef.draft")));
	assert_false(os_is_draft(S("a.draft")));
	assert_false(os_is_draft(S(".0123456789abcdef.draft")));
	assert_false(os_is_draft(S("a.0123456789abcdeg.draft")));
	assert_false(os_is_draft(S("a0123456789abcdef.draft")));
	assert_false(os_is_draft(S("a.0123456789abcdef.drafts")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_PLACE(files_are_made_with_the_folders_on_the_way),
		IN_A_PLACE(nothing_is_made_outside),
		IN_A_PLACE(a_folder_is_put_in_place_whole),
		IN_A_PLACE(links_are_taken_away_not_what_they_lead_to),
		IN_A_PLACE(whether_a_path_lies_in_a_folder_is_told_however_it_is_spelled),
		cmocka_unit_test(a_draft_is_told_by_its_name),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
