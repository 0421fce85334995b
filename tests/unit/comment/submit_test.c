/* SPDX-License-Identifier: Apache-2.0 */
#include "../cmocka_first.h"

#include "fake_store.h"

static const unix_ms now = { 1700000000000 };
static struct comment_keys keys;

static struct store open_site(struct arena *arena)
{
	keys = comment_keys_from(S("a secret of this site"));
	(void)arena;
	return (struct store){
		.now = now,
		.story = { .id = { 7 } },
		.replies = S("open"),
		.moderation = S("none"),
	};
}

static struct reply_input good_input(struct arena *arena)
{
	unix_ms until;
	return (struct reply_input){
		.name = S("Ana"),
		.email = S("Ana@Example.org"),
		.text = S("Well *said*."),
		.token = comment_token(arena, &keys, 7, now, &until),
		.address = S("192.0.2.77"),
	};
}

static struct reply_outcome submit(struct store *store, struct arena *arena,
				   const struct reply_input *input)
{
	struct reply_outcome outcome;
	assert_ok(comment_submit(store, arena, &keys, (story_id){ 7 }, input, &outcome));
	assert_int_equal(store->begun, store->ended);
	return outcome;
}

static void a_good_reply_is_kept_and_shown(void **state)
{
	struct store store = open_site(*state);
	struct reply_input input = good_input(*state);
	struct reply_outcome outcome = submit(&store, *state, &input);
	assert_int_equal(outcome.kind, REPLY_IS_SHOWN);
	assert_int_equal(outcome.id.n, 1);
	assert_int_equal(store.committed, 1);
	const struct comment *kept = &store.comments[0];
	assert_str(kept->name, "Ana");
	assert_str(kept->text.s, "<p>Well <em>said</em>.</p>");
	assert_str(kept->source, "Well *said*.");
	assert_str(kept->address, "192.0.2.0");
	assert_int_equal(kept->status, COMMENT_SHOWN);
	assert_int_equal(kept->created_at.ms, now.ms);
	assert_int_equal(kept->parent.n, 0);
}

static void the_address_is_kept_sealed_and_hashed_only(void **state)
{
	struct store store = open_site(*state);
	struct reply_input input = good_input(*state);
	submit(&store, *state, &input);
	const struct comment *kept = &store.comments[0];
	struct str email;
	assert_false(str_contains(kept->email, S("xample")));
	assert_false(str_contains(kept->email_hash, S("xample")));
	assert_ok(comment_email_open(*state, &keys, kept->email, &email));
	assert_str(email, "Ana@Example.org");
	assert_true(
		str_eq(kept->email_hash, comment_email_hash(*state, &keys, S("ana@example.org"))));
}

static void what_is_wrong_is_said_field_by_field_and_nothing_kept(void **state)
{
	struct store store = open_site(*state);
	struct reply_input input = good_input(*state);
	input.name = S("  ");
	input.email = S("nobody");
	input.website = S("javascript:alert(1)");
	input.text = S("");
	struct reply_outcome outcome = submit(&store, *state, &input);
	assert_int_equal(outcome.kind, REPLY_IS_REFUSED);
	assert_int_equal(outcome.faults.name, REPLY_MISSING);
	assert_int_equal(outcome.faults.email, REPLY_NOT_VALID);
	assert_int_equal(outcome.faults.website, REPLY_NOT_VALID);
	assert_int_equal(outcome.faults.text, REPLY_MISSING);
	assert_int_equal(store.comment_count, 0);
	assert_int_equal(store.begun, 0);
}

static void the_settings_decide_whether_a_reply_waits(void **state)
{
	struct store store = open_site(*state);
	struct reply_input input = good_input(*state);
	store.moderation = S("all");
	assert_int_equal(submit(&store, *state, &input).kind, REPLY_IS_HELD);
	store.moderation = S("first");
	input.text = S("Second");
	assert_int_equal(submit(&store, *state, &input).kind, REPLY_IS_HELD);
	store.comments[0].status = COMMENT_SHOWN;
	input.text = S("Third");
	input.email = S(" ANA@example.org ");
	assert_int_equal(submit(&store, *state, &input).kind, REPLY_IS_SHOWN);
	input.email = S("another@example.org");
	assert_int_equal(submit(&store, *state, &input).kind, REPLY_IS_HELD);
}

static void a_closed_story_takes_no_reply(void **state)
{
	static const struct {
		enum reply_policy story;
		struct str site;
		enum reply_policy wanted;
	} cases[] = {
		{ REPLIES_SITE, STR_CONST("open"), REPLIES_OPEN },
		{ REPLIES_SITE, STR_CONST("closed"), REPLIES_CLOSED },
		{ REPLIES_SITE, STR_CONST("hidden"), REPLIES_HIDDEN },
		{ REPLIES_OPEN, STR_CONST("closed"), REPLIES_OPEN },
		{ REPLIES_CLOSED, STR_CONST("open"), REPLIES_CLOSED },
		{ REPLIES_HIDDEN, STR_CONST("open"), REPLIES_HIDDEN },
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct store store = open_site(*state);
		struct reply_input input = good_input(*state);
		enum reply_policy policy;
		store.story.replies = cases[i].story;
		store.replies = cases[i].site;
		assert_ok(comment_replies(&store, *state, &store.story, &policy));
		assert_int_equal(policy, cases[i].wanted);
		bool is_kept = submit(&store, *state, &input).kind == REPLY_IS_SHOWN;
		assert_int_equal(is_kept, policy == REPLIES_OPEN);
		assert_int_equal(store.comment_count, is_kept);
	}
}

static void the_same_reply_twice_is_one(void **state)
{
	struct store store = open_site(*state);
	struct reply_input input = good_input(*state);
	submit(&store, *state, &input);
	assert_int_equal(submit(&store, *state, &input).kind, REPLY_IS_DUPLICATE);
	assert_int_equal(store.comment_count, 1);
	input.text = S("  Well *said*.\n");
	assert_int_equal(submit(&store, *state, &input).kind, REPLY_IS_DUPLICATE);
}

static void a_form_of_another_story_or_day_is_expired(void **state)
{
	struct store store = open_site(*state);
	struct reply_input input = good_input(*state);
	store.now.ms += (LIMIT_TOKEN_AGE_HOURS + 1) * 3600 * 1000LL;
	assert_int_equal(submit(&store, *state, &input).kind, REPLY_IS_EXPIRED);
	store.now = now;
	input.token = S("");
	assert_int_equal(submit(&store, *state, &input).kind, REPLY_IS_EXPIRED);
	assert_int_equal(store.comment_count, 0);
}

static void who_fills_the_field_nobody_sees_is_spam_and_not_told(void **state)
{
	struct store store = open_site(*state);
	struct reply_input input = good_input(*state);
	input.trap = S("Buy now");
	assert_int_equal(submit(&store, *state, &input).kind, REPLY_IS_HELD);
	assert_int_equal(store.comments[0].status, COMMENT_SPAM);
}

static void an_answer_hangs_below_a_shown_comment_of_the_same_story(void **state)
{
	struct store store = open_site(*state);
	struct reply_input input = good_input(*state);
	submit(&store, *state, &input);
	static const struct {
		const char *parent;
		int64_t wanted;
	} cases[] = { { "1", 1 }, { " 1 ", 1 }, { "99", 0 }, { "-1", 0 }, { "x", 0 }, { "", 0 } };
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		input.parent = str_of(cases[i].parent);
		input.text = str_fmt(*state, "answer %zu", i);
		int64_t id = submit(&store, *state, &input).id.n;
		assert_int_equal(store.comments[id - 1].parent.n, cases[i].wanted);
	}
	input.parent = S("1");
	store.comments[0].status = COMMENT_HELD;
	input.text = S("to a held one");
	assert_int_equal(store.comments[submit(&store, *state, &input).id.n - 1].parent.n, 0);
	store.comments[0].status = COMMENT_SHOWN;
	store.comments[0].story.n = 8;
	input.text = S("to another story's");
	assert_int_equal(store.comments[submit(&store, *state, &input).id.n - 1].parent.n, 0);
}

static void a_thread_is_only_so_deep(void **state)
{
	struct store store = open_site(*state);
	struct reply_input input = good_input(*state);
	int64_t last = submit(&store, *state, &input).id.n;
	for (int i = 1; i <= LIMIT_REPLY_DEPTH; i++) {
		input.parent = str_fmt(*state, "%lld", (long long)last);
		input.text = str_fmt(*state, "deeper %d", i);
		int64_t id = submit(&store, *state, &input).id.n;
		assert_int_equal(store.comments[id - 1].parent.n, last);
		last = id;
	}
	input.parent = str_fmt(*state, "%lld", (long long)last);
	input.text = S("too deep");
	int64_t id = submit(&store, *state, &input).id.n;
	assert_int_equal(store.comments[id - 1].parent.n, store.comments[last - 1].parent.n);
}

static void trouble_leaves_nothing_behind(void **state)
{
	struct store store = open_site(*state);
	struct reply_input input = good_input(*state);
	struct reply_outcome outcome;
	store.fails = ERR_BUSY;
	assert_int_equal(comment_submit(&store, *state, &keys, (story_id){ 7 }, &input, &outcome),
			 ERR_BUSY);
	assert_int_equal(store.comment_count, 0);
	assert_int_equal(store.begun, store.ended);
	assert_int_equal(comment_submit(&store, *state, &keys, (story_id){ 8 }, &input, &outcome),
			 ERR_NOT_FOUND);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_good_reply_is_kept_and_shown),
		cmocka_unit_test(the_address_is_kept_sealed_and_hashed_only),
		cmocka_unit_test(what_is_wrong_is_said_field_by_field_and_nothing_kept),
		cmocka_unit_test(the_settings_decide_whether_a_reply_waits),
		cmocka_unit_test(a_closed_story_takes_no_reply),
		cmocka_unit_test(the_same_reply_twice_is_one),
		cmocka_unit_test(a_form_of_another_story_or_day_is_expired),
		cmocka_unit_test(who_fills_the_field_nobody_sees_is_spam_and_not_told),
		cmocka_unit_test(an_answer_hangs_below_a_shown_comment_of_the_same_story),
		cmocka_unit_test(a_thread_is_only_so_deep),
		cmocka_unit_test(trouble_leaves_nothing_behind),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
