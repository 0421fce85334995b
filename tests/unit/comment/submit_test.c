/* SPDX-License-Identifier: Apache-2.0 */
#include "office_for_test.h"

static void a_good_reply_is_kept_and_shown(void **state)
{
	(void)state;
	office.input.address = S("192.0.2.77");
	struct reply_outcome outcome = submit();
	struct comment comment = kept(outcome.id);
	assert_int_equal(outcome.kind, REPLY_IS_SHOWN);
	assert_str(comment.name, "Ana");
	assert_str(comment.text.s, "<p>Well <em>said</em>.</p>");
	assert_str(comment.source, "Well *said*.");
	assert_str(comment.address, "192.0.2.0");
	assert_str(comment.why, "");
	assert_int_equal(comment.status, COMMENT_SHOWN);
	assert_int_equal(comment.created_at.ms, NOON);
	assert_int_equal(shown_count(), 1);
}

static void the_address_is_kept_sealed_and_hashed_only(void **state)
{
	struct paper *paper = *state;
	struct comment comment = kept(submit().id);
	struct str email;
	assert_false(str_contains(comment.email, S("xample")));
	assert_false(str_contains(comment.email_hash, S("xample")));
	assert_ok(comment_email_open(&paper->arena, &office.keys, comment.email, &email));
	assert_str(email, "Ana@Example.org");
	assert_true(str_eq(comment.email_hash,
			   comment_email_hash(&paper->arena, &office.keys, S("ana@example.org"))));
}

static void what_is_wrong_is_said_field_by_field_and_nothing_kept(void **state)
{
	struct paper *paper = *state;
	office.input = (struct reply_input){ .name = S("  "),
					     .email = S("nobody"),
					     .website = S("javascript:alert(1)"),
					     .text = S(""),
					     .token = office.input.token };
	int64_t sequence = store_sequence(paper->store);
	struct reply_outcome outcome = submit();
	assert_int_equal(outcome.kind, REPLY_IS_REFUSED);
	assert_int_equal(outcome.faults.name, REPLY_MISSING);
	assert_int_equal(outcome.faults.email, REPLY_NOT_VALID);
	assert_int_equal(outcome.faults.website, REPLY_NOT_VALID);
	assert_int_equal(outcome.faults.text, REPLY_MISSING);
	assert_int_equal(store_sequence(paper->store), sequence);
}

static void the_settings_decide_whether_a_reply_waits(void **state)
{
	(void)state;
	set("reply_moderation", "all");
	struct reply_outcome outcome = submit();
	assert_int_equal(outcome.kind, REPLY_IS_HELD);
	assert_str(kept(outcome.id).why, "Every reply waits here.");
	set("reply_moderation", "first");
	comment_id second = submit_text("Second").id;
	assert_str(kept(second).why, "No reply from this address has been shown yet.");
	saved(office.paper, store_comment_set_status(office.paper->store, second, COMMENT_SHOWN));
	office.input.email = S(" ANA@example.org ");
	assert_int_equal(submit_text("Third").kind, REPLY_IS_SHOWN);
	office.input.email = S("another@example.org");
	assert_int_equal(submit().kind, REPLY_IS_HELD);
}

static void a_form_of_another_story_or_day_is_expired(void **state)
{
	struct paper *paper = *state;
	store_set_now(paper->store, unix_ms_of(NOON + (LIMIT_TOKEN_AGE_HOURS + 1) * 3600 * 1000LL));
	assert_int_equal(submit().kind, REPLY_IS_EXPIRED);
	store_set_now(paper->store, unix_ms_of(NOON));
	office.input.token = S("");
	assert_int_equal(submit().kind, REPLY_IS_EXPIRED);
	assert_int_equal(shown_count(), 0);
}

static void the_same_reply_twice_is_one(void **state)
{
	(void)state;
	submit();
	assert_int_equal(submit().kind, REPLY_IS_DUPLICATE);
	assert_int_equal(submit_text("  Well *said*.\n").kind, REPLY_IS_DUPLICATE);
	assert_int_equal(shown_count(), 1);
}

static void nearly_the_same_again_waits_and_says_what_it_is_like(void **state)
{
	struct paper *paper = *state;
	comment_id first = submit_text("The old lamps on the chain bridge gave a warmer light than "
				       "these, and we all miss them.")
				   .id;
	office.input.email = S("other@example.org");
	comment_id second = submit_text("THE OLD LAMPS on the chain bridge gave a warmer light "
					"than these 12, and we all miss them!! www.a.example/x")
				    .id;
	assert_int_equal(kept(second).status, COMMENT_HELD);
	assert_true(str_contains(
		kept(second).why,
		str_fmt(&paper->arena, "nearly the same as reply %lld", (long long)first.n)));
	assert_int_equal(submit_text("Quite another thing: who pays for the boat, and who has to "
				     "row it home at night?")
				 .kind,
			 REPLY_IS_SHOWN);
	assert_int_equal(submit_text("Thank you!").kind, REPLY_IS_SHOWN);
	office.input.email = S("third@example.org");
	assert_int_equal(submit().kind, REPLY_IS_SHOWN); /* too short to say */
}

static void who_fills_the_field_nobody_sees_is_spam_and_not_told(void **state)
{
	(void)state;
	office.input.trap = S("Buy now");
	struct reply_outcome outcome = submit();
	assert_int_equal(outcome.kind, REPLY_IS_HELD);
	assert_int_equal(kept(outcome.id).status, COMMENT_SPAM);
	assert_str(kept(outcome.id).why, "It filled in a field that no person sees.");
}

static void links_words_and_haste_hold_a_reply(void **state)
{
	(void)state;
	set("reply_hold_links", "2");
	set("reply_hold_words", "lamp\n  Strike \n");
	set("reply_spam_words", "pontoon rental");
	assert_int_equal(submit_text("See https://a.example/ for more.").kind, REPLY_IS_SHOWN);
	comment_id id = submit_text("See https://a.example/ and https://b.example/.").id;
	assert_true(str_contains(kept(id).why, S("It has 2 links; 2 or more wait.")));
	id = submit_text("The STRIKE goes on.").id;
	assert_str(kept(id).why, "It says \"strike\", which is on the list of words to look at.");
	assert_int_equal(submit_text("Lamps and strikes.").kind, REPLY_IS_SHOWN); /* other words */
	id = submit_text("Ask me for Pontoon Rental.").id;
	assert_int_equal(kept(id).status, COMMENT_SPAM);
	office.input.took_ms = S("120");
	id = submit_text("Quick.").id;
	assert_str(kept(id).why, "It was sent 120 ms after the page was opened.");
	office.input.took_ms = S("5000");
	assert_int_equal(submit_text("Not so quick.").kind, REPLY_IS_SHOWN);
}

static void too_many_from_a_network_or_a_commenter_have_to_wait(void **state)
{
	struct paper *paper = *state;
	office.input.address = S("192.0.2.7");
	set("reply_rate_network", "3");
	set("reply_rate_commenter", "2");
	submit_text("one");
	pass_minutes(2);
	submit_text("two");
	struct reply_outcome outcome = submit_text("three");
	assert_int_equal(outcome.kind, REPLY_IS_TOO_FAST);
	assert_int_equal(outcome.retry_s, (LIMIT_RATE_MINUTES - 2) * 60 + 1);
	office.input.email = S("bo@example.org");
	assert_int_equal(submit().kind, REPLY_IS_SHOWN);
	office.input.email = S("cy@example.org");
	office.input.address = S("192.0.2.99");
	assert_int_equal(submit().kind, REPLY_IS_TOO_FAST);
	office.input.address = S("198.51.100.1");
	assert_int_equal(submit().kind, REPLY_IS_SHOWN);
	store_set_now(paper->store, unix_ms_of(NOON + LIMIT_RATE_MINUTES * 60000 + 1));
	office.input.email = S("Ana@Example.org");
	office.input.address = S("192.0.2.7");
	assert_int_equal(submit_text("later").kind, REPLY_IS_SHOWN);
}

static void this_machine_itself_may_post_as_fast_as_it_likes(void **state)
{
	struct paper *paper = *state;
	set("reply_rate_network", "1");
	set("reply_rate_commenter", "1");
	for (int i = 0; i < 5; i++) {
		office.input.text = str_fmt(&paper->arena, "reply %d", i);
		assert_int_equal(submit().kind, REPLY_IS_SHOWN);
	}
}

static void an_answer_hangs_below_a_shown_comment_of_the_same_story(void **state)
{
	struct paper *paper = *state;
	comment_id first = submit().id;
	static const struct {
		const char *parent;
		int64_t wanted;
	} cases[] = { { "1", 1 }, { " 1 ", 1 }, { "99", 0 }, { "-1", 0 }, { "x", 0 }, { "", 0 } };
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		office.input.parent = str_of(cases[i].parent);
		office.input.text = str_fmt(&paper->arena, "answer %zu", i);
		assert_int_equal(kept(submit().id).parent.n, cases[i].wanted);
	}
	office.input.parent = S("1");
	saved(paper, store_comment_set_status(paper->store, first, COMMENT_HELD));
	assert_int_equal(kept(submit_text("to a held one").id).parent.n, 0);
}

static void a_thread_is_only_so_deep(void **state)
{
	struct paper *paper = *state;
	set("reply_levels", "3");
	int64_t last = 0, parent = 0;
	for (int level = 1; level <= 4; level++) {
		office.input.text = str_fmt(&paper->arena, "level %d", level);
		office.input.parent = str_fmt(&paper->arena, "%lld", (long long)last);
		struct comment comment = kept(submit().id);
		assert_int_equal(comment.parent.n, level <= 3 ? last : parent);
		parent = comment.parent.n;
		last = comment.id.n;
	}
}

static void a_preview_keeps_nothing(void **state)
{
	struct paper *paper = *state;
	struct reply_outcome outcome;
	office.input.name = office.input.email = S("");
	int64_t sequence = store_sequence(paper->store);
	assert_ok(comment_preview(&office.tools, &paper->arena, office.story, &office.input,
				  &outcome));
	assert_int_equal(outcome.kind, REPLY_IS_PREVIEW);
	assert_str(outcome.preview.s, "<p>Well <em>said</em>.</p>");
	assert_false(reply_has_faults(outcome.faults));
	office.input.text = S(" ");
	assert_ok(comment_preview(&office.tools, &paper->arena, office.story, &office.input,
				  &outcome));
	assert_int_equal(outcome.kind, REPLY_IS_REFUSED);
	assert_int_equal(store_sequence(paper->store), sequence);
}

static void a_writer_changes_or_withdraws_what_waits_for_ten_minutes(void **state)
{
	struct paper *paper = *state;
	struct reply_outcome outcome;
	set("reply_moderation", "all");
	comment_id id = submit().id;
	assert_ok(
		comment_own_edit(&office.tools, &paper->arena, id, S("Better *said*."), &outcome));
	assert_str(kept(id).source, "Better *said*.");
	assert_str(kept(id).text.s, "<p>Better <em>said</em>.</p>");
	assert_int_equal(kept(id).status, COMMENT_HELD);
	assert_ok(comment_own_edit(&office.tools, &paper->arena, id, S(" "), &outcome));
	assert_int_equal(outcome.kind, REPLY_IS_REFUSED);
	pass_minutes(LIMIT_OWN_MINUTES);
	assert_int_equal(comment_own_edit(&office.tools, &paper->arena, id, S("Late."), &outcome),
			 ERR_DENIED);
	assert_int_equal(comment_own_withdraw(&office.tools, &paper->arena, id), ERR_DENIED);
	id = submit_text("Another").id;
	assert_ok(comment_own_withdraw(&office.tools, &paper->arena, id));
	struct comment gone;
	assert_int_equal(store_comment(paper->store, &paper->arena, id, &gone), ERR_NOT_FOUND);
	set("reply_moderation", "none");
	id = submit_text("Shown").id;
	assert_int_equal(comment_own_withdraw(&office.tools, &paper->arena, id), ERR_DENIED);
}

static void what_is_refused_leaves_nothing_behind(void **state)
{
	struct paper *paper = *state;
	struct reply_outcome outcome;
	assert_int_equal(comment_submit(&office.tools, &paper->arena, (story_id){ 99 },
					&office.input, &outcome),
			 ERR_NOT_FOUND);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_AN_OFFICE(a_good_reply_is_kept_and_shown),
		IN_AN_OFFICE(the_address_is_kept_sealed_and_hashed_only),
		IN_AN_OFFICE(what_is_wrong_is_said_field_by_field_and_nothing_kept),
		IN_AN_OFFICE(the_settings_decide_whether_a_reply_waits),
		IN_AN_OFFICE(a_form_of_another_story_or_day_is_expired),
		IN_AN_OFFICE(the_same_reply_twice_is_one),
		IN_AN_OFFICE(nearly_the_same_again_waits_and_says_what_it_is_like),
		IN_AN_OFFICE(who_fills_the_field_nobody_sees_is_spam_and_not_told),
		IN_AN_OFFICE(links_words_and_haste_hold_a_reply),
		IN_AN_OFFICE(too_many_from_a_network_or_a_commenter_have_to_wait),
		IN_AN_OFFICE(this_machine_itself_may_post_as_fast_as_it_likes),
		IN_AN_OFFICE(an_answer_hangs_below_a_shown_comment_of_the_same_story),
		IN_AN_OFFICE(a_thread_is_only_so_deep),
		IN_AN_OFFICE(a_preview_keeps_nothing),
		IN_AN_OFFICE(a_writer_changes_or_withdraws_what_waits_for_ten_minutes),
		IN_AN_OFFICE(what_is_refused_leaves_nothing_behind),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
