/* SPDX-License-Identifier: Apache-2.0 */
#include "office_for_test.h"
#include "store/comment_book.h"

static const struct moderator asel = { { 7 }, STR_CONST("Asel") };

static int64_t decide(enum comment_act_kind kind, comment_id id)
{
	int64_t batch;
	assert_ok(comment_decide(&office.tools, &office.paper->arena, &asel, kind, &id, 1, &batch));
	return batch;
}

static enum mark_outcome mark(enum mark_kind kind, comment_id id, const char *address)
{
	enum mark_outcome outcome;
	assert_ok(comment_mark(&office.tools, &office.paper->arena, office.story, id, kind,
			       str_of(address), &outcome));
	return outcome;
}

/* The act at i of those about a reply, of which there are so many. */
static struct comment_act act_of(comment_id id, size_t i, size_t many)
{
	struct comment_act *acts;
	size_t count;
	assert_ok(store_comment_acts(office.paper->store, &office.paper->arena, id, &acts, &count));
	assert_int_equal(count, many);
	return acts[i];
}

static void who_decided_what_is_written_down_and_can_be_undone(void **state)
{
	struct paper *paper = *state;
	set("reply_moderation", "all");
	comment_id id = submit().id;
	int64_t batch = decide(ACT_APPROVE, id);
	assert_int_equal(shown_count(), 1);
	assert_str(kept(id).why, "");
	assert_int_equal(kept(id).looked_at.ms, NOON);
	struct comment_act act = act_of(id, 0, 1);
	assert_str(act.who, "Asel");
	assert_int_equal(act.person.n, 7);
	assert_int_equal(act.kind, ACT_APPROVE);
	assert_int_equal(act.was, COMMENT_HELD);
	assert_int_equal(decide(ACT_APPROVE, id), 0);
	assert_ok(comment_undo(&office.tools, &paper->arena, &asel, batch));
	assert_int_equal(shown_count(), 0);
	assert_int_equal(kept(id).status, COMMENT_HELD);
	assert_str(kept(id).why, "Every reply waits here.");
	assert_int_equal(act_of(id, 0, 2).undone_at.ms, NOON);
	assert_int_equal(act_of(id, 1, 2).kind, ACT_UNDO);
	assert_str(act_of(id, 1, 2).who, "Asel");
	assert_int_equal(comment_undo(&office.tools, &paper->arena, &asel, batch), ERR_NOT_FOUND);
}

static void several_are_decided_and_undone_together_or_not_at_all(void **state)
{
	struct paper *paper = *state;
	int64_t batch;
	comment_id ids[3] = { submit_text("one").id, submit_text("two").id, { 99 } };
	assert_int_equal(
		comment_decide(&office.tools, &paper->arena, &asel, ACT_SPAM, ids, 3, &batch),
		ERR_NOT_FOUND);
	assert_int_equal(shown_count(), 2);
	assert_ok(comment_decide(&office.tools, &paper->arena, &asel, ACT_SPAM, ids, 2, &batch));
	assert_int_equal(shown_count(), 0);
	assert_ok(comment_undo(&office.tools, &paper->arena, &asel, batch));
	assert_int_equal(shown_count(), 2);
	comment_id many[LIMIT_DECIDE_AT_ONCE + 1];
	for (size_t i = 0; i < COUNT_OF(many); i++)
		many[i] = ids[0];
	assert_int_equal(comment_decide(&office.tools, &paper->arena, &asel, ACT_SPAM, many,
					LIMIT_DECIDE_AT_ONCE + 1, &batch),
			 ERR_TOO_BIG);
	assert_ok(comment_decide(&office.tools, &paper->arena, &asel, ACT_SPAM, many,
				 LIMIT_DECIDE_AT_ONCE, &batch));
}

static size_t picks(void)
{
	struct comment *found;
	size_t count;
	assert_ok(store_comments_picked(office.paper->store, &office.paper->arena, office.story, 10,
					&found, &count));
	return count;
}

static void picks_stand_out_until_they_are_taken_back(void **state)
{
	struct paper *paper = *state;
	comment_id id = submit().id;
	int64_t batch = decide(ACT_PICK, id);
	assert_int_equal(picks(), 1);
	decide(ACT_TRASH, id);
	assert_int_equal(picks(), 0);
	decide(ACT_APPROVE, id);
	assert_int_equal(picks(), 0);
	decide(ACT_PICK, id);
	decide(ACT_UNPICK, id);
	assert_int_equal(picks(), 0);
	assert_int_equal(shown_count(), 1);
	assert_ok(comment_undo(&office.tools, &paper->arena, &asel, batch));
}

static void an_act_touches_its_story_alone(void **state)
{
	struct paper *paper = *state;
	struct fact_set facts = fact_set_in(&paper->arena);
	struct comment_page page;
	story_id other = add_story(paper, "Other", 0);
	comment_id id = submit().id;
	store_note_into(paper->store, &facts);
	assert_ok(store_comment_page(paper->store, &paper->arena, other,
				     &(struct comment_wanted){ .page = 1, .limit = 10 }, &page));
	store_note_into(paper->store, NULL);
	decide(ACT_PICK, id);
	assert_false(fact_sets_meet(&facts, store_touched(paper->store)));
	decide(ACT_SPAM, id);
	assert_false(fact_sets_meet(&facts, store_touched(paper->store)));
}

/* minutes: 0 for good. */
static void ban(comment_id id, enum ban_kind kind, int64_t minutes)
{
	const struct ban_terms terms = {
		.kind = kind,
		.why = S("Rude"),
		.until = { minutes ? store_now(office.paper->store).ms + minutes * 60000 : 0 },
	};
	assert_ok(comment_ban(&office.tools, &office.paper->arena, &asel, id, &terms));
}

static void the_banned_are_spam_from_then_on(void **state)
{
	struct paper *paper = *state;
	office.input.address = S("192.0.2.7");
	comment_id id = submit().id;
	ban(id, BAN_COMMENTER, 0);
	comment_id next = submit_text("Again").id;
	assert_int_equal(kept(next).status, COMMENT_SPAM);
	assert_ok(comment_unban(&office.tools, BAN_COMMENTER, kept(id).email_hash));
	assert_int_equal(submit_text("Once more").kind, REPLY_IS_SHOWN);
	ban(id, BAN_NETWORK, 0);
	office.input.email = S("bo@example.org");
	office.input.address = S("192.0.2.200");
	assert_int_equal(kept(submit_text("Me too").id).status, COMMENT_SPAM);
	office.input.address = S("198.51.100.1");
	assert_int_equal(submit_text("From elsewhere").kind, REPLY_IS_SHOWN);
	assert_int_equal(comment_ban(&office.tools, &paper->arena, &asel, (comment_id){ 99 },
				     &(struct ban_terms){ 0 }),
			 ERR_NOT_FOUND);
}

static void a_ban_ends_at_its_time_and_says_who_set_it(void **state)
{
	struct paper *paper = *state;
	struct comment_ban *bans;
	size_t count;
	comment_id id = submit().id;
	ban(id, BAN_COMMENTER, 60);
	assert_ok(store_bans(paper->store, &paper->arena, 10, &bans, &count));
	assert_int_equal(count, 1);
	assert_str(bans[0].who, "Asel");
	assert_str(bans[0].why, "Rude");
	assert_int_equal(bans[0].until.ms, NOON + 60 * 60000);
	pass_minutes(59);
	assert_int_equal(kept(submit_text("Again").id).status, COMMENT_SPAM);
	pass_minutes(1);
	assert_int_equal(submit_text("Once more").kind, REPLY_IS_SHOWN);
	assert_ok(store_bans(paper->store, &paper->arena, 10, &bans, &count));
	assert_int_equal(count, 0);
}

static void a_commenters_history_is_found_by_hash(void **state)
{
	struct paper *paper = *state;
	struct comment *found;
	size_t count;
	comment_id first = submit_text("one").id, second = submit_text("two").id;
	decide(ACT_SPAM, first);
	office.input.email = S("bo@example.org");
	submit_text("three");
	assert_ok(store_comments_by_hash(paper->store, &paper->arena, kept(first).email_hash, 10,
					 &found, &count));
	assert_int_equal(count, 2);
	assert_int_equal(found[0].id.n, second.n);
	assert_int_equal(found[1].status, COMMENT_SPAM);
}

static void the_queue_comes_newest_first_and_part_by_part(void **state)
{
	struct paper *paper = *state;
	struct comment *found;
	size_t count;
	int64_t held;
	struct comment_asked asked = { .status = COMMENT_HELD, .limit = 2 };
	set("reply_moderation", "all");
	comment_id ids[] = { submit_text("one").id, submit_text("two").id,
			     submit_text("three").id };
	assert_ok(store_comment_count(paper->store, COMMENT_HELD, &held));
	assert_int_equal(held, 3);
	assert_ok(store_comment_queue(paper->store, &paper->arena, &asked, &found, &count));
	assert_int_equal(count, 2);
	assert_int_equal(found[0].id.n, ids[2].n);
	asked.before = found[1].id;
	assert_ok(store_comment_queue(paper->store, &paper->arena, &asked, &found, &count));
	assert_int_equal(count, 1);
	assert_int_equal(found[0].id.n, ids[0].n);
	asked = (struct comment_asked){ COMMENT_HELD, { office.story.n + 1 }, { 0 }, 9 };
	assert_ok(store_comment_queue(paper->store, &paper->arena, &asked, &found, &count));
	assert_int_equal(count, 0);
	asked.story = office.story;
	assert_ok(store_comment_queue(paper->store, &paper->arena, &asked, &found, &count));
	assert_int_equal(count, 3);
}

static void a_commenters_record_counts_what_became_of_their_replies(void **state)
{
	struct paper *paper = *state;
	struct comment_record record;
	comment_id first = submit_text("one").id;
	submit_text("two");
	decide(ACT_SPAM, first);
	assert_ok(store_comment_record(paper->store, kept(first).email_hash, &record));
	assert_int_equal(record.shown, 1);
	assert_int_equal(record.spam, 1);
	assert_int_equal(record.held + record.trash, 0);
	assert_int_equal(record.since.ms, NOON);
	assert_ok(store_comment_record(paper->store, S(""), &record));
	assert_int_equal(record.shown, 0);
}

static bool has_changed(struct comment_watch *watch)
{
	struct comment_watch was = *watch;
	assert_ok(store_comment_watch(office.paper->store, watch));
	return was.comment != watch->comment || was.act != watch->act || was.held != watch->held;
}

static void whoever_watches_the_queue_learns_of_each_change(void **state)
{
	struct paper *paper = *state;
	struct comment_watch watch = { 0 };
	struct comment_act *acts;
	size_t count;
	set("reply_moderation", "all");
	comment_id id = submit().id;
	assert_true(has_changed(&watch));
	assert_false(has_changed(&watch));
	int64_t batch = decide(ACT_APPROVE, id), seen = watch.act;
	assert_true(has_changed(&watch));
	assert_ok(comment_undo(&office.tools, &paper->arena, &asel, batch));
	assert_true(has_changed(&watch));
	assert_ok(store_comment_acts_after(paper->store, &paper->arena, seen, 10, &acts, &count));
	assert_int_equal(count, 2);
	assert_int_equal(acts[1].kind, ACT_UNDO);
	assert_ok(store_comment_acts_before(paper->store, &paper->arena, acts[1].id, 10, &acts,
					    &count));
	assert_int_equal(count, 1);
	assert_int_equal(acts[0].kind, ACT_APPROVE);
	assert_ok(comment_own_withdraw(&office.tools, &paper->arena, id));
	assert_true(has_changed(&watch));
}

static void an_address_likes_a_reply_once(void **state)
{
	(void)state;
	comment_id id = submit().id;
	assert_int_equal(mark(MARK_LIKE, id, "192.0.2.1"), MARK_IS_COUNTED);
	assert_int_equal(mark(MARK_LIKE, id, "192.0.2.1"), MARK_IS_KNOWN);
	assert_int_equal(mark(MARK_LIKE, id, "192.0.2.2"), MARK_IS_COUNTED);
	assert_int_equal(kept(id).likes, 2);
	enum mark_outcome outcome;
	assert_int_equal(comment_mark(&office.tools, &office.paper->arena, (story_id){ 99 }, id,
				      MARK_LIKE, S("192.0.2.3"), &outcome),
			 ERR_NOT_FOUND);
}

static void a_network_likes_only_so_much_in_an_hour(void **state)
{
	struct paper *paper = *state;
	enum mark_outcome outcome = MARK_IS_COUNTED;
	for (int i = 0; i <= LIMIT_MARKS_AN_HOUR; i++) {
		office.input.text = str_fmt(&paper->arena, "reply %d", i);
		assert_int_equal(outcome, MARK_IS_COUNTED);
		outcome = mark(MARK_LIKE, submit().id, "192.0.2.1");
	}
	assert_int_equal(outcome, MARK_IS_TOO_FAST);
	assert_int_equal(mark(MARK_LIKE, submit_text("more").id, "198.51.100.9"), MARK_IS_COUNTED);
}

static void enough_reports_hide_a_reply_until_somebody_has_looked(void **state)
{
	(void)state;
	static const char *const addresses[] = { "192.0.2.1", "192.0.2.2", "198.51.100.3",
						 "198.51.100.4" };
	comment_id id = submit().id;
	assert_int_equal(mark(MARK_REPORT, id, addresses[0]), MARK_IS_COUNTED);
	assert_int_equal(mark(MARK_REPORT, id, addresses[0]), MARK_IS_KNOWN);
	assert_int_equal(mark(MARK_REPORT, id, addresses[1]), MARK_IS_COUNTED);
	assert_int_equal(shown_count(), 1);
	assert_int_equal(mark(MARK_REPORT, id, addresses[2]), MARK_HIDES);
	assert_int_equal(shown_count(), 0);
	assert_str(kept(id).why, "3 readers reported it.");
	assert_int_equal(act_of(id, 0, 1).kind, ACT_HOLD);
	decide(ACT_APPROVE, id);
	assert_int_equal(shown_count(), 1);
	for (size_t i = 0; i < COUNT_OF(addresses); i++)
		mark(MARK_REPORT, id,
		     addresses[i]); /* those who were heard already, and one more */
	assert_int_equal(shown_count(), 1);
	assert_int_equal(kept(id).reports, 1);
}

static void decisions_teach_the_filter(void **state)
{
	struct paper *paper = *state;
	set("reply_moderation", "all");
	const struct spam_text pontoon = { .author = S("Ana"),
					   .email = S("ana@example.org"),
					   .text = S("Pontoon deals for everybody") };
	double before = spam_filter_ask(office.tools.filter, &pontoon).score;
	for (int i = 0; i < 10; i++) {
		office.input.text = str_fmt(&paper->arena, "Pontoon deals number %d", i);
		decide(ACT_SPAM, submit().id);
	}
	double after = spam_filter_ask(office.tools.filter, &pontoon).score;
	assert_true(after > before + 0.1);
	CLEANUP(spam_filter_close) struct spam_filter *other = spam_filter_open();
	assert_ok(spam_filter_refresh(other, paper->store));
	double same = spam_filter_ask(other, &pontoon).score;
	assert_true(same > after - 0.001 && same < after + 0.001);
}

static void network_addresses_are_dropped_after_their_days(void **state)
{
	struct paper *paper = *state;
	office.input.address = S("192.0.2.7");
	comment_id id = submit().id;
	mark(MARK_LIKE, id, "192.0.2.1");
	store_set_now(paper->store, unix_ms_of(NOON + 30 * DAY_MS));
	assert_ok(comment_forget_addresses(paper->store, &paper->arena));
	assert_str(kept(id).address, "192.0.2.0");
	store_set_now(paper->store, unix_ms_of(NOON + 30 * DAY_MS + 1));
	assert_ok(comment_forget_addresses(paper->store, &paper->arena));
	assert_str(kept(id).address, "");
	assert_int_equal(kept(id).likes, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_AN_OFFICE(who_decided_what_is_written_down_and_can_be_undone),
		IN_AN_OFFICE(several_are_decided_and_undone_together_or_not_at_all),
		IN_AN_OFFICE(picks_stand_out_until_they_are_taken_back),
		IN_AN_OFFICE(an_act_touches_its_story_alone),
		IN_AN_OFFICE(the_banned_are_spam_from_then_on),
		IN_AN_OFFICE(a_commenters_history_is_found_by_hash),
		IN_AN_OFFICE(the_queue_comes_newest_first_and_part_by_part),
		IN_AN_OFFICE(a_ban_ends_at_its_time_and_says_who_set_it),
		IN_AN_OFFICE(a_commenters_record_counts_what_became_of_their_replies),
		IN_AN_OFFICE(whoever_watches_the_queue_learns_of_each_change),
		IN_AN_OFFICE(an_address_likes_a_reply_once),
		IN_AN_OFFICE(a_network_likes_only_so_much_in_an_hour),
		IN_AN_OFFICE(enough_reports_hide_a_reply_until_somebody_has_looked),
		IN_AN_OFFICE(decisions_teach_the_filter),
		IN_AN_OFFICE(network_addresses_are_dropped_after_their_days),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
