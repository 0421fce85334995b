/* SPDX-License-Identifier: Apache-2.0 */
#include "theme_for_test.h"

static void foreach_takes_a_part_and_counts_from_one(void **state)
{
	struct place *place = *state;
	const char *json =
		"{\"l\":[\"a\",\"b\",\"c\",\"d\",\"e\"],\"o\":{\"x\":1,\"y\":2},\"none\":[]}";
	assert_str(shown(place,
			 "{{#foreach l from=\"2\" to=\"4\"}}{{@number}}{{.}}{{@first}}{{@last}} "
			 "{{/foreach}}",
			 json),
		   "2btruefalse 3cfalsefalse 4dfalsetrue ");
	assert_str(shown(place, "{{#foreach l limit=2}}{{.}}{{@last}} {{/foreach}}", json),
		   "afalse btrue ");
	assert_str(shown(place, "{{#foreach l from=4 limit=9}}{{.}}{{@last}} {{/foreach}}", json),
		   "dfalse etrue ");
	assert_str(shown(place,
			 "{{#foreach l columns=2}}{{#if @rowStart}}<{{/if}}{{.}}{{#if "
			 "@rowEnd}}>{{/if}}{{/foreach}}",
			 json),
		   "<ab><cd><e");
	assert_str(shown(place,
			 "{{#foreach l as |v i|}}{{i}}{{v}}{{#if @even}}e{{/if}}{{#if "
			 "@odd}}o{{/if}} {{/foreach}}",
			 json),
		   "0ao 1be 2co 3de 4eo ");
	assert_str(shown(place,
			 "{{#foreach o}}{{@key}}{{.}} {{/foreach}}{{#foreach "
			 "none}}x{{else}}none{{/foreach}}",
			 json),
		   "x1 y2 none");
}

static void foreach_leaves_out_what_is_not_for_all(void **state)
{
	struct place *place = *state;
	const char *json = "{\"tags\":[{\"n\":1,\"visibility\":\"public\"},{\"n\":2,\"visibility\":"
			   "\"internal\"},{\"n\":3}]}";
	assert_str(shown(place, "{{#foreach tags}}{{n}}{{@last}} {{/foreach}}", json),
		   "1false 3true ");
	assert_str(shown(place, "{{#foreach tags visibility=\"all\"}}{{n}}{{/foreach}}", json),
		   "123");
	assert_str(shown(place, "{{#foreach tags visibility=\"internal\"}}{{n}}{{/foreach}}", json),
		   "23");
}

static void is_asks_what_page_this_is(void **state)
{
	struct place *place = *state;
	const char *text = "{{#is \"post\"}}p{{else}}-{{/is}}{{#is \"home, tag\"}}h{{/is}}{{^is "
			   "\"paged\"}}1{{/is}}";
	assert_str(shown(place, text, "{\"extra\":{\"context\":[\"home\",\"index\"]}}"), "-h1");
	assert_str(shown(place, text, "{\"extra\":{\"context\":\"post, paged\"}}"), "p");
	assert_str(shown(place, text, "{\"context\":[\"tag\"]}"), "-h1");
}

static void match_compares_and_answers_in_arguments_too(void **state)
{
	struct place *place = *state;
	const char *json = "{\"a\":\"x\",\"b\":\"x\",\"n\":2}";
	assert_str(shown(place,
			 "{{#match a b}}=={{/match}}{{#match a \"!=\" b}}{{else}}!{{/match}}"
			 "{{#match n \">\" 1}}>{{/match}}{{#match n \"<=\" 2}}<={{/match}}"
			 "{{#match a \"startsWith\" \"x\"}}s{{/match}}{{#match n "
			 "\"2\"}}{{else}}strict{{/match}}"
			 "{{#match nope}}{{else}}no{{/match}}{{#if (match a b)}}i{{/if}}{{match a "
			 "\"y\"}}",
			 json),
		   "==!><=sstrictnoifalse");
}

static void has_asks_for_tags_authors_numbers_and_fields(void **state)
{
	struct place *place = *state;
	const char *json = "{\"slug\":\"s\",\"logo\":\"\",\"cover\":\"c\",\"tags\":[{\"name\":"
			   "\"News\"},{\"name\":\"Old\"}],"
			   "\"authors\":[{\"name\":\"Ada B\"}],\"l\":[1,2,3]}";
	assert_str(
		shown(place,
		      "{{#has tag=\"x, news\"}}a{{/has}}{{#has tag=\"new\"}}{{else}}b{{/has}}"
		      "{{#has tag=\"count:2\"}}c{{/has}}{{#has tag=\"count:>2\"}}{{else}}d{{/has}}"
		      "{{#has tag=\"count:<3\"}}e{{/has}}{{#has author=\"ada b\"}}f{{/has}}"
		      "{{#has slug=\"S, t\"}}g{{/has}}{{#has any=\"logo, cover\"}}h{{/has}}"
		      "{{#has all=\"logo, cover\"}}{{else}}i{{/has}}{{#has "
		      "any=\"@site.x\"}}{{else}}j{{/has}}",
		      json),
		"abcdefghij");
	assert_str(shown(place,
			 "{{#foreach l}}{{#has number=\"nth:2\"}}n{{/has}}{{#has "
			 "index=\"0,2\"}}i{{/has}}{{@index}}{{/foreach}}",
			 json),
		   "i0n1i2");
}

static void t_translates_by_locale_and_fills_in(void **state)
{
	struct place *place = *state;
	struct html html;
	write_file(place, "locales/en.json", "{\"Home\":\"Front\",\"Only en\":\"en\"}");
	write_file(place, "locales/de.json",
		   "{\"Home\":\"Titel\",\"Page {n}\":\"Seite {n}\",\"Empty\":\"\"}");
	write_file(place, "index.hbs",
		   "{{t \"Home\"}} {{t \"Page {n}\" n=\"<2>\"}} {{t \"Only en\"}} {{t \"Empty\"}} "
		   "{{t \"None {x}\"}}");
	struct theme *theme = open_theme(place);
	struct value data = json_value(place, "{}");
	struct theme_world world = world_of(place, data);
	world.locale = S("de-AT");
	assert_ok(theme_run(theme, S("index"), data, &world, 1000, &html, NULL));
	assert_str(html.s, "Titel Seite &lt;2&gt; en Empty None {x}");
	theme_close(theme);
}

static void words_are_counted_and_cut(void **state)
{
	struct place *place = *state;
	const char *json = "{\"excerpt\":\"one two <three> four\",\"n\":0,\"one\":1,\"five\":5}";
	assert_str(shown(place,
			 "{{plural n empty=\"no\" singular=\"% a\" plural=\"% b\"}} "
			 "{{plural one empty=\"no\" singular=\"% a\" plural=\"% b\"}} "
			 "{{plural five empty=\"no\" singular=\"% a\" plural=\"% b\"}}",
			 json),
		   "no 1 a 5 b");
	assert_str(shown(place, "{{excerpt words=\"3\"}}|{{excerpt characters=\"6\"}}|{{excerpt}}",
			 json),
		   "one two &lt;three&gt;|one tw|one two &lt;three&gt; four");
	assert_str(shown(place, "{{excerpt words=\"1\"}}",
			 "{\"custom_excerpt\":\"kept as it is\",\"excerpt\":\"x\"}"),
		   "kept as it is");
	assert_str(
		shown(place,
		      "{{reading_time}} {{#with a}}{{reading_time}}{{/with}} {{#with "
		      "b}}{{reading_time minutes=\"% min\"}}{{/with}}",
		      "{\"reading_time\":0,\"a\":{\"reading_time\":1},\"b\":{\"reading_time\":4}}"),
		"&lt; 1 min read 1 min read 4 min");
	assert_str(shown(place,
			 "{{encode a}} {{concat a b separator=\"<\"}} {{#foreach (split b "
			 "separator=\",\")}}[{{.}}]{{/foreach}}",
			 "{\"a\":\"x y&\",\"b\":\"1,,2\"}"),
		   "x%20y%26 x y&amp;&lt;1,,2 [1][2]");
}

static void addresses_are_relative_unless_asked(void **state)
{
	struct place *place = *state;
	const char *json =
		"{\"site\":{\"url\":\"https://p.example\"},\"url\":\"/a "
		"b/?x=1&y=\\\"2\",\"full\":{\"url\":\"https://p.example/c/\"},"
		"\"away\":{\"url\":\"https://q.example/\"},\"pic\":\"/media/x.jpg\",\"none\":null}";
	assert_str(shown(place,
			 "{{url}} {{url absolute=\"true\"}} {{#full}}{{url}}{{/full}} "
			 "{{#away}}{{url absolute=true}}{{/away}}",
			 json),
		   "/a%20b/?x=1&amp;y=%222 https://p.example/a%20b/?x=1&amp;y=%222 /c/ "
		   "https://q.example/");
	assert_str(shown(place,
			 "{{img_url pic}} {{img_url pic absolute=\"true\"}} [{{img_url none}}]",
			 json),
		   "/media/x.jpg https://p.example/media/x.jpg []");
	write_file(place, "package.json", "{\"config\":{\"image_sizes\":{\"s\":{\"width\":300}}}}");
	assert_str(shown(place, "{{img_url pic size=\"s\"}}",
			 "{\"pic\":\"/content/images/2020/a.png\"}"),
		   "/content/images/size/w300/2020/a.png");
}

static void further_pages_have_the_address_of_the_first_and_a_number(void **state)
{
	struct place *place = *state;
	assert_str(shown(place, "{{page_url 1}} {{page_url 3}} {{page_url}} [{{page_url null}}]",
			 "{\"extra\":{\"relative_url\":\"/section/sport/page/2/\"}}"),
		   "/section/sport/ /section/sport/page/3/ /section/sport/ []");
	assert_str(shown(place, "{{page_url 2}} {{page_url 1}}",
			 "{\"extra\":{\"relative_url\":\"/\"}}"),
		   "/page/2/ /");
	assert_str(shown(place, "{{page_url 2}}",
			 "{\"extra\":{\"relative_url\":\"/search/?q=a&b=1\"}}"),
		   "/search/page/2/?q=a&amp;b=1");
	assert_str(
		shown(place, "{{pagination}}", "{\"pagination\":{\"page\":1,\"pages\":1},\"x\":1}"),
		"<nav class=\"pagination\">\n\t<span class=\"page-number\">Page 1 of "
		"1</span>\n</nav>");
	write_file(place, "partials/pagination.hbs", "mine {{page}}");
	assert_str(shown(place, "{{pagination}}", "{\"pagination\":{\"page\":4}}"), "mine 4");
}

static void lists_of_links_are_written_by_templates(void **state)
{
	struct place *place = *state;
	const char *json =
		"{\"tags\":[{\"name\":\"A&B\",\"url\":\"/a/\"},{\"name\":\"C\",\"url\":\"/c/"
		"\"},{\"name\":\"#d\",\"url\":\"/d/\",\"visibility\":\"internal\"}]}";
	assert_str(shown(place, "{{tags}}", json),
		   "<a href=\"/a/\">A&amp;B</a>, <a href=\"/c/\">C</a>");
	assert_str(shown(place,
			 "{{tags autolink=\"false\" separator=\" <i>|</i> \" prefix=\"in \" "
			 "suffix=\".\"}}",
			 json),
		   "in A&amp;B <i>|</i> C.");
	assert_str(shown(place,
			 "{{tags limit=1 autolink=\"false\"}}{{tags from=2 "
			 "autolink=\"false\"}}[{{authors}}]",
			 json),
		   "A&amp;BC[]");
	assert_str(shown(place, "{{navigation}}",
			 "{\"site\":{\"navigation\":[{\"label\":\"The "
			 "News!\",\"url\":\"/n/\"}]},\"extra\":{\"relative_url\":\"/n/\"}}"),
		   "<ul class=\"nav\">\n\t<li class=\"nav-the-news nav-current\"><a href=\"/n/\" "
		   "aria-current=\"page\">The News!</a></li>\n</ul>");
	assert_str(shown(place, "[{{navigation}}]", "{}"), "[]");
	assert_str(shown(place,
			 "{{#link href=\"/n/\" class=\"b\" target=\"_x\"}}<i>t</i>{{/link}} "
			 "{{link_class for=\"/\"}} {{link_class for=\"/n/\" activeClass=\"on\"}}",
			 "{\"extra\":{\"relative_url\":\"/n/\"}}"),
		   "<a class=\"b nav-current\" href=\"/n/\" target=\"_x\"><i>t</i></a>  on");
}

static void classes_say_what_is_shown(void **state)
{
	struct place *place = *state;
	assert_str(shown(place, "{{body_class}}|{{#post}}{{post_class}}{{/post}}",
			 "{\"extra\":{\"context\":[\"post\"]},\"post\":{\"featured\":true,\"tags\":"
			 "[{\"slug\":\"x\"}]}}"),
		   "post-template tag-x|post tag-x featured no-image");
	assert_str(shown(place, "{{body_class}}",
			 "{\"extra\":{\"context\":[\"tag\",\"paged\"]},\"tag\":{\"slug\":\"y\"}}"),
		   "tag-template tag-y paged");
	assert_str(shown(place, "{{body_class}}",
			 "{\"extra\":{\"context\":[\"page\"]},\"page\":{\"slug\":\"about\"}}"),
		   "page-template page-about");
	assert_str(shown(place, "{{meta_title}}|{{ghost_head}}", "{\"site\":{\"title\":\"S&P\"}}"),
		   "S&amp;P|");
}

static void dates_are_those_of_the_sites_clock(void **state)
{
	struct place *place = *state;
	const char *json =
		"{\"published_at\":\"2023-11-14T21:13:20.000+00:00\",\"n\":1700000000000}";
	assert_str(shown(place,
			 "{{date}} {{date format=\"YYYY-MM-DDTHH:mm:ssZ\"}} {{date n "
			 "format=\"x\"}} {{date timeago=true}}",
			 json),
		   "Nov 14, 2023 2023-11-14T21:13:20+00:00 1700000000000 an hour ago");
	assert_str(shown(place, "{{date format=\"HH:mm Z\" timezone=\"Asia/Kolkata\"}}", json),
		   "02:43 +05:30");
	write_file(place, "locales/en.json", "{\"November\":\"Novembre\",\"LL\":\"D MMMM YYYY\"}");
	assert_str(shown(place, "{{date format=\"LL\"}} {{date nope format=\"YYYY\"}}", json),
		   "14 Novembre 2023 2023");
}

static void keep_earliest(void *app, unix_ms at)
{
	unix_ms *until = app;
	if (!time_is_set(*until) || at.ms < until->ms)
		*until = at;
}

static struct str written_at(struct place *place, const struct theme *theme, const char *json,
			     unix_ms now, unix_ms *until)
{
	struct value data = json_value(place, json);
	struct theme_world world = world_of(place, data);
	struct html html = { { 0 } };
	struct fault fault = { 0 };
	*until = (unix_ms){ 0 };
	world.now = now;
	world.app = until;
	world.note_until = keep_earliest;
	assert_ok(theme_run(theme, S("index"), data, &world, 1000, &html, &fault));
	return html.s;
}

/* What is written now is written until the moment told, and no longer, but that nothing is
 * promised for more than a day. */
static void assert_ends_in_time(struct place *place, const char *text, const char *json)
{
	write_file(place, "index.hbs", text);
	struct theme *theme = open_theme(place);
	const int64_t day = 86400000;
	unix_ms now = unix_ms_of(1700000000000), until, ignored;
	for (int i = 0; i < 60; i++) {
		struct arena_mark mark = arena_mark(&place->arena);
		struct str is = written_at(place, theme, json, now, &until);
		assert_true(until.ms > now.ms && until.ms - now.ms <= day);
		unix_ms last = { until.ms - 1 }, half = { now.ms + (until.ms - now.ms) / 2 };
		assert_true(str_eq(written_at(place, theme, json, last, &ignored), is));
		assert_true(str_eq(written_at(place, theme, json, half, &ignored), is));
		bool is_over = !str_eq(written_at(place, theme, json, until, &ignored), is);
		bool is_midnight = until.ms % day == 0;
		assert_true(is_over || is_midnight || until.ms - now.ms == day);
		arena_reset(&place->arena, mark);
		now = unix_ms_of(until.ms + i * i * 997);
	}
	theme_close(theme);
}

static void what_the_clock_says_is_true_until_the_moment_told(void **state)
{
	struct place *place = *state;
	const char *json = "{\"published_at\":\"2023-11-14T22:12:20.000+00:00\"}";
	assert_ends_in_time(place, "{{date timeago=true}}", json);
	assert_ends_in_time(place, "{{date \"2023-11-15T12:00:00Z\" timeago=true}}", json);
	assert_ends_in_time(place, "{{date nope}}", json);
	assert_ends_in_time(place, "{{date}}", "{}");
	assert_ends_in_time(place, "{{date format=\"YYYY\"}}", "{}");
	assert_ends_in_time(place, "{{date format=\"HH:mm\"}}", "{}");
	assert_ends_in_time(place, "{{date format=\"s\"}}", "{}");
	assert_ends_in_time(place, "{{date format=\"H.mm.ss.SSS\"}}", "{}");
	assert_ends_in_time(place, "{{date timeago=true}}{{date nope format=\"h\"}}", json);
}

static void a_date_of_its_own_is_true_for_ever(void **state)
{
	struct place *place = *state;
	unix_ms until;
	write_file(place, "index.hbs", "{{date format=\"YYYY\"}}");
	struct theme *theme = open_theme(place);
	written_at(place, theme, "{\"published_at\":\"2023-11-14T22:12:20.000+00:00\"}",
		   unix_ms_of(1700000000000), &until);
	assert_false(time_is_set(until));
	theme_close(theme);
}

static void accounts_elsewhere_become_addresses(void **state)
{
	struct place *place = *state;
	assert_str(shown(place,
			 "{{facebook_url}} {{twitter_url}} {{social_url type=\"threads\"}} "
			 "[{{social_url type=\"bluesky\"}}]{{readable_url \"https://www.a.b/c/\"}}",
			 "{\"site\":{\"facebook\":\"paper\",\"twitter\":\"@paper\",\"threads\":"
			 "\"p\"}}"),
		   "https://www.facebook.com/paper https://x.com/paper https://www.threads.net/@p "
		   "[]a.b/c");
	assert_str(
		shown(place, "[{{facebook_url}}]", "{\"facebook\":\"javascript:alert(1)//://\"}"),
		"[]");
}

static void accounts_are_gone_through_in_one_order(void **state)
{
	struct place *place = *state;
	const char *text = "{{#social_accounts @site}}{{@number}}{{type}} {{name}} {{username}} "
			   "{{url}}{{#if @last}}.{{/if}}\n{{else}}none{{/social_accounts}}";
	assert_str(shown(place, text,
			 "{\"site\":{\"instagram\":\"paper\",\"linkedin\":\"company/paper\","
			 "\"twitter\":\"https://x.com/paper\",\"mastodon\":\"\"}}"),
		   "1twitter X https://x.com/paper https://x.com/paper\n"
		   "2linkedin LinkedIn company/paper https://www.linkedin.com/company/paper\n"
		   "3instagram Instagram paper https://www.instagram.com/paper.\n");
	assert_str(shown(place, text, "{\"site\":{}}"), "none");
}

static void a_slice_is_counted_in_characters_from_either_end(void **state)
{
	struct place *place = *state;
	assert_str(
		shown(place,
		      "{{slice w start=0 end=2}}|{{slice w start=-2}}|{{slice w start=1 end=-1}}|"
		      "{{slice w start=3 end=1}}|{{slice w start=99}}|{{slice 7 start=0}}|{{slice "
		      "w}}",
		      "{\"w\":\"\u00e9t\u00e9s\"}"),
		"\u00e9t|\u00e9s|t\u00e9||||");
}

static void replies_are_written_even_from_a_partial_of_that_name(void **state)
{
	struct place *place = *state;
	write_file(place, "partials/comments.hbs", "[{{comments title=\"\" count=false}}]");
	struct str page = shown(place, "{{> comments}}",
				"{\"comments\":{\"items\":[{\"id\":7,\"name\":\"A<\"}]},"
				"\"comment_form\":{\"action\":\"/reply/\"}}");
	assert_true(str_contains(page, S("<li id=\"comment-7\">")));
	assert_true(str_contains(page, S("<b>A&lt;</b>")));
	assert_true(str_contains(page, S("action=\"/reply/\"")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_PLACE(foreach_takes_a_part_and_counts_from_one),
		IN_A_PLACE(foreach_leaves_out_what_is_not_for_all),
		IN_A_PLACE(is_asks_what_page_this_is),
		IN_A_PLACE(match_compares_and_answers_in_arguments_too),
		IN_A_PLACE(has_asks_for_tags_authors_numbers_and_fields),
		IN_A_PLACE(t_translates_by_locale_and_fills_in),
		IN_A_PLACE(words_are_counted_and_cut),
		IN_A_PLACE(addresses_are_relative_unless_asked),
		IN_A_PLACE(further_pages_have_the_address_of_the_first_and_a_number),
		IN_A_PLACE(lists_of_links_are_written_by_templates),
		IN_A_PLACE(classes_say_what_is_shown),
		IN_A_PLACE(dates_are_those_of_the_sites_clock),
		IN_A_PLACE(what_the_clock_says_is_true_until_the_moment_told),
		IN_A_PLACE(a_date_of_its_own_is_true_for_ever),
		IN_A_PLACE(accounts_elsewhere_become_addresses),
		IN_A_PLACE(accounts_are_gone_through_in_one_order),
		IN_A_PLACE(a_slice_is_counted_in_characters_from_either_end),
		IN_A_PLACE(replies_are_written_even_from_a_partial_of_that_name),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
