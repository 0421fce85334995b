/* SPDX-License-Identifier: Apache-2.0 */
/* Themes' files: read once, found with and without their fingerprint. */
#include "front/assets.h"

#include <stdlib.h>

#include "../cmocka_first.h"

struct stage {
	struct arena arena;
	struct assets *assets;
	char folder[40];
};

static void write_file(struct stage *stage, const char *below, const char *text)
{
	struct str path = os_path_join(&stage->arena, str_of(stage->folder), str_of(below));
	assert_ok(os_make_folder(str_cut_last(path, '/').head, NULL));
	assert_ok(os_write_file(path, str_of(text), NULL));
}

static int open_stage(void **state)
{
	static struct stage stage;
	stage = (struct stage){ .arena = arena_open(64 << 20),
				.folder = "/tmp/assets_test.XXXXXX" };
	assert_non_null(mkdtemp(stage.folder));
	write_file(&stage, "site/css/screen.css", "body{}");
	write_file(&stage, "site/a b.svg", "<svg/>");
	write_file(&stage, "desk/app.js", "x()");
	const struct asset_folder folders[] = {
		{ S("/assets/"), os_path_join(&stage.arena, str_of(stage.folder), S("site")) },
		{ S("/desk/assets/"), os_path_join(&stage.arena, str_of(stage.folder), S("desk")) },
		{ S("/no/"), S("/nowhere/at/all") },
	};
	*state = &stage;
	return assets_open(folders, COUNT_OF(folders), &stage.assets, NULL) == OK ? 0 : -1;
}

static int close_stage(void **state)
{
	static const char *all[] = { "site/css/screen.css", "site/a b.svg", "desk/app.js" };
	struct stage *stage = *state;
	for (size_t i = 0; i < COUNT_OF(all); i++) {
		struct str path =
			os_path_join(&stage->arena, str_of(stage->folder), str_of(all[i]));
		enum err err = os_remove_file(path);
		(void)err;
	}
	assets_close(&stage->assets);
	arena_close(&stage->arena);
	return 0;
}

static void with_the_right_fingerprint_it_may_be_kept_for_ever(void **state)
{
	struct stage *stage = *state;
	bool is_immutable = true;
	struct front_asset *plain =
		assets_find(stage->assets, S("/assets/css/screen.css"), &is_immutable);
	assert_non_null(plain);
	assert_false(is_immutable);
	assert_str(plain->body, "body{}");
	assert_true(str_contains(plain->head[0], S("max-age=300")));
	assert_true(str_contains(plain->head[0], S("Content-Type: text/css")));
	struct str right =
		str_fmt(&stage->arena, "/assets/%.*s/css/screen.css", STR_ARG(plain->fingerprint));
	assert_ptr_equal(assets_find(stage->assets, right, &is_immutable), plain);
	assert_true(is_immutable);
	assert_true(str_contains(plain->head[1], S("immutable")));
	assert_ptr_equal(assets_find(stage->assets, S("/assets/0123456789abcdef/css/screen.css"),
				     &is_immutable),
			 plain);
	assert_false(is_immutable);
}

static void each_folder_has_its_own_address(void **state)
{
	struct stage *stage = *state;
	bool is_immutable;
	assert_non_null(assets_find(stage->assets, S("/desk/assets/app.js"), &is_immutable));
	assert_non_null(assets_find(stage->assets, S("/assets/a%20b.svg"), &is_immutable));
	assert_null(assets_find(stage->assets, S("/assets/app.js"), &is_immutable));
}

static void what_was_not_there_at_the_start_is_not_found(void **state)
{
	static const char *none[] = { "/assets/",
				      "/assets/css",
				      "/assets/css/../css/screen.css",
				      "/assets/../desk/app.js",
				      "/assets/%2e%2e/desk/app.js",
				      "/assets//css/screen.css",
				      "/assets/0123456789abcdef/",
				      "/assets/0123456789abcdef/nothing.css",
				      "/ASSETS/css/screen.css",
				      "" };
	struct stage *stage = *state;
	bool is_immutable;
	for (size_t i = 0; i < COUNT_OF(none); i++)
		if (assets_find(stage->assets, str_of(none[i]), &is_immutable))
			fail_msg("found: %s", none[i]);
}

int main(void)
{
#define ON_STAGE(test) cmocka_unit_test_setup_teardown(test, open_stage, close_stage)
	const struct CMUnitTest tests[] = {
		ON_STAGE(with_the_right_fingerprint_it_may_be_kept_for_ever),
		ON_STAGE(each_folder_has_its_own_address),
		ON_STAGE(what_was_not_there_at_the_start_is_not_found),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
