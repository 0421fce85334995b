/* SPDX-License-Identifier: Apache-2.0 */
#include "../cmocka_first.h"
#include "fact/fact.h"
#include "fact/kind.h"

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

static const struct span older = { INT64_MIN, 99 };

static void what_is_spared_may_be_touched(void **state)
{
	struct fact_set noted = fact_set_in(*state), touched = fact_set_in(*state);
	fact_add_sparing(&noted, S("list"), older);
	fact_add_touched(&touched, S("list"), (struct span){ 99, 99 });
	assert_false(fact_sets_meet(&noted, &touched));
	fact_add_touched(&touched, S("list"), (struct span){ 100, 100 });
	assert_true(fact_sets_meet(&noted, &touched));
}

static void what_is_not_told_apart_ends_all(void **state)
{
	assert_true(span_ends(older, NO_SPAN));
	assert_true(span_ends(NO_SPAN, (struct span){ 5, 5 }));
	assert_true(span_ends(NO_SPAN, NO_SPAN));
	assert_true(span_ends((struct span){ 3, 4 }, (struct span){ 2, 4 }));
	assert_false(span_ends((struct span){ 3, 4 }, (struct span){ 3, 4 }));
	(void)state;
}

static void noted_twice_only_what_both_spare_is_spared(void **state)
{
	struct fact_set set = fact_set_in(*state);
	fact_add_sparing(&set, S("list"), older);
	fact_add_sparing(&set, S("list"), (struct span){ 10, 200 });
	assert_int_equal(set.items[0].span.from, 10);
	assert_int_equal(set.items[0].span.to, 99);
	fact_add(&set, S("list"));
	fact_add_sparing(&set, S("list"), older);
	assert_true(span_ends(set.items[0].span, (struct span){ 50, 50 }));
}

static void touched_twice_is_touched_from_the_one_to_the_other(void **state)
{
	struct fact_set set = fact_set_in(*state);
	fact_add_touched(&set, S("list"), (struct span){ 10, 10 });
	fact_add_touched(&set, S("list"), (struct span){ 5, 5 });
	assert_int_equal(set.items[0].span.from, 5);
	assert_int_equal(set.items[0].span.to, 10);
	fact_add(&set, S("list"));
	fact_add_touched(&set, S("list"), (struct span){ 5, 5 });
	assert_true(span_ends(older, set.items[0].span));
}

static void every_kind_is_known_by_its_spelling(void **state)
{
	for (int kind = 0; kind < FACT_KINDS; kind++) {
		struct str spelled = fact_kind_spelled((enum fact_kind)kind);
		if (spelled.len == 0)
			continue;
		struct str about = kind < FACT_LAST_WITH_ID     ? S("41")
				   : kind < FACT_LAST_WITH_NAME ? S("/x/")
								: S("");
		struct str name = str_fmt(*state, "%.*s%.*s", STR_ARG(spelled), STR_ARG(about));
		assert_int_equal(fact_kind_of(name), kind);
		assert_true(fact_kind_label((enum fact_kind)kind).len > 0);
	}
	assert_int_equal(fact_kind_of(S("story ")), FACT_KINDS);
	assert_int_equal(fact_kind_of(S("stories of old")), FACT_KINDS);
	assert_int_equal(fact_kind_of(S("")), FACT_KINDS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_set_holds_each_name_once),
		cmocka_unit_test(an_empty_set_has_nothing_and_meets_nothing),
		cmocka_unit_test(names_are_copied_in),
		cmocka_unit_test(a_thousand_names_are_all_found_again),
		cmocka_unit_test(sets_meet_when_they_share_a_name),
		cmocka_unit_test(what_is_spared_may_be_touched),
		cmocka_unit_test(what_is_not_told_apart_ends_all),
		cmocka_unit_test(noted_twice_only_what_both_spare_is_spared),
		cmocka_unit_test(touched_twice_is_touched_from_the_one_to_the_other),
		cmocka_unit_test(every_kind_is_known_by_its_spelling),
		cmocka_unit_test(until_keeps_the_earlier_moment_and_ignores_none),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
