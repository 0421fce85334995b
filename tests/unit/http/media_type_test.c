/* SPDX-License-Identifier: Apache-2.0 */
#include "http/media_type.h"

#include "../cmocka_first.h"

static void the_last_extension_counts_without_case(void **state)
{
	(void)state;
	assert_str(media_type_of(S("a/b.JPG"))->name, "image/jpeg");
	assert_str(media_type_of(S("a.html.png"))->name, "image/png");
	assert_null(media_type_of(S("png")));
	assert_null(media_type_of(S("a.")));
	assert_null(media_type_of(S("a.exe")));
	assert_null(media_type_of(S("")));
}

static void nothing_that_can_act_is_shown_when_it_was_uploaded(void **state)
{
	static const char *names[] = { "a.html", "a.svg", "a.js",  "a.mjs",
				       "a.css",  "a.xml", "a.json" };
	(void)state;
	for (size_t i = 0; i < COUNT_OF(names); i++)
		assert_false(media_type_of(str_of(names[i]))->is_upload);
	assert_true(media_type_of(S("a.webp"))->is_upload);
}

static void text_is_worth_compressing(void **state)
{
	static const char *texts[] = { "text/html; charset=utf-8",
				       "application/rss+xml",
				       "application/ld+json",
				       "application/json",
				       "text/css",
				       "image/svg+xml",
				       "application/xml ;x",
				       "text/javascript" };
	(void)state;
	for (size_t i = 0; i < COUNT_OF(texts); i++)
		assert_true(media_type_is_text(str_of(texts[i])));
	assert_false(media_type_is_text(S("image/png")));
	assert_false(media_type_is_text(S("")));
	assert_false(media_type_is_text(S("application/zip")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_last_extension_counts_without_case),
		cmocka_unit_test(nothing_that_can_act_is_shown_when_it_was_uploaded),
		cmocka_unit_test(text_is_worth_compressing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
