/* SPDX-License-Identifier: Apache-2.0 */
/* import_test.c: whole imports into a newspaper in a folder of its own. */
#include "import_for_test.h"

#include "store/waiting.h"

static int64_t revisions_of(struct paper *paper, story_id id)
{
	struct revision *revisions;
	size_t count;
	assert_ok(store_revisions(paper->store, &paper->arena, id, &revisions, &count));
	return (int64_t)count;
}

static struct str setting(struct paper *paper, struct str name)
{
	struct str value;
	assert_ok(store_setting(paper->store, &paper->arena, name, &value));
	return value;
}

static const char two[] = HEAD
	"<wp:author><wp:author_id>5</wp:author_id><wp:author_login>jo</"
	"wp:author_login>"
	"<wp:author_email>jo@old.example</wp:author_email>"
	"<wp:author_display_name>Jo &amp; Co</wp:author_display_name></wp:author>"
	"<wp:category><wp:term_id>2</wp:term_id><wp:category_nicename>asia</"
	"wp:category_nicename>"
	"<wp:category_parent>world</wp:category_parent><wp:cat_name>Asia</"
	"wp:cat_name></wp:category>"
	"<wp:category><wp:term_id>1</wp:term_id><wp:category_nicename>world</"
	"wp:category_nicename>"
	"<wp:category_parent></wp:category_parent><wp:cat_name>World</wp:cat_name></"
	"wp:category>\n" POST(
		"1", "a", "2020-03-01 10:00:00",
		BODY("First.\n\n<a "
		     "href=\"http://www.old.example/2020/03/b/\">b</"
		     "a>") "<excerpt:encoded><![CDATA[An <b>ex</b>cerpt]]></excerpt:encoded>"
			   "<category domain=\"category\" "
			   "nicename=\"world\">World</category>"
			   "<category domain=\"category\" "
			   "nicename=\"asia\">Asia</category>"
			   "<category domain=\"post_tag\" "
			   "nicename=\"%d1%84\">Ф</category>" META("_yoast_wpseo_primary_category",
								   "2"))
		POST("2", "b", "2020-03-02 10:00:00",
		     BODY("Second.") "<wp:is_sticky>1</wp:is_sticky>"
				     "<wp:comment_status>closed</wp:comment_status>"
				     "<wp:comment><wp:comment_id>8</"
				     "wp:comment_id><wp:comment_author>R</"
				     "wp:comment_author>"
				     "<wp:comment_author_email>r@x.example</"
				     "wp:comment_author_email>"
				     "<wp:comment_content>under "
				     "nine</wp:comment_content><wp:comment_approved>1"
				     "</wp:comment_approved><wp:comment_parent>9</"
				     "wp:comment_parent></wp:comment>"
				     "<wp:comment><wp:comment_id>9</"
				     "wp:comment_id><wp:comment_author>Jo</"
				     "wp:comment_author>"
				     "<wp:comment_content>hello</"
				     "wp:comment_content><wp:comment_approved>1"
				     "</wp:comment_approved><wp:comment_parent>77</"
				     "wp:comment_parent>"
				     "<wp:comment_user_id>5</wp:comment_user_id></"
				     "wp:comment>"
				     "<wp:comment><wp:comment_id>10</"
				     "wp:comment_id><wp:comment_content>buy</"
				     "wp:comment_content>"
				     "<wp:comment_approved>spam</"
				     "wp:comment_approved></wp:comment>") TAIL;

static void an_export_comes_in_with_all_it_says(void **state)
{
	struct paper *paper = *state;
	struct account account = import_text(paper, two);
	struct story a = story_at(paper, "/2020/03/a/"), b = story_at(paper, "/2020/03/b/");
	assert_str(a.headline, "Story 1");
	assert_str(a.standfirst.s, "An <b>ex</b>cerpt");
	assert_true(str_eq(a.body, str_fmt(&paper->arena,
					   "<p>First.</p>\n<p><a data-story=\"%lld\">b</a></p>",
					   (long long)b.id.n)));
	assert_str(a.sections[0].slug, "asia");
	assert_str(a.sections[0].path, "/section/world/asia/");
	assert_str(a.topics[0].slug, "\xD1\x84");
	assert_str(a.bylines[0].person.name, "Jo & Co");
	assert_int_equal(a.status, STORY_PUBLISHED);
	assert_int_equal(revisions_of(paper, a.id), 1);
	assert_true(b.is_lead);
	assert_int_equal(b.replies, REPLIES_CLOSED);
	assert_int_equal(b.comment_count, 2);
	assert_int_equal(account.comments_spam, 1);
	assert_int_equal(account.items, 2);
	assert_str(setting(paper, S("title")), "The & Quay");
	assert_str(setting(paper, S("permalink")), "/%year%/%monthnum%/%postname%/");
	assert_str(setting(paper, S("url")), "https://old.example");
}

static void replies_keep_their_threads_and_hide_their_addresses(void **state)
{
	struct paper *paper = *state;
	struct comment_page page;
	struct comment staff;
	import_text(paper, two);
	story_id b = story_at(paper, "/2020/03/b/").id;
	assert_ok(store_comment_page(paper->store, &paper->arena, b,
				     &(struct comment_wanted){ .page = 1, .limit = 10 }, &page));
	const struct comment *list = page.items;
	assert_int_equal(page.count, 2);
	assert_str(list[0].name, "Jo");
	assert_str(list[0].text.s, "<p>hello</p>");
	assert_int_equal(list[1].parent.n, list[0].id.n);
	assert_ok(store_comment_by_uri(paper->store, &paper->arena,
				       S("https://old.example/?p=2#comment-8"), &staff));
	assert_true(staff.email.len > 0 && !str_contains(staff.email, S("r@x.example")));
	assert_true(staff.email_hash.len > 0);
	assert_ok(store_comment_by_uri(paper->store, &paper->arena,
				       S("https://old.example/?p=2#comment-9"), &staff));
	assert_true(staff.staff.n != 0);
}

static void old_addresses_lead_to_the_new_ones(void **state)
{
	struct paper *paper = *state;
	import_text(paper, two);
	assert_str(story_at(paper, "/?p=1").path, "/2020/03/a/");
	static const struct {
		const char *old, *now;
	} cases[] = { { "/category/asia/", "/section/world/asia/" },
		      { "/category/world/asia/", "/section/world/asia/" },
		      { "/tag/%D1%84/", "/topic/%D1%84/" },
		      { "/author/jo/", "/author/jo/" } };
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct address address;
		assert_ok(
			store_address(paper->store, &paper->arena, str_of(cases[i].old), &address));
		assert_true(str_eq(address.current, str_of(cases[i].now)));
	}
}

static void the_same_again_changes_nothing(void **state)
{
	struct paper *paper = *state;
	import_text(paper, two);
	int64_t sequence = store_sequence(paper->store);
	struct account account = import_text(paper, two);
	assert_int_equal(store_sequence(paper->store), sequence);
	assert_int_equal(account.types.items[0].tally.of[OUTCOME_SAME], 2);
	assert_int_equal(account.comments.of[OUTCOME_SAME], 3);
	assert_int_equal(account.sections.of[OUTCOME_SAME], 2);
}

static void a_newer_export_changes_what_changed(void **state)
{
	struct paper *paper = *state;
	import_text(paper, HEAD POST("1", "a", "2020-03-01 10:00:00", BODY("One."))
				   POST("2", "b", "2020-03-02 10:00:00", BODY("Two.")) TAIL);
	struct account account = import_text(
		paper, HEAD POST("1", "a", "2020-03-01 10:00:00",
				 BODY("One, corrected.") "<wp:post_modified_gmt>2021-01-01 "
							 "00:00:00</wp:post_modified_gmt>")
			       POST("2", "b", "2020-03-02 10:00:00", BODY("Two.")) TAIL);
	struct story a = story_at(paper, "/2020/03/a/");
	assert_str(a.body, "<p>One, corrected.</p>");
	assert_int_equal(revisions_of(paper, a.id), 2);
	assert_int_equal(account.types.items[0].tally.of[OUTCOME_UPDATED], 1);
	assert_int_equal(account.types.items[0].tally.of[OUTCOME_SAME], 1);
}

static void an_older_export_takes_nothing_back(void **state)
{
	struct paper *paper = *state;
	import_text(paper, HEAD POST("1", "a", "2020-03-01 10:00:00",
				     BODY("New.") "<wp:post_modified_gmt>2021-01-01 00:00:00"
						  "</wp:post_modified_gmt>") TAIL);
	struct account account =
		import_text(paper, HEAD POST("1", "a", "2020-03-01 10:00:00", BODY("Old.")) TAIL);
	assert_str(story_at(paper, "/2020/03/a/").body, "<p>New.</p>");
	assert_int_equal(account.skips.count, 1);
	assert_int_equal(account.skips.items[0].reason, SKIP_OLDER);
}

static void what_an_editor_changed_since_stays(void **state)
{
	struct paper *paper = *state;
	const char *text = HEAD POST("1", "a", "2020-03-01 10:00:00", BODY("Theirs.")) TAIL;
	import_text(paper, text);
	struct story story = story_at(paper, "/2020/03/a/");
	story.body = S("<p>Ours.</p>");
	story.updated_at = (unix_ms){ 0 };
	save_story(paper, &story);
	struct account account = import_text(paper, text);
	assert_str(story_at(paper, "/2020/03/a/").body, "<p>Ours.</p>");
	assert_int_equal(account.skips.items[0].reason, SKIP_OLDER);
}

static const char with_picture[] = HEAD POST(
	"1", "a", "2020-03-01 10:00:00",
	BODY("<img class=\"wp-image-5\" src=\"https://old.example/wp-content/uploads/2020/03/"
	     "p-300x200.jpg\" alt=\"Alt\">\n\n<a href=\"https://old.example/2020/03/z/\">z</a>")
		META("_thumbnail_id", "5")) TAIL;
static const char pictures_alone[] = HEAD PICTURE("5", "1", "p.jpg")
	META("_wp_attachment_metadata",
	     "a:3:{s:5:\"width\";i:640;s:6:\"height\";i:480;s:10:\"image_meta\";a:2:{s:6:"
	     "\"credit\";"
	     "s:7:\"A. Nyst\";s:9:\"copyright\";s:3:\"(c)\";}}") "<excerpt:encoded>A "
								 "cap</excerpt:encoded></"
								 "item>" POST("3", "z",
									      "2020-03-03 10:00:00",
									      BODY("Z.")) TAIL;

static void check_picture_story(struct paper *paper)
{
	struct story a = story_at(paper, "/2020/03/a/"), z = story_at(paper, "/2020/03/z/");
	struct media media;
	assert_ok(store_media_by_uri(paper->store, &paper->arena, S("https://old.example/?p=5"),
				     &media));
	assert_true(str_eq(a.body, str_fmt(&paper->arena,
					   "<figure data-media=\"%lld\"></figure>\n"
					   "<p><a data-story=\"%lld\">z</a></p>",
					   (long long)media.id.n, (long long)z.id.n)));
	assert_int_equal(a.cover.id.n, media.id.n);
	assert_int_equal(media.width, 640);
	assert_str(media.credit, "A. Nyst");
	assert_str(media.copyright, "(c)");
	assert_str(media.alt, "Alt");
	assert_str(media.caption.s, "A cap");
	assert_str(media.remote_url, "https://old.example/wp-content/uploads/2020/03/p.jpg");
	assert_int_equal(revisions_of(paper, a.id), 1);
	struct waiting *rows;
	size_t count;
	assert_ok(store_waiting_scan(paper->store, &paper->arena, (story_id){ 0 }, 10, &rows,
				     &count));
	assert_int_equal(count, 0);
}

static void files_come_in_any_order_together(void **state)
{
	struct paper *paper = *state;
	const char *const files[] = { with_picture, pictures_alone };
	struct account account;
	assert_ok(import_files(paper, files, 2, &account));
	check_picture_story(paper);
}

static void files_come_in_any_order_one_by_one(void **state)
{
	struct paper *paper = *state;
	import_text(paper, with_picture);
	import_text(paper, pictures_alone);
	check_picture_story(paper);
	int64_t sequence = store_sequence(paper->store);
	import_text(paper, with_picture);
	import_text(paper, pictures_alone);
	assert_int_equal(store_sequence(paper->store), sequence);
}

static void the_other_way_round_gives_the_same(void **state)
{
	struct paper *paper = *state;
	import_text(paper, pictures_alone);
	import_text(paper, with_picture);
	check_picture_story(paper);
}

static void pages_stand_below_parents_that_come_later(void **state)
{
	struct paper *paper = *state;
#define PAGE(id, parent, path)                                                                     \
	"<item><title>Page " id "</title><link>https://old.example" path "</link><wp:post_id>" id  \
	"</wp:post_id><wp:post_parent>" parent "</wp:post_parent><wp:status>publish</wp:status>"   \
	"<wp:post_date_gmt>2020-03-01 10:00:00</wp:post_date_gmt>"                                 \
	"<wp:post_type>page</wp:post_type></item>"
	import_text(paper, HEAD PAGE("3", "2", "/a/b/c/") PAGE("2", "1", "/a/b/")
				   PAGE("1", "0", "/a/") TAIL);
	assert_int_equal(story_at(paper, "/a/b/c/").parent, story_at(paper, "/a/b/").id.n);
	assert_int_equal(story_at(paper, "/a/b/").parent, story_at(paper, "/a/").id.n);
	assert_str(story_at(paper, "/?page_id=3").path, "/a/b/c/");
	assert_int_equal(revisions_of(paper, story_at(paper, "/a/b/c/").id), 1);
}

static void an_imported_page_takes_its_address_from_ours(void **state)
{
	struct paper *paper = *state;
	import_text(paper, HEAD PAGE("1", "0", "/search/") PAGE("2", "0", "/author/")
				   PAGE("3", "0", "/find/") TAIL);
	assert_str(story_at(paper, "/search/").headline, "Page 1");
	assert_str(setting(paper, S("route.search")), "/site-search/");
	assert_str(setting(paper, S("route.author")), "/by/");
	assert_str(setting(paper, S("route.topic")), "/topic/");
}

static void states_passwords_and_dates_are_kept(void **state)
{
	struct paper *paper = *state;
	struct account account = import_text(
		paper, HEAD
		"<item><title></title><link>https://old.example/?p=1</link><wp:post_id>1"
		"</wp:post_id><wp:status>draft</wp:status><wp:post_type>post</wp:post_type>"
		"<wp:post_date>2020-01-01 00:00:00</wp:post_date>"
		"<wp:post_date_gmt>0000-00-00 00:00:00</wp:post_date_gmt></item>"
		"<item><title>S</title><link>https://old.example/2090/01/s/</link><wp:post_id>2"
		"</wp:post_id><wp:status>future</wp:status><wp:post_type>post</wp:post_type>"
		"<wp:post_date_gmt>2090-01-01 00:00:00</wp:post_date_gmt>"
		"<wp:post_password>open</wp:post_password></item>"
		"<item><title>T</title><wp:post_id>3</wp:post_id><wp:status>trash</wp:status>"
		"<wp:post_type>post</wp:post_type></item>" TAIL);
	struct story draft = story_at(paper, "/?p=1"), future = story_at(paper, "/2090/01/s/");
	assert_int_equal(draft.status, STORY_DRAFT);
	assert_int_equal(draft.published_at.ms, 0);
	assert_str(draft.slug, "1");
	assert_int_equal(future.status, STORY_SCHEDULED);
	assert_str(future.password, "open");
	assert_int_equal(account.skips.count, 1);
	assert_int_equal(account.skips.items[0].reason, SKIP_TRASH);
	assert_int_equal(account.skips.items[0].line, 3);
}

static void menus_find_their_places(void **state)
{
	struct paper *paper = *state;
	struct menu menu;
#define ENTRY(id, order, menu, title, more)                                                        \
	"<item><title>" title "</title><wp:post_id>" id "</wp:post_id><wp:menu_order>" order       \
	"</wp:menu_order><wp:status>publish</wp:status><wp:post_type>nav_menu_item</wp:post_type>" \
	"<category domain=\"nav_menu\" nicename=\"" menu "\">M</category>" more "</item>"
	import_text(
		paper, HEAD
		"<wp:category><wp:term_id>4</wp:term_id><wp:category_nicename>w"
		"</wp:category_nicename><wp:cat_name>World</wp:cat_name></wp:category>" ENTRY(
			"12", "2", "main", "",
			META("_menu_item_type", "taxonomy") META("_menu_item_object", "category")
				META("_menu_item_object_id", "4"))
			ENTRY("11", "1", "main", "A",
			      META("_menu_item_type", "post_type") META("_menu_item_object", "post")
				      META("_menu_item_object_id", "1"))
				ENTRY("13", "3", "main", "Gone",
				      META("_menu_item_type", "post_type")
					      META("_menu_item_object_id", "99"))
					ENTRY("14", "1", "foot-footer", "Ext",
					      META("_menu_item_type", "custom") META(
						      "_menu_item_url", "https://else.example/"))
						POST("1", "a", "2020-03-01 10:00:00", "") TAIL);
	assert_ok(store_menu(paper->store, &paper->arena, S("primary"), &menu));
	assert_int_equal(menu.count, 2);
	assert_str(menu.items[0].url, "/2020/03/a/");
	assert_str(menu.items[1].label, "World");
	assert_str(menu.items[1].url, "/section/w/");
	assert_ok(store_menu(paper->store, &paper->arena, S("footer"), &menu));
	assert_str(menu.items[0].url, "https://else.example/");
}

static void doubled_ids_come_in_once(void **state)
{
	struct paper *paper = *state;
	struct account account =
		import_text(paper, HEAD POST("1", "a", "2020-03-01 10:00:00", BODY("One.")) POST(
					   "1", "a", "2020-03-01 10:00:00", BODY("Two.")) TAIL);
	assert_str(story_at(paper, "/2020/03/a/").body, "<p>One.</p>");
	assert_int_equal(account.skips.count, 1);
	assert_int_equal(account.skips.items[0].reason, SKIP_DUPLICATE);
}

static void two_stories_at_one_address_both_come_in(void **state)
{
	struct paper *paper = *state;
	const char *text = HEAD POST("1", "a", "2020-03-01 10:00:00", BODY("One."))
		POST("2", "a", "2020-03-02 10:00:00", BODY("Two.")) TAIL;
	import_text(paper, text);
	assert_str(story_at(paper, "/2020/03/a/").body, "<p>One.</p>");
	assert_str(story_at(paper, "/?p=2").body, "<p>Two.</p>");
	int64_t sequence = store_sequence(paper->store);
	import_text(paper, text);
	assert_int_equal(store_sequence(paper->store), sequence);
}

static void a_broken_file_leaves_the_site_as_it_was(void **state)
{
	struct paper *paper = *state;
	struct account account;
	import_text(paper, HEAD POST("1", "a", "2020-03-01 10:00:00", BODY("One.")) TAIL);
	int64_t sequence = store_sequence(paper->store);
	const char *const broken[] = {
		HEAD POST("2", "b", "2020-03-01 10:00:00", BODY("Two.")) TAIL,
		HEAD POST("3", "c", "2020-03-01 10:00:00", BODY("Three.")) "<item><title>",
	};
	assert_int_equal(import_files(paper, broken, 2, &account), ERR_INVALID);
	assert_non_null(strstr(paper->fault.text, "b.xml:4: the file ends in the middle"));
	assert_int_equal(store_sequence(paper->store), sequence);
	assert_false(store_address_taken(paper->store, S("/2020/03/b/")));
}

static void hostile_texts_are_made_harmless(void **state)
{
	struct paper *paper = *state;
	import_text(
		paper,
		HEAD POST("1", "a", "2020-03-01 10:00:00",
			  BODY("<script>x</script><p onclick=x>a</p>") "<excerpt:encoded><![CDATA[<"
								       "img src=x onerror=y>b]]>"
								       "</excerpt:encoded>") TAIL);
	struct story a = story_at(paper, "/2020/03/a/");
	assert_str(a.body, "<p>a</p>");
	assert_str(a.standfirst.s, "b");
}

static void copied_media_are_served_by_us_and_taken_back_when_it_fails(void **state)
{
	struct paper *paper = *state;
	struct arena *arena = &paper->arena;
	struct account account;
	struct media media;
	struct os_names names = { 0 };
	struct str folder = os_path_join(arena, paper->folder, S("uploads/2020/03"));
	static const char png[] = "\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\0\x20\0\0\0\x10\x08\6\0\0\0";
	assert_ok(os_make_folder(folder, NULL));
	assert_ok(os_write_file(os_path_join(arena, folder, S("p.jpg")),
				(struct str){ png, sizeof png - 1 }, NULL));
	const char *const broken[] = { pictures_alone, HEAD "<item>" };
	assert_int_equal(import_files(paper, broken, 2, &account), ERR_INVALID);
	const char *const late[] = { pictures_alone };
	assert_ok(import_files(paper, late, 1, &account));
	assert_int_equal(account.copied, 1);
	assert_ok(store_media_by_uri(paper->store, arena, S("https://old.example/?p=5"), &media));
	assert_true(str_starts(media.file, S("2020/03/")) && str_ends(media.file, S(".png")));
	assert_int_equal(media.width, 32);
	assert_str(media.mime, "image/png");
	assert_ok(os_list_folder(arena, os_path_join(arena, paper->folder, S("media/2020/03")),
				 &names, NULL));
	assert_int_equal(names.count, 1);
	struct address address;
	assert_ok(store_address(paper->store, arena, S("/wp-content/uploads/2020/03/p.jpg"),
				&address));
	assert_int_equal(address.target, media.id.n);
}

static void what_is_no_media_is_refused(void **state)
{
	struct paper *paper = *state;
	struct account account = import_text(
		paper,
		HEAD PICTURE("5", "0", "x.svg") "</item>" PICTURE(
			"6", "0", "") "</item>"
				      "<item><wp:post_type>attachment</wp:post_type></item>" TAIL);
	assert_int_equal(account.skips.count, 2);
	assert_int_equal(account.skips.items[0].reason, SKIP_REFUSED_FILE);
	assert_int_equal(account.skips.items[1].reason, SKIP_NO_ID);
}

static void guests_are_people_and_several_authors_stand_in_order(void **state)
{
	struct paper *paper = *state;
	import_text(
		paper,
		HEAD POST("1", "a", "2020-03-01 10:00:00",
			  "<category domain=\"author\" "
			  "nicename=\"cap-ann\">Ann</category>"
			  "<category domain=\"author\" "
			  "nicename=\"cap-bo\">Bo</category>") "<item><title>Ann "
							       "Other</"
							       "title><wp:post_id>9</"
							       "wp:post_id><wp:post_"
							       "type>"
							       "guest-author</"
							       "wp:post_type><wp:"
							       "status>publish</"
							       "wp:status>" META("cap-user_"
										 "login",
										 "ann") META("ca"
											     "p-"
											     "di"
											     "sp"
											     "la"
											     "y_"
											     "na"
											     "m"
											     "e",
											     "An"
											     "n "
											     "Ot"
											     "he"
											     "r")
								       META("cap-"
									    "descri"
									    "ption",
									    "Writes"
									    ".") "<"
										 "/"
										 "i"
										 "t"
										 "e"
										 "m"
										 ">" TAIL);
	struct story a = story_at(paper, "/2020/03/a/");
	assert_int_equal(a.byline_count, 2);
	assert_str(a.bylines[0].person.name, "Ann Other");
	assert_str(a.bylines[0].person.bio.s, "Writes.");
	assert_str(a.bylines[1].person.name, "Bo");
}

static void the_theme_teams_test_data_comes_in_whole(void **state)
{
	struct paper *paper = *state;
	struct account account;
	struct str file = S(SOURCE_ROOT "/../shared/data/wxr/themeunittestdata.wordpress.xml");
	if (!os_exists(file)) {
		print_message("[ SKIPPED  ] %.*s is not there\n", STR_ARG(file));
		skip();
	}
	struct import_job job = {
		.store = paper->store, .site_folder = paper->folder, .files = &file, .file_count = 1
	};
	if (import_wxr(&job, &paper->arena, &account, &paper->fault))
		fail_msg("%s", paper->fault.text);
	assert_int_equal(account.items, 186);
	for (size_t i = 0; i < account.types.count; i++) {
		struct account_type *type = &account.types.items[i];
		int64_t skipped = type->tally.of[OUTCOME_SKIPPED];
		assert_int_equal(skipped, str_eq(type->name, S("nav_menu_item")) ? 36 : 0);
	}
	assert_int_equal(tally_total(&account.comments), 33);
	assert_int_equal(tally_total(&account.sections), 68);
	int64_t sequence = store_sequence(paper->store);
	assert_ok(import_wxr(&job, &paper->arena, &account, &paper->fault));
	assert_int_equal(store_sequence(paper->store), sequence);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_PAPER(an_export_comes_in_with_all_it_says),
		IN_A_PAPER(replies_keep_their_threads_and_hide_their_addresses),
		IN_A_PAPER(old_addresses_lead_to_the_new_ones),
		IN_A_PAPER(the_same_again_changes_nothing),
		IN_A_PAPER(a_newer_export_changes_what_changed),
		IN_A_PAPER(an_older_export_takes_nothing_back),
		IN_A_PAPER(what_an_editor_changed_since_stays),
		IN_A_PAPER(files_come_in_any_order_together),
		IN_A_PAPER(files_come_in_any_order_one_by_one),
		IN_A_PAPER(the_other_way_round_gives_the_same),
		IN_A_PAPER(pages_stand_below_parents_that_come_later),
		IN_A_PAPER(an_imported_page_takes_its_address_from_ours),
		IN_A_PAPER(states_passwords_and_dates_are_kept),
		IN_A_PAPER(menus_find_their_places),
		IN_A_PAPER(doubled_ids_come_in_once),
		IN_A_PAPER(two_stories_at_one_address_both_come_in),
		IN_A_PAPER(a_broken_file_leaves_the_site_as_it_was),
		IN_A_PAPER(hostile_texts_are_made_harmless),
		IN_A_PAPER(copied_media_are_served_by_us_and_taken_back_when_it_fails),
		IN_A_PAPER(what_is_no_media_is_refused),
		IN_A_PAPER(guests_are_people_and_several_authors_stand_in_order),
		IN_A_PAPER(the_theme_teams_test_data_comes_in_whole),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
