/* SPDX-License-Identifier: Apache-2.0 */
#include "../cmocka_first.h"

#include "os/address.h"

static void addresses_of_the_open_network_are_public(void **state)
{
	static const char *const open[] = { "8.8.8.8",    "172.15.255.255", "172.32.0.1",
					    "100.63.0.1", "100.128.0.1",    "223.255.255.254",
					    "11.0.0.1",   "2606:2800::1",   "2a00:1450:4001::1",
					    "192.0.1.1",  "::ffff:8.8.8.8" };
	(void)state;
	for (size_t i = 0; i < COUNT_OF(open); i++)
		if (!os_address_text_is_public(str_of(open[i])))
			fail_msg("%s", open[i]);
}

static void this_machine_and_its_neighbours_are_not(void **state)
{
	static const char *const closed[] = {
		"127.0.0.1",
		"0.0.0.0",
		"10.1.2.3",
		"172.16.0.1",
		"172.31.255.255",
		"192.168.1.1",
		"169.254.169.254",
		"100.64.0.1",
		"224.0.0.1",
		"240.0.0.1",
		"255.255.255.255",
		"198.18.0.1",
		"192.0.2.1",
		"198.51.100.1",
		"203.0.113.1",
		"::1",
		"::",
		"fe80::1",
		"fc00::1",
		"fd12::1",
		"ff02::1",
		"2001:db8::1",
		"2001::1",
		"2002:7f00:1::",
		"64:ff9b::7f00:1",
		"::ffff:10.0.0.1",
		"::127.0.0.1",
		"3fff::1",
		"",
		"localhost",
		"1.2.3",
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(closed); i++)
		if (os_address_text_is_public(str_of(closed[i])))
			fail_msg("%s", closed[i]);
}

static void a_name_becomes_addresses_or_is_refused(void **state)
{
	struct os_addresses found;
	char long_name[LIMIT_OS_HOST_BYTES + 1];
	(void)state;
	assert_int_equal(os_resolve(S("127.0.0.1"), &found), OK);
	assert_string_equal(found.items[0], "127.0.0.1");
	assert_int_equal(os_resolve(S("::1"), &found), OK);
	assert_int_equal(os_resolve(S(""), &found), ERR_INVALID);
	assert_int_equal(os_resolve(S("a\0b"), &found), ERR_INVALID);
	memset(long_name, 'a', sizeof long_name);
	assert_int_equal(os_resolve((struct str){ long_name, sizeof long_name }, &found),
			 ERR_INVALID);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(addresses_of_the_open_network_are_public),
		cmocka_unit_test(this_machine_and_its_neighbours_are_not),
		cmocka_unit_test(a_name_becomes_addresses_or_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
