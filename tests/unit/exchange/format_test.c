/* SPDX-License-Identifier: Apache-2.0 */
#include "../cmocka_first.h"

#include "exchange/format.h"

static void formats_are_known_by_their_first_bytes(void **state)
{
	(void)state;
	assert_int_equal(format_of(S("")), FORMAT_EMPTY);
	assert_int_equal(format_of(S("\xEF\xBB\xBF\n <?xml")), FORMAT_WXR);
	assert_int_equal(format_of(S("\xFF\xFE<\0")), FORMAT_WXR);
	assert_int_equal(format_of(S(" {\"db\":[]}")), FORMAT_JSON);
	assert_int_equal(format_of(S("PK\x03\x04")), FORMAT_ZIP);
	assert_int_equal(format_of(S("\x1F\x8B\x08")), FORMAT_GZIP);
	assert_int_equal(format_of(S("hello")), FORMAT_UNKNOWN);
}

static void a_file_that_is_not_there_is_said_so(void **state)
{
	(void)state;
	struct fault fault = { 0 };
	enum format format;
	assert_int_equal(format_check(S("/nowhere/at/all.xml"), &format, &fault), ERR_NOT_FOUND);
	assert_non_null(strstr(fault.text, "/nowhere/at/all.xml"));
	fault = (struct fault){ 0 };
	assert_int_equal(format_check(S("/"), &format, &fault), ERR_INVALID);
	assert_string_equal(fault.text, "/: a folder, not an export");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(formats_are_known_by_their_first_bytes),
		cmocka_unit_test(a_file_that_is_not_there_is_said_so),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
