/* SPDX-License-Identifier: Apache-2.0 */
/* Replies at the desk: what waits, decided on and undone, answered. */
#include "newsroom_for_test.h"
#include "store/comment.h"
#include "store/comment_act.h"

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

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_NEWSROOM(what_waits_is_shown_first_and_decided_on),
		IN_A_NEWSROOM(the_newsroom_answers_at_once),
		IN_A_NEWSROOM(who_is_shut_out_is_asked_twice_about),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
