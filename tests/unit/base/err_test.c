/* SPDX-License-Identifier: Apache-2.0 */
#include "../cmocka_first.h"

static enum err passes_on(enum err err)
{
	TRY(err);
	return ERR_CONFLICT;
}

static void the_first_cause_is_kept(void **state)
{
	(void)state;
	struct fault fault = { 0 };
	assert_int_equal(fault_set(&fault, ERR_INVALID, "line %d", 7), ERR_INVALID);
	assert_int_equal(fault_set(&fault, ERR_IO, "later"), ERR_IO);
	assert_int_equal(fault.err, ERR_INVALID);
	assert_string_equal(fault.text, "line 7");
	assert_true(fault.line > 0 && fault.file);
}

static void nobody_need_listen(void **state)
{
	(void)state;
	assert_int_equal(fault_set(NULL, ERR_BUSY, "x"), ERR_BUSY);
}

static void a_long_text_is_cut_and_ended(void **state)
{
	(void)state;
	struct fault fault = { 0 };
	assert_int_equal(fault_set(&fault, ERR_IO, "%2000d", 1), ERR_IO);
	assert_int_equal(strlen(fault.text), sizeof fault.text - 1);
}

static void try_passes_failures_and_goes_on_otherwise(void **state)
{
	(void)state;
	assert_int_equal(passes_on(ERR_DENIED), ERR_DENIED);
	assert_int_equal(passes_on(OK), ERR_CONFLICT);
}

static void each_error_has_its_own_name(void **state)
{
	(void)state;
	for (int a = OK; a <= ERR_IO; a++)
		for (int b = OK; b < a; b++)
			assert_string_not_equal(err_name((enum err)a), err_name((enum err)b));
	assert_string_equal(err_name(ERR_NOT_FOUND), "not found");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_first_cause_is_kept),
		cmocka_unit_test(nobody_need_listen),
		cmocka_unit_test(a_long_text_is_cut_and_ended),
		cmocka_unit_test(try_passes_failures_and_goes_on_otherwise),
		cmocka_unit_test(each_error_has_its_own_name),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
