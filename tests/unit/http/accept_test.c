/* SPDX-License-Identifier: Apache-2.0 */
#include "http/accept.h"

#include "../cmocka_first.h"

static int gzip(const char *header)
{
	return accept_coding(str_of(header), S("gzip"));
}

static void weights_are_read(void **state)
{
	(void)state;
	assert_int_equal(gzip("gzip"), 1000);
	assert_int_equal(gzip("br, GZIP;q=0.8"), 800);
	assert_int_equal(gzip("gzip ; q=0.001"), 1);
	assert_int_equal(gzip("gzip;q=1.000"), 1000);
	assert_int_equal(gzip("x-gzip"), 1000);
	assert_int_equal(gzip("deflate, gzip;q=1.0, *;q=0.5"), 1000);
}

static void a_star_stands_for_what_is_not_named(void **state)
{
	(void)state;
	assert_int_equal(gzip("*"), 1000);
	assert_int_equal(gzip("*;q=0.5"), 500);
	assert_int_equal(gzip("gzip;q=0, *"), 0);
	assert_int_equal(gzip("*, gzip;q=0"), 0);
}

static void what_is_not_there_or_broken_is_not_wanted(void **state)
{
	static const char *none[] = { "",           "br",         "gzip;q=0",      "gzip;q=0.000",
				      "gzip;q=1.1", "gzip;q=2",   "gzip;q=0.1234", "gzip;q=x",
				      "gzip;q=",    "gzip;p=1",   "gzipx",         "gz ip",
				      "gzip;q=-1",  "gzip;q=0,5x" };
	(void)state;
	for (size_t i = 0; i < COUNT_OF(none); i++)
		if (gzip(none[i]) != 0)
			fail_msg("wanted: %s", none[i]);
}

static void identity_is_wanted_unless_refused(void **state)
{
	(void)state;
	assert_int_equal(accept_coding(S(""), S("identity")), 1000);
	assert_int_equal(accept_coding(S("gzip"), S("identity")), 1000);
	assert_int_equal(accept_coding(S("gzip, identity;q=0"), S("identity")), 0);
	assert_int_equal(accept_coding(S("*;q=0"), S("identity")), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(weights_are_read),
		cmocka_unit_test(a_star_stands_for_what_is_not_named),
		cmocka_unit_test(what_is_not_there_or_broken_is_not_wanted),
		cmocka_unit_test(identity_is_wanted_unless_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
