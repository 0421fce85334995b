/* SPDX-License-Identifier: Apache-2.0 */
#include "../cmocka_first.h"

#include "exchange/wp_picture.h"

static struct wp_picture_tag tag_of(struct arena *arena, const char *html)
{
	struct html_scan scan = html_scan_of(str_of(html));
	struct scan_token token;
	assert_true(scan_next(&scan, &token));
	return wp_picture_tag(arena, &token);
}

static void a_picture_is_known_by_its_class_and_its_address(void **state)
{
	struct wp_picture_tag tag =
		tag_of(*state, "<img class='size-full wp-image-12' src='//a.example/x.jpg?w=600' "
			       "alt='A &amp; B'>");
	assert_int_equal(tag.attachment, 12);
	assert_str(tag.url, "https://a.example/x.jpg");
	assert_str(tag.alt, "A & B");
	assert_false(tag.is_nothing);
}

static void pictures_that_load_late_are_found(void **state)
{
	assert_str(tag_of(*state, "<img src='data:image/gif;base64,R0' data-src='/x.png'>").url,
		   "/x.png");
	assert_str(tag_of(*state, "<img src='/x-1x1.png' data-orig-file='/x.png'>").url, "/x.png");
}

static void some_pictures_are_nothing(void **state)
{
	assert_true(tag_of(*state, "<img src=/x.gif width=1 height=1>").is_nothing);
	assert_true(tag_of(*state, "<img class=emoji src=/x.png>").is_nothing);
	assert_true(tag_of(*state, "<img src='data:image/gif;base64,R0'>").is_nothing);
	assert_true(tag_of(*state, "<img data-media=3>").is_nothing);
	assert_false(tag_of(*state, "<img data-attachment=3>").is_nothing);
}

static void addresses_lose_what_only_asks_for_a_size(void **state)
{
	assert_str(wp_picture_plain(*state, S("https://i0.wp.com/a.example/x.jpg?resize=3")),
		   "https://a.example/x.jpg");
	assert_str(wp_picture_plain(*state, S("https://a.example/x.jpg#a?b")),
		   "https://a.example/x.jpg");
	assert_str(wp_picture_plain(*state, S("https://a.example/show?id=7")),
		   "https://a.example/show?id=7");
}

static void sizes_are_cut_off_names(void **state)
{
	assert_str(wp_picture_full_size(*state, S("/a/b-300x200.jpg")), "/a/b.jpg");
	assert_str(wp_picture_full_size(*state, S("/a/b-300.jpg")), "/a/b-300.jpg");
	assert_str(wp_picture_full_size(*state, S("/a/300x200.jpg")), "/a/300x200.jpg");
	assert_str(wp_picture_full_size(*state, S("/a/b-x200.jpg")), "/a/b-x200.jpg");
	assert_str(wp_picture_full_size(*state, S("/a/b-300x.jpg")), "/a/b-300x.jpg");
	assert_str(wp_picture_full_size(*state, S("-1x1.")), ".");
	assert_str(wp_picture_full_size(*state, S("1x1.")), "1x1.");
	assert_str(wp_picture_full_size(*state, S("")), "");
}

static void pictures_are_told_by_their_ends(void **state)
{
	(void)state;
	assert_true(wp_is_picture_address(S("https://a.example/x.JPG?w=1")));
	assert_false(wp_is_picture_address(S("https://a.example/x.pdf")));
	assert_false(wp_is_picture_address(S("")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_picture_is_known_by_its_class_and_its_address),
		cmocka_unit_test(pictures_that_load_late_are_found),
		cmocka_unit_test(some_pictures_are_nothing),
		cmocka_unit_test(addresses_lose_what_only_asks_for_a_size),
		cmocka_unit_test(sizes_are_cut_off_names),
		cmocka_unit_test(pictures_are_told_by_their_ends),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
