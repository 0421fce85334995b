/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/options.h"

#include "../cmocka_first.h"
#include "cmd/cmd.h"

struct got {
	struct str value, words[3];
	size_t count;
	bool flag;
	int status;
};

/* Reads what stands in the list, which ends with NULL. */
static bool read_words(struct got *got, const char *const *list)
{
	const struct option options[] = {
		{ "value", "X", &got->value, NULL, "a value" },
		{ "flag", NULL, NULL, &got->flag, "a flag" },
		{ 0 },
	};
	const struct usage usage = { "test A [B]", "About.", options, 1, 2 };
	char *argv[10] = { (char *)(uintptr_t) "test" };
	int argc = 1;
	for (; list[argc - 1]; argc++)
		argv[argc] = (char *)(uintptr_t)list[argc - 1];
	return options_read(&usage, argc, argv, got->words, &got->count, &got->status);
}

#define READ(got, ...) read_words(got, (const char *const[]){ __VA_ARGS__, NULL })

static void values_come_after_a_blank_or_an_equals_sign(void **state)
{
	struct got got = { 0 };
	(void)state;
	assert_true(READ(&got, "--value", "1=2", "a"));
	assert_str(got.value, "1=2");
	assert_str(got.words[0], "a");
	assert_int_equal(got.count, 1);
	assert_true(READ(&got, "a", "--value=3=4", "--flag", "b"));
	assert_str(got.value, "3=4");
	assert_true(got.flag);
	assert_int_equal(got.count, 2);
	assert_true(READ(&got, "a", "--value="));
	assert_str(got.value, "");
}

static void what_is_not_given_stays_as_it_was(void **state)
{
	struct got got = { .value = S("default") };
	(void)state;
	assert_true(READ(&got, "a"));
	assert_str(got.value, "default");
	assert_false(got.flag);
}

static void after_two_dashes_all_are_words(void **state)
{
	struct got got = { 0 };
	(void)state;
	assert_true(READ(&got, "--", "--flag", "-"));
	assert_str(got.words[0], "--flag");
	assert_str(got.words[1], "-");
	assert_false(got.flag);
}

static void misuse_ends_with_status_2(void **state)
{
	struct got got = { 0 };
	(void)state;
	assert_false(READ(&got, "--none", "a"));
	assert_int_equal(got.status, CMD_MISUSED);
	assert_false(READ(&got, "a", "-x"));
	assert_int_equal(got.status, CMD_MISUSED);
	assert_false(READ(&got, "a", "--value"));
	assert_int_equal(got.status, CMD_MISUSED);
	assert_false(READ(&got, "a", "--flag=1"));
	assert_int_equal(got.status, CMD_MISUSED);
	assert_false(READ(&got, "--flag"));
	assert_int_equal(got.status, CMD_MISUSED);
	assert_false(READ(&got, "a", "b", "c"));
	assert_int_equal(got.status, CMD_MISUSED);
}

static void help_ends_with_status_0(void **state)
{
	struct got got = { .status = 9 };
	(void)state;
	assert_false(READ(&got, "--help"));
	assert_int_equal(got.status, CMD_DONE);
	got.status = 9;
	assert_false(READ(&got, "a", "b", "-h"));
	assert_int_equal(got.status, CMD_DONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_come_after_a_blank_or_an_equals_sign),
		cmocka_unit_test(what_is_not_given_stays_as_it_was),
		cmocka_unit_test(after_two_dashes_all_are_words),
		cmocka_unit_test(misuse_ends_with_status_2),
		cmocka_unit_test(help_ends_with_status_0),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
