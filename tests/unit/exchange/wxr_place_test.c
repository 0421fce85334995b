/* SPDX-License-Identifier: Apache-2.0 */
#include "../cmocka_first.h"

#include "exchange/wxr_place.h"

static void a_site_has_one_name_whatever_its_scheme(void **state)
{
	struct wxr_place a = wxr_place_of(*state, S("http://www.X.example/blog/"), S(""));
	struct wxr_place b = wxr_place_of(*state, S(""), S("https://x.example/blog"));
	assert_str(a.name, "https://x.example/blog");
	assert_true(str_eq(a.name, b.name));
	assert_str(a.base_path, "/blog");
	assert_str(a.scheme, "http");
	assert_str(wxr_item_uri(*state, &a, 12), "https://x.example/blog/?p=12");
	assert_str(wxr_named_uri(*state, &a, "tag", S("t")), "https://x.example/blog/?tag=t");
}

static void own_addresses_are_known_in_every_spelling(void **state)
{
	struct wxr_place place =
		wxr_place_of(*state, S("https://x.example/blog"), S("https://y.example"));
	static const char *const own[] = {
		"https://x.example/blog/a/", "http://www.x.example/blog/a/",
		"//x.example/blog/a/",       "/blog/a/",
		"https://y.example/blog/a/", "https://x.example//blog//a/"
	};
	for (size_t i = 0; i < COUNT_OF(own); i++) {
		struct own_address address;
		assert_true(wxr_own_address(*state, &place, str_of(own[i]), &address));
		assert_str(address.path, "/a/");
	}
}

static void others_addresses_are_not_own(void **state)
{
	struct wxr_place place = wxr_place_of(*state, S("https://x.example/blog"), S(""));
	static const char *const others[] = { "https://z.example/blog/a/",
					      "/a/",
					      "#a",
					      "",
					      "mailto:a@x.example",
					      "a/b",
					      "https://x.example/blogger/",
					      "javascript:x",
					      "https://x.example/" };
	struct own_address address;
	for (size_t i = 0; i < COUNT_OF(others); i++)
		assert_false(wxr_own_address(*state, &place, str_of(others[i]), &address));
}

static void numbers_and_fragments_are_told(void **state)
{
	struct wxr_place place = wxr_place_of(*state, S("https://x.example"), S(""));
	struct own_address address;
	assert_true(wxr_own_address(*state, &place, S("https://x.example/?utm=1&p=12#%C3%A9"),
				    &address));
	assert_str(address.number, "/?p=12");
	assert_str(address.fragment, "\xC3\xA9");
	assert_true(wxr_own_address(*state, &place, S("/a/?p=12"), &address));
	assert_str(address.number, "");
	assert_true(wxr_own_address(*state, &place, S("/%d1%84/"), &address));
	assert_str(address.path, "/%D1%84/");
	assert_true(wxr_own_address(*state, &place, S("https://x.example"), &address));
	assert_str(address.path, "/");
}

static void relative_addresses_become_absolute(void **state)
{
	struct wxr_place place = wxr_place_of(*state, S("http://x.example:8080/b"), S(""));
	assert_str(wxr_absolute(*state, &place, S("/b/c.jpg")), "http://x.example:8080/b/c.jpg");
	assert_str(wxr_absolute(*state, &place, S("//y.example/c")), "https://y.example/c");
	assert_str(wxr_absolute(*state, &place, S("https://z.example/")), "https://z.example/");
}

static void an_export_without_addresses_has_a_place_too(void **state)
{
	struct wxr_place place = wxr_place_of(*state, S("nonsense"), S(""));
	assert_str(place.name, "https://localhost");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_site_has_one_name_whatever_its_scheme),
		cmocka_unit_test(own_addresses_are_known_in_every_spelling),
		cmocka_unit_test(others_addresses_are_not_own),
		cmocka_unit_test(numbers_and_fragments_are_told),
		cmocka_unit_test(relative_addresses_become_absolute),
		cmocka_unit_test(an_export_without_addresses_has_a_place_too),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
