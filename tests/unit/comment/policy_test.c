/* SPDX-License-Identifier: Apache-2.0 */
#include "comment/policy.h"

#include "office_for_test.h"

static struct reply_terms terms_of(const struct story *story)
{
	struct reply_settings settings;
	struct reply_terms terms;
	assert_ok(reply_settings_read(office.paper->store, &office.paper->arena, &settings));
	assert_ok(reply_terms_of(office.paper->store, story, &settings, &terms));
	return terms;
}

static struct reply_terms terms(void)
{
	struct story story = read_story(office.paper, office.story);
	return terms_of(&story);
}

static void say(enum reply_scope scope, int64_t target, struct reply_rule rule)
{
	saved(office.paper, store_reply_rule_set(office.paper->store, scope, target, &rule));
}

static void the_story_goes_before_the_site(void **state)
{
	(void)state;
	static const struct {
		enum reply_policy story;
		const char *site;
		enum reply_policy wanted;
	} cases[] = {
		{ REPLIES_SITE, "open", REPLIES_OPEN },
		{ REPLIES_SITE, "staff", REPLIES_STAFF },
		{ REPLIES_SITE, "closed", REPLIES_CLOSED },
		{ REPLIES_SITE, "hidden", REPLIES_HIDDEN },
		{ REPLIES_OPEN, "closed", REPLIES_OPEN },
		{ REPLIES_CLOSED, "open", REPLIES_CLOSED },
		{ REPLIES_HIDDEN, "open", REPLIES_HIDDEN },
		{ REPLIES_STAFF, "open", REPLIES_STAFF },
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct story story = read_story(office.paper, office.story);
		story.replies = cases[i].story;
		save_story(office.paper, &story);
		set("replies", cases[i].site);
		assert_int_equal(terms().policy, cases[i].wanted);
		office.input.text = str_fmt(&office.paper->arena, "case %zu", i);
		bool is_kept = submit().kind == REPLY_IS_SHOWN;
		assert_int_equal(is_kept, cases[i].wanted == REPLIES_OPEN);
	}
}

static void a_section_goes_before_the_site_and_the_one_above_it(void **state)
{
	struct paper *paper = *state;
	section_id sport = add_section(paper, "Sport", (section_id){ 0 }),
		   rowing = add_section(paper, "Rowing", sport);
	struct section sections[] = { { .id = rowing } };
	struct story story = read_story(paper, office.story);
	struct reply_rule rule = reply_rule_empty();
	story.sections = sections;
	story.section_count = 1;
	save_story(paper, &story);
	rule.policy = REPLIES_CLOSED;
	rule.links = 7;
	say(RULE_SECTION, sport.n, rule);
	assert_int_equal(terms().policy, REPLIES_CLOSED);
	rule = reply_rule_empty();
	rule.policy = REPLIES_OPEN;
	rule.moderation = MODERATE_ALL;
	say(RULE_SECTION, rowing.n, rule);
	assert_int_equal(terms().policy, REPLIES_OPEN);
	assert_int_equal(terms().moderation, MODERATE_ALL);
	assert_int_equal(terms().links, 7);
	rule.moderation = MODERATE_NONE;
	say(RULE_STORY, office.story.n, rule);
	assert_int_equal(terms().moderation, MODERATE_NONE);
	say(RULE_STORY, office.story.n, reply_rule_empty());
	assert_int_equal(terms().moderation, MODERATE_ALL);
	in_txn(paper, store_reply_rule_set(paper->store, RULE_SECTION, 99, &rule), ERR_NOT_FOUND);
}

static void replies_close_so_many_days_after_publication(void **state)
{
	struct paper *paper = *state;
	set("reply_close_days", "3");
	assert_int_equal(terms().policy, REPLIES_OPEN);
	assert_int_equal(terms().closes_at.ms, NOON + 2 * DAY_MS);
	store_set_now(paper->store, unix_ms_of(NOON + 2 * DAY_MS - 1));
	assert_int_equal(terms().policy, REPLIES_OPEN);
	store_set_now(paper->store, unix_ms_of(NOON + 2 * DAY_MS));
	assert_int_equal(terms().policy, REPLIES_CLOSED);
	assert_int_equal(terms().closes_at.ms, 0);
	struct reply_rule rule = reply_rule_empty();
	rule.close_days = 0;
	say(RULE_STORY, office.story.n, rule);
	assert_int_equal(terms().policy, REPLIES_OPEN);
}

static void where_only_staff_answers_a_reader_is_refused(void **state)
{
	(void)state;
	set("replies", "staff");
	assert_int_equal(submit().kind, REPLY_IS_CLOSED);
	office.input.staff = add_person(office.paper, "Asel");
	assert_int_equal(submit().kind, REPLY_IS_SHOWN);
}

static void a_change_of_rules_touches_what_stood_on_them(void **state)
{
	struct paper *paper = *state;
	struct fact_set facts = fact_set_in(&paper->arena);
	store_note_into(paper->store, &facts);
	terms();
	store_note_into(paper->store, NULL);
	struct reply_rule rule = reply_rule_empty();
	rule.policy = REPLIES_CLOSED;
	story_id other = add_story(paper, "Other", 0);
	say(RULE_STORY, other.n, rule);
	assert_false(fact_sets_meet(&facts, store_touched(paper->store)));
	say(RULE_STORY, office.story.n, rule);
	assert_true(fact_sets_meet(&facts, store_touched(paper->store)));
	set("reply_levels", "4");
	assert_true(fact_sets_meet(&facts, store_touched(paper->store)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_AN_OFFICE(the_story_goes_before_the_site),
		IN_AN_OFFICE(a_section_goes_before_the_site_and_the_one_above_it),
		IN_AN_OFFICE(replies_close_so_many_days_after_publication),
		IN_AN_OFFICE(where_only_staff_answers_a_reader_is_refused),
		IN_AN_OFFICE(a_change_of_rules_touches_what_stood_on_them),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
