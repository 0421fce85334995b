/* SPDX-License-Identifier: Apache-2.0 */
/* Views: every field that is listed can be had, and the same list is what docs/THEMES.md promises.
 */
#include "os/os.h"
#include "site/page.h"
#include "site/story_page.h"
#include "site/view.h"
#include "site_for_test.h"

static struct visit visit;

static void begin(void)
{
	static struct http_request request;
	request = request_for("/");
	assert_ok(visit_begin(&site.app, &request, &site.arena, &visit));
	page_fill_world(&visit);
}

static struct str themes_md;
static size_t undocumented;

/* Whether a word of `quoted text` is the name. */
static bool is_documented(struct str name)
{
	struct str rest = themes_md;
	for (struct str_pair open; (open = str_cut(rest, '`')).found;) {
		struct str_pair close = str_cut(open.tail, '`');
		rest = close.tail;
		for (struct str span = close.head; span.len;) {
			size_t n = 0;
			while (n < span.len && (char_is_alpha(span.ptr[n]) || span.ptr[n] == '_'))
				n++;
			if (str_eq(str_first(span, n), name))
				return true;
			span = str_from(span, n + 1);
		}
	}
	return false;
}

/* A name in the wrong order of its table would be listed, but not found. */
static void check_fields(struct value view)
{
	struct str key;
	size_t count = 0;
	for (; value_key_at(view, count, &key); count++)
		if (value_field(view, key, &site.arena).kind == VALUE_MISSING)
			fail_msg("%.*s is listed but not there", STR_ARG(key));
	for (size_t i = 0; value_key_at(view, i, &key); i++)
		if (!is_documented(key)) {
			print_error("docs/THEMES.md does not name %.*s\n", STR_ARG(key));
			undocumented++;
		}
	assert_true(count > 5);
	assert_int_equal(value_field(view, S("no_such_field"), &site.arena).kind, VALUE_MISSING);
	assert_int_equal(value_field(view, S(""), &site.arena).kind, VALUE_MISSING);
}

static void every_field_that_is_listed_is_there(void **state)
{
	(void)state;
	struct media media = { .file = S("a/ü b.jpg") };
	struct section section = { .id = { 1 }, .name = S("Town") };
	struct topic topic = { .id = { 1 }, .name = S("Trams") };
	struct person person = { .id = { 1 }, .name = S("Ada") };
	struct story story = { .id = { 1 }, .headline = S("Tram"), .path = S("/tram/") };
	struct comment comment = { .id = { 1 }, .name = S("Reader") };
	struct story_page page = { .conversation.page = { .items = &comment, .count = 1 } };
	struct story_found found = { 0 };
	assert_ok(os_read_file(&site.arena, S(THEMES_MD), 1 << 20, &themes_md, NULL));
	begin();
	check_fields(view_picture(&visit, &media));
	check_fields(view_section(&visit, &section, post_count_of(3)));
	check_fields(view_topic(&visit, &topic, (struct post_count){ 0 }));
	check_fields(view_person(&visit, &person, S(""), post_count_of(2)));
	check_fields(view_story(&visit, &story));
	check_fields(view_story_page(&visit, &story, &page));
	check_fields(view_found(&visit, &story, &found));
	check_fields(view_site(&visit));
	struct value items =
		value_field(view_comments(&visit, &story, &page), S("items"), &site.arena);
	check_fields(value_at(items, 0, &site.arena));
	assert_int_equal(undocumented, 0);
	visit_end(&visit);
}

static void pictures_have_addresses_that_can_be_asked_for(void **state)
{
	(void)state;
	begin();
	struct media ours = { .file = S("2024/05/ü \"b\".jpg"), .remote_url = S("https://x/") };
	struct media remote = { .remote_url = S("https://x.example/a.jpg") };
	struct media evil = { .remote_url = S("javascript:alert(1)") };
	struct media sound = { .file = S("a.mp3"), .mime = S("audio/mpeg") };
	struct media none = { 0 };
	assert_str(media_url(&visit, &ours), "/media/2024/05/%C3%BC%20%22b%22.jpg");
	assert_str(media_url(&visit, &remote), "https://x.example/a.jpg");
	assert_true(media_is_picture(&ours));
	assert_true(media_is_picture(&remote));
	assert_false(media_is_picture(&evil));
	assert_false(media_is_picture(&sound));
	assert_false(media_is_picture(&none));
	visit_end(&visit);
}

static void a_teaser_is_cut_between_words(void **state)
{
	struct paper *paper = *state;
	struct buf text = buf_in(&paper->arena, 10000);
	for (int i = 0; i < 100; i++)
		buf_put(&text, S("words "));
	struct story story = { .excerpt = buf_str(&text) };
	struct str teaser = story_teaser(&paper->arena, &story);
	assert_true(utf8_count(teaser) <= 161);
	assert_true(str_ends(teaser, S("words…")));
	story.password = S("x");
	assert_str(story_teaser(&paper->arena, &story), "");
}

static void menus_lead_and_know_where_one_is(void **state)
{
	struct paper *paper = *state;
	struct menu_item items[] = {
		{ .id = 1, .label = S("Home"), .url = S("/") },
		{ .id = 2, .label = S("Evil"), .url = S("javascript:alert(1)") },
		{ .id = 3,
		  .parent = 1,
		  .label = S("Below"),
		  .url = S("/below/"),
		  .opens_new = true },
	};
	struct menu menu = { items, COUNT_OF(items) };
	saved(paper, store_menu_set(paper->store, S("primary"), &menu));
	begin();
	struct value list = value_field(view_site(&visit), S("navigation"), &site.arena);
	assert_int_equal(value_count(list), 2);
	struct value home = value_at(list, 0, &site.arena), evil = value_at(list, 1, &site.arena);
	assert_true(value_field(home, S("current"), &site.arena).truth);
	assert_false(value_field(evil, S("current"), &site.arena).truth);
	assert_str(value_field(evil, S("url"), &site.arena).text, "");
	struct value below = value_field(home, S("children"), &site.arena);
	assert_int_equal(value_count(below), 1);
	visit_end(&visit);
}

static void accounts_elsewhere_are_lines_of_a_setting(void **state)
{
	struct paper *paper = *state;
	saved(paper, store_setting_set(paper->store, S("social"),
				       S("Our Mastodon https://a.example/@p\n\nnonsense\n"
					 "Evil javascript:x\nTwitter https://t.example/p")));
	begin();
	struct value list = value_field(view_site(&visit), S("social"), &site.arena);
	assert_int_equal(value_count(list), 2);
	assert_str(value_field(value_at(list, 0, &site.arena), S("name"), &site.arena).text,
		   "Our Mastodon");
	assert_str(value_field(view_site(&visit), S("twitter"), &site.arena).text,
		   "https://t.example/p");
	visit_end(&visit);
}

static void without_an_address_of_its_own_a_paper_answers_with_the_one_asked(void **state)
{
	struct paper *paper = *state;
	site.app.url_override = S("");
	struct http_header headers[] = { { S("Host"), S("127.0.0.1:8080") } };
	struct http_request request = request_for("/");
	request.headers = headers;
	assert_ok(visit_begin(&site.app, &request, &site.arena, &visit));
	assert_str(visit_absolute(&visit, S("/a/")), "http://127.0.0.1:8080/a/");
	headers[0].value = S("evil\"><script>");
	assert_ok(visit_begin(&site.app, &request, &site.arena, &visit));
	assert_str(visit_absolute(&visit, S("/a/")), "http://localhost/a/");
	saved(paper, store_setting_set(paper->store, S("url"), S("https://own.example/")));
	assert_ok(visit_begin(&site.app, &request, &site.arena, &visit));
	assert_str(visit_absolute(&visit, S("/a/")), "https://own.example/a/");
	visit_end(&visit);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_SITE(every_field_that_is_listed_is_there),
		IN_A_SITE(pictures_have_addresses_that_can_be_asked_for),
		IN_A_SITE(a_teaser_is_cut_between_words),
		IN_A_SITE(menus_lead_and_know_where_one_is),
		IN_A_SITE(accounts_elsewhere_are_lines_of_a_setting),
		IN_A_SITE(without_an_address_of_its_own_a_paper_answers_with_the_one_asked),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
