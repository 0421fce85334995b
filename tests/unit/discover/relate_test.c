/* SPDX-License-Identifier: Apache-2.0 */
/* relate_test.c: which stories are near to each, who may see that, and for how long it holds. */
#include "../store/store_for_test.h"

#include "discover/relate.h"

enum { ASKED = 5 };

static story_id add_text(struct paper *paper, const char *headline, const char *body, int64_t ago)
{
	return save_story(paper, &(struct story){ .headline = str_of(headline),
						  .body = str_of(body),
						  .status = STORY_PUBLISHED,
						  .published_at = unix_ms_of(NOON - ago) });
}

/* "3 1 " */
static struct str near_to(struct paper *paper, story_id story)
{
	story_id *ids;
	size_t count;
	struct buf out = buf_in(&paper->arena, 4096);
	assert_ok(store_related(paper->store, &paper->arena, story, NULL, 0, ASKED, &ids, &count,
				NULL));
	for (size_t i = 0; i < count; i++)
		buf_fmt(&out, "%d ", (int)ids[i].n);
	return buf_str(&out);
}

#define assert_near(paper, story, want) assert_str(near_to(paper, story), want)
static const char *const ferry =
	"<p>The electric ferry Skerrow crossed the sound to Marl without a diesel on Monday.</p>";
static const char *const ferry_again =
	"<p>Passengers of the ferry to Marl ask why Skerrow charges its batteries at noon.</p>";
static const char *const budget =
	"<p>The council spent three hours on the budget and nine minutes on school lunches.</p>";
static const char *const lunches =
	"<p>School lunches cost the council more than its budget had thought likely.</p>";

static const char *const ferry_late =
	"<p>Skerrow was late again: the sound is no place for batteries, say passengers.</p>";

/* 1, 3: the ferry; 2, 4: the budget. */
static void add_four(struct paper *paper)
{
	add_text(paper, "A ferry without a diesel", ferry, 4 * DAY_MS);
	add_text(paper, "Three hours of budget", budget, 3 * DAY_MS);
	add_text(paper, "Noon at the ferry", ferry_again, 2 * DAY_MS);
	add_text(paper, "The price of soup", lunches, DAY_MS);
}

static void what_shares_rare_words_is_nearest_both_ways(void **state)
{
	struct paper *paper = *state;
	add_four(paper);
	assert_near(paper, (story_id){ 1 }, "");
	assert_ok(discover_relate_rest(paper->store));
	assert_true(str_starts(near_to(paper, (story_id){ 1 }), S("3 ")));
	assert_true(str_starts(near_to(paper, (story_id){ 3 }), S("1 ")));
	assert_true(str_starts(near_to(paper, (story_id){ 2 }), S("4 ")));
	assert_true(str_starts(near_to(paper, (story_id){ 4 }), S("2 ")));
}

static bool is_anything_due(struct paper *paper)
{
	story_id *ids;
	size_t words, lists;
	assert_ok(store_related_due(paper->store, &paper->arena, RELATED_WORDS_DUE, 100, &ids,
				    &words));
	assert_ok(store_related_due(paper->store, &paper->arena, RELATED_LIST_DUE, 100, &ids,
				    &lists));
	return words || lists;
}

static void saving_makes_it_due_and_what_changes_nothing_does_not(void **state)
{
	struct paper *paper = *state;
	add_four(paper);
	assert_true(is_anything_due(paper));
	assert_ok(discover_relate_rest(paper->store));
	assert_false(is_anything_due(paper));
	struct story story = read_story(paper, (story_id){ 1 });
	story.meta_title = S("For search engines");
	save_story(paper, &story);
	assert_false(is_anything_due(paper));
	story.headline = S("Soup for schools");
	story.body = str_of(lunches);
	save_story(paper, &story);
	assert_true(is_anything_due(paper));
	assert_ok(discover_relate_rest(paper->store));
	assert_false(is_anything_due(paper));
	assert_true(str_starts(near_to(paper, (story_id){ 4 }), S("1 ")) ||
		    str_starts(near_to(paper, (story_id){ 4 }), S("2 ")));
	assert_false(str_starts(near_to(paper, (story_id){ 3 }), S("1 ")));
}

/* Alone, as when somebody publishes it. */
static void a_new_story_enters_the_lists_of_older_ones(void **state)
{
	struct paper *paper = *state;
	add_four(paper);
	assert_ok(discover_relate_rest(paper->store));
	story_id story = add_text(paper, "Skerrow sails late", ferry_late, 1000);
	saved(paper, discover_relate(paper->store, story));
	assert_false(is_anything_due(paper));
	assert_true(str_contains(near_to(paper, (story_id){ 1 }), S("5 ")));
	assert_true(str_starts(near_to(paper, story), S("1 ")) ||
		    str_starts(near_to(paper, story), S("3 ")));
}

static const char *const report =
	"<p>The harbour office counted forty ships, two barges and a whale in the week that ended "
	"on Sunday, and expects as many in the next one unless it storms.</p>";

static void what_says_the_same_is_left_out(void **state)
{
	struct paper *paper = *state;
	add_four(paper);
	story_id first = add_text(paper, "Ships of the week", report, 9 * DAY_MS);
	story_id second = add_text(paper, "Ships of this week", report, 2 * DAY_MS);
	story_id other = add_text(paper, "A whale in the harbour",
				  "<p>A whale came in with two barges and left the harbour on "
				  "its own.</p>",
				  DAY_MS);
	assert_ok(discover_relate_rest(paper->store));
	assert_false(str_contains(near_to(paper, first), S("6 ")));
	assert_false(str_contains(near_to(paper, second), S("5 ")));
	struct str near = near_to(paper, other);
	assert_true(str_contains(near, S("5 ")) != str_contains(near, S("6 ")));
}

/* Whoever waits for its time is in the list, and seen from its second on. */
static void readers_see_only_what_is_public(void **state)
{
	struct paper *paper = *state;
	add_four(paper);
	struct story waits = { .headline = S("Skerrow at night"),
			       .body = str_of(ferry_late),
			       .status = STORY_SCHEDULED,
			       .published_at = unix_ms_of(NOON + 5000) };
	waits.id = save_story(paper, &waits);
	assert_ok(discover_relate_rest(paper->store));
	struct fact_set facts = fact_set_in(&paper->arena);
	store_note_into(paper->store, &facts);
	assert_false(str_contains(near_to(paper, (story_id){ 3 }), S("5 ")));
	store_note_into(paper->store, NULL);
	assert_int_equal(facts.until.ms, NOON + 5000);
	store_set_now(paper->store, unix_ms_of(NOON + 5000));
	assert_true(str_contains(near_to(paper, (story_id){ 3 }), S("5 ")));
	struct story gone = read_story(paper, waits.id);
	gone.status = STORY_WITHDRAWN;
	save_story(paper, &gone);
	assert_false(str_contains(near_to(paper, (story_id){ 3 }), S("5 ")));
}

static void a_draft_is_in_no_list(void **state)
{
	struct paper *paper = *state;
	add_four(paper);
	story_id draft = save_story(paper, &(struct story){ .headline = S("Skerrow's secret"),
							    .body = str_of(ferry),
							    .status = STORY_DRAFT });
	assert_ok(discover_relate_rest(paper->store));
	assert_near(paper, draft, "");
	assert_false(str_contains(near_to(paper, (story_id){ 3 }), S("5 ")));
}

static void find(struct paper *paper, story_id id, size_t limit, bool as_published,
		 struct related_hits *out)
{
	CLEANUP(relating_close) struct relating *relating = NULL;
	struct story story = read_story(paper, id);
	assert_ok(relating_open(paper->store, &relating));
	assert_ok(relating_find(relating, &paper->arena, &story, limit, as_published, out));
}

static void finding_anew_goes_deeper_and_back_in_time(void **state)
{
	struct paper *paper = *state;
	struct related_hits hits;
	add_four(paper);
	for (int i = 0; i < 40; i++)
		add_text(paper, str_z(&paper->arena, str_fmt(&paper->arena, "Ferry number %d", i)),
			 "<p>The ferry sailed.</p>", (10 + i) * DAY_MS);
	assert_ok(discover_relate_rest(paper->store));
	find(paper, (story_id){ 3 }, 30, false, &hits);
	assert_int_equal(hits.count, 30);
	for (size_t i = 0; i < hits.count; i++) {
		assert_int_not_equal(hits.items[i].id.n, 3);
		for (size_t k = 0; k < i; k++)
			assert_int_not_equal(hits.items[i].id.n, hits.items[k].id.n);
	}
	find(paper, (story_id){ 1 }, 3, false, &hits);
	assert_int_equal(hits.items[0].id.n, 3);
	find(paper, (story_id){ 1 }, 3, true, &hits); /* 3 is newer */
	assert_true(hits.count > 0);
	assert_int_not_equal(hits.items[0].id.n, 3);
}

/* A page stands on as much of the list as it looked at. */
static void only_what_was_looked_at_is_touched(void **state)
{
	struct paper *paper = *state;
	struct related_row *rows;
	size_t found;
	story_id one = { 1 };
	add_four(paper);
	assert_ok(discover_relate_rest(paper->store));
	struct fact_set facts = fact_set_in(&paper->arena);
	store_note_into(paper->store, &facts);
	near_to(paper, one);
	store_note_into(paper->store, NULL);
	assert_ok(store_related_rows(paper->store, &paper->arena, &one, 1, &rows, &found));
	assert_int_equal(found, 1);
	saved(paper, store_related_put(paper->store, &rows[0], &rows[0]));
	assert_false(fact_sets_meet(&facts, store_touched(paper->store)));
	struct related_row next = rows[0];
	next.count = 0;
	saved(paper, store_related_put(paper->store, &rows[0], &next));
	assert_true(fact_sets_meet(&facts, store_touched(paper->store)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_PAPER(what_shares_rare_words_is_nearest_both_ways),
		IN_A_PAPER(saving_makes_it_due_and_what_changes_nothing_does_not),
		IN_A_PAPER(a_new_story_enters_the_lists_of_older_ones),
		IN_A_PAPER(what_says_the_same_is_left_out),
		IN_A_PAPER(readers_see_only_what_is_public),
		IN_A_PAPER(a_draft_is_in_no_list),
		IN_A_PAPER(finding_anew_goes_deeper_and_back_in_time),
		IN_A_PAPER(only_what_was_looked_at_is_touched),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
