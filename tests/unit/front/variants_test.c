/* SPDX-License-Identifier: Apache-2.0 */
#include "front/variants.h"

#include <stdio.h>
#include <stdlib.h>

#include "../cmocka_first.h"

struct table {
	struct arena arena;
	struct variants variants;
};

static int open_table(void **state)
{
	struct table *table = calloc(1, sizeof *table);
	table->arena = arena_open(16 << 20);
	*state = table;
	return 0;
}

static int close_table(void **state)
{
	struct table *table = *state;
	arena_close(&table->arena);
	free(table);
	return 0;
}

static void assert_key(struct table *table, const char *target, const char *want)
{
	struct str key = variants_key(&table->variants, &table->arena, str_of(target));
	if (!str_eq(key, str_of(want)))
		fail_msg("the key of %s is %.*s", target, STR_ARG(key));
}

static void of_a_path_nobody_told_of_the_whole_query_counts(void **state)
{
	struct table *table = *state;
	assert_key(table, "/a/?x=1", "/a/?x=1");
	assert_key(table, "/a/", "/a/");
}

static void only_what_was_looked_at_counts(void **state)
{
	struct table *table = *state;
	variants_learn(&table->variants, S("/a/"), S("page&q"));
	variants_learn(&table->variants, S("/none/"), S(""));
	assert_key(table, "/a/?x=1", "/a/");
	assert_key(table, "/a/?x=1&page=2&y&q=a+b&&page=3", "/a/?page=2&q=a+b&page=3");
	assert_key(table, "/a/?q", "/a/?q");
	assert_key(table, "/none/?page=2", "/none/");
	assert_key(table, "/a/?", "/a/");
}

static void what_was_learnt_stays(void **state)
{
	struct table *table = *state;
	variants_learn(&table->variants, S("/a/"), S("page"));
	variants_learn(&table->variants, S("/a/"), S(""));
	variants_learn(&table->variants, S("/a/"), S("q"));
	assert_key(table, "/a/?q=1&page=2&x=3", "/a/?q=1&page=2");
	variants_learn(&table->variants, S("/a/"), S("*"));
	variants_learn(&table->variants, S("/a/"), S("q"));
	assert_key(table, "/a/?q=1&page=2&x=3", "/a/?q=1&page=2&x=3");
}

static void more_names_than_there_is_room_for_make_the_whole_query_count(void **state)
{
	struct table *table = *state;
	for (int i = 0; i <= LIMIT_VARIANT_NAMES; i++) {
		struct str name = str_fmt(&table->arena, "n%d", i);
		variants_learn(&table->variants, S("/a/"), name);
		if (i == LIMIT_VARIANT_NAMES - 1)
			assert_key(table, "/a/?n61=1&n62=2", "/a/?n61=1");
	}
	assert_key(table, "/a/?n61=1&n62=2", "/a/?n61=1&n62=2");
}

static void a_name_has_a_longest_length(void **state)
{
	struct table *table = *state;
	struct str longest = S("abcdefghijklmnopqrstuvwxyz012345");
	assert_int_equal(longest.len, LIMIT_VARIANT_NAME_BYTES);
	variants_learn(&table->variants, S("/a/"), longest);
	assert_key(table, "/a/?x", "/a/");
	variants_learn(&table->variants, S("/b/"), S("abcdefghijklmnopqrstuvwxyz0123456"));
	assert_key(table, "/b/?x", "/b/?x");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_table, close_table)
	const struct CMUnitTest tests[] = {
		TEST(of_a_path_nobody_told_of_the_whole_query_counts),
		TEST(only_what_was_looked_at_counts),
		TEST(what_was_learnt_stays),
		TEST(more_names_than_there_is_room_for_make_the_whole_query_count),
		TEST(a_name_has_a_longest_length),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
