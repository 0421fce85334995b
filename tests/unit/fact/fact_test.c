/* SPDX-License-Identifier: Apache-2.0 */
#include "../cmocka_first.h"
#include "fact/fact.h"

static void a_set_holds_each_name_once(void **state)
{
	struct fact_set set = fact_set_in(*state);
	fact_add(&set, S("story 41"));
	fact_add(&set, S("list section=3"));
	fact_add(&set, S("story 41"));
	assert_int_equal(set.count, 2);
	assert_true(fact_has(&set, S("story 41")));
	assert_false(fact_has(&set, S("story 4")));
	assert_true(set.items[0].hash == str_hash(S("story 41")));
}

static void an_empty_set_has_nothing_and_meets_nothing(void **state)
{
	struct fact_set none = fact_set_in(*state), one = fact_set_in(*state);
	fact_add(&one, S("a"));
	assert_false(fact_has(&none, S("a")));
	assert_false(fact_sets_meet(&none, &one));
	assert_false(fact_sets_meet(&none, &none));
}

static void names_are_copied_in(void **state)
{
	struct fact_set set = fact_set_in(*state);
	char name[] = "story 1";
	fact_add(&set, str_of(name));
	name[6] = '2';
	assert_true(fact_has(&set, S("story 1")));
	assert_false(fact_has(&set, S("story 2")));
}

static void a_thousand_names_are_all_found_again(void **state)
{
	struct arena *arena = *state;
	struct fact_set set = fact_set_in(arena);
	for (int i = 0; i < 1000; i++)
		fact_add(&set, str_fmt(arena, "story %d", i));
	for (int i = 0; i < 1000; i++)
		assert_true(fact_has(&set, str_fmt(arena, "story %d", i)));
	assert_false(fact_has(&set, S("story 1000")));
	assert_int_equal(set.count, 1000);
}

static void sets_meet_when_they_share_a_name(void **state)
{
	struct fact_set a = fact_set_in(*state), b = fact_set_in(*state);
	fact_add(&a, S("x"));
	fact_add(&a, S("y"));
	fact_add(&b, S("z"));
	assert_false(fact_sets_meet(&a, &b));
	fact_add(&b, S("y"));
	assert_true(fact_sets_meet(&a, &b));
	assert_true(fact_sets_meet(&b, &a));
}

static void until_keeps_the_earlier_moment_and_ignores_none(void **state)
{
	struct fact_set set = fact_set_in(*state);
	fact_until(&set, (unix_ms){ 0 });
	assert_false(time_is_set(set.until));
	fact_until(&set, unix_ms_of(500));
	fact_until(&set, unix_ms_of(700));
	assert_int_equal(set.until.ms, 500);
	fact_until(&set, unix_ms_of(300));
	fact_until(&set, (unix_ms){ 0 });
	assert_int_equal(set.until.ms, 300);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_set_holds_each_name_once),
		cmocka_unit_test(an_empty_set_has_nothing_and_meets_nothing),
		cmocka_unit_test(names_are_copied_in),
		cmocka_unit_test(a_thousand_names_are_all_found_again),
		cmocka_unit_test(sets_meet_when_they_share_a_name),
		cmocka_unit_test(until_keeps_the_earlier_moment_and_ignores_none),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
