/* SPDX-License-Identifier: Apache-2.0 */
/* The outbox with the clock held: what comes first, how long it waits, when it is given up. */
#include "account/forgotten.h"
#include "desk/outbox.h"
#include "news/story.h"
#include "newsroom_for_test.h"
#include "store/comment.h"

static const struct errand_end done = { .outcome = ERRAND_DONE, .status = 250 };
static const struct errand_end nobody = { .outcome = ERRAND_LATER,
					  .why = STR_CONST("nobody there") };
static int64_t now_ms;

static void at(struct paper *paper, int64_t ms)
{
	now_ms = ms;
	store_set_now(paper->store, unix_ms_of(ms));
}

static void set_up(struct paper *paper)
{
	site.app.post = (struct app_post){ .has_mail = true,
					   .asks_service = true,
					   .mail_from = S("news@paper.example"),
					   .retry_s = 60 };
	site.app.url_override = S("https://paper.example");
	at(paper, NOON);
}

static bool next(struct outbox_task *task)
{
	bool has;
	assert_ok(outbox_next(&site.app, &site.arena, task, &has));
	return has;
}

static void ended(const struct outbox_task *task, const struct errand_end *end)
{
	assert_ok(outbox_ended(&site.app, &site.arena, task, end));
}

static void put(struct paper *paper, enum outbox_kind kind, int64_t subject)
{
	saved(paper, store_outbox_put(paper->store, kind, subject, (unix_ms){ 0 }));
}

static comment_id hold_a_reply(struct paper *paper, story_id story)
{
	comment_id id;
	struct comment comment = { .story = story,
				   .status = COMMENT_HELD,
				   .name = S("Rita"),
				   .source = S("What I\nthink."),
				   .why = S("A reason."),
				   .created_at = store_now(paper->store) };
	saved(paper, store_comment_save(paper->store, &comment, &id));
	return id;
}

static void asking_twice_is_one_mail_and_it_goes_once(void **state)
{
	struct paper *paper = *state;
	struct outbox_task task;
	set_up(paper);
	put(paper, OUTBOX_RESET, newsroom.people[STAFF_EDITOR].n);
	put(paper, OUTBOX_RESET, newsroom.people[STAFF_EDITOR].n);
	assert_true(next(&task));
	assert_str(task.errand.rcpt, "edith@desk.example");
	assert_str(task.errand.from, "news@paper.example");
	assert_has(task.errand.body, "/desk/password/");
	ended(&task, &done);
	assert_false(next(&task));
}

static void a_mail_sent_again_has_the_same_id(void **state)
{
	struct paper *paper = *state;
	struct outbox_task first, second;
	set_up(paper);
	put(paper, OUTBOX_INVITE, newsroom.people[STAFF_REPORTER].n);
	assert_true(next(&first));
	at(paper, NOON + 3600000);
	assert_true(next(&second)); /* nobody said that it was sent */
	struct str id = str_cut(str_cut_str(first.errand.body, S("Message-ID: ")).tail, '\r').head;
	assert_true(id.len > 20);
	assert_true(str_contains(second.errand.body, id));
}

static void pauses_double_up_to_an_hour_and_end_after_two_days(void **state)
{
	static const int64_t pauses_s[] = { 60, 120, 240, 480, 960, 1920, 3600, 3600 };
	struct paper *paper = *state;
	struct outbox_task task;
	struct outbox_row *failed;
	size_t count;
	set_up(paper);
	put(paper, OUTBOX_INVITE, newsroom.people[STAFF_REPORTER].n);
	for (size_t i = 0; i < COUNT_OF(pauses_s); i++) {
		assert_true(next(&task));
		ended(&task, &nobody);
		at(paper, now_ms + pauses_s[i] * 1000 - 1);
		assert_false(next(&task));
		at(paper, now_ms + 1);
	}
	at(paper, NOON + LIMIT_OUTBOX_HOURS * 3600000ll);
	assert_true(next(&task));
	ended(&task, &nobody);
	at(paper, now_ms + LIMIT_OUTBOX_PAUSE_S * 1000);
	assert_true(next(&task));
	ended(&task, &nobody);
	at(paper, now_ms + 30 * DAY_MS);
	assert_false(next(&task));
	assert_ok(store_outbox_failed(paper->store, &site.arena, 9, &failed, &count));
	assert_int_equal(count, 1);
	assert_str(failed[0].why, "nobody there");
	put(paper, OUTBOX_INVITE, newsroom.people[STAFF_REPORTER].n); /* asked for again */
	assert_true(next(&task));
}

static void what_is_refused_is_given_up_at_once(void **state)
{
	struct paper *paper = *state;
	struct outbox_task task;
	const struct errand_end no = { .outcome = ERRAND_REFUSED, .status = 550, .why = S("no") };
	set_up(paper);
	put(paper, OUTBOX_INVITE, newsroom.people[STAFF_REPORTER].n);
	assert_true(next(&task));
	ended(&task, &no);
	at(paper, now_ms + DAY_MS);
	assert_false(next(&task));
}

static void news_go_to_those_who_want_them_and_at_most_once_in_ten_minutes(void **state)
{
	struct paper *paper = *state;
	struct outbox_task task;
	set_up(paper);
	story_id story = add_story(paper, "Tram", DAY_MS);
	hold_a_reply(paper, story);
	put(paper, OUTBOX_HELD, 0);
	assert_true(next(&task)); /* the publisher; nobody else has said that they want it */
	assert_str(task.errand.rcpt, "pia@desk.example");
	assert_has(task.errand.body, "Rita");
	assert_has(task.errand.body, "> think.");
	hold_a_reply(paper, story);
	put(paper, OUTBOX_HELD, 0); /* while the mail is on its way */
	ended(&task, &done);
	assert_false(next(&task));
	at(paper, NOON + LIMIT_REPLY_NEWS_MINUTES * 60000ll);
	assert_true(next(&task));
	ended(&task, &done);
	at(paper, now_ms + DAY_MS);
	assert_false(next(&task));
}

static void a_service_answers_before_mails_go_and_only_for_so_long(void **state)
{
	struct paper *paper = *state;
	struct outbox_task task;
	struct comment comment;
	const struct errand_end ham = { .outcome = ERRAND_DONE,
					.status = 200,
					.answer = S("false\n") };
	set_up(paper);
	story_id story = add_story(paper, "Tram", DAY_MS);
	comment_id shown = hold_a_reply(paper, story), silent = hold_a_reply(paper, story);
	put(paper, OUTBOX_INVITE, newsroom.people[STAFF_REPORTER].n);
	put(paper, OUTBOX_CHECK_TO_SHOW, shown.n);
	assert_true(next(&task));
	assert_str(task.errand.url, "comment-check");
	assert_has(task.errand.body, "comment_content=What%20I%0Athink.");
	assert_has(task.errand.body, "permalink=https%3A%2F%2Fpaper.example%2Ftram%2F");
	ended(&task, &ham);
	assert_ok(store_comment(paper->store, &site.arena, shown, &comment));
	assert_int_equal(comment.status, COMMENT_SHOWN);
	put(paper, OUTBOX_CHECK_TO_SHOW, silent.n);
	assert_true(next(&task));
	ended(&task, &nobody);
	assert_ok(store_comment(paper->store, &site.arena, silent, &comment));
	assert_int_equal(comment.status, COMMENT_HELD);
	at(paper, NOON + 15000);
	assert_true(next(&task)); /* the invitation: the check was settled on the way */
	assert_int_equal(task.row.kind, OUTBOX_INVITE);
	assert_ok(store_comment(paper->store, &site.arena, silent, &comment));
	assert_int_equal(comment.status, COMMENT_SHOWN);
}

static void links_for_forgotten_passwords_are_few(void **state)
{
	struct paper *paper = *state;
	enum forgotten_outcome outcome;
	struct outbox_task task;
	set_up(paper);
	for (int i = 0; i < LIMIT_RESETS + 1; i++) {
		struct str from = str_fmt(&site.arena, "192.0.2.%d", i);
		assert_ok(account_forgotten(paper->store, &site.arena, S(" Edith@desk.example"),
					    from, &outcome));
		assert_int_equal(outcome, i < LIMIT_RESETS ? FORGOTTEN_HEARD : FORGOTTEN_SHUT);
		assert_int_equal(next(&task), i < LIMIT_RESETS);
		if (i < LIMIT_RESETS)
			ended(&task, &done);
	}
	assert_ok(account_forgotten(paper->store, &site.arena, S("who@desk.example"),
				    S("192.0.2.9"), &outcome));
	assert_int_equal(outcome, FORGOTTEN_HEARD);
	assert_false(next(&task));
	at(paper, NOON + LIMIT_RESET_MINUTES * 60000ll);
	assert_ok(account_forgotten(paper->store, &site.arena, S("edith@desk.example"),
				    S("192.0.2.1"), &outcome));
	assert_int_equal(outcome, FORGOTTEN_HEARD);
}

static void without_a_mail_server_there_is_no_such_screen(void **state)
{
	(void)state;
	site.app.post = (struct app_post){ 0 };
	assert_int_equal(get_as(S(""), "/desk/forgotten").status, 404);
	assert_has_not(get_as(S(""), "/desk/sign-in").body, "/desk/forgotten");
	assert_int_equal(post_as(S("x"), "/desk/forgotten", "email=edith@desk.example").status,
			 404);
	site.app.post.has_mail = true;
	assert_int_equal(get_as(S(""), "/desk/forgotten").status, 200);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_NEWSROOM(asking_twice_is_one_mail_and_it_goes_once),
		IN_A_NEWSROOM(a_mail_sent_again_has_the_same_id),
		IN_A_NEWSROOM(pauses_double_up_to_an_hour_and_end_after_two_days),
		IN_A_NEWSROOM(what_is_refused_is_given_up_at_once),
		IN_A_NEWSROOM(news_go_to_those_who_want_them_and_at_most_once_in_ten_minutes),
		IN_A_NEWSROOM(a_service_answers_before_mails_go_and_only_for_so_long),
		IN_A_NEWSROOM(links_for_forgotten_passwords_are_few),
		IN_A_NEWSROOM(without_a_mail_server_there_is_no_such_screen),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
