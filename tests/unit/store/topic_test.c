/* SPDX-License-Identifier: Apache-2.0 */
/* topic_test.c: topics' other names, topics that become one, and what their pages show. */
#include "store/topic_alias.h"
#include "store/topic_change.h"
#include "store/topic_dossier.h"
#include "store/working.h"
#include "store_for_test.h"

static story_id add_under(struct paper *paper, const char *headline, int64_t ago,
			  const topic_id *ids, size_t count)
{
	struct topic topics[4] = { 0 };
	for (size_t i = 0; i < count; i++)
		topics[i].id = ids[i];
	return save_story(paper, &(struct story){ .headline = str_of(headline),
						  .body = S("<p>Some words.</p>"),
						  .status = STORY_PUBLISHED,
						  .published_at = unix_ms_of(NOON - ago),
						  .topics = topics,
						  .topic_count = count });
}

static int64_t stories_under(struct paper *paper, topic_id id)
{
	struct story_list list;
	const struct story_filter filter = { .topic = id, .kind = POSTS_ONLY };
	assert_ok(store_story_list(paper->store, &paper->arena, &filter, 0, 10, true, &list));
	assert_int_equal(list.total, list.count);
	return list.total;
}

static void a_topic_is_found_by_its_other_names(void **state)
{
	struct paper *paper = *state;
	topic_id un = add_topic(paper, "United Nations");
	struct topic topic;
	struct str names[] = { S("UN"), S(" U.N. "), S(""), S("UN"), S("united nations") }, *got;
	size_t count;
	saved(paper, store_topic_set_aliases(paper->store, un, names, COUNT_OF(names)));
	assert_ok(store_topic_aliases(paper->store, &paper->arena, un, &got, &count));
	assert_int_equal(count, 2);
	assert_str(got[0], "U.N.");
	assert_str(got[1], "UN");
	assert_ok(store_topic_by_slug(paper->store, &paper->arena, S("un"), &topic));
	assert_int_equal(topic.id.n, un.n);
	saved(paper, store_topic_set_aliases(paper->store, un, NULL, 0));
	assert_int_equal(store_topic_by_slug(paper->store, &paper->arena, S("un"), &topic),
			 ERR_NOT_FOUND);
}

static void a_name_leads_to_one_topic(void **state)
{
	struct paper *paper = *state;
	topic_id rain = add_topic(paper, "Rain"), snow = add_topic(paper, "Snow");
	struct str wet = S("Wet"), theirs = S("rain");
	saved(paper, store_topic_set_aliases(paper->store, rain, &wet, 1));
	in_txn(paper, store_topic_set_aliases(paper->store, snow, &wet, 1), ERR_CONFLICT);
	in_txn(paper, store_topic_set_aliases(paper->store, snow, &theirs, 1), ERR_CONFLICT);
}

static void only_so_many_other_names_are_taken(void **state)
{
	struct paper *paper = *state;
	topic_id rain = add_topic(paper, "Rain");
	struct str names[LIMIT_TOPIC_ALIASES + 1];
	for (size_t i = 0; i < COUNT_OF(names); i++)
		names[i] = str_fmt(&paper->arena, "name %zu", i);
	saved(paper, store_topic_set_aliases(paper->store, rain, names, LIMIT_TOPIC_ALIASES));
	in_txn(paper, store_topic_set_aliases(paper->store, rain, names, COUNT_OF(names)),
	       ERR_TOO_BIG);
	char *text = arena_bytes(&paper->arena, LIMIT_ALIAS_BYTES + 1);
	memset(text, 'a', LIMIT_ALIAS_BYTES + 1);
	names[0] = (struct str){ text, LIMIT_ALIAS_BYTES };
	saved(paper, store_topic_set_aliases(paper->store, rain, names, 1));
	names[0].len++;
	in_txn(paper, store_topic_set_aliases(paper->store, rain, names, 1), ERR_TOO_BIG);
}

static void keys_begin_with_a_word(void **state)
{
	struct paper *paper = *state;
	struct topic_key *keys;
	size_t count;
	struct str other = S("New Deal");
	topic_id york = add_topic(paper, "New York");
	add_topic(paper, "News");
	topic_id new_one = add_topic(paper, "New");
	saved(paper, store_topic_set_aliases(paper->store, york, &other, 1));
	assert_ok(store_topic_keys(paper->store, &paper->arena, S("new"), &keys, &count));
	assert_int_equal(count, 3);
	assert_str(keys[0].key, "new");
	assert_int_equal(keys[0].topic.n, new_one.n);
	assert_str(keys[1].key, "new-york");
	assert_str(keys[2].key, "new-deal");
	assert_int_equal(keys[2].topic.n, york.n);
}

static void merged_topics_leave_stories_names_and_addresses(void **state)
{
	struct paper *paper = *state;
	topic_id ids[] = { add_topic(paper, "Rain"), add_topic(paper, "Showers") };
	struct str wet = S("Wet");
	struct address address;
	struct story story;
	struct topic topic;
	story_id both = add_under(paper, "Both", 10, ids, 2);
	story_id one = add_under(paper, "One", 20, ids + 1, 1);
	saved(paper, store_topic_set_aliases(paper->store, ids[1], &wet, 1));
	in_txn(paper, store_topic_merge(paper->store, ids[0], ids[0]), ERR_CONFLICT);
	saved(paper, store_topic_merge(paper->store, ids[1], ids[0]));
	assert_int_equal(stories_under(paper, ids[0]), 2);
	assert_ok(store_story_any(paper->store, &paper->arena, both, &story));
	assert_int_equal(story.topic_count, 1);
	assert_ok(store_story_any(paper->store, &paper->arena, one, &story));
	assert_int_equal(story.topics[0].id.n, ids[0].n);
	assert_ok(store_address(paper->store, &paper->arena, S("/topic/showers/"), &address));
	assert_false(address.is_current);
	assert_str(address.current, "/topic/rain/");
	for (size_t i = 0; i < 2; i++) {
		struct str key = i ? S("wet") : S("showers");
		assert_ok(store_topic_by_slug(paper->store, &paper->arena, key, &topic));
		assert_int_equal(topic.id.n, ids[0].n);
	}
	assert_int_equal(store_topic(paper->store, &paper->arena, ids[1], &topic), ERR_NOT_FOUND);
	topic_id again = add_topic(paper, "Drizzle");
	assert_int_not_equal(again.n, ids[1].n);
	saved(paper, store_topic_merge(paper->store, again, ids[0]));
}

static void a_large_topic_is_merged_in_steps(void **state)
{
	struct paper *paper = *state;
	topic_id ids[] = { add_topic(paper, "Rain"), add_topic(paper, "Showers"),
			   add_topic(paper, "Snow") };
	struct address address;
	struct topic topic;
	bool done;
	for (int i = 0; i <= LIMIT_MERGED_AT_ONCE; i++)
		add_under(paper, "Wet", 20 + i, ids + 1, 1);
	saved(paper, store_topic_merge(paper->store, ids[1], ids[0]));
	assert_ok(store_topic(paper->store, &paper->arena, ids[1], &topic));
	assert_ok(store_address(paper->store, &paper->arena, S("/topic/showers/"), &address));
	assert_true(address.is_current);
	in_txn(paper, store_topic_merge(paper->store, ids[1], ids[2]), ERR_CONFLICT);
	in_txn(paper, store_topic_merge(paper->store, ids[2], ids[1]), ERR_CONFLICT);
	/* what stands under it meanwhile goes along, also when the other goes into a third */
	add_under(paper, "Late", 10, ids + 1, 1);
	saved(paper, store_topic_merge(paper->store, ids[0], ids[2]));
	saved(paper, store_topic_merge_due(paper->store, 1, &done));
	assert_true(done);
	do
		saved(paper, store_topic_merge_due(paper->store, 100, &done));
	while (done);
	for (int i = 0; i < 2; i++)
		assert_int_equal(store_topic(paper->store, &paper->arena, ids[i], &topic),
				 ERR_NOT_FOUND);
	assert_ok(store_address(paper->store, &paper->arena, S("/topic/showers/"), &address));
	assert_false(address.is_current);
	assert_str(address.current, "/topic/snow/");
	story_id *found;
	size_t count;
	assert_ok(store_topic_stories(paper->store, &paper->arena, ids[2], (story_id){ 0 }, 1000,
				      &found, &count));
	assert_int_equal(count, LIMIT_MERGED_AT_ONCE + 2);
}

static void a_topic_of_as_many_stories_as_are_moved_at_once_is_gone_at_once(void **state)
{
	struct paper *paper = *state;
	topic_id ids[] = { add_topic(paper, "Rain"), add_topic(paper, "Showers") };
	struct topic topic;
	for (int i = 0; i < LIMIT_MERGED_AT_ONCE; i++)
		add_under(paper, "Wet", 20 + i, ids + 1, 1);
	saved(paper, store_topic_merge(paper->store, ids[1], ids[0]));
	assert_int_equal(store_topic(paper->store, &paper->arena, ids[1], &topic), ERR_NOT_FOUND);
}

static void what_is_staged_or_old_names_the_topic_that_is_left(void **state)
{
	struct paper *paper = *state;
	topic_id ids[] = { add_topic(paper, "Rain"), add_topic(paper, "Showers"),
			   add_topic(paper, "Weather") };
	struct story story, old;
	struct working working = { .saves = 1 };
	struct revision *versions;
	size_t count;
	story_id id = add_under(paper, "One", 20, ids + 1, 1);
	assert_ok(store_story_any(paper->store, &paper->arena, id, &story));
	story.topics = &(struct topic){ .id = ids[2] };
	save_story(paper, &story);
	struct topic staged[] = { { .id = ids[1] }, { .id = ids[0] } };
	story.topics = staged;
	story.topic_count = 2;
	saved(paper, store_revision_stage(paper->store, &story, (person_id){ 0 }, S(""),
					  (revision_id){ 0 }, &working.staged));
	saved(paper, store_working_set(paper->store, id, &working));
	saved(paper, store_topic_merge(paper->store, ids[1], ids[0]));
	assert_ok(store_revision(paper->store, &paper->arena, id, working.staged, &story));
	assert_int_equal(story.topic_count, 1);
	assert_int_equal(story.topics[0].id.n, ids[0].n);
	assert_ok(store_revisions(paper->store, &paper->arena, id, &versions, &count));
	assert_ok(store_revision(paper->store, &paper->arena, id, versions[count - 1].id, &old));
	assert_int_equal(old.topic_count, 1);
	assert_int_equal(old.topics[0].id.n, ids[0].n);
}

static void a_moved_story_stands_under_the_other_topic(void **state)
{
	struct paper *paper = *state;
	topic_id ids[] = { add_topic(paper, "Rain"), add_topic(paper, "Showers") };
	story_id first = add_under(paper, "First", 10, ids, 1);
	story_id second = add_under(paper, "Second", 20, ids, 1), *found;
	size_t count;
	struct story before, after;
	assert_ok(store_story_any(paper->store, &paper->arena, first, &before));
	store_set_now(paper->store, unix_ms_of(NOON + 5000));
	saved(paper, store_topic_move(paper->store, first, ids[0], ids[1]));
	saved(paper, store_topic_move(paper->store, first, ids[0], ids[1]));
	assert_int_equal(stories_under(paper, ids[0]), 1);
	assert_int_equal(stories_under(paper, ids[1]), 1);
	assert_ok(store_story_any(paper->store, &paper->arena, first, &after));
	assert_int_equal(after.updated_at.ms, before.updated_at.ms);
	assert_ok(store_topic_stories(paper->store, &paper->arena, ids[0], (story_id){ 0 }, 10,
				      &found, &count));
	assert_int_equal(count, 1);
	assert_int_equal(found[0].n, second.n);
	saved(paper, store_topic_move(paper->store, second, ids[0], (topic_id){ 0 }));
	assert_int_equal(stories_under(paper, ids[0]), 0);
	in_txn(paper, store_topic_move(paper->store, second, ids[0], (topic_id){ 99 }),
	       ERR_NOT_FOUND);
}

static void a_dossier_counts_only_what_readers_see(void **state)
{
	struct paper *paper = *state;
	topic_id ids[] = { add_topic(paper, "Rain"), add_topic(paper, "Snow"),
			   add_topic(paper, "Secret") };
	const topic_id secret[] = { ids[0], ids[2] };
	struct topic_month *months;
	struct topic *beside;
	size_t count;
	add_under(paper, "Old", 40 * DAY_MS, ids, 1);
	add_under(paper, "Now", 10, ids, 2);
	add_under(paper, "To come", -10 * DAY_MS, secret, 2);
	assert_ok(store_topic_months(paper->store, &paper->arena, ids[0], &months, &count));
	assert_int_equal(count, 2);
	assert_int_equal(months[0].year, 2024);
	assert_int_equal(months[0].month, 3);
	assert_int_equal(months[0].stories, 1);
	assert_int_equal(months[1].month, 2);
	assert_ok(store_topics_beside(paper->store, &paper->arena, ids[0], 5, &beside, &count));
	assert_int_equal(count, 1);
	assert_str(beside[0].name, "Snow");
	store_set_now(paper->store, unix_ms_of(NOON + 11 * DAY_MS));
	assert_ok(store_topic_months(paper->store, &paper->arena, ids[0], &months, &count));
	assert_int_equal(months[0].stories, 2);
	assert_ok(store_topics_beside(paper->store, &paper->arena, ids[0], 5, &beside, &count));
	assert_int_equal(count, 2);
	assert_ok(store_topics_beside(paper->store, &paper->arena, ids[0], 1, &beside, &count));
	assert_int_equal(count, 1);
}

/* Midnight of a month is not the same moment everywhere. */
static void months_are_those_of_the_papers_clock(void **state)
{
	static const struct {
		const char *zone;
		int late, early; /* the months of both stories */
	} cases[] = { { "UTC", 2, 3 }, { "Europe/Berlin", 3, 3 }, { "America/New_York", 2, 2 } };
	struct paper *paper = *state;
	topic_id id = add_topic(paper, "Night");
	const struct civil march = { .year = 2024, .month = 3, .day = 1 };
	int64_t midnight = unix_from_civil(march).ms;
	add_under(paper, "Late", NOON - (midnight - 1800000), &id, 1);
	add_under(paper, "Early", NOON - (midnight + 1800000), &id, 1);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct topic_month *months;
		size_t count;
		int both = cases[i].late == cases[i].early;
		saved(paper, store_setting_set(paper->store, S("timezone"), str_of(cases[i].zone)));
		assert_ok(store_topic_months(paper->store, &paper->arena, id, &months, &count));
		assert_int_equal(count, both ? 1 : 2);
		assert_int_equal(months[0].month, cases[i].early);
		assert_int_equal(months[0].stories, both ? 2 : 1);
		assert_int_equal(months[count - 1].month, cases[i].late);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_PAPER(a_topic_is_found_by_its_other_names),
		IN_A_PAPER(a_name_leads_to_one_topic),
		IN_A_PAPER(only_so_many_other_names_are_taken),
		IN_A_PAPER(keys_begin_with_a_word),
		IN_A_PAPER(merged_topics_leave_stories_names_and_addresses),
		IN_A_PAPER(a_large_topic_is_merged_in_steps),
		IN_A_PAPER(a_topic_of_as_many_stories_as_are_moved_at_once_is_gone_at_once),
		IN_A_PAPER(what_is_staged_or_old_names_the_topic_that_is_left),
		IN_A_PAPER(a_moved_story_stands_under_the_other_topic),
		IN_A_PAPER(a_dossier_counts_only_what_readers_see),
		IN_A_PAPER(months_are_those_of_the_papers_clock),
	};
	return cmocka_run_group_tests_name("topics", tests, NULL, NULL);
}
