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

static const struct span newer = { 100, INT64_MAX };

static void only_what_is_minded_counts(void **state)
{
	struct fact_set noted = fact_set_in(*state), touched = fact_set_in(*state);
	fact_add_span(&noted, S("list"), newer);
	fact_add_span(&touched, S("list"), (struct span){ 99, 99 });
	assert_false(fact_sets_meet(&noted, &touched));
	fact_add_span(&touched, S("list"), (struct span){ 100, 100 });
	assert_true(fact_sets_meet(&noted, &touched));
	assert_true(spans_meet(newer, SPAN_ALL));
	assert_true(spans_meet(SPAN_ALL, (struct span){ 1, 1 }));
}

static void a_span_from_above_to_below_is_all_but_what_lies_between(void **state)
{
	const struct span all_but_31_to_40 = { 41, 30 };
	(void)state;
	assert_true(spans_meet(all_but_31_to_40, (struct span){ 30, 30 }));
	assert_false(spans_meet(all_but_31_to_40, (struct span){ 31, 40 }));
	assert_true(spans_meet(all_but_31_to_40, (struct span){ 40, 41 }));
	assert_true(spans_meet(all_but_31_to_40, SPAN_ALL));
}

static void noted_twice_both_are_minded(void **state)
{
	struct fact_set set = fact_set_in(*state);
	fact_add_span(&set, S("list"), newer);
	fact_add_span(&set, S("list"), (struct span){ 10, 20 });
	assert_int_equal(set.items[0].span.from, 10);
	assert_true(set.items[0].span.to == INT64_MAX);
	fact_add_span(&set, S("count"), (struct span){ 41, 30 });
	fact_add_span(&set, S("count"), (struct span){ 41, 30 });
	assert_false(spans_meet(set.items[1].span, (struct span){ 35, 35 }));
	fact_add_span(&set, S("count"), (struct span){ 36, 32 });
	assert_false(spans_meet(set.items[1].span, (struct span){ 33, 35 }));
	assert_true(spans_meet(set.items[1].span, (struct span){ 32, 32 }));
	fact_add_span(&set, S("count"), (struct span){ 99, 40 });
	assert_true(spans_meet(set.items[1].span, (struct span){ 35, 35 }));
	fact_add_span(&set, S("other"), (struct span){ 41, 30 });
	fact_add_span(&set, S("other"), (struct span){ 35, 35 });
	assert_true(spans_meet(set.items[2].span, (struct span){ 36, 36 }));
}

static void what_is_due_first_counts_and_now_before_all(void **state)
{
	struct fact_set set = fact_set_in(*state);
	fact_add_due(&set, S("list"), newer, unix_ms_of(500));
	fact_add_due(&set, S("list"), newer, unix_ms_of(300));
	fact_add_due(&set, S("list"), newer, unix_ms_of(400));
	assert_int_equal(set.items[0].due.ms, 300);
	fact_add_span(&set, S("list"), newer);
	fact_add_due(&set, S("list"), newer, unix_ms_of(200));
	assert_int_equal(set.items[0].due.ms, 0);
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
		cmocka_unit_test(only_what_is_minded_counts),
		cmocka_unit_test(a_span_from_above_to_below_is_all_but_what_lies_between),
		cmocka_unit_test(noted_twice_both_are_minded),
		cmocka_unit_test(what_is_due_first_counts_and_now_before_all),
		cmocka_unit_test(every_kind_is_known_by_its_spelling),
		cmocka_unit_test(until_keeps_the_earlier_moment_and_ignores_none),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
