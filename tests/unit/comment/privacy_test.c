/* SPDX-License-Identifier: Apache-2.0 */
/* What is kept of a commenter, and that it is gone for good when they ask for that. */
#include "comment/privacy.h"

#include "office_for_test.h"
#include "os/os.h"

/* All bytes of the database's files. */
static struct str files_of(struct paper *paper)
{
	static const char *const names[] = { "site.db", "site.db-wal" };
	struct buf out = buf_in(&paper->arena, 256 << 20);
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		struct str path = os_path_join(&paper->arena, paper->folder, str_of(names[i])),
			   text;
		if (os_read_file(&paper->arena, path, 128 << 20, &text, NULL) == OK)
			buf_put(&out, text);
	}
	return buf_str(&out);
}

static void a_commenter_is_told_all_that_is_kept(void **state)
{
	struct paper *paper = *state;
	struct comment *comments;
	size_t count;
	submit_text("one");
	submit_text("two");
	office.input.email = S("other@example.org");
	submit_text("three");
	assert_ok(comments_of_person(paper->store, &paper->arena, &office.keys,
				     S("  ANA@example.org "), &comments, &count));
	assert_int_equal(count, 2);
	assert_str(comments[0].source, "two");
	assert_str(comments[0].email, "ANA@example.org");
	assert_ok(comments_of_person(paper->store, &paper->arena, &office.keys, S("no@one.example"),
				     &comments, &count));
	assert_int_equal(count, 0);
}

static void erasing_leaves_nothing_in_the_files(void **state)
{
	struct paper *paper = *state;
	int64_t erased;
	office.input.name = S("Zubinszka");
	comment_id first = submit_text("Remarkablyuncommon words of mine.").id;
	office.input.email = S("other@example.org");
	office.input.name = S("Bo");
	office.input.parent = str_fmt(&paper->arena, "%lld", (long long)first.n);
	comment_id answer = submit_text("An answer.").id;
	struct str hash = kept(first).email_hash, sealed = kept(first).email;
	assert_true(str_contains(files_of(paper), S("Remarkablyuncommon")));
	assert_ok(comment_erase_person(paper->store, &paper->arena, &office.keys,
				       S("ana@EXAMPLE.org"), &erased));
	assert_int_equal(erased, 1);
	struct str files = files_of(paper);
	assert_false(str_contains(files, S("Remarkablyuncommon")));
	assert_false(str_contains(files, S("Zubinszka")));
	assert_false(str_contains(files, sealed));
	assert_true(hash.len > 0);
	assert_int_equal(kept(answer).parent.n, 0);
	assert_int_equal(shown_count(), 1);
	assert_ok(comment_erase_person(paper->store, &paper->arena, &office.keys,
				       S("ana@example.org"), &erased));
	assert_int_equal(erased, 0);
}

static void no_address_lies_open_in_the_files(void **state)
{
	struct paper *paper = *state;
	office.input.address = S("192.0.2.77");
	submit();
	struct str files = files_of(paper);
	assert_false(str_contains(files, S("xample.org")));
	assert_false(str_contains(files, S("192.0.2.77")));
	assert_true(str_contains(files, S("192.0.2.0")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_AN_OFFICE(a_commenter_is_told_all_that_is_kept),
		IN_AN_OFFICE(erasing_leaves_nothing_in_the_files),
		IN_AN_OFFICE(no_address_lies_open_in_the_files),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
