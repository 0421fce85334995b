/* SPDX-License-Identifier: Apache-2.0 */
#include "http/url.h"

#include "../cmocka_first.h"

static void an_address_is_taken_apart(void **state)
{
	struct url url;
	(void)state;
	assert_ok(url_parse(S("https://example.org:8080/a/b?c=d?e#f#g"), &url));
	assert_str(url.scheme, "https");
	assert_str(url.host, "example.org");
	assert_str(url.port, "8080");
	assert_str(url.path, "/a/b");
	assert_str(url.query, "c=d?e");
	assert_str(url.fragment, "f#g");
	assert_ok(url_parse(S("http://[::1]:80"), &url));
	assert_str(url.host, "[::1]");
	assert_str(url.port, "80");
	assert_str(url.path, "");
	assert_ok(url_parse(S("http://[2001:db8::1.2.3.4]/"), &url));
	assert_str(url.port, "");
}

static void relative_references_have_no_host(void **state)
{
	struct url url;
	(void)state;
	assert_ok(url_parse(S("../a?b#c"), &url));
	assert_str(url.scheme, "");
	assert_str(url.host, "");
	assert_str(url.path, "../a");
	assert_ok(url_parse(S("//cdn.example/x"), &url));
	assert_str(url.scheme, "");
	assert_str(url.host, "cdn.example");
	assert_ok(url_parse(S("/a:b"), &url));
	assert_str(url.path, "/a:b");
	assert_ok(url_parse(S(""), &url));
	assert_ok(url_parse(S("mailto:a@b.example"), &url));
	assert_str(url.scheme, "mailto");
	assert_str(url.path, "a@b.example");
}

static void what_is_no_address_is_refused(void **state)
{
	static const char *bad[] = { "http://",
				     "http:///a",
				     "http://a b/",
				     "http://a\n/",
				     "1a:b",
				     "http://u@h/",
				     "http://u:p@h/",
				     "http://a:x/",
				     "http://a:65536/",
				     "http://a:-1/",
				     "http://a:123456/",
				     "http://[::1/",
				     "http://[]/",
				     "http://[g::]/",
				     "http://a\\b/",
				     "http://a/<b>",
				     "http://a/\"",
				     "http://a^b/",
				     "http://a|b/",
				     "http://a%00/",
				     "java script:x",
				     ":a",
				     "http://a,b/" };
	struct url url;
	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		if (url_parse(str_of(bad[i]), &url) != ERR_INVALID)
			fail_msg("taken: %s", bad[i]);
	assert_int_equal(url_parse(S("http://a\0b/"), &url), ERR_INVALID);
	assert_ok(url_parse(S("http://a:65535/"), &url));
}

static void decoding_leaves_bad_escapes(void **state)
{
	struct arena *arena = *state;
	assert_str(url_decode(arena, S("a%20b%C3%A4%2f")), "a b\xc3\xa4/");
	assert_str(url_decode(arena, S("%")), "%");
	assert_str(url_decode(arena, S("%4")), "%4");
	assert_str(url_decode(arena, S("%zz%41")), "%zzA");
	assert_str(url_decode(arena, S("%%41")), "%A");
	assert_true(str_eq(url_decode(arena, S("%00")), S("\0")));
}

static void encoding_leaves_only_what_is_unreserved(void **state)
{
	struct arena *arena = *state;
	assert_str(url_encode_segment(arena, S("aZ09-._~")), "aZ09-._~");
	assert_str(url_encode_segment(arena, S("a b/\xc3\xa4&=?#%")),
		   "a%20b%2F%C3%A4%26%3D%3F%23%25");
	assert_str(url_encode_query(arena, S("a b+c")), "a%20b%2Bc");
}

static void normal(struct arena *arena, const char *path, const char *expected)
{
	struct str got;
	if (url_normal_path(arena, str_of(path), &got) != OK)
		fail_msg("refused: %s", path);
	if (!str_eq(got, str_of(expected)))
		fail_msg("%s became %.*s", path, STR_ARG(got));
}

static void a_path_has_one_spelling(void **state)
{
	struct arena *arena = *state;
	normal(arena, "/", "/");
	normal(arena, "/a/b/", "/a/b/");
	normal(arena, "/a/b", "/a/b");
	normal(arena, "//a///b//", "/a/b/");
	normal(arena, "/%61/%7e", "/a/~");
	normal(arena, "/%c3%a4", "/%C3%A4");
	normal(arena, "/\xc3\xa4", "/%C3%A4");
	normal(arena, "/%e4", "/%EF%BF%BD");
	normal(arena, "/a b", "/a%20b");
	normal(arena, "/a%2fb", "/a%2Fb");
	normal(arena, "/a%zz", "/a%25zz");
	normal(arena, "/./a/./b/.", "/a/b/");
	normal(arena, "/a/../b", "/b");
	normal(arena, "/a/b/..", "/a/");
	normal(arena, "/a/%2e%2e/b", "/b");
	normal(arena, "/a/%2E/b", "/a/b");
	normal(arena, "/...", "/...");
}

static void a_path_that_leaves_the_site_is_refused(void **state)
{
	static const char *bad[] = { "",         "a",      "/..",        "/../a",  "/a/../..",
				     "/%2e%2e/", "/a%00b", "/a/../../b", "/.%2e/x" };
	struct str got;
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		if (url_normal_path(*state, str_of(bad[i]), &got) != ERR_INVALID)
			fail_msg("taken: %s", bad[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_address_is_taken_apart),
		cmocka_unit_test(relative_references_have_no_host),
		cmocka_unit_test(what_is_no_address_is_refused),
		cmocka_unit_test(decoding_leaves_bad_escapes),
		cmocka_unit_test(encoding_leaves_only_what_is_unreserved),
		cmocka_unit_test(a_path_has_one_spelling),
		cmocka_unit_test(a_path_that_leaves_the_site_is_refused),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
