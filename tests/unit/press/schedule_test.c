/* SPDX-License-Identifier: Apache-2.0 */
/* A thousand schedules over a night in which clocks are put back, and a restart in the middle of
 * it. */
#include "discover/search.h"
#include "os/zone.h"
#include "press/act.h"
#include "store_for_test.h"

enum { SCHEDULES = 1000, STEP_S = 13 };

struct night {
	story_id ids[SCHEDULES];
	unix_ms due[SCHEDULES];
};

/* Walls from 01:00 on the 27th of October 2024, Paris: 02:00 to 03:00 comes twice. */
static unix_ms due_at(const struct zone *zone, int number)
{
	struct civil wall = { .year = 2024, .month = 10, .day = 27, .hour = 1 };
	unix_ms first = zone_to_unix(zone, wall);
	unix_ms due = unix_ms_of(first.ms + number * STEP_S * 1000LL);
	struct civil shown = zone_civil(zone, due);
	unix_ms again = zone_to_unix(zone, shown);
	/* what a person types for the second pass of that hour means the first */
	assert_true(again.ms == due.ms || again.ms == due.ms - 3600 * 1000);
	return due;
}

static void schedule_all(struct paper *paper, struct night *night)
{
	const struct actor editor = { { 0 } };
	const struct zone *zone;
	assert_ok(zone_open(&paper->arena, S("Europe/Paris"), &zone));
	for (int i = 0; i < SCHEDULES; i++) {
		char headline[40];
		snprintf(headline, sizeof headline, "Nightly word%d", i);
		struct story draft = { .headline = str_of(headline), .body = S("<p>Nightly.</p>") };
		assert_ok(press_save(paper->store, &editor, &draft, S(""), &night->ids[i]));
		night->due[i] = due_at(zone, i);
		assert_ok(press_schedule(paper->store, &editor, night->ids[i], night->due[i]));
	}
}

/* What lists, feeds, sitemaps, counts and the search show: exactly the first `live`. */
static void assert_live(struct paper *paper, const struct night *night, int live)
{
	struct arena_mark mark = arena_mark(&paper->arena);
	struct story_list list;
	struct search_result found;
	const struct search_request request = { .typed = S("nightly"), .limit = 1 };
	struct story_address *addresses;
	struct story story;
	size_t count;
	assert_ok(store_story_list(paper->store, &paper->arena,
				   &(struct story_filter){ .kind = POSTS_ONLY }, 0, 1, true,
				   &list));
	assert_int_equal(list.total, live);
	if (live)
		assert_int_equal(list.items[0].id.n, night->ids[live - 1].n);
	assert_ok(discover_search(paper->store, &paper->arena, &request, &found));
	assert_int_equal(found.total, live);
	assert_ok(store_story_addresses(paper->store, &paper->arena, (story_id){ 0 }, 2000,
					&addresses, &count));
	assert_int_equal(count, live);
	if (live)
		assert_ok(store_story_public(paper->store, &paper->arena, night->ids[live - 1],
					     &story));
	if (live < SCHEDULES)
		assert_int_equal(
			store_story_public(paper->store, &paper->arena, night->ids[live], &story),
			ERR_NOT_FOUND);
	arena_reset(&paper->arena, mark);
}

static void restart(struct paper *paper)
{
	store_close(&paper->store);
	assert_ok(store_open(paper->folder, S(""), STORE_WRITE, &paper->store, &paper->fault));
}

static void each_goes_live_at_its_second_also_after_a_restart(void **state)
{
	struct paper *paper = *state;
	struct night *night = arena_new(&paper->arena, struct night, 1);
	schedule_all(paper, night);
	for (int i = 0; i < SCHEDULES; i++) {
		if (i == SCHEDULES / 2)
			restart(paper);
		store_set_now(paper->store, unix_ms_of(night->due[i].ms - 1));
		assert_live(paper, night, i);
		store_set_now(paper->store, night->due[i]);
		assert_live(paper, night, i + 1);
	}
	/* a clock set back hides again what has not come yet */
	store_set_now(paper->store, unix_ms_of(night->due[10].ms));
	assert_live(paper, night, 11);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_PAPER(each_goes_live_at_its_second_also_after_a_restart),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
