/* SPDX-License-Identifier: Apache-2.0 */
/* Cleans tests/golden/html/CASE/in.html and compares with story.html, line.html and reply.html
 * beside it, one a policy. With BLESS set in the environment it writes them instead. */
#include "../cmocka_first.h"

#include <stdlib.h>

#include "html/clean.h"
#include "os/os.h"

static const char *golden_folder;

static struct str read_file(struct arena *arena, struct str path)
{
	struct str text;
	struct fault fault = { 0 };
	if (os_read_file(arena, path, LIMIT_HTML_BYTES, &text, &fault))
		fail_msg("%s", fault.text);
	return text;
}

static void check_policy(struct arena *arena, struct str folder, struct str raw,
			 enum clean_policy policy)
{
	static const struct str names[] = { STR_CONST("story.html"), STR_CONST("line.html"),
					    STR_CONST("reply.html") };
	struct str path = os_path_join(arena, folder, names[policy]);
	struct html html, again;
	assert_ok(html_clean(arena, raw, policy, &html));
	assert_ok(html_clean(arena, html.s, policy, &again));
	assert_true(str_eq(html.s, again.s));
	struct str text = str_fmt(arena, "%.*s\n", STR_ARG(html.s));
	if (getenv("BLESS"))
		assert_ok(os_write_file(path, text, NULL));
	struct str wanted = read_file(arena, path);
	if (!str_eq(text, wanted))
		fail_msg("%.*s holds\n%.*s\nbut what came out is\n%.*s", STR_ARG(path),
			 STR_ARG(wanted), STR_ARG(text));
}

static void every_case_is_cleaned_as_it_is_written_down(void **state)
{
	struct os_names names = { 0 };
	assert_ok(os_list_folder(*state, str_of(golden_folder), &names, NULL));
	assert_true(names.count >= 4);
	for (size_t i = 0; i < names.count; i++) {
		struct str folder = os_path_join(*state, str_of(golden_folder), names.items[i]);
		if (!str_ends(folder, S("/")))
			continue;
		struct str raw = read_file(*state, os_path_join(*state, folder, S("in.html")));
		for (enum clean_policy policy = CLEAN_STORY; policy <= CLEAN_COMMENT; policy++)
			check_policy(*state, folder, raw, policy);
	}
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_case_is_cleaned_as_it_is_written_down),
	};
	BUG_IF(argc != 2);
	golden_folder = argv[1];
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
