/* SPDX-License-Identifier: Apache-2.0 */
/* A topic's dossier, its former addresses, and links to it in texts. */
#include "site_for_test.h"

#include "store/setting.h"
#include "store/topic_alias.h"
#include "store/topic_change.h"

static const section_id NO_SECTION = { 0 };

static void a_dossier_tells_names_neighbours_and_months(void **state)
{
	struct paper *paper = *state;
	struct str also = S("Wet & wild");
	topic_id rain = add_topic(paper, "Rain"), snow = add_topic(paper, "Snow");
	topic_id secret = add_topic(paper, "Secret");
	saved(paper, store_topic_set_aliases(paper->store, rain, &also, 1));
	add_filed(paper, "Old", 70 * DAY_MS, NO_SECTION, rain);
	for (int i = 0; i < 2; i++) {
		int64_t ago = i ? -3 * DAY_MS : DAY_MS; /* the second waits */
		struct topic topics[] = { { .id = rain }, { .id = i ? secret : snow } };
		save_story(paper, &(struct story){ .headline = S("x"),
						   .status = STORY_PUBLISHED,
						   .published_at = unix_ms_of(NOON - ago),
						   .topics = topics,
						   .topic_count = 2 });
	}
	struct str page = page_at("/topic/rain/");
	assert_has(page, "names=Wet &amp; wild;");
	assert_has(page, "beside=Snow /topic/snow/;");
	assert_has(page, "in=2024-03 1 /topic/rain/;in=2024-01 1 /topic/rain/;");
	assert_has_not(page, "Secret");
	store_set_now(paper->store, unix_ms_of(NOON + 4 * DAY_MS));
	page = page_at("/topic/rain/");
	assert_has(page, "Secret");
	assert_has(page, "in=2024-03 2 ");
}

static void a_timeline_leads_to_the_page_where_it_begins(void **state)
{
	struct paper *paper = *state;
	topic_id rain = add_topic(paper, "Rain");
	saved(paper, store_setting_set(paper->store, S("posts_per_page"), S("2")));
	for (int i = 0; i < 5; i++)
		add_filed(paper, "This month", DAY_MS + i, NO_SECTION, rain);
	add_filed(paper, "Long ago", 70 * DAY_MS, NO_SECTION, rain);
	assert_has(page_at("/topic/rain/"),
		   "in=2024-03 5 /topic/rain/;in=2024-01 1 /topic/rain/page/3/;");
	assert_has(page_at("/topic/rain/page/3/"), "Long ago");
	assert_has_not(page_at("/topic/rain/page/3/"), "in=");
}

static void many_months_are_told_by_year(void **state)
{
	struct paper *paper = *state;
	topic_id rain = add_topic(paper, "Rain");
	for (int i = 0; i < 20; i++)
		add_filed(paper, "Monthly", i * 31 * DAY_MS, NO_SECTION, rain);
	struct str page = page_at("/topic/rain/");
	assert_has(page, "in=2024 3 /topic/rain/;in=2023 12 /topic/rain/;in=2022 5 ");
}

static void a_merged_topics_address_leads_to_the_one_that_stays(void **state)
{
	struct paper *paper = *state;
	topic_id rain = add_topic(paper, "Rain"), wet = add_topic(paper, "Wet");
	add_filed(paper, "Puddles", DAY_MS, NO_SECTION, wet);
	assert_has(page_at("/topic/wet/"), "post=Puddles");
	saved(paper, store_topic_merge(paper->store, wet, rain));
	struct http_response response = get("/topic/wet/");
	assert_int_equal(response.status, 301);
	assert_str(http_response_get(&response, S("Location")), "/topic/rain/");
	response = get("/topic/wet/rss/");
	assert_int_equal(response.status, 301);
	assert_str(http_response_get(&response, S("Location")), "/topic/rain/rss/");
	assert_has(page_at("/topic/rain/"), "post=Puddles");
}

static void first_mentions_are_linked_when_the_paper_wants_it(void **state)
{
	struct paper *paper = *state;
	struct str also = S("U.N.");
	struct topic un = { .id = add_topic(paper, "United Nations") };
	saved(paper, store_topic_set_aliases(paper->store, un.id, &also, 1));
	save_story(paper, &(struct story){
				  .headline = S("Talks"),
				  .body = S("<h2>U.N.</h2>\n<p>The U.N. met. United Nations.</p>"),
				  .status = STORY_PUBLISHED,
				  .published_at = unix_ms_of(NOON - DAY_MS),
				  .topics = &un,
				  .topic_count = 1 });
	assert_has_not(page_at("/talks/"), "<a href=\"/topic/united-nations/\">");
	in_txn(paper, store_setting_set(paper->store, S("topic_links"), S("all")), ERR_INVALID);
	saved(paper, store_setting_set(paper->store, S("topic_links"), S("first")));
	assert_has(page_at("/talks/"), "<h2>U.N.</h2>\n<p>The <a "
				       "href=\"/topic/united-nations/\">U.N.</a> met. United "
				       "Nations.</p>");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_SITE(a_dossier_tells_names_neighbours_and_months),
		IN_A_SITE(a_timeline_leads_to_the_page_where_it_begins),
		IN_A_SITE(many_months_are_told_by_year),
		IN_A_SITE(a_merged_topics_address_leads_to_the_one_that_stays),
		IN_A_SITE(first_mentions_are_linked_when_the_paper_wants_it),
	};
	return cmocka_run_group_tests_name("topics for readers", tests, NULL, NULL);
}
