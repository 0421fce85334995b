/* SPDX-License-Identifier: Apache-2.0 */
#include "store_for_test.h"

#define MANY 1300

/* Two a day over nearly two years, around 1970 too when old; each 50th leads, each 40th is under an
 * embargo, each 45th comes tomorrow. */
static void add_many(struct paper *paper, int64_t newest, section_id section)
{
	struct txn txn = { 0 };
	struct section sections[] = { { .id = section } };
	assert_ok(txn_begin(&txn, paper->store));
	for (int i = 0; i < MANY; i++) {
		story_id id;
		struct story story = {
			.headline = str_fmt(&paper->arena, "Story %d", i),
			.slug = str_fmt(&paper->arena, "story-%d", i),
			.status = STORY_PUBLISHED,
			.published_at = unix_ms_of(newest - i * (DAY_MS / 2)),
			.is_lead = i % 50 == 0,
			.sections = sections,
			.section_count = 1,
		};
		if (i % 40 == 3)
			story.embargo_until = unix_ms_of(NOON + 5);
		if (i % 45 == 4)
			story.published_at = unix_ms_of(NOON + i);
		assert_ok(store_story_save(paper->store, &story, (person_id){ 0 }, S(""), &id));
	}
	assert_ok(txn_commit(&txn));
}

static struct story_list list_of(struct paper *paper, const struct story_filter *filter,
				 int64_t offset, int64_t limit)
{
	struct story_list list;
	assert_ok(
		store_story_list(paper->store, &paper->arena, filter, offset, limit, true, &list));
	return list;
}

/* Spans that begin and end anywhere in a day, or at midnight, or nowhere. */
static void check_spans(struct paper *paper, const struct story_filter *filter,
			const struct story_list *all)
{
	const int64_t lengths[] = { 1, 3600000, DAY_MS, 3 * DAY_MS + 77, 40 * DAY_MS };
	for (size_t i = 0; i < all->count; i += 1 + all->count / 12) {
		for (size_t k = 0; k < COUNT_OF(lengths); k++) {
			int64_t at = all->items[i].published_at.ms, counted = 0;
			struct story_filter within = *filter;
			if (k % 2)
				at -= at % DAY_MS;
			within.from = unix_ms_of(at);
			within.before = unix_ms_of(k == 2 ? 0 : at + lengths[k]);
			for (size_t n = 0; n < all->count; n++) {
				int64_t is = all->items[n].published_at.ms;
				counted += is >= at && (k == 2 || is < at + lengths[k]);
			}
			assert_int_equal(list_of(paper, &within, 0, 0).total, counted);
		}
	}
}

static void check_all_offsets(struct paper *paper, const struct story_filter *filter)
{
	struct story_list all = list_of(paper, filter, 0, MANY);
	assert_int_equal(all.total, all.count);
	check_spans(paper, filter, &all);
	for (size_t i = 1; i < all.count; i++) {
		struct story *a = &all.items[i - 1], *b = &all.items[i];
		assert_true(a->published_at.ms > b->published_at.ms ||
			    (a->published_at.ms == b->published_at.ms && a->id.n > b->id.n));
	}
	for (size_t offset = 380; offset <= all.count + 1; offset += 7) {
		struct story_list page = list_of(paper, filter, (int64_t)offset, 3);
		size_t left = offset < all.count ? all.count - offset : 0;
		assert_int_equal(page.count, left < 3 ? left : 3);
		assert_int_equal(page.total, all.count);
		for (size_t i = 0; i < page.count; i++)
			assert_int_equal(page.items[i].id.n, all.items[offset + i].id.n);
	}
}

static void a_deep_page_shows_what_a_walk_would(void **state)
{
	struct paper *paper = *state;
	section_id world = add_section(paper, "World", (section_id){ 0 });
	section_id asia = add_section(paper, "Asia", world);
	add_many(paper, NOON - DAY_MS, asia);
	check_all_offsets(paper, &(struct story_filter){ .kind = POSTS_ONLY });
	check_all_offsets(paper, &(struct story_filter){ .kind = POSTS_ONLY, .no_leads = true });
	check_all_offsets(paper, &(struct story_filter){ .kind = POSTS_ONLY, .section = world });
	check_all_offsets(paper, &(struct story_filter){ .kind = POSTS_ONLY,
							 .not_this = { 700 },
							 .no_leads = true });
	check_all_offsets(paper, &(struct story_filter){ .kind = ANY_KIND });
}

static void dates_before_1970_are_found_too(void **state)
{
	struct paper *paper = *state;
	add_many(paper, 300 * DAY_MS + 1, add_section(paper, "Old", (section_id){ 0 }));
	check_all_offsets(paper, &(struct story_filter){ .kind = POSTS_ONLY });
}

static void a_list_of_none_only_counts(void **state)
{
	struct paper *paper = *state;
	for (int i = 0; i < 5; i++)
		add_story(paper, "x", i * DAY_MS);
	struct story_filter today = { .kind = POSTS_ONLY,
				      .from = unix_ms_of(NOON - DAY_MS),
				      .before = unix_ms_of(NOON + 1) };
	struct story_list list = list_of(paper, &today, 0, 0);
	assert_int_equal(list.count, 0);
	assert_int_equal(list.total, 2);
}

static void cards_come_in_the_order_asked_without_what_is_hidden(void **state)
{
	struct paper *paper = *state;
	story_id a = add_story(paper, "A", 3), b = add_story(paper, "B", 2);
	story_id c = save_story(paper, &(struct story){ .headline = S("Draft") });
	struct story_list list;
	assert_ok(store_story_cards(paper->store, &paper->arena, (story_id[]){ b, c, a, b, { 77 } },
				    5, &list));
	assert_int_equal(list.count, 3);
	assert_int_equal(list.items[0].id.n, b.n);
	assert_int_equal(list.items[1].id.n, a.n);
	assert_int_equal(list.items[2].id.n, b.n);
	assert_int_equal(list.items[0].body.len, 0);
	assert_ok(store_story_bodies(paper->store, &paper->arena, list.items, list.count));
	assert_str(list.items[2].body, "<p>Some words.</p>");
}

/* One with two topics, in this order, and a byline. */
static story_id add_filed_story(struct paper *paper)
{
	CLEANUP(txn_end) struct txn txn = { 0 };
	struct topic topics[] = { { .name = S("Ships") }, { .name = S("Harbours") } };
	struct byline byline = { .person.name = S("A. Reporter"), .role = S("photographs") };
	struct story draft = { .headline = S("Filed"),
			       .status = STORY_PUBLISHED,
			       .published_at = unix_ms_of(NOON - DAY_MS),
			       .body = S("<p>Some words.</p>"),
			       .topics = topics,
			       .topic_count = 2,
			       .bylines = &byline,
			       .byline_count = 1 };
	story_id id;
	assert_ok(txn_begin(&txn, paper->store));
	assert_ok(store_topic_save(paper->store, &topics[1], &topics[1].id));
	assert_ok(store_topic_save(paper->store, &topics[0], &topics[0].id));
	assert_ok(store_person_save(paper->store, &byline.person, &byline.person.id));
	assert_ok(store_story_save(paper->store, &draft, (person_id){ 0 }, S(""), &id));
	assert_ok(txn_commit(&txn));
	return id;
}

static void bare_cards_are_dressed_as_others_are(void **state)
{
	struct paper *paper = *state;
	story_id plain = add_story(paper, "Plain", 3), filed = add_filed_story(paper);
	struct story_list list;
	assert_ok(store_story_bare_cards(paper->store, &paper->arena,
					 (story_id[]){ filed, plain, filed }, 3, &list));
	assert_int_equal(list.count, 3);
	assert_true(list.items[0].is_bare && list.items[1].is_bare);
	assert_int_equal(list.items[0].topic_count + list.items[0].byline_count, 0);
	assert_ok(store_story_dress(paper->store, &paper->arena, list.items, list.count));
	for (size_t i = 0; i < list.count; i += 2) {
		const struct story *story = &list.items[i];
		assert_false(story->is_bare);
		assert_int_equal(story->topic_count, 2);
		assert_str(story->topics[0].name, "Ships");
		assert_str(story->topics[1].name, "Harbours");
		assert_int_equal(story->byline_count, 1);
		assert_str(story->bylines[0].role, "photographs");
	}
	assert_int_equal(list.items[1].topic_count, 0);
	assert_ok(store_story_dress(paper->store, &paper->arena, list.items, list.count));
	assert_int_equal(list.items[0].topic_count, 2);
}

static void neighbours_are_the_next_in_time(void **state)
{
	struct paper *paper = *state;
	story_id old = add_story(paper, "Old", 3 * DAY_MS), mid = add_story(paper, "Mid", 2),
		 young = add_story(paper, "Young", 1);
	struct story story = read_story(paper, mid), got;
	assert_ok(store_story_neighbour(paper->store, &paper->arena, &story, true, &got));
	assert_int_equal(got.id.n, young.n);
	assert_ok(store_story_neighbour(paper->store, &paper->arena, &story, false, &got));
	assert_int_equal(got.id.n, old.n);
	story = read_story(paper, young);
	assert_int_equal(store_story_neighbour(paper->store, &paper->arena, &story, true, &got),
			 ERR_NOT_FOUND);
}

static void sitemap_runs_tell_which_numbers_hold_stories(void **state)
{
	struct paper *paper = *state;
	struct sitemap_run *runs;
	size_t count;
	for (int i = 0; i < 5; i++)
		add_story(paper, "x", 0);
	saved(paper, store_story_set_state(paper->store, (story_id){ 3 }, STORY_WITHDRAWN,
					   unix_ms_of(NOON), (unix_ms){ 0 }));
	assert_ok(store_story_sitemap_runs(paper->store, &paper->arena, 2, &runs, &count));
	assert_int_equal(count, 3);
	assert_int_equal(runs[2].number, 3);
	assert_int_equal(runs[2].updated_at.ms, NOON);
	saved(paper, store_story_set_state(paper->store, (story_id){ 5 }, STORY_WITHDRAWN,
					   unix_ms_of(NOON), (unix_ms){ 0 }));
	assert_ok(store_story_sitemap_runs(paper->store, &paper->arena, 2, &runs, &count));
	assert_int_equal(count, 2);
}

/* What is dated is bounded, so that a large paper's index costs what a small one's does; all runs
 * are there. */
static void sitemap_runs_are_dated_by_the_last_changes(void **state)
{
	struct paper *paper = *state;
	struct sitemap_run *runs;
	size_t count;
	CLEANUP(txn_end) struct txn txn = { 0 };
	assert_ok(txn_begin(&txn, paper->store));
	for (int64_t i = 0; i < LIMIT_SITEMAP_CHANGES + 50; i++) {
		story_id id;
		struct story story = { .headline = S("x"),
				       .status = STORY_PUBLISHED,
				       .published_at = unix_ms_of(NOON - DAY_MS),
				       .updated_at = unix_ms_of(NOON - DAY_MS + i) };
		assert_ok(store_story_save(paper->store, &story, (person_id){ 0 }, S(""), &id));
	}
	assert_ok(txn_commit(&txn));
	assert_ok(store_story_sitemap_runs(paper->store, &paper->arena, 50, &runs, &count));
	assert_int_equal(count, LIMIT_SITEMAP_CHANGES / 50 + 1);
	assert_int_equal(runs[0].number, 1);
	assert_int_equal(runs[0].updated_at.ms, 0);
	assert_int_equal(runs[1].updated_at.ms, NOON - DAY_MS + 99);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_PAPER(a_deep_page_shows_what_a_walk_would),
		IN_A_PAPER(dates_before_1970_are_found_too),
		IN_A_PAPER(a_list_of_none_only_counts),
		IN_A_PAPER(cards_come_in_the_order_asked_without_what_is_hidden),
		IN_A_PAPER(bare_cards_are_dressed_as_others_are),
		IN_A_PAPER(neighbours_are_the_next_in_time),
		IN_A_PAPER(sitemap_runs_tell_which_numbers_hold_stories),
		IN_A_PAPER(sitemap_runs_are_dated_by_the_last_changes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
