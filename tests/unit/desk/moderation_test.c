/* SPDX-License-Identifier: Apache-2.0 */
/* Replies at the desk: what waits, decided on and undone, answered. */
#include "newsroom_for_test.h"
#include "store/comment.h"
#include "store/comment_act.h"
#include "store/reply_rule.h"
#include "store/setting.h"

static comment_id add_reply(struct paper *paper, story_id story, const char *name,
			    enum comment_status status)
{
	comment_id id;
	struct comment comment = { .story = story,
				   .status = status,
				   .name = str_of(name),
				   .email_hash = S("abcd1234"),
				   .address = S("192.0.2.0"),
				   .source = S("A reply."),
				   .text = html_escape(&paper->arena, str_of(name)),
				   .created_at = unix_ms_of(NOON) };
	saved(paper, store_comment_save(paper->store, &comment, &id));
	return id;
}

static enum comment_status status_of(struct paper *paper, comment_id id)
{
	struct comment comment;
	assert_ok(store_comment(paper->store, &paper->arena, id, &comment));
	return comment.status;
}

static void what_waits_is_shown_first_and_decided_on(void **state)
{
	struct paper *paper = *state;
	struct str edith = cookie_as(paper, STAFF_EDITOR);
	story_id story = add_story(paper, "Tram", DAY_MS);
	comment_id gus = add_reply(paper, story, "Gus", COMMENT_HELD);
	add_reply(paper, story, "Ivy", COMMENT_SHOWN);
	struct str page = get_as(edith, "/desk/replies").body;
	assert_has(page, "Gus");
	assert_has(page, "Tram");
	assert_has_not(page, "Ivy");
	assert_has(get_as(edith, "/desk/replies?state=shown").body, "Ivy");
	assert_has(get_as(edith, "/desk/replies?by=abcd1234").body, "Ivy");
	struct http_response response = post_as(edith, "/desk/replies", "act=approve+1");
	assert_has(http_response_get(&response, S("Location")), "batch=1");
	assert_int_equal(status_of(paper, gus), COMMENT_SHOWN);
	assert_int_equal(post_as(edith, "/desk/replies/undo", "batch=1").status, 303);
	assert_int_equal(status_of(paper, gus), COMMENT_HELD);
	post_as(edith, "/desk/replies", "act=trash&reply=1&reply=2");
	assert_int_equal(status_of(paper, gus), COMMENT_TRASH);
	assert_int_equal(post_as(edith, "/desk/replies", "act=dance&reply=1").status, 400);
	response = post_as(edith, "/desk/replies", "act=spam&back=https://evil.example/");
	assert_str(http_response_get(&response, S("Location")),
		   "/desk/replies?state=held&done=replies-same");
}

static void the_newsroom_answers_at_once(void **state)
{
	struct paper *paper = *state;
	struct str edith = cookie_as(paper, STAFF_EDITOR);
	add_reply(paper, add_story(paper, "Tram", DAY_MS), "Gus", COMMENT_SHOWN);
	struct http_response response = post_as(edith, "/desk/replies/1/answer", "text=Thank+you.");
	assert_has(http_response_get(&response, S("Location")), "done=answered");
	struct str page = page_at("/tram/");
	assert_has(page, "Thank you.");
	assert_has_not(page, "desk.example");
	response = post_as(edith, "/desk/replies/1/answer", "text=+");
	assert_has(http_response_get(&response, S("Location")), "done=answer-empty");
	assert_int_equal(post_as(edith, "/desk/replies/77/answer", "text=x").status, 404);
}

static void who_is_shut_out_is_asked_twice_about(void **state)
{
	struct paper *paper = *state;
	struct str edith = cookie_as(paper, STAFF_EDITOR);
	bool is_banned;
	add_reply(paper, add_story(paper, "Tram", DAY_MS), "Gus", COMMENT_HELD);
	post_as(edith, "/desk/replies/1/ban", "kind=commenter");
	assert_ok(store_is_banned(paper->store, S("abcd1234"), S(""), &is_banned));
	assert_false(is_banned);
	post_as(edith, "/desk/replies/1/ban", "kind=commenter&sure=1");
	assert_ok(store_is_banned(paper->store, S("abcd1234"), S(""), &is_banned));
	assert_true(is_banned);
}

static void an_answer_shows_what_waits_and_nothing_else(void **state)
{
	struct paper *paper = *state;
	struct str edith = cookie_as(paper, STAFF_EDITOR);
	story_id story = add_story(paper, "Tram", DAY_MS);
	comment_id held = add_reply(paper, story, "Gus", COMMENT_HELD);
	add_reply(paper, story, "Ivy", COMMENT_SPAM);
	struct http_response response = post_as(edith, "/desk/replies/1/answer", "text=+");
	assert_has(http_response_get(&response, S("Location")), "done=answer-empty");
	assert_int_equal(status_of(paper, held), COMMENT_HELD);
	post_as(edith, "/desk/replies/1/answer", "text=Thanks");
	assert_int_equal(status_of(paper, held), COMMENT_SHOWN);
	assert_int_equal(post_as(edith, "/desk/replies/2/answer", "text=x").status, 409);
	response = post_as(edith, "/desk/stories/1/answer", "text=To+all");
	assert_has(http_response_get(&response, S("Location")), "done=answered");
	assert_has(page_at("/tram/"), "To all");
}

static void nobody_approves_what_they_did_not_read(void **state)
{
	struct paper *paper = *state;
	struct str edith = cookie_as(paper, STAFF_EDITOR);
	struct comment comment;
	comment_id gus = add_reply(paper, add_story(paper, "Tram", DAY_MS), "Gus", COMMENT_HELD);
	struct str page = get_as(edith, "/desk/replies").body;
	size_t at = str_find(page, S("value=\"approve 1 "));
	assert_true(at != STR_NONE);
	struct str button = str_cut(str_from(page, at + 7), '"').head;
	struct str fields = str_replace(
		&site.arena, str_fmt(&site.arena, "act=%.*s", STR_ARG(button)), S(" "), S("+"));
	assert_ok(store_comment(paper->store, &paper->arena, gus, &comment));
	comment.source = S("Something else.");
	saved(paper, store_comment_save(paper->store, &comment, &comment.id));
	struct http_response response = post_as(edith, "/desk/replies", str_z(&site.arena, fields));
	assert_has(http_response_get(&response, S("Location")), "done=replies-changed");
	assert_int_equal(status_of(paper, gus), COMMENT_HELD);
	comment.source = S("A reply.");
	saved(paper, store_comment_save(paper->store, &comment, &comment.id));
	post_as(edith, "/desk/replies", str_z(&site.arena, fields));
	assert_int_equal(status_of(paper, gus), COMMENT_SHOWN);
}

static void what_changed_is_told_once(void **state)
{
	struct paper *paper = *state;
	struct str edith = cookie_as(paper, STAFF_EDITOR);
	add_reply(paper, add_story(paper, "Tram", DAY_MS), "Gus", COMMENT_HELD);
	struct http_response first = get_as(edith, "/desk/replies/changes?act=0&reply=0");
	assert_str(first.body, "{\"act\":0,\"waiting\":1,\"fresh\":1,\"more\":false,\"acts\":[]}");
	struct str tag = http_response_get(&first, S("ETag"));
	post_as(cookie_as(paper, STAFF_PUBLISHER), "/desk/replies", "act=approve+1");
	struct http_response next = get_as(edith, "/desk/replies/changes?act=0&reply=1");
	assert_str(next.body,
		   "{\"act\":1,\"waiting\":0,\"fresh\":0,\"more\":false,\"acts\":[{\"reply\":1,"
		   "\"act\":\"approve\",\"who\":\"Pia\",\"mine\":false}]}");
	assert_false(str_eq(tag, http_response_get(&next, S("ETag"))));
}

static void a_story_has_rules_of_its_own_from_whoever_may_make_them(void **state)
{
	struct paper *paper = *state;
	struct reply_rule rule;
	add_story(paper, "Tram", DAY_MS);
	const char *all = "policy=staff&moderation=all&close_days=7&links=0";
	assert_int_equal(
		post_as(cookie_as(paper, STAFF_REPORTER), "/desk/stories/1/replies", all).status,
		403);
	struct str edith = cookie_as(paper, STAFF_EDITOR);
	assert_int_equal(post_as(edith, "/desk/stories/1/replies", all).status, 303);
	assert_ok(store_reply_rule(paper->store, RULE_STORY, 1, &rule));
	assert_int_equal(rule.policy, REPLIES_STAFF);
	assert_int_equal(rule.moderation, MODERATE_ALL);
	assert_int_equal(rule.close_days, 7);
	assert_int_equal(rule.links, 0);
	static const char *const odd[] = {
		"policy=dance&moderation=all",
		"policy=open&moderation=maybe",
		"policy=open&moderation=all&close_days=-1",
		"policy=open&moderation=all&links=1000001",
		"policy=open&moderation=all&links=many",
	};
	for (size_t i = 0; i < COUNT_OF(odd); i++)
		assert_int_equal(post_as(edith, "/desk/stories/1/replies", odd[i]).status, 422);
	assert_has(get_as(edith, "/desk/stories/1/replies").body, "value=\"7\"");
	post_as(edith, "/desk/stories/1/replies",
		"policy=unsaid&moderation=unsaid&close_days=&links=");
	assert_ok(store_reply_rule(paper->store, RULE_STORY, 1, &rule));
	assert_int_equal(rule.policy, REPLIES_SITE);
	assert_int_equal(rule.links, RULE_UNSAID);
}

static void a_section_has_rules_and_the_paper_its_words(void **state)
{
	struct paper *paper = *state;
	struct str edith = cookie_as(paper, STAFF_EDITOR), words;
	struct reply_rule rule;
	section_id section = add_section(paper, "Sport", (section_id){ 0 });
	assert_int_equal(section.n, 1);
	assert_int_equal(post_as(edith, "/desk/replies/rules/1",
				 "policy=closed&moderation=unsaid&close_days=&links=1000000")
				 .status,
			 303);
	assert_ok(store_reply_rule(paper->store, RULE_SECTION, 1, &rule));
	assert_int_equal(rule.policy, REPLIES_CLOSED);
	assert_int_equal(rule.links, 1000000);
	assert_int_equal(
		post_as(edith, "/desk/replies/rules/9", "policy=closed&moderation=unsaid").status,
		404);
	assert_int_equal(
		post_as(edith, "/desk/replies/rules", "reply_spam_words=one%0D%0Atwo").status, 303);
	assert_ok(store_setting(paper->store, &paper->arena, S("reply_spam_words"), &words));
	assert_str(words, "one\ntwo");
	assert_has(get_as(edith, "/desk/replies/rules").body, "one\ntwo</textarea>");
}

static void where_a_form_leads_back_to_is_one_of_these_screens(void **state)
{
	struct paper *paper = *state;
	struct str edith = cookie_as(paper, STAFF_EDITOR);
	static const char *const elsewhere[] = { "https://evil.example/", "/desk/replies/../people",
						 "/desk/replies//evil.example", "/desk/people",
						 "/desk/stories/%2e%2e/people" };
	for (size_t i = 0; i < COUNT_OF(elsewhere); i++) {
		struct str fields = str_fmt(&site.arena, "act=spam&back=%s", elsewhere[i]);
		struct http_response response =
			post_as(edith, "/desk/replies", str_z(&site.arena, fields));
		assert_str(http_response_get(&response, S("Location")),
			   "/desk/replies?state=held&done=replies-same");
	}
	struct http_response response =
		post_as(edith, "/desk/replies", "act=spam&back=/desk/replies/decisions");
	assert_str(http_response_get(&response, S("Location")),
		   "/desk/replies/decisions?done=replies-same");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_NEWSROOM(what_waits_is_shown_first_and_decided_on),
		IN_A_NEWSROOM(the_newsroom_answers_at_once),
		IN_A_NEWSROOM(who_is_shut_out_is_asked_twice_about),
		IN_A_NEWSROOM(an_answer_shows_what_waits_and_nothing_else),
		IN_A_NEWSROOM(nobody_approves_what_they_did_not_read),
		IN_A_NEWSROOM(what_changed_is_told_once),
		IN_A_NEWSROOM(a_story_has_rules_of_its_own_from_whoever_may_make_them),
		IN_A_NEWSROOM(a_section_has_rules_and_the_paper_its_words),
		IN_A_NEWSROOM(where_a_form_leads_back_to_is_one_of_these_screens),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
