/* SPDX-License-Identifier: Apache-2.0 */
/* What stands on front page, lists, search, archive and error pages. */
#include "os/os.h"
#include "site_for_test.h"

static void fill(struct paper *paper, int count, section_id section)
{
	for (int i = 0; i < count; i++) {
		struct str headline = str_fmt(&paper->arena, "Story %03d", i);
		add_filed(paper, str_z(&paper->arena, headline), (i + 1) * 3600000LL, section,
			  (topic_id){ 0 });
	}
}

static void on_the_front_page_nothing_stands_twice(void **state)
{
	struct paper *paper = *state;
	section_id town = add_section(paper, "Town", (section_id){ 0 });
	section_id sport = add_section(paper, "Sport", (section_id){ 0 });
	section_id chess = add_section(paper, "Chess", sport);
	fill(paper, 14, town);
	for (int i = 0; i < 6; i++)
		add_filed(paper, i % 2 ? "Chess game" : "Match", (100 + i) * 3600000LL,
			  i % 2 ? chess : sport, (topic_id){ 0 });
	struct str page = page_at("/");
	struct str front = str_cut_str(page, S("\npost=")).head;
	for (int i = 0; i < 14; i++) {
		struct str headline = str_fmt(&paper->arena, "=Story %03d", i);
		assert_true(times_in(front, str_z(&paper->arena, headline)) <= 1);
	}
	assert_has(front, "lead=Story 000");
	assert_has(front, "second=Story 001");
	assert_has(front, "second=Story 002");
	assert_has(front, "latest=Story 003");
	assert_has(front, "row=Sport big");
	assert_has(front, "rowpost=Chess game");
	assert_has(front, "row=Town even");
	assert_has_not(front, "row=Chess");
}

static void rows_stand_in_the_order_of_the_menu_and_lead_with_a_picture(void **state)
{
	struct paper *paper = *state;
	section_id arts = add_section(paper, "Arts", (section_id){ 0 });
	section_id town = add_section(paper, "Town", (section_id){ 0 });
	struct menu_item items[] = { { .id = 1, .label = S("T"), .url = S("/section/town/") } };
	struct menu menu = { items, COUNT_OF(items) };
	struct media media = { .file = S("2024/c.jpg"), .mime = S("image/jpeg") };
	struct section sections[] = { { .id = town } };
	struct story pictured = { .headline = S("Pictured"),
				  .body = S("<p>Words.</p>"),
				  .status = STORY_PUBLISHED,
				  .published_at = unix_ms_of(NOON - 101 * 3600000LL),
				  .sections = sections,
				  .section_count = 1 };
	saved(paper, store_menu_set(paper->store, S("primary"), &menu));
	saved(paper, store_media_save(paper->store, &media, &pictured.cover.id));
	fill(paper, 14, arts);
	add_filed(paper, "Plain", 100 * 3600000LL, town, (topic_id){ 0 });
	save_story(paper, &pictured);
	struct str page = page_at("/");
	assert_has(page, "row=Town big\nrowpost=Pictured\nrowpost=Plain\nrow=Arts even");
}

static void a_lead_and_the_edition_come_before_what_is_new(void **state)
{
	struct paper *paper = *state;
	fill(paper, 5, (section_id){ 0 });
	story_id old =
		save_story(paper, &(struct story){ .headline = S("An old lead"),
						   .body = S("<p>Text.</p>"),
						   .is_lead = true,
						   .status = STORY_PUBLISHED,
						   .published_at = unix_ms_of(NOON - 9 * DAY_MS) });
	assert_has(page_at("/"), "lead=An old lead");
	story_id chosen = add_story(paper, "Chosen by hand", 20 * DAY_MS);
	const story_id ids[] = { chosen, old };
	saved(paper, store_edition_set(paper->store, ids, 2, (person_id){ 0 }));
	struct str page = page_at("/");
	assert_has(page, "lead=Chosen by hand");
	assert_has(page, "second=An old lead");
}

static void an_empty_paper_has_a_front_page(void **state)
{
	(void)state;
	struct str page = page_at("/");
	assert_has(page, "lead=\n");
	assert_has(page, "page=1/1 next= prev= total=0");
	assert_has(page, "\"@type\":\"WebSite\"");
	assert_has(page, "body class=\"home-template\"");
}

static void lists_have_pages_up_to_the_last(void **state)
{
	struct paper *paper = *state;
	section_id town = add_section(paper, "Town", (section_id){ 0 });
	fill(paper, 41, town);
	struct str second = page_at("/page/2/");
	assert_has(second, "page=2/3 next=3 prev=1 total=41");
	assert_has(second, "post=Story 020");
	assert_has(second, "<link rel=\"canonical\" href=\"https://paper.example/page/2/\">");
	assert_has(second, "<link rel=\"prev\" href=\"https://paper.example/\">");
	assert_has(second, "<link rel=\"next\" href=\"https://paper.example/page/3/\">");
	assert_has_not(second, "lead=");
	struct str last = page_at("/page/3/");
	assert_has(last, "post=Story 040");
	assert_has(last, "next= prev=2");
	assert_int_equal(get("/page/4/").status, 404);
	assert_has(page_at("/section/town/page/3/"), "post=Story 040");
	assert_int_equal(get("/section/town/page/4/").status, 404);
	assert_int_equal(get("/page/1000000/").status, 404); /* LIMIT_PAGE_NUMBER */
	assert_int_equal(get("/page/1000001/").status, 404);
	assert_int_equal(get("/page/9223372036854775807/").status, 404);
	assert_int_equal(get("/section/town/page/9223372036854775807/").status, 404);
	saved(paper, store_setting_set(paper->store, S("posts_per_page"), S("41")));
	assert_has(page_at("/"), "page=1/1");
	assert_int_equal(get("/page/2/").status, 404);
}

static void a_section_shows_what_is_in_it_and_below_it(void **state)
{
	struct paper *paper = *state;
	section_id sport = add_section(paper, "Sport", (section_id){ 0 });
	section_id chess = add_section(paper, "Chess", sport);
	add_filed(paper, "A game", DAY_MS, chess, (topic_id){ 0 });
	add_story(paper, "Elsewhere", DAY_MS);
	struct str page = page_at("/section/sport/");
	assert_has(page, "kind=section feed=/section/sport/rss/ count=1 children=Chess parent=");
	assert_has(page, "post=A game");
	assert_has_not(page, "Elsewhere");
	assert_has(page, "title=\"Sport - ");
	assert_has(page, "\"@type\":\"BreadcrumbList\"");
	assert_has(page_at("/section/sport/chess/"), "parent=Sport");
}

static void topics_of_the_newsroom_alone_have_no_page(void **state)
{
	struct paper *paper = *state;
	topic_id id;
	struct topic topic = { .name = S("#no-ads"), .slug = S("hash-no-ads"), .internal = true };
	saved(paper, store_topic_save(paper->store, &topic, &id));
	add_filed(paper, "A story", DAY_MS, (section_id){ 0 }, id);
	assert_int_equal(get("/topic/hash-no-ads/").status, 404);
	assert_int_equal(get("/topic/hash-no-ads/rss/").status, 404);
	assert_has(page_at("/a-story/"), "label= hue=");
}

static void an_author_has_a_page(void **state)
{
	struct paper *paper = *state;
	struct byline bylines[] = { { .person.id = add_person(paper, "Ada Quill") } };
	save_story(paper, &(struct story){ .headline = S("By Ada"),
					   .body = S("<p>Text.</p>"),
					   .status = STORY_PUBLISHED,
					   .published_at = unix_ms_of(NOON - DAY_MS),
					   .bylines = bylines,
					   .byline_count = 1 });
	struct str page = page_at("/author/ada-quill/");
	assert_has(page, "<h1>Ada Quill</h1> website= count=1");
	assert_has(page, "post=By Ada");
}

static void a_search_marks_what_it_finds(void **state)
{
	struct paper *paper = *state;
	save_story(paper, &(struct story){ .headline = S("The <b> harbour"),
					   .body = S("<p>Ships & more ships in the harbour.</p>"),
					   .status = STORY_PUBLISHED,
					   .published_at = unix_ms_of(NOON - DAY_MS) });
	struct str page = page_at("/search/?q=harbour");
	assert_has(page, "query=harbour total=1 action=/search/");
	assert_has(page, "post=The &lt;b&gt; <mark>harbour</mark>");
	assert_has(page, "in the <mark>harbour</mark>.");
	assert_has(page, "<meta name=\"robots\" content=\"noindex\">");
	page = page_at("/search/?q=nothing+of+it");
	assert_has(page, "total=0");
	assert_has(page, "latest=The");
	assert_has(page_at("/search/"), "query= total=0");
	assert_int_equal(get("/search/page/2/?q=harbour").status, 404);
	assert_int_equal(get("/search/?q=harbour&page=1000001").status, 404);
	assert_int_equal(get("/search/?q=harbour&page=9223372036854775807").status, 404);
	assert_int_equal(get("/search/?q=harbour&page=2").status, 404);
}

static void what_was_searched_for_is_shown_as_text(void **state)
{
	(void)state;
	struct str page = page_at("/search/?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E%00%ff");
	assert_has_not(page, "<script>alert");
	assert_has(page, "&quot;&gt;&lt;script&gt;alert(1)");
}

static void a_long_search_is_cut_not_refused(void **state)
{
	struct paper *paper = *state;
	struct buf target = buf_in(&paper->arena, 1 << 20);
	buf_put(&target, S("/search/?q="));
	for (int i = 0; i < 20000; i++)
		buf_put(&target, S("w%20"));
	assert_has(page_at(str_z(&paper->arena, buf_str(&target))), "total=0");
}

static void the_archive_leads_from_year_to_day(void **state)
{
	struct paper *paper = *state;
	add_story(paper, "Today", 3600000);
	add_story(paper, "Yesterday", DAY_MS);
	add_story(paper, "Long ago", 800 * DAY_MS);
	struct str page = page_at("/archive/");
	assert_has(page, "kind=index title= below=year");
	assert_has(page, "link=2024 /archive/2024/ 2\nlink=2022 /archive/2022/ 1");
	page = page_at("/archive/2024/");
	assert_has(page, "kind=year title=2024 below=month up=/archive/ prev=/archive/2022/ next=");
	assert_has(page, "link=2024-03 /archive/2024/03/ 2");
	page = page_at("/archive/2024/03/");
	assert_has(page, "prev=/archive/2022/01/");
	assert_has(page, "link=2024-03-17 /archive/2024/03/17/ 1\nlink=2024-03-18");
	page = page_at("/archive/2024/03/18/");
	assert_has(page, "up=/archive/2024/03/ prev=/archive/2024/03/17/ next=\n");
	assert_has(page, "post=Today");
	assert_has_not(page, "post=Yesterday");
}

static void a_day_begins_at_the_papers_own_midnight(void **state)
{
	struct paper *paper = *state;
	saved(paper, store_setting_set(paper->store, S("timezone"), S("Asia/Bishkek")));
	add_story(paper, "Late", 17 * 3600000LL); /* 19:00 UTC on the 17th is 01:00 of the 18th */
	assert_has(page_at("/archive/2024/03/18/"), "post=Late");
	assert_has_not(page_at("/archive/2024/03/17/"), "post=Late");
}

static void errors_come_with_what_is_new(void **state)
{
	struct paper *paper = *state;
	add_story(paper, "News", DAY_MS);
	struct http_response response = get("/nowhere/");
	assert_int_equal(response.status, 404);
	assert_has(response.body, "error=404 Not Found\nlatest=News");
	assert_has(response.body, "noindex");
	assert_has_not(response.body, "rel=\"canonical\"");
}

static void a_paper_says_its_language_and_direction(void **state)
{
	struct paper *paper = *state;
	assert_has(page_at("/"), "lang=\"en\" dir=\"ltr\"");
	saved(paper, store_setting_set(paper->store, S("language"), S("ar")));
	assert_has(page_at("/"), "lang=\"ar\" dir=\"rtl\"");
}

static void pages_say_what_they_stand_on(void **state)
{
	struct paper *paper = *state;
	story_id id = add_story(paper, "News", DAY_MS);
	struct http_response response = get("/news/");
	struct str keys = http_response_get(&response, S("Surrogate-Key"));
	char key[32];
	snprintf(key, sizeof key, "story-%lld", (long long)id.n);
	assert_has(keys, key);
	assert_has(keys, "setting-title");
	assert_true(keys.len < 8000);
	assert_str(http_response_get(&response, S("Content-Type")), "text/html; charset=utf-8");
}

static void styles_in_a_page_are_in_its_policy_and_no_others(void **state)
{
	(void)state;
	struct http_response response = get("/archive/");
	assert_has(response.body, "<style>a{color: red}</style><style>a{color: red}</style>"
				  "<link rel=\"stylesheet\" href=\"/assets/");
	assert_has(http_response_get(&response, S("Content-Security-Policy")),
		   " style-src 'self' 'sha256-spnA/x3kgnJ1v2qEnIMVEoEgLTUQlzRqpcPPdccDer8='; ");
	response = get("/");
	assert_has(http_response_get(&response, S("Content-Security-Policy")),
		   " style-src 'self'; ");
}

static void write_theme(struct paper *paper, struct str *folder)
{
	*folder = os_path_join(&paper->arena, paper->folder, S("themes/bright"));
	struct str assets = os_path_join(&paper->arena, *folder, S("assets"));
	assert_ok(os_make_folder(assets, NULL));
	assert_ok(os_write_file(os_path_join(&paper->arena, *folder, S("index.hbs")),
				S("<head>{{ghost_head}}</head>"), NULL));
	assert_ok(os_write_file(os_path_join(&paper->arena, assets, S("a.css")),
				S("a{color:var(--ghost-accent-color)}"), NULL));
}

static void a_theme_that_counts_on_the_papers_colour_is_given_it(void **state)
{
	struct paper *paper = *state;
	struct theme *bright = NULL;
	struct str folder;
	write_theme(paper, &folder);
	assert_ok(theme_open(folder, site_helpers(), &bright, NULL));
	site.app.theme = bright;
	assert_has(page_at("/"), "<style>:root{--ghost-accent-color:#15171a}</style>");
	saved(paper, store_setting_set(paper->store, S("accent"), S("#8f2418")));
	struct http_response response = get("/");
	assert_has(response.body, "<style>:root{--ghost-accent-color:#8f2418}</style>");
	assert_has(http_response_get(&response, S("Content-Security-Policy")),
		   " style-src 'self' 'sha256-");
	saved(paper, store_setting_set(paper->store, S("accent"), S("red}</style>")));
	assert_has(page_at("/"), "<style>:root{--ghost-accent-color:#15171a}</style>");
	site.app.theme = site.theme;
	theme_close(bright);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_SITE(on_the_front_page_nothing_stands_twice),
		IN_A_SITE(rows_stand_in_the_order_of_the_menu_and_lead_with_a_picture),
		IN_A_SITE(a_lead_and_the_edition_come_before_what_is_new),
		IN_A_SITE(an_empty_paper_has_a_front_page),
		IN_A_SITE(lists_have_pages_up_to_the_last),
		IN_A_SITE(a_section_shows_what_is_in_it_and_below_it),
		IN_A_SITE(topics_of_the_newsroom_alone_have_no_page),
		IN_A_SITE(an_author_has_a_page),
		IN_A_SITE(a_search_marks_what_it_finds),
		IN_A_SITE(what_was_searched_for_is_shown_as_text),
		IN_A_SITE(a_long_search_is_cut_not_refused),
		IN_A_SITE(the_archive_leads_from_year_to_day),
		IN_A_SITE(a_day_begins_at_the_papers_own_midnight),
		IN_A_SITE(errors_come_with_what_is_new),
		IN_A_SITE(a_paper_says_its_language_and_direction),
		IN_A_SITE(pages_say_what_they_stand_on),
		IN_A_SITE(styles_in_a_page_are_in_its_policy_and_no_others),
		IN_A_SITE(a_theme_that_counts_on_the_papers_colour_is_given_it),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
