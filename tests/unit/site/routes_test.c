/* SPDX-License-Identifier: Apache-2.0 */
/* Which address answers what. */
#include "site/routes.h"
#include "site_for_test.h"

static void leads(const char *from, const char *to)
{
	struct http_response response = get(from);
	struct str location = http_response_get(&response, S("Location"));
	if (response.status != 301 || !str_eq(location, str_of(to)))
		fail_msg("%s answered %d to \"%.*s\", not 301 to %s", from, response.status,
			 STR_ARG(location), to);
}

static void answers(const char *target, int status)
{
	struct http_response response = get(target);
	if (response.status != status)
		fail_msg("%s answered %d, not %d", target, response.status, status);
}

static void set(struct paper *paper, const char *name, const char *value)
{
	saved(paper, store_setting_set(paper->store, str_of(name), str_of(value)));
}

static void add_address(struct paper *paper, const char *path, enum address_kind kind, int64_t id)
{
	saved(paper, store_address_add(paper->store, str_of(path), kind, id, S("")));
}

static void every_kind_of_page_answers(void **state)
{
	struct paper *paper = *state;
	section_id town = add_section(paper, "Town", (section_id){ 0 });
	topic_id trams = add_topic(paper, "Trams");
	add_filed(paper, "Night tram", DAY_MS, town, trams);
	person_id ada;
	const struct person quill = { .name = S("Ada Quill"),
				      .bio = html_escape(&paper->arena, S("Writes.")) };
	saved(paper, store_person_save(paper->store, &quill, &ada));
	static const char *const targets[] = {
		"/",
		"/night-tram/",
		"/section/town/",
		"/topic/trams/",
		"/author/ada-quill/",
		"/search/",
		"/search/?q=tram",
		"/archive/",
		"/archive/2024/",
		"/archive/2024/03/",
		"/archive/2024/03/17/",
		"/rss/",
		"/atom.xml",
		"/feed.json",
		"/section/town/rss/",
		"/topic/trams/atom.xml",
		"/author/ada-quill/feed.json",
		"/sitemap.xml",
		"/sitemap-1.xml",
		"/sitemap-terms.xml",
		"/news-sitemap.xml",
		"/robots.txt",
		"/health",
	};
	for (size_t i = 0; i < COUNT_OF(targets); i++)
		answers(targets[i], 200);
}

static struct site_answer answer_of(const char *target)
{
	struct http_request request = request_for(target);
	return site_answer(&site.app, &request, &site.arena);
}

/* One page under as many addresses as anybody cares to make up. */
static void what_a_page_did_not_look_at_makes_no_other_page(void **state)
{
	struct paper *paper = *state;
	section_id town = add_section(paper, "Town", (section_id){ 0 });
	add_filed(paper, "Night tram", DAY_MS, town, (topic_id){ 0 });
	static const char *const targets[] = {
		"/?",
		"/night-tram/?",
		"/night-tram/?order=newest&",
		"/section/town/?",
		"/archive/?",
		"/rss/?",
		"/nowhere/?",
		"/sitemap.xml?",
		"/page/2/?",
		"/night-tram/?reply=3&",
		"/?cat=none&",
	};
	for (size_t i = 0; i < COUNT_OF(targets); i++) {
		struct str junk = str_fmt(&paper->arena, "%svia=x&mine=%zu", targets[i], i);
		struct site_answer one = answer_of(targets[i]),
				   two = answer_of(str_z(&paper->arena, junk));
		assert_true(str_eq(one.asked, two.asked));
		assert_false(str_contains(two.asked, S("via")));
		assert_false(str_contains(two.asked, S("*")));
		if (!str_eq(one.response.body, two.response.body))
			fail_msg("%.*s is another page:\n%.*s", STR_ARG(junk),
				 STR_ARG(two.response.body));
	}
	assert_has(answer_of("/night-tram/?order=newest").asked, "order");
	assert_true(str_eq(answer_of("/night-tram?via=x").asked, S("*"))); /* it leads on with it */
}

static void what_is_nowhere_is_not_found(void **state)
{
	(void)state;
	static const char *const targets[] = {
		"/nowhere/",
		"/nowhere",
		"/section/nowhere/",
		"/page/2/",
		"/page/0/",
		"/page/02/",
		"/page/x/",
		"/search/page/2/?q=a",
		"/?p=99",
		"/sitemap-2.xml",
		"/sitemap-01.xml",
		"/sitemap-x.xml",
		"/ads.txt",
		"/.well-known/security.txt",
		"/archive/2024/13/",
		"/archive/2023/02/29/",
		"/archive/0000/",
		"/archive/2024/1/1/",
		"/archive/2024/3",
		"/archive/9000/",
		"/rss/page/2/",
		"/night/rss/",
	};
	for (size_t i = 0; i < COUNT_OF(targets); i++)
		answers(targets[i], 404);
}

static void one_address_for_each_page(void **state)
{
	struct paper *paper = *state;
	section_id town = add_section(paper, "Town", (section_id){ 0 });
	add_filed(paper, "Night tram", DAY_MS, town, (topic_id){ 0 });
	leads("/night-tram", "/night-tram/");
	leads("/section/town", "/section/town/");
	leads("/search?q=tram", "/search/?q=tram");
	leads("/archive/2024/03", "/archive/2024/03/");
	leads("/page/1/", "/");
	leads("/section/town/page/1/", "/section/town/");
	leads("//night-tram//", "/night-tram/");
	leads("/a/../night-tram/", "/night-tram/");
	leads("/night%2Dtram/?x=1", "/night-tram/?x=1");
	leads("/night-tram/page/3/", "/night-tram/");
	leads("/night-tram/rss/", "/night-tram/");
	answers("/night-tram/?utm_source=x", 200);
}

static void an_address_in_the_store_wins_over_our_own(void **state)
{
	struct paper *paper = *state;
	save_story(paper, &(struct story){ .kind = STORY_PAGE,
					   .headline = S("How to search"),
					   .path = S("/search/"),
					   .body = S("<p>Like this.</p>"),
					   .status = STORY_PUBLISHED,
					   .published_at = unix_ms_of(NOON - DAY_MS) });
	set(paper, "route.search", "/find/");
	assert_has(page_at("/search/"), "kind=page");
	assert_has(page_at("/find/?q=x"), "action=/find/");
}

static void former_addresses_lead_to_where_it_lives_now(void **state)
{
	struct paper *paper = *state;
	struct story story = read_story(paper, add_story(paper, "First", DAY_MS));
	section_id town = add_section(paper, "Town", (section_id){ 0 });
	story.slug = S("second");
	story.path = S("");
	save_story(paper, &story);
	add_address(paper, "/category/city/", ADDRESS_SECTION, town.n);
	leads("/first/", "/second/");
	leads("/first", "/first/");
	leads("/category/city/", "/section/town/");
	leads("/category/city/page/2/", "/section/town/page/2/");
	leads("/category/city/rss/", "/section/town/rss/");
}

static void a_hidden_story_does_not_say_where_it_lives(void **state)
{
	struct paper *paper = *state;
	struct story story = read_story(paper, add_story(paper, "First", DAY_MS));
	story.slug = S("second");
	story.path = S("");
	story.status = STORY_DRAFT;
	save_story(paper, &story);
	answers("/first/", 404);
	answers("/second/", 404);
	struct txn txn = { 0 };
	assert_ok(txn_begin(&txn, paper->store));
	assert_ok(store_story_set_state(paper->store, story.id, STORY_WITHDRAWN, story.published_at,
					(unix_ms){ 0 }));
	assert_ok(txn_commit(&txn));
	answers("/second/", 410);
	answers("/first/", 410);
}

static void an_unpublished_story_is_given_away_by_no_old_address(void **state)
{
	struct paper *paper = *state;
	const char *const forms[] = { "/unseen",
				      "/unseen/amp/",
				      "/unseen/feed/",
				      "/unseen/2/",
				      "/unseen/comment-page-2/",
				      "/before/amp/",
				      "/before/feed/" };
	for (int state_of = 0; state_of < 3; state_of++) {
		struct story story = {
			.headline = S("Unseen"),
			.slug = S("before"),
			.body = S("<p>x</p>"),
			.status = state_of ? STORY_PUBLISHED : STORY_DRAFT,
			.published_at = unix_ms_of(NOON + (state_of == 1 ? DAY_MS : -DAY_MS)),
			.embargo_until = unix_ms_of(state_of == 2 ? NOON + DAY_MS : 0)
		};
		struct story again = read_story(paper, save_story(paper, &story));
		again.slug = S("unseen");
		again.path = S("");
		struct story moved = read_story(paper, save_story(paper, &again));
		for (size_t i = 0; i < COUNT_OF(forms); i++)
			answers(forms[i], 404);
		moved.path = str_fmt(&paper->arena, "/out-of-the-way-%d/", state_of);
		save_story(paper, &moved);
	}
}

static void a_topic_or_author_that_only_drafts_name_is_not_there_yet(void **state)
{
	struct paper *paper = *state;
	struct topic topic = { .id = add_topic(paper, "Secret Plans") };
	struct byline byline = { .person.id = add_person(paper, "Guest Of Nobody") };
	struct story draft = { .headline = S("Draft"),
			       .body = S("<p>x</p>"),
			       .topics = &topic,
			       .topic_count = 1,
			       .bylines = &byline,
			       .byline_count = 1 };
	story_id id = save_story(paper, &draft);
	const char *const addresses[] = { "/topic/secret-plans/", "/topic/secret-plans/rss/",
					  "/author/guest-of-nobody/",
					  "/author/guest-of-nobody/rss/" };
	for (size_t i = 0; i < COUNT_OF(addresses); i++)
		answers(addresses[i], 404);
	saved(paper, store_story_set_state(paper->store, id, STORY_PUBLISHED,
					   unix_ms_of(NOON - DAY_MS), (unix_ms){ 0 }));
	for (size_t i = 0; i < COUNT_OF(addresses); i++)
		answers(addresses[i], 200);
}

static void stories_not_yet_public_are_not_found_until_they_are(void **state)
{
	struct paper *paper = *state;
	save_story(paper, &(struct story){ .headline = S("Soon"),
					   .body = S("<p>Later.</p>"),
					   .status = STORY_SCHEDULED,
					   .published_at = unix_ms_of(NOON + 1000) });
	answers("/soon/", 404);
	store_set_now(paper->store, unix_ms_of(NOON + 1000));
	answers("/soon/", 200);
}

static void addresses_of_wordpress_lead_on(void **state)
{
	struct paper *paper = *state;
	section_id town = add_section(paper, "Town", (section_id){ 0 });
	topic_id trams = add_topic(paper, "Trams");
	story_id id = add_filed(paper, "Night tram", DAY_MS, town, trams);
	person_id ada;
	const struct person quill = { .name = S("Ada Quill"),
				      .bio = html_escape(&paper->arena, S("Writes.")) };
	saved(paper, store_person_save(paper->store, &quill, &ada));
	add_address(paper, "/?p=12", ADDRESS_STORY, id.n);
	add_address(paper, "/?cat=3", ADDRESS_SECTION, town.n);
	leads("/?p=12", "/night-tram/");
	leads("/?p=12&preview=true", "/night-tram/");
	leads("/?cat=3", "/section/town/");
	leads("/?s=night+tram", "/search/?q=night%20tram");
	leads("/?feed=rss2", "/rss/");
	leads("/?feed=atom", "/atom.xml");
	leads("/?tag=trams", "/topic/trams/");
	leads("/?m=202403", "/archive/2024/03/");
	leads("/?m=20240317", "/archive/2024/03/17/");
	leads("/?paged=2", "/page/2/");
	leads("/feed/", "/rss/");
	leads("/feed", "/rss/");
	leads("/feed/rss2/", "/rss/");
	leads("/feed/atom/", "/atom.xml");
	leads("/comments/feed/", "/rss/");
	leads("/category/town/", "/section/town/");
	leads("/category/world/town/", "/section/town/");
	leads("/category/town/page/2/", "/section/town/page/2/");
	leads("/category/town/feed/", "/section/town/rss/");
	leads("/section/town/feed/", "/section/town/rss/");
	leads("/tag/trams/", "/topic/trams/");
	leads("/tag/town/", "/section/town/");
	leads("/night-tram/feed/", "/night-tram/");
	leads("/night-tram/amp/", "/night-tram/");
	leads("/night-tram/2/", "/night-tram/");
	leads("/night-tram/comment-page-2/", "/night-tram/?cpage=2");
	leads("/2024/03/17/", "/archive/2024/03/17/");
	leads("/wp-sitemap.xml", "/sitemap.xml");
	leads("/index.php/night-tram/", "/night-tram/");
	answers("/category/nowhere/", 404);
	answers("/tag/nowhere/", 404);
}

/* The words of an address are the headline's. */
static void old_addresses_tell_nothing_of_what_is_hidden(void **state)
{
	struct paper *paper = *state;
	const struct story draft = { .headline = S("Mayor innocent"), .status = STORY_DRAFT };
	story_id id = save_story(paper, &draft);
	add_address(paper, "/?p=12", ADDRESS_STORY, id.n);
	add_address(paper, "/?attachment_id=13", ADDRESS_STORY, id.n);
	static const char *const asked[] = { "/?p=12", "/?attachment_id=13",
					     "/mayor-innocent/feed/", "/mayor-innocent/amp/",
					     "/mayor-innocent/2/" };
	for (size_t i = 0; i < COUNT_OF(asked); i++)
		if (get(asked[i]).status == 301)
			fail_msg("%s leads somewhere", asked[i]);
}

static void a_paper_that_lived_below_a_path_is_still_found_there(void **state)
{
	struct paper *paper = *state;
	add_story(paper, "Night tram", DAY_MS);
	set(paper, "base_path", "/blog");
	leads("/blog/night-tram/", "/night-tram/");
	leads("/blog/?p=3", "/?p=3");
	answers("/blogger/", 404);
}

static void stories_may_live_at_a_query(void **state)
{
	struct paper *paper = *state;
	set(paper, "permalink", "/?p=%post_id%");
	story_id id = add_story(paper, "Night tram", DAY_MS);
	char target[32];
	snprintf(target, sizeof target, "/?p=%lld", (long long)id.n);
	struct str page = page_at(target);
	assert_has(page, "<h1>Night tram</h1>");
	assert_has(page, "form=/comment?p&#x3D;");
}

static void stories_without_a_slash_at_the_end_keep_their_address(void **state)
{
	struct paper *paper = *state;
	save_story(paper, &(struct story){ .headline = S("Old"),
					   .path = S("/2012/05/old.html"),
					   .body = S("<p>Text.</p>"),
					   .status = STORY_PUBLISHED,
					   .published_at = unix_ms_of(NOON - DAY_MS) });
	answers("/2012/05/old.html", 200);
	leads("/2012/05/old.html/", "/2012/05/old.html");
}

static void other_methods_are_told_which_are_known(void **state)
{
	(void)state;
	struct http_request request = request_for("/");
	request.method = HTTP_OTHER;
	struct http_response response = site_serve(&site.app, &request, &site.arena);
	assert_int_equal(response.status, 405);
	assert_str(http_response_get(&response, S("Allow")), "GET, HEAD");
}

static void a_tail_is_cut_off_a_path(void **state)
{
	(void)state;
	struct tail tail = tail_of(S("/section/town/page/12/"));
	assert_int_equal(tail.kind, TAIL_PAGE);
	assert_int_equal(tail.page, 12);
	assert_str(tail.base, "/section/town/");
	assert_str(tail.text, "page/12/");
	tail = tail_of(S("/topic/a/atom.xml"));
	assert_int_equal(tail.kind, TAIL_FEED);
	assert_int_equal(tail.feed, FEED_ATOM);
	assert_str(tail.base, "/topic/a/");
	assert_int_equal(tail_of(S("/page/")).kind, TAIL_NONE);
	assert_int_equal(tail_of(S("/page/99999999999999999999/")).kind, TAIL_NONE);
	assert_int_equal(tail_of(S("/")).kind, TAIL_NONE);
	assert_int_equal(tail_of(S("")).kind, TAIL_NONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_SITE(every_kind_of_page_answers),
		IN_A_SITE(what_a_page_did_not_look_at_makes_no_other_page),
		IN_A_SITE(what_is_nowhere_is_not_found),
		IN_A_SITE(one_address_for_each_page),
		IN_A_SITE(an_address_in_the_store_wins_over_our_own),
		IN_A_SITE(former_addresses_lead_to_where_it_lives_now),
		IN_A_SITE(a_hidden_story_does_not_say_where_it_lives),
		IN_A_SITE(an_unpublished_story_is_given_away_by_no_old_address),
		IN_A_SITE(a_topic_or_author_that_only_drafts_name_is_not_there_yet),
		IN_A_SITE(stories_not_yet_public_are_not_found_until_they_are),
		IN_A_SITE(addresses_of_wordpress_lead_on),
		IN_A_SITE(old_addresses_tell_nothing_of_what_is_hidden),
		IN_A_SITE(a_paper_that_lived_below_a_path_is_still_found_there),
		IN_A_SITE(stories_may_live_at_a_query),
		IN_A_SITE(stories_without_a_slash_at_the_end_keep_their_address),
		IN_A_SITE(other_methods_are_told_which_are_known),
		cmocka_unit_test(a_tail_is_cut_off_a_path),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
