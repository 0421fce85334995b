/* SPDX-License-Identifier: Apache-2.0 */
/* Topics at the desk: listed, renamed, made one, split; proposed for a story and taken. */
#include "newsroom_for_test.h"
#include "store/topic_alias.h"
#include "store/working.h"

static void assert_goes(struct http_response response, const char *where)
{
	if (response.status != 303)
		fail_msg("%d: %.*s", response.status, STR_ARG(response.body));
	assert_has(http_response_get(&response, S("Location")), where);
}

static topic_id topic_called(struct paper *paper, const char *slug)
{
	struct topic topic = { 0 };
	assert_ok(store_topic_by_slug(paper->store, &paper->arena, str_of(slug), &topic));
	return topic.id;
}

static story_id add_under(struct paper *paper, const char *headline, topic_id id)
{
	return save_story(paper, &(struct story){ .headline = str_of(headline),
						  .body = S("<p>Some words.</p>"),
						  .status = STORY_PUBLISHED,
						  .published_at = unix_ms_of(NOON),
						  .topics = &(struct topic){ .id = id },
						  .topic_count = 1 });
}

static void topics_are_made_found_and_counted(void **state)
{
	struct paper *paper = *state;
	struct str cookie = cookie_as(paper, STAFF_EDITOR);
	assert_goes(post_as(cookie, "/desk/topics", "name=Rain"), "/desk/topics/1");
	assert_int_equal(post_as(cookie, "/desk/topics", "name=+").status, 422);
	add_topic(paper, "Snow");
	add_under(paper, "Wet", topic_called(paper, "rain"));
	struct str all = get_as(cookie, "/desk/topics").body;
	assert_has(all, "<a href=\"/desk/topics/1\" dir=\"auto\">Rain</a>");
	assert_has(all, "2 topics");
	struct str found = get_as(cookie, "/desk/topics?q=sno").body;
	assert_has(found, "Snow");
	assert_false(str_contains(found, S(">Rain<")));
	assert_has(get_as(cookie, "/desk/topics?q=zz").body, "No topic is called so");
	assert_int_equal(get_as(cookie, "/desk/topics?page=100001").status, 404);
	assert_int_equal(get_as(cookie, "/desk/topics/99").status, 404);
}

static void a_new_name_leads_from_the_old_one(void **state)
{
	struct paper *paper = *state;
	struct str cookie = cookie_as(paper, STAFF_EDITOR);
	struct address address;
	struct topic topic;
	topic_id id = add_topic(paper, "Rain");
	add_under(paper, "Wet", id);
	assert_goes(post_as(cookie, "/desk/topics/1",
			    "name=Showers&slug=showers&description=Of+<b>water</b><script>x</"
			    "script>&names=Drizzle%0D%0AWet+days"),
		    "/desk/topics/1?done=saved");
	assert_ok(store_topic(paper->store, &paper->arena, id, &topic));
	assert_str(topic.name, "Showers");
	assert_str(topic.description.s, "Of <b>water</b>");
	assert_ok(store_address(paper->store, &paper->arena, S("/topic/rain/"), &address));
	assert_str(address.current, "/topic/showers/");
	assert_int_equal(topic_called(paper, "rain").n, id.n);
	assert_int_equal(topic_called(paper, "wet-days").n, id.n);
	assert_has(get_as(cookie, "/desk/topics/1").body, "Drizzle\nRain\nWet days");
}

static void what_is_anothers_is_refused_and_nothing_typed_is_lost(void **state)
{
	struct paper *paper = *state;
	struct str cookie = cookie_as(paper, STAFF_EDITOR);
	add_topic(paper, "Rain");
	add_topic(paper, "Snow");
	struct http_response slug =
		post_as(cookie, "/desk/topics/1", "name=Showers&slug=snow&description=&names=");
	assert_int_equal(slug.status, 422);
	assert_has(slug.body, "Another topic has that address");
	assert_has(slug.body, "value=\"Showers\"");
	struct http_response names =
		post_as(cookie, "/desk/topics/1", "name=Rain&slug=rain&description=&names=snow");
	assert_int_equal(names.status, 422);
	assert_has(names.body, "names the topic");
	assert_int_equal(post_as(cookie, "/desk/topics/1", "name=+&slug=rain").status, 422);
}

static void two_topics_become_one_by_two_clicks(void **state)
{
	struct paper *paper = *state;
	struct str cookie = cookie_as(paper, STAFF_EDITOR);
	struct topic topic;
	topic_id rain = add_topic(paper, "Rain"), showers = add_topic(paper, "Showers");
	story_id story = add_under(paper, "Wet", showers);
	assert_int_equal(post_as(cookie, "/desk/topics/2/merge", "into=Rain").status, 422);
	assert_int_equal(post_as(cookie, "/desk/topics/2/merge", "into=Fog&sure=1").status, 422);
	assert_int_equal(post_as(cookie, "/desk/topics/2/merge", "into=showers&sure=1").status,
			 422);
	assert_goes(post_as(cookie, "/desk/topics/2/merge", "into=rain&sure=1"),
		    "/desk/topics/1?done=topic-merged");
	assert_int_equal(read_story(paper, story).topics[0].id.n, rain.n);
	assert_int_equal(store_topic(paper->store, &paper->arena, showers, &topic), ERR_NOT_FOUND);
}

static void chosen_stories_go_to_another_topic(void **state)
{
	struct paper *paper = *state;
	struct str cookie = cookie_as(paper, STAFF_EDITOR);
	topic_id rain = add_topic(paper, "Rain");
	story_id one = add_under(paper, "One", rain), two = add_under(paper, "Two", rain);
	story_id three = add_under(paper, "Three", rain);
	assert_int_equal(post_as(cookie, "/desk/topics/1/move", "to=Hail").status, 422);
	assert_goes(post_as(cookie, "/desk/topics/1/move", "story=1&story=2&to=Hail"),
		    "done=topic-moved");
	assert_goes(post_as(cookie, "/desk/topics/1/move", "story=3&to="), "done=topic-moved");
	assert_int_equal(read_story(paper, one).topics[0].id.n, topic_called(paper, "hail").n);
	assert_int_equal(read_story(paper, two).topics[0].id.n, topic_called(paper, "hail").n);
	assert_int_equal(read_story(paper, three).topic_count, 0);
}

static void topics_are_proposed_and_taken(void **state)
{
	struct paper *paper = *state;
	struct str cookie = cookie_as(paper, STAFF_EDITOR), aliases[] = { S("Lantern Walk") };
	topic_id festival = add_topic(paper, "Harbour Festival");
	saved(paper, store_topic_set_aliases(paper->store, festival, aliases, 1));
	story_id id = save_story(
		paper, &(struct story){ .headline = S("Angela Merkel opens the lantern walk"),
					.body = S("<p>It was Merkel who came from Berlin.</p>"),
					.language = S("en") });
	struct str screen = get_as(cookie, "/desk/stories/1").body;
	assert_has(screen, "value=\"Harbour Festival\" data-topic");
	assert_has(screen, "value=\"Angela Merkel\" data-topic");
	struct edit edit;
	assert_ok(press_open(paper->store, &paper->arena, id, &edit));
	struct str fields =
		str_fmt(&paper->arena, "version=%.*s&topics=&topic_add=%s",
			STR_ARG(version_text(&paper->arena, edit.version)), "Lantern+Walk");
	assert_goes(post_as(cookie, "/desk/stories/1", str_z(&paper->arena, fields)),
		    "/desk/stories/1");
	assert_ok(press_open(paper->store, &paper->arena, id, &edit));
	assert_int_equal(edit.story.topics[0].id.n, festival.n);
	assert_false(str_contains(get_as(cookie, "/desk/stories/1").body,
				  S("value=\"Harbour Festival\" data-topic")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_NEWSROOM(topics_are_made_found_and_counted),
		IN_A_NEWSROOM(a_new_name_leads_from_the_old_one),
		IN_A_NEWSROOM(what_is_anothers_is_refused_and_nothing_typed_is_lost),
		IN_A_NEWSROOM(two_topics_become_one_by_two_clicks),
		IN_A_NEWSROOM(chosen_stories_go_to_another_topic),
		IN_A_NEWSROOM(topics_are_proposed_and_taken),
	};
	return cmocka_run_group_tests_name("topics at the desk", tests, NULL, NULL);
}
