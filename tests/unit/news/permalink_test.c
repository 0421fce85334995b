/* SPDX-License-Identifier: Apache-2.0 */
#include "../cmocka_first.h"

#include "news/permalink.h"

static struct permalink_parts parts_of(const char *slug, int64_t id)
{
	return (struct permalink_parts){
		.published = { .year = 2015,
			       .month = 3,
			       .day = 7,
			       .hour = 14,
			       .minute = 5,
			       .second = 9 },
		.id = id,
		.slug = str_of(slug),
		.section_path = S("world/asia"),
		.author = S("ana"),
	};
}

static void patterns_become_paths(void **state)
{
	static const struct {
		const char *pattern, *path;
	} cases[] = {
		{ "/%postname%/", "/hello/" },
		{ "/%year%/%monthnum%/%day%/%postname%/", "/2015/03/07/hello/" },
		{ "/%year%/%monthnum%/%postname%.html", "/2015/03/hello.html" },
		{ "/archives/%post_id%", "/archives/41" },
		{ "/?p=%post_id%", "/?p=41" },
		{ "/%category%/%postname%/", "/world/asia/hello/" },
		{ "/%author%/%hour%%minute%%second%-%postname%/", "/ana/140509-hello/" },
	};
	struct permalink_parts parts = parts_of("hello", 41);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct str path;
		assert_ok(permalink_make(*state, str_of(cases[i].pattern), &parts, &path));
		assert_true(str_eq(path, str_of(cases[i].path)));
	}
}

static void a_path_is_encoded_and_never_has_an_empty_part(void **state)
{
	struct permalink_parts parts = parts_of("日本 x", 1);
	parts.section_path = parts.author = S("");
	struct str path;
	assert_ok(permalink_make(*state, S("/%category%/%author%/%postname%/"), &parts, &path));
	assert_str(path, "/uncategorized/staff/%E6%97%A5%E6%9C%AC%20x/");
}

static void a_pattern_must_tell_stories_apart(void **state)
{
	(void)state;
	assert_true(permalink_is_valid(S("/%postname%")));
	assert_true(permalink_is_valid(S("/x-%post_id%.html")));
	assert_false(permalink_is_valid(S("/%year%/")));
	assert_false(permalink_is_valid(S("%postname%")));
	assert_false(permalink_is_valid(S("/%postname%/%other%/")));
	assert_false(permalink_is_valid(S("/%postname")));
	assert_false(permalink_is_valid(S("/ %postname%")));
	assert_false(permalink_is_valid(S("")));
	assert_true(permalink_needs_id(S("/?p=%post_id%")));
	assert_false(permalink_needs_id(S("/%postname%/")));
}

static void a_pattern_may_be_as_long_as_the_limit(void **state)
{
	char *text = arena_bytes(*state, LIMIT_PERMALINK_BYTES + 1);
	memset(text, 'x', LIMIT_PERMALINK_BYTES + 1);
	memcpy(text, "/%postname%", 11);
	assert_true(permalink_is_valid((struct str){ text, LIMIT_PERMALINK_BYTES }));
	assert_false(permalink_is_valid((struct str){ text, LIMIT_PERMALINK_BYTES + 1 }));
	/* and what comes out of it has a limit of its own */
	struct permalink_parts parts = parts_of("x", 1);
	struct str path, many = S("%postname%%postname%%postname%");
	parts.slug = (struct str){ text, LIMIT_PERMALINK_BYTES };
	many = str_fmt(*state, "/%.*s%.*s", STR_ARG(many), STR_ARG(many));
	assert_int_equal(permalink_make(*state, many, &parts, &path), ERR_TOO_BIG);
}

/* Three stories of different dates, sections and authors under one pattern. */
static void check_guess(void **state, const char *pattern)
{
	struct permalink_sample samples[3];
	static const char *const slugs[] = { "hello", "2015", "a-7-b" };
	static const char *const sections[] = { "world/asia", "sport", "world" };
	static const char *const authors[] = { "ana", "bo", "ana" };
	for (int i = 0; i < 3; i++) {
		samples[i].parts = parts_of(slugs[i], 41 + i);
		samples[i].parts.published.month = 3 + i * 4;
		samples[i].parts.published.day = 7 + i * 5;
		samples[i].parts.section_path = str_of(sections[i]);
		samples[i].parts.author = str_of(authors[i]);
		assert_ok(permalink_make(*state, str_of(pattern), &samples[i].parts,
					 &samples[i].path));
	}
	struct str guess;
	if (!permalink_guess(*state, samples, 3, &guess))
		fail_msg("nothing guessed for %s", pattern);
	if (!str_eq(guess, str_of(pattern)))
		fail_msg("%s was taken for %.*s", pattern, STR_ARG(guess));
}

static void the_pattern_is_read_out_of_links(void **state)
{
	static const char *const patterns[] = {
		"/%postname%/",
		"/%postname%",
		"/%year%/%monthnum%/%day%/%postname%/",
		"/%year%/%monthnum%/%postname%/",
		"/%year%/%postname%.html",
		"/%category%/%postname%/",
		"/%category%/%year%/%postname%/",
		"/archives/%post_id%",
		"/?p=%post_id%",
		"/blog/%author%/%postname%/",
		"/news/%post_id%-%postname%/",
	};
	for (size_t i = 0; i < COUNT_OF(patterns); i++)
		check_guess(state, patterns[i]);
}

static void links_that_do_not_agree_give_no_pattern(void **state)
{
	struct permalink_sample samples[3] = {
		{ S("/a/x1/"), parts_of("x", 1) },
		{ S("/b"), parts_of("y", 2) },
		{ S("/2015/z/"), parts_of("z", 3) },
	};
	struct str guess;
	assert_false(permalink_guess(*state, samples, 3, &guess));
	assert_false(permalink_guess(*state, samples, 0, &guess));
}

static void a_few_odd_links_do_not_matter(void **state)
{
	struct permalink_sample samples[3] = {
		{ S("/2015/03/x/"), parts_of("x", 1) },
		{ S("/?p=2"), parts_of("y", 2) },
		{ S("/2015/03/Z/"), parts_of("z", 3) },
	};
	struct str guess;
	assert_true(permalink_guess(*state, samples, 3, &guess));
	assert_str(guess, "/%year%/%monthnum%/%postname%/");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(patterns_become_paths),
		cmocka_unit_test(a_path_is_encoded_and_never_has_an_empty_part),
		cmocka_unit_test(a_pattern_must_tell_stories_apart),
		cmocka_unit_test(a_pattern_may_be_as_long_as_the_limit),
		cmocka_unit_test(the_pattern_is_read_out_of_links),
		cmocka_unit_test(links_that_do_not_agree_give_no_pattern),
		cmocka_unit_test(a_few_odd_links_do_not_matter),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
