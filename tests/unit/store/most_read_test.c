/* SPDX-License-Identifier: Apache-2.0 */
/* What was read most, in which time; and that it is shown exactly to those who may see it. */
#include "store/most_read.h"

#include "store_for_test.h"

#define HOUR_MS 3600000LL

static story_id add(struct paper *paper, const char *slug, unix_ms embargo)
{
	return save_story(paper, &(struct story){ .headline = str_of(slug),
						  .slug = str_of(slug),
						  .status = STORY_PUBLISHED,
						  .embargo_until = embargo,
						  .published_at = unix_ms_of(NOON - DAY_MS) });
}

static void read_at(struct paper *paper, int64_t at, const char *path, int64_t times)
{
	store_set_now(paper->store, unix_ms_of(at));
	saved(paper, store_reads_add(paper->store, str_of(path), times));
}

static void renew_at(struct paper *paper, int64_t at)
{
	store_set_now(paper->store, unix_ms_of(at));
	saved(paper, store_most_read_renew(paper->store));
}

static struct story_list most(struct paper *paper, enum read_period period)
{
	struct story_list list;
	assert_ok(store_most_read(paper->store, &paper->arena, period, 5, &list));
	return list;
}

static void each_period_has_its_own_order(void **state)
{
	struct paper *paper = *state;
	story_id old = add(paper, "old", (unix_ms){ 0 }), new = add(paper, "new", (unix_ms){ 0 });
	read_at(paper, NOON - 5 * HOUR_MS, "/old/", 10);
	read_at(paper, NOON - HOUR_MS / 4, "/old/", 1);
	read_at(paper, NOON, "/new/", 4);
	renew_at(paper, NOON);
	assert_int_equal(most(paper, READ_HOUR).items[0].id.n, new.n);
	assert_int_equal(most(paper, READ_DAY).items[0].id.n, old.n);
	assert_int_equal(most(paper, READ_HOUR).count, 2);
	renew_at(paper, NOON + 2 * HOUR_MS);
	assert_int_equal(most(paper, READ_HOUR).count, 0);
	assert_int_equal(most(paper, READ_DAY).count, 2);
	renew_at(paper, NOON + 3 * DAY_MS);
	assert_int_equal(most(paper, READ_DAY).count, 0);
	assert_int_equal(most(paper, READ_WEEK).items[0].id.n, old.n);
	renew_at(paper, NOON + MOST_READ_KEPT_DAYS * DAY_MS);
	assert_int_equal(most(paper, READ_WEEK).count, 0);
}

static void what_is_no_public_post_does_not_count(void **state)
{
	struct paper *paper = *state;
	add(paper, "later", unix_ms_of(NOON + DAY_MS));
	save_story(paper, &(struct story){ .headline = S("About"),
					   .slug = S("about"),
					   .kind = STORY_PAGE,
					   .status = STORY_PUBLISHED,
					   .published_at = unix_ms_of(NOON - DAY_MS) });
	read_at(paper, NOON, "/later/", 3);
	read_at(paper, NOON, "/about/", 3);
	read_at(paper, NOON, "/nowhere/", 3);
	read_at(paper, NOON, "", 3);
	renew_at(paper, NOON);
	assert_int_equal(most(paper, READ_DAY).count, 0);
}

/* The snapshot is old; the answer is not. */
static void a_withdrawn_story_is_gone_at_once_and_the_next_moves_up(void **state)
{
	struct paper *paper = *state;
	story_id first = { 0 }, ids[7];
	const char *slugs[] = { "a", "b", "c", "d", "e", "f", "g" };
	for (int i = 0; i < 7; i++) {
		ids[i] = add(paper, slugs[i], (unix_ms){ 0 });
		read_at(paper, NOON, str_z(&paper->arena, str_fmt(&paper->arena, "/%s/", slugs[i])),
			100 - i);
	}
	renew_at(paper, NOON);
	first = ids[0];
	assert_int_equal(most(paper, READ_DAY).items[0].id.n, first.n);
	struct fact_set facts = fact_set_in(&paper->arena);
	store_note_into(paper->store, &facts);
	most(paper, READ_DAY);
	store_note_into(paper->store, NULL);
	saved(paper, store_story_set_state(paper->store, first, STORY_WITHDRAWN,
					   unix_ms_of(NOON - DAY_MS), (unix_ms){ 0 }));
	assert_true(fact_sets_meet(&facts, store_touched(paper->store)));
	struct story_list now = most(paper, READ_DAY);
	assert_int_equal(now.count, 5);
	assert_int_equal(now.items[0].id.n, ids[1].n);
	assert_int_equal(now.items[4].id.n, ids[5].n);
}

static void pages_fall_only_when_the_order_is_another(void **state)
{
	struct paper *paper = *state;
	struct fact_set facts = fact_set_in(&paper->arena);
	add(paper, "a", (unix_ms){ 0 });
	add(paper, "b", (unix_ms){ 0 });
	read_at(paper, NOON, "/a/", 2);
	renew_at(paper, NOON);
	store_note_into(paper->store, &facts);
	assert_int_equal(most(paper, READ_DAY).count, 1);
	store_note_into(paper->store, NULL);
	read_at(paper, NOON, "/a/", 2);
	renew_at(paper, NOON);
	assert_false(fact_sets_meet(&facts, store_touched(paper->store)));
	read_at(paper, NOON, "/b/", 9);
	renew_at(paper, NOON);
	assert_true(fact_sets_meet(&facts, store_touched(paper->store)));
}

static void the_setting_names_a_period_or_none(void **state)
{
	struct paper *paper = *state;
	enum read_period period;
	bool is_on;
	assert_ok(store_most_read_period(paper->store, &period, &is_on));
	assert_true(is_on && period == READ_DAY);
	saved(paper, store_setting_set(paper->store, S("most_read"), S("week")));
	assert_ok(store_most_read_period(paper->store, &period, &is_on));
	assert_true(is_on && period == READ_WEEK);
	saved(paper, store_setting_set(paper->store, S("most_read"), S("off")));
	assert_ok(store_most_read_period(paper->store, &period, &is_on));
	assert_false(is_on);
	in_txn(paper, store_setting_set(paper->store, S("most_read"), S("year")), ERR_INVALID);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_PAPER(each_period_has_its_own_order),
		IN_A_PAPER(what_is_no_public_post_does_not_count),
		IN_A_PAPER(a_withdrawn_story_is_gone_at_once_and_the_next_moves_up),
		IN_A_PAPER(pages_fall_only_when_the_order_is_another),
		IN_A_PAPER(the_setting_names_a_period_or_none),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
