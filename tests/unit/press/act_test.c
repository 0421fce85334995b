/* SPDX-License-Identifier: Apache-2.0 */
#include "press/act.h"
#include "store_for_test.h"

static const struct actor editor = { .person = { 0 } };

static story_id draft_story(struct paper *paper, const char *headline)
{
	story_id id;
	struct story draft = { .headline = str_of(headline), .body = S("<p>Words.</p>") };
	assert_ok(press_save(paper->store, &editor, &draft, S("first"), &id));
	return id;
}

static bool is_listed(struct paper *paper, story_id id)
{
	struct story_list list;
	assert_ok(store_story_list(paper->store, &paper->arena,
				   &(struct story_filter){ .kind = POSTS_ONLY }, 0, 100, false,
				   &list));
	for (size_t i = 0; i < list.count; i++)
		if (list.items[i].id.n == id.n)
			return true;
	return false;
}

static bool is_found(struct paper *paper, const char *word)
{
	return find_word(paper->store, &paper->arena, word).count > 0;
}

static void a_story_is_seen_everywhere_once_published_and_nowhere_once_withdrawn(void **state)
{
	struct paper *paper = *state;
	story_id id = draft_story(paper, "Volcano wakes");
	struct story story;
	struct story_seen seen;
	assert_false(is_listed(paper, id));
	assert_false(is_found(paper, "volcano"));
	assert_ok(press_publish(paper->store, &editor, id, (unix_ms){ 0 }));
	assert_true(is_listed(paper, id));
	assert_true(is_found(paper, "volcano"));
	assert_ok(store_story_public(paper->store, &paper->arena, id, &story));
	assert_int_equal(story.published_at.ms, NOON);
	assert_ok(press_withdraw(paper->store, &editor, id));
	assert_false(is_listed(paper, id));
	assert_false(is_found(paper, "volcano"));
	assert_int_equal(store_story_public(paper->store, &paper->arena, id, &story),
			 ERR_NOT_FOUND);
	assert_ok(store_story_life(paper->store, id, &seen));
	assert_true(seen.is_gone);
	assert_true(store_address_taken(paper->store, S("/volcano-wakes/")));
}

static void a_scheduled_story_comes_due_by_itself(void **state)
{
	struct paper *paper = *state;
	struct fact_set facts = fact_set_in(&paper->arena);
	story_id id = draft_story(paper, "Tomorrow");
	unix_ms due = unix_ms_of(NOON + DAY_MS);
	assert_ok(press_schedule(paper->store, &editor, id, due));
	store_note_into(paper->store, &facts);
	assert_false(is_listed(paper, id));
	store_note_into(paper->store, NULL);
	assert_int_equal(facts.until.ms, due.ms);
	store_set_now(paper->store, due);
	assert_true(is_listed(paper, id));
	assert_true(is_found(paper, "tomorrow"));
}

static void acts_that_make_no_sense_are_refused_with_a_reason(void **state)
{
	struct paper *paper = *state;
	struct store *store = paper->store;
	story_id id = draft_story(paper, "Plain");
	assert_int_equal(press_withdraw(store, &editor, id), ERR_CONFLICT);
	assert_int_equal(press_unschedule(store, &editor, id), ERR_CONFLICT);
	assert_int_equal(press_schedule(store, &editor, id, unix_ms_of(NOON)), ERR_INVALID);
	assert_int_equal(press_publish(store, &editor, id, unix_ms_of(NOON + 1)), ERR_INVALID);
	assert_true(str_contains(str_of(store_fault(store)->text), S("scheduling")));
	assert_int_equal(press_publish(store, &editor, (story_id){ 99 }, (unix_ms){ 0 }),
			 ERR_NOT_FOUND);
	assert_ok(press_publish(store, &editor, id, unix_ms_of(NOON)));
	assert_int_equal(press_publish(store, &editor, id, (unix_ms){ 0 }), ERR_CONFLICT);
	assert_int_equal(press_schedule(store, &editor, id, unix_ms_of(NOON + 1)), ERR_CONFLICT);
}

static void what_is_not_complete_is_not_published(void **state)
{
	struct paper *paper = *state;
	struct store *store = paper->store;
	story_id id;
	media_id cover;
	saved(paper, store_media_save(store, &(struct media){ .file = S("a.jpg") }, &cover));
	struct story draft = { .headline = S("No words") };
	assert_ok(press_save(store, &editor, &draft, S(""), &id));
	assert_int_equal(press_publish(store, &editor, id, (unix_ms){ 0 }), ERR_INVALID);
	draft = (struct story){ .headline = S(" "), .body = S("<p>x</p>") };
	assert_ok(press_save(store, &editor, &draft, S(""), &id));
	assert_int_equal(press_publish(store, &editor, id, (unix_ms){ 0 }), ERR_INVALID);
	draft = (struct story){ .headline = S("A"), .body = S("<p>x</p>"), .cover.id = cover };
	assert_ok(press_save(store, &editor, &draft, S(""), &id));
	assert_int_equal(press_publish(store, &editor, id, (unix_ms){ 0 }), ERR_INVALID);
	struct media media = { .id = cover, .file = S("a.jpg"), .credit = S("Somebody") };
	saved(paper, store_media_save(store, &media, &cover));
	assert_ok(press_publish(store, &editor, id, (unix_ms){ 0 }));
}

static void saving_changes_no_public_state_but_when_it_was_updated(void **state)
{
	struct paper *paper = *state;
	story_id id = draft_story(paper, "Steady");
	assert_ok(press_publish(paper->store, &editor, id, (unix_ms){ 0 }));
	store_set_now(paper->store, unix_ms_of(NOON + 5000));
	struct story story = read_story(paper, id);
	story.status = STORY_DRAFT;
	story.published_at = (unix_ms){ 0 };
	story.headline = S("Steadier");
	assert_ok(press_save(paper->store, &editor, &story, S("typo"), &id));
	story = read_story(paper, id);
	assert_int_equal(story.status, STORY_PUBLISHED);
	assert_int_equal(story.published_at.ms, NOON);
	assert_int_equal(story.updated_at.ms, NOON + 5000);
	story_id other;
	struct story draft = { .headline = S("Sneaky"),
			       .status = STORY_PUBLISHED,
			       .published_at = unix_ms_of(1) };
	assert_ok(press_save(paper->store, &editor, &draft, S(""), &other));
	assert_int_equal(read_story(paper, other).status, STORY_DRAFT);
}

static void a_story_withdrawn_and_published_again_keeps_its_date_and_address(void **state)
{
	struct paper *paper = *state;
	story_id id = draft_story(paper, "Back again");
	assert_ok(press_publish(paper->store, &editor, id, unix_ms_of(NOON - DAY_MS)));
	assert_ok(press_withdraw(paper->store, &editor, id));
	assert_ok(press_publish(paper->store, &editor, id, (unix_ms){ 0 }));
	struct story story = read_story(paper, id);
	assert_int_equal(story.published_at.ms, NOON - DAY_MS);
	assert_str(story.path, "/back-again/");
}

static void what_waits_can_be_held_back(void **state)
{
	struct paper *paper = *state;
	story_id id = draft_story(paper, "Held");
	assert_ok(press_schedule(paper->store, &editor, id, unix_ms_of(NOON + 1)));
	assert_ok(press_unschedule(paper->store, &editor, id));
	store_set_now(paper->store, unix_ms_of(NOON + DAY_MS));
	assert_false(is_listed(paper, id));
	assert_int_equal(read_story(paper, id).status, STORY_READY);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_PAPER(a_story_is_seen_everywhere_once_published_and_nowhere_once_withdrawn),
		IN_A_PAPER(a_scheduled_story_comes_due_by_itself),
		IN_A_PAPER(acts_that_make_no_sense_are_refused_with_a_reason),
		IN_A_PAPER(what_is_not_complete_is_not_published),
		IN_A_PAPER(saving_changes_no_public_state_but_when_it_was_updated),
		IN_A_PAPER(a_story_withdrawn_and_published_again_keeps_its_date_and_address),
		IN_A_PAPER(what_waits_can_be_held_back),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
