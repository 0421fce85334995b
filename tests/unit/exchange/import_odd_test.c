/* SPDX-License-Identifier: Apache-2.0 */
/* import_odd_test.c: what exports hold that have been through many hands: numbers given twice,
 * drafts of what was published, names written in two ways, spaces where nothing should be. */
#include "import_for_test.h"

#define STATE(status) "<wp:status>" status "</wp:status>"
#define TITLED(title) "<title>" title "</title>"
#define REPLY(id, text)                                                                            \
	"<wp:comment><wp:comment_id>" id                                                           \
	"</wp:comment_id><wp:comment_author>R</wp:comment_author>"                                 \
	"<wp:comment_content>" text "</wp:comment_content><wp:comment_approved>1"                  \
	"</wp:comment_approved></wp:comment>"

static void same_again_is_nothing(struct paper *paper, const char *text)
{
	int64_t sequence = store_sequence(paper->store);
	struct account account = import_text(paper, text);
	assert_int_equal(store_sequence(paper->store), sequence);
	for (size_t i = 0; i < account.types.count; i++)
		assert_int_equal(account.types.items[i].tally.of[OUTCOME_UPDATED], 0);
}

static void a_password_of_spaces_is_none(void **state)
{
	struct paper *paper = *state;
	import_text(paper,
		    HEAD POST("1", "a", "2020-03-01 10:00:00",
			      "<wp:post_password>\n<![CDATA[ ]]>\n</wp:post_password>") TAIL);
	assert_str(story_at(paper, "/2020/03/a/").password, "");
}

static void items_that_share_a_number_all_come_in(void **state)
{
	struct paper *paper = *state;
	const char *text = HEAD POST("7", "b", "2020-03-02 10:00:00", TITLED("Bee")) POST(
		"7", "a", "2020-03-01 10:00:00", TITLED("Ay"))
		PICTURE("7", "0", "p.jpg") "</item>" PICTURE("7", "0", "q.jpg") "</item>" POST(
			"8", "c", "2020-03-01 10:00:00",
			BODY("<img class=\"wp-image-7\" src=\"https://old.example/wp-content/"
			     "uploads/2020/03/q.jpg\">")) TAIL;
	struct account account = import_text(paper, text);
	assert_str(story_at(paper, "/2020/03/a/").headline, "Ay");
	assert_str(story_at(paper, "/2020/03/b/").headline, "Bee");
	assert_int_equal(account.skips.count, 0);
	struct media q;
	assert_ok(store_media_by_remote(paper->store, &paper->arena,
					S("https://old.example/wp-content/uploads/2020/03/q.jpg"),
					&q));
	assert_true(str_eq(story_at(paper, "/2020/03/c/").body,
			   str_fmt(&paper->arena, "<figure data-media=\"%lld\"></figure>",
				   (long long)q.id.n)));
	same_again_is_nothing(paper, text);
	import_text(paper, HEAD POST("7", "a", "2020-03-01 10:00:00", TITLED("Ay"))
				   POST("7", "b", "2020-03-02 10:00:00", TITLED("Bee, anew")) TAIL);
	assert_str(story_at(paper, "/2020/03/a/").headline, "Ay");
	assert_str(story_at(paper, "/2020/03/b/").headline, "Bee, anew");
}

static void a_draft_gives_way_to_what_was_published_there(void **state)
{
	struct paper *paper = *state;
	const char *text =
		HEAD POST("1", "a", "2020-03-01 10:00:00", TITLED("The draft") STATE("draft"))
			POST("2", "a", "2020-03-02 10:00:00", TITLED("The story")) TAIL;
	import_text(paper, text);
	struct story draft;
	assert_str(story_at(paper, "/2020/03/a/").headline, "The story");
	assert_ok(store_story_by_uri(paper->store, &paper->arena, S("https://old.example/?p=1"),
				     &draft));
	assert_str(draft.path, "/2020/03/a-2/");
	assert_str(draft.headline, "The draft");
	same_again_is_nothing(paper, text);
}

static void the_first_of_two_names_counts(void **state)
{
	struct paper *paper = *state;
	const char *text =
		HEAD "<wp:author><wp:author_login>jo</wp:author_login><wp:author_display_name>Jo"
		     "</wp:author_display_name></wp:author>"
		     "<wp:author><wp:author_login>jo</wp:author_login><wp:author_display_name>JO"
		     "</wp:author_display_name></wp:author>"
		     "<wp:tag><wp:tag_slug>sea</wp:tag_slug><wp:tag_name>Sea</wp:tag_name></wp:tag>"
		     "<wp:tag><wp:tag_slug>sea</wp:tag_slug><wp:tag_name>SEA</wp:tag_name></"
		     "wp:tag>" POST("1", "a", "2020-03-01 10:00:00",
				    "<category domain=\"post_tag\" nicename=\"sea\">Sea</category>")
			     TAIL;
	import_text(paper, text);
	assert_str(story_at(paper, "/2020/03/a/").topics[0].name, "Sea");
	assert_str(story_at(paper, "/2020/03/a/").bylines[0].person.name, "Jo");
	same_again_is_nothing(paper, text);
}

static void replies_that_do_not_come_in_are_counted_and_said(void **state)
{
	struct paper *paper = *state;
	struct account account = import_text(
		paper, HEAD POST("1", "a", "2020-03-01 10:00:00", STATE("trash") REPLY("3", "x"))
			       PICTURE("5", "0", "p.jpg") REPLY("4", "y") "</item>" TAIL);
	assert_int_equal(tally_total(&account.comments), 2);
	assert_int_equal(account.comments.of[OUTCOME_SKIPPED], 2);
	int64_t comments = 0;
	for (size_t i = 0; i < account.skips.count; i++) {
		const struct account_skip *skip = &account.skips.items[i];
		comments += skip->comment;
		assert_true(!skip->comment ||
			    skip->reason ==
				    (skip->comment == 3 ? SKIP_COMMENT_ITEM : SKIP_COMMENT_FILE));
	}
	assert_int_equal(comments, 3 + 4);
}

#define BELOW                                                                                      \
	HEAD "<link>https://old.example/blog</link>"                                               \
	     "<wp:base_blog_url>https://old.example/blog</wp:base_blog_url>\n"
#define BELOW_POST(id, slug, more)                                                                 \
	"<item><title>" slug "</title><link>https://old.example/blog/" slug "/</link>"             \
	"<wp:post_id>" id "</wp:post_id><wp:post_date_gmt>2020-03-01 10:00:00</wp:post_date_gmt>"  \
	"<wp:post_name>" slug "</wp:post_name><wp:status>publish</wp:status>"                      \
	"<wp:post_type>post</wp:post_type>" more "</item>\n"

static void links_below_a_path_are_resolved_at_the_end(void **state)
{
	struct paper *paper = *state;
	const char *text =
		BELOW BELOW_POST("1", "a",
				 BODY("<a href=\"https://old.example/blog/b/\">b</a> <a "
				      "href=\"/blog/c/\">c</a> <a href=\"/shop/\">d</a>"))
			BELOW_POST("2", "b", "") BELOW_POST("3", "c", "") TAIL;
	import_text(paper, text);
	struct story a = story_at(paper, "/a/"), b = story_at(paper, "/b/"),
		     c = story_at(paper, "/c/");
	assert_true(str_eq(a.body, str_fmt(&paper->arena,
					   "<p><a data-story=\"%lld\">b</a> <a data-story=\"%lld\">"
					   "c</a> <a href=\"/shop/\">d</a></p>",
					   (long long)b.id.n, (long long)c.id.n)));
	same_again_is_nothing(paper, text);
}

static void a_file_linked_before_it_is_shown_is_found_the_first_time(void **state)
{
	struct paper *paper = *state;
	const char *text = HEAD POST(
		"1", "a", "2020-03-01 10:00:00",
		BODY("x <a href=\"https://old.example/wp-content/uploads/2020/n\u00A01.jpg\">y</a> "
		     "<a href=\"https://else.example/p.jpg\">z</a>"))
		POST("2", "b", "2020-03-02 10:00:00",
		     BODY("<img "
			  "src=\"https://old.example/wp-content/uploads/2020/n\u00A01.jpg\">\n\n"
			  "<img src=\"https://else.example/p.jpg\">")) TAIL;
	import_text(paper, text);
	struct str body = story_at(paper, "/2020/03/a/").body;
	assert_true(str_contains(body, S("<a data-media=\"")));
	assert_true(str_contains(body, S("<a href=\"https://else.example/p.jpg\">")));
	same_again_is_nothing(paper, text);
}

static void addresses_that_the_link_alone_says_are_kept(void **state)
{
	struct paper *paper = *state;
	import_text(paper,
		    HEAD "<item><title>Number</title><link>https://old.example/?p=3</link>"
			 "<wp:post_id>30</wp:post_id><wp:status>publish</wp:status></item>"
			 "<item><title>Mapped</title><link>https://mapped.example/2019/m/</link>"
			 "<wp:post_id>31</wp:post_id><wp:post_name>m</wp:post_name></item>"
			 "<item><title>Elsewhere</title><link>https://else.example/report/</link>"
			 "<wp:post_id>32</wp:post_id><wp:post_name>e</wp:post_name></item>"
			 "<wp:tag><wp:tag_slug>ben%26amp%3bjo</wp:tag_slug><wp:tag_name>Ben &amp; "
			 "Jo</wp:tag_name></wp:tag>" TAIL);
	assert_str(story_at(paper, "/?p=3").headline, "Number");
	assert_str(story_at(paper, "/?p=30").headline, "Number");
	assert_str(story_at(paper, "/2019/m/").headline, "Mapped");
	assert_false(store_address_taken(paper->store, S("/report/")));
}

static void a_number_leads_to_what_was_published_under_it(void **state)
{
	struct paper *paper = *state;
	const char *text =
		HEAD "<item><title>Draft</title><link>https://old.example/?p=6</link><wp:post_id>6"
		     "</wp:post_id><wp:post_name/><wp:status>draft</wp:status></item>"
		     "<item><title>Out</title><link>https://old.example/?p=6</link><wp:post_id>6"
		     "</wp:post_id><wp:post_name>out</wp:post_name></item>" TAIL;
	import_text(paper, text);
	assert_str(story_at(paper, "/?p=6").headline, "Out");
	same_again_is_nothing(paper, text);
}

static void a_picture_elsewhere_is_one_however_its_host_is_spelled(void **state)
{
	struct paper *paper = *state;
	const char *text = HEAD POST("1", "a", "2020-03-01 10:00:00",
				     BODY("<img src=\"http://www.else.example/p.jpg\">\n\n"
					  "<img src=\"https://else.example/p.jpg\">")) TAIL;
	struct account account = import_text(paper, text);
	assert_int_equal(account.pictures, 1);
	same_again_is_nothing(paper, text);
}

static void the_page_at_the_old_front_is_named(void **state)
{
	struct paper *paper = *state;
	const char *text = HEAD "<item><title>Welcome</title><link>https://old.example/</link>"
				"<wp:post_id>4</wp:post_id><wp:post_name>home</wp:post_name>"
				"<wp:post_type>page</wp:post_type></item>" TAIL;
	assert_str(import_text(paper, text).front_page, "/home/");
	assert_str(story_at(paper, "/?page_id=4").headline, "Welcome");
}

#define ENTRY(id, menu)                                                                            \
	"<item><title>To " menu "</title><wp:post_id>" id "</wp:post_id><wp:menu_order>1"          \
	"</wp:menu_order><wp:status>publish</wp:status><wp:post_type>nav_menu_item"                \
	"</wp:post_type><category domain=\"nav_menu\" nicename=\"" menu                            \
	"\">M</category>" META("_menu_item_type", "custom")                                        \
		META("_menu_item_url", "https://" menu ".example/") "</item>\n"

static void the_first_menu_is_the_oldest_in_whatever_order_files_come(void **state)
{
	struct paper *paper = *state;
	const char *const files[] = { HEAD ENTRY("20", "late") TAIL,
				      HEAD ENTRY("10", "early") TAIL };
	struct account account;
	struct menu menu;
	assert_ok(import_files(paper, files, 2, &account));
	assert_ok(store_menu(paper->store, &paper->arena, S("primary"), &menu));
	assert_int_equal(menu.count, 1);
	assert_str(menu.items[0].url, "https://early.example/");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_PAPER(a_password_of_spaces_is_none),
		IN_A_PAPER(items_that_share_a_number_all_come_in),
		IN_A_PAPER(a_draft_gives_way_to_what_was_published_there),
		IN_A_PAPER(the_first_of_two_names_counts),
		IN_A_PAPER(replies_that_do_not_come_in_are_counted_and_said),
		IN_A_PAPER(links_below_a_path_are_resolved_at_the_end),
		IN_A_PAPER(a_file_linked_before_it_is_shown_is_found_the_first_time),
		IN_A_PAPER(addresses_that_the_link_alone_says_are_kept),
		IN_A_PAPER(the_page_at_the_old_front_is_named),
		IN_A_PAPER(the_first_menu_is_the_oldest_in_whatever_order_files_come),
		IN_A_PAPER(a_number_leads_to_what_was_published_under_it),
		IN_A_PAPER(a_picture_elsewhere_is_one_however_its_host_is_spelled),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
