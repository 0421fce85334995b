/* SPDX-License-Identifier: Apache-2.0 */
/* Feeds and sitemaps of a small paper. */
#include "site/feeds.h"
#include "site/site_for_test.h"

static story_id add_whole_story(struct paper *paper)
{
	struct section sections[] = { { .id = add_section(paper, "Town", (section_id){ 0 }) } };
	struct topic topics[] = { { .id = add_topic(paper, "Trams & more") } };
	struct byline bylines[] = { { .person.id = add_person(paper, "Ada Quill") } };
	media_id cover;
	struct media media = { .file = S("2024/c.jpg"),
			       .mime = S("image/jpeg"),
			       .credit = S("C & D"),
			       .alt = S("A tram"),
			       .width = 100,
			       .height = 50 };
	saved(paper, store_media_save(paper->store, &media, &cover));
	struct str body = str_fmt(&paper->arena,
				  "<p>See <a href=\"/about/\">us</a>, <a "
				  "href=\"https://x.example/\">them</a>.</p><figure "
				  "data-media=\"%lld\"></figure>",
				  (long long)cover.n);
	return save_story(paper,
			  &(struct story){ .headline = S("Trams < trains"),
					   .slug = S("trams"),
					   .standfirst = html_escape(&paper->arena, S("Why & how")),
					   .body = body,
					   .status = STORY_PUBLISHED,
					   .published_at = unix_ms_of(NOON - DAY_MS),
					   .updated_at = unix_ms_of(NOON - DAY_MS / 2),
					   .sections = sections,
					   .section_count = 1,
					   .topics = topics,
					   .topic_count = 1,
					   .bylines = bylines,
					   .byline_count = 1,
					   .cover.id = cover });
}

static void rss_has_the_whole_story_with_whole_addresses(void **state)
{
	add_whole_story(*state);
	struct http_response response = get("/rss/");
	struct str rss = response.body;
	assert_str(http_response_get(&response, S("Content-Type")),
		   "application/rss+xml; charset=utf-8");
	assert_has(rss, "<atom:link href=\"https://paper.example/rss/\" rel=\"self\"");
	assert_has(rss, "<title>Trams &lt; trains</title>");
	assert_has(rss, "<link>https://paper.example/trams/</link>");
	assert_has(rss, "<guid isPermaLink=\"false\">tag:paper.example,");
	assert_has(rss, "<pubDate>Sun, 17 Mar 2024 12:00:00 +0000</pubDate>");
	assert_has(rss, "<dc:creator>Ada Quill</dc:creator>");
	assert_has(rss, "<category>Trams &amp; more</category>");
	assert_has(rss, "<description>Why &amp; how</description>");
	assert_has(rss, "&lt;a href=&quot;https://paper.example/about/&quot;&gt;us");
	assert_has(rss, "&lt;a href=&quot;https://x.example/&quot;");
	assert_has(rss, "src=&quot;https://paper.example/media/2024/c.jpg&quot;");
	assert_has(rss, "<media:content url=\"https://paper.example/media/2024/c.jpg\"");
	assert_has(rss, "<media:credit>C &amp; D</media:credit>");
	assert_has_not(rss, "=&quot;/");
}

static void atom_names_when_who_and_where(void **state)
{
	add_whole_story(*state);
	struct str atom = page_at("/section/town/atom.xml");
	assert_has(atom, "<title>Town - The Broadside</title>");
	assert_has(atom, "<id>https://paper.example/section/town/atom.xml</id>");
	assert_has(atom, "<updated>2024-03-18T00:00:00Z</updated>");
	assert_has(atom, "<published>2024-03-17T12:00:00Z</published>");
	assert_has(atom, "<uri>https://paper.example/author/ada-quill/</uri>");
	assert_has(atom, "rel=\"alternate\" type=\"text/html\" "
			 "href=\"https://paper.example/section/town/\"");
	assert_has(atom, "<category term=\"Town\"/>");
}

static void json_feed_can_be_read(void **state)
{
	struct paper *paper = *state;
	add_whole_story(paper);
	struct value feed, items, item;
	struct fault fault = { 0 };
	assert_ok(value_parse_json(&paper->arena, page_at("/author/ada-quill/feed.json"), &feed,
				   &fault));
	assert_str(value_field(feed, S("version"), &paper->arena).text,
		   "https://jsonfeed.org/version/1.1");
	assert_str(value_field(feed, S("feed_url"), &paper->arena).text,
		   "https://paper.example/author/ada-quill/feed.json");
	items = value_field(feed, S("items"), &paper->arena);
	assert_int_equal(value_count(items), 1);
	item = value_at(items, 0, &paper->arena);
	assert_str(value_field(item, S("title"), &paper->arena).text, "Trams < trains");
	assert_str(value_field(item, S("date_published"), &paper->arena).text,
		   "2024-03-17T12:00:00Z");
	assert_has(value_field(item, S("content_html"), &paper->arena).text,
		   "<a href=\"https://paper.example/about/\">us</a>");
}

static void an_items_id_outlives_its_address(void **state)
{
	struct paper *paper = *state;
	struct story story = read_story(paper, add_whole_story(paper));
	struct str before = str_cut_str(page_at("/atom.xml"), S("<id>tag:")).tail;
	story.slug = S("trains");
	story.path = S("");
	save_story(paper, &story);
	struct str after = str_cut_str(page_at("/atom.xml"), S("<id>tag:")).tail;
	assert_true(str_eq(str_cut(before, '<').head, str_cut(after, '<').head));
	story.uri = S("https://old.example/?p=12");
	save_story(paper, &story);
	assert_has(page_at("/atom.xml"), "<id>https://old.example/?p=12</id>");
	assert_has(page_at("/rss/"),
		   "<guid isPermaLink=\"false\">https://old.example/?p=12</guid>");
}

static void an_empty_paper_has_feeds(void **state)
{
	(void)state;
	assert_has(page_at("/rss/"), "</channel>");
	assert_has(page_at("/atom.xml"), "<updated>1970-01-01T00:00:01Z</updated>");
	assert_has(page_at("/feed.json"), "\"items\":[]");
	assert_has(page_at("/sitemap.xml"), "<loc>https://paper.example/sitemap-terms.xml</loc>");
	assert_has(page_at("/news-sitemap.xml"), "</urlset>");
}

static void a_feed_holds_the_newest_first_and_no_more_than_its_limit(void **state)
{
	struct paper *paper = *state;
	for (int i = 0; i < 21; i++) {
		struct str headline = str_fmt(&paper->arena, "Number %02d", i);
		add_story(paper, str_z(&paper->arena, headline), (i + 1) * 3600000LL);
	}
	struct str rss = page_at("/rss/");
	assert_int_equal(times_in(rss, "<item>"), 20);
	assert_has(rss, "Number 19");
	assert_has_not(rss, "Number 20");
	assert_true(str_find(rss, S("Number 00")) < str_find(rss, S("Number 01")));
}

static void sitemaps_name_what_is_public_and_when_it_changed(void **state)
{
	struct paper *paper = *state;
	add_whole_story(paper);
	save_story(paper, &(struct story){ .headline = S("Draft"), .body = S("<p>T.</p>") });
	save_story(paper, &(struct story){ .kind = STORY_PAGE,
					   .headline = S("About"),
					   .body = S("<p>T.</p>"),
					   .status = STORY_PUBLISHED,
					   .published_at = unix_ms_of(NOON - DAY_MS) });
	assert_has(page_at("/sitemap.xml"), "<loc>https://paper.example/sitemap-1.xml</loc>\n"
					    "<lastmod>");
	struct str map = page_at("/sitemap-1.xml");
	assert_has(map, "<loc>https://paper.example/trams/</loc>\n"
			"<lastmod>2024-03-18T00:00:00Z</lastmod>");
	assert_has(map, "<loc>https://paper.example/about/</loc>");
	assert_has_not(map, "draft");
	struct str terms = page_at("/sitemap-terms.xml");
	assert_has(terms, "<loc>https://paper.example/</loc>");
	assert_has(terms, "<loc>https://paper.example/section/town/</loc>");
	assert_has(terms, "<loc>https://paper.example/topic/trams-more/</loc>");
	assert_has(terms, "<loc>https://paper.example/author/ada-quill/</loc>");
}

static void news_is_two_days_old_at_most(void **state)
{
	struct paper *paper = *state;
	add_story(paper, "Just in time", 2 * DAY_MS);
	add_story(paper, "Too old", 2 * DAY_MS + 1);
	struct str map = page_at("/news-sitemap.xml");
	assert_has(map, "<news:title>Just in time</news:title>");
	assert_has(map, "<news:language>en</news:language>");
	assert_has(map, "<news:name>The Broadside</news:name>");
	assert_has_not(map, "Too old");
}

static void news_holds_no_more_than_its_limit(void **state)
{
	struct paper *paper = *state;
	struct txn txn = { 0 };
	assert_ok(txn_begin(&txn, paper->store));
	for (int i = 0; i <= LIMIT_NEWS_ADDRESSES; i++) {
		story_id id;
		struct story story = { .headline = S("Word"),
				       .slug = str_fmt(&paper->arena, "number-%d", i),
				       .body = S("<p>T.</p>"),
				       .status = STORY_PUBLISHED,
				       .published_at = unix_ms_of(NOON - 1000LL * (i + 1)) };
		assert_ok(store_story_save(paper->store, &story, (person_id){ 0 }, S(""), &id));
	}
	assert_ok(txn_commit(&txn));
	txn_end(&txn);
	struct str map = page_at("/news-sitemap.xml");
	assert_int_equal(times_in(map, "<url>"), LIMIT_NEWS_ADDRESSES);
	assert_has(map, "/number-0/");
	assert_has_not(map, "/number-1000/");
	assert_int_equal(times_in(page_at("/sitemap-1.xml"), "<url>"), LIMIT_NEWS_ADDRESSES + 1);
}

static void robots_txt_names_the_sitemaps(void **state)
{
	(void)state;
	struct str text = page_at("/robots.txt");
	assert_has(text, "\nSitemap: https://paper.example/sitemap.xml\n");
	assert_has(text, "Disallow: /search/\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_SITE(rss_has_the_whole_story_with_whole_addresses),
		IN_A_SITE(atom_names_when_who_and_where),
		IN_A_SITE(json_feed_can_be_read),
		IN_A_SITE(an_items_id_outlives_its_address),
		IN_A_SITE(an_empty_paper_has_feeds),
		IN_A_SITE(a_feed_holds_the_newest_first_and_no_more_than_its_limit),
		IN_A_SITE(sitemaps_name_what_is_public_and_when_it_changed),
		IN_A_SITE(news_is_two_days_old_at_most),
		IN_A_SITE(news_holds_no_more_than_its_limit),
		IN_A_SITE(robots_txt_names_the_sitemaps),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
