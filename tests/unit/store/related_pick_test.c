/* SPDX-License-Identifier: Apache-2.0 */
/* What editors say of a story's related ones, and what readers get of it. */
#include "store_for_test.h"

#include "store/related_pick.h"

#define OTHERS 12
#define STEPS 400

static story_id id_of(int64_t n)
{
	return (story_id){ n };
}

static void a_story_is_pinned_or_out_never_both(void **state)
{
	(void)state;
	struct related_picks picks = { 0 };
	uint64_t seed = 3;
	for (int step = 0; step < STEPS; step++) {
		seed = seed * 6364136223846793005u + 1442695040888963407u;
		story_id one = id_of(1 + (int64_t)(seed >> 33) % 60);
		story_id other = id_of(1 + (int64_t)(seed >> 40) % 60);
		bool did = true;
		switch (seed >> 61) {
		case 0: related_picks_forget(&picks, one); break;
		case 1: related_picks_up(&picks, one); break;
		case 2: did = related_picks_pin(&picks, one); break;
		case 3: did = one.n == other.n || related_picks_replace(&picks, one, other); break;
		default: did = related_picks_out(&picks, one); break;
		}
		assert_true(did || picks.pin_count == LIMIT_RELATED_PINS ||
			    picks.out_count == LIMIT_RELATED_OUTS);
		assert_true(picks.pin_count <= LIMIT_RELATED_PINS);
		assert_true(picks.out_count <= LIMIT_RELATED_OUTS);
		for (int64_t n = 1; n <= 60; n++) {
			size_t times = 0;
			for (size_t i = 0; i < picks.pin_count; i++)
				times += picks.pins[i].n == n;
			for (size_t i = 0; i < picks.out_count; i++)
				times += picks.outs[i].n == n;
			assert_true(times <= 1);
		}
	}
}

static void another_takes_the_place_of_the_one_it_replaces(void **state)
{
	(void)state;
	struct related_picks picks = { 0 };
	assert_true(related_picks_pin(&picks, id_of(1)));
	assert_true(related_picks_pin(&picks, id_of(2)));
	assert_true(related_picks_pin(&picks, id_of(3)));
	assert_true(related_picks_replace(&picks, id_of(1), id_of(9)));
	assert_int_equal(picks.pins[0].n, 9);
	assert_int_equal(picks.pins[1].n, 2);
	assert_int_equal(picks.pins[2].n, 3);
	assert_true(related_picks_has_out(&picks, id_of(1)));
	assert_true(related_picks_replace(&picks, id_of(50), id_of(51)));
	assert_int_equal(picks.pins[3].n, 51);
	related_picks_up(&picks, id_of(51));
	assert_int_equal(picks.pins[2].n, 51);
	assert_false(related_picks_pin(&picks, id_of(60)));
	assert_true(related_picks_pin(&picks, id_of(51)));
}

/* The numbers of what readers get, in order: "3 1". */
static struct str shown(struct paper *paper, story_id story, size_t *pinned)
{
	story_id *ids;
	size_t count;
	struct buf out = buf_in(&paper->arena, 4096);
	assert_ok(store_related(paper->store, &paper->arena, story, NULL, 0, 4, &ids, &count,
				pinned));
	for (size_t i = 0; i < count; i++)
		buf_fmt(&out, "%s%lld", i ? " " : "", (long long)ids[i].n);
	return buf_str(&out);
}

static void put_list(struct paper *paper, story_id story, const story_id *ids, size_t count)
{
	const struct related_row none = { .story = story };
	struct related_row row = { .story = story, .count = count };
	for (size_t i = 0; i < count; i++)
		row.list[i] = (struct related_story){ ids[i], (uint16_t)(60000 - i) };
	saved(paper, store_related_put(paper->store, &none, &row));
}

static void readers_get_pins_first_and_nothing_that_is_out(void **state)
{
	struct paper *paper = *state;
	struct related_picks picks = { 0 };
	story_id ids[OTHERS];
	size_t pinned;
	for (int i = 0; i < OTHERS; i++)
		ids[i] = add_story(paper, str_z(&paper->arena, str_fmt(&paper->arena, "S%d", i)),
				   (1 + i) * DAY_MS);
	put_list(paper, ids[0], ids + 1, 6);
	struct str want = str_fmt(&paper->arena, "%lld %lld %lld %lld", (long long)ids[1].n,
				  (long long)ids[2].n, (long long)ids[3].n, (long long)ids[4].n);
	assert_true(str_eq(shown(paper, ids[0], &pinned), want));
	assert_int_equal(pinned, 0);
	assert_true(related_picks_pin(&picks, ids[9]) && related_picks_pin(&picks, ids[3]) &&
		    related_picks_out(&picks, ids[1]));
	saved(paper, store_related_picks_set(paper->store, ids[0], &picks));
	want = str_fmt(&paper->arena, "%lld %lld %lld %lld", (long long)ids[9].n,
		       (long long)ids[3].n, (long long)ids[2].n, (long long)ids[4].n);
	assert_true(str_eq(shown(paper, ids[0], &pinned), want));
	assert_int_equal(pinned, 2);

	/* Finding anew leaves it as it is; a hidden one is not given. */
	put_list(paper, ids[0], ids + 1, 8);
	assert_true(str_eq(shown(paper, ids[0], &pinned), want));
	saved(paper, store_story_set_state(paper->store, ids[9], STORY_WITHDRAWN,
					   unix_ms_of(NOON - DAY_MS), (unix_ms){ 0 }));
	want = str_fmt(&paper->arena, "%lld %lld %lld %lld", (long long)ids[3].n,
		       (long long)ids[2].n, (long long)ids[4].n, (long long)ids[5].n);
	assert_true(str_eq(shown(paper, ids[0], &pinned), want));
	assert_int_equal(pinned, 1);
}

static void what_is_said_is_kept(void **state)
{
	struct paper *paper = *state;
	struct related_picks picks = { 0 }, read;
	story_id id = add_story(paper, "One", DAY_MS);
	assert_ok(store_related_picks(paper->store, id, &read));
	assert_int_equal(read.pin_count + read.out_count, 0);
	for (int64_t n = 1; n <= LIMIT_RELATED_PINS; n++)
		assert_true(related_picks_pin(&picks, id_of(n * 70000)));
	for (int64_t n = 1; n <= LIMIT_RELATED_OUTS; n++)
		assert_true(related_picks_out(&picks, id_of(n * 300 + 7)));
	assert_false(related_picks_out(&picks, id_of(1)));
	saved(paper, store_related_picks_set(paper->store, id, &picks));
	assert_ok(store_related_picks(paper->store, id, &read));
	assert_memory_equal(&read, &picks, sizeof read);
}

static void a_page_stands_on_what_is_said(void **state)
{
	struct paper *paper = *state;
	struct arena arena = arena_open(1 << 20);
	struct related_picks picks = { 0 };
	size_t pinned;
	story_id id = add_story(paper, "One", DAY_MS), other = add_story(paper, "Two", DAY_MS);
	struct fact_set set = fact_set_in(&arena);
	store_note_into(paper->store, &set);
	shown(paper, id, &pinned);
	store_note_into(paper->store, NULL);
	assert_true(related_picks_pin(&picks, other));
	saved(paper, store_related_picks_set(paper->store, id, &picks));
	assert_true(fact_sets_meet(&set, store_touched(paper->store)));
	arena_close(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_story_is_pinned_or_out_never_both),
		cmocka_unit_test(another_takes_the_place_of_the_one_it_replaces),
		IN_A_PAPER(readers_get_pins_first_and_nothing_that_is_out),
		IN_A_PAPER(what_is_said_is_kept),
		IN_A_PAPER(a_page_stands_on_what_is_said),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
