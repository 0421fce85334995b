/* SPDX-License-Identifier: Apache-2.0 */
#include "front/clients.h"

#include <stdio.h>

#include "../cmocka_first.h"

static int open_clients(void **state)
{
	static struct clients *clients;
	*state = &clients;
	return clients_open(50, &clients) == OK ? 0 : -1;
}

static int end_clients(void **state)
{
	clients_close(*state);
	return 0;
}

static struct clients *of(void **state)
{
	return *(struct clients **)*state;
}

static void an_address_has_so_many_and_gives_them_back(void **state)
{
	struct clients *clients = of(state);
	uint32_t ids[3], id;
	for (size_t i = 0; i < COUNT_OF(ids); i++)
		assert_ok(client_enters(clients, S("192.0.2.1"), CLIENT_CONNECTIONS, 3, &ids[i]));
	assert_int_equal(client_enters(clients, S("192.0.2.1"), CLIENT_CONNECTIONS, 3, &id),
			 ERR_BUSY);
	assert_ok(client_enters(clients, S("192.0.2.2"), CLIENT_CONNECTIONS, 3, &id));
	client_leaves(clients, id, CLIENT_CONNECTIONS);
	assert_ok(client_enters(clients, S("192.0.2.1"), CLIENT_REQUESTS, 3, &id));
	client_leaves(clients, ids[0], CLIENT_CONNECTIONS);
	assert_ok(client_enters(clients, S("192.0.2.1"), CLIENT_CONNECTIONS, 3, &ids[0]));
	for (size_t i = 0; i < COUNT_OF(ids); i++)
		client_leaves(clients, ids[i], CLIENT_CONNECTIONS);
	assert_int_equal(clients_count(clients), 1);
	client_leaves(clients, id, CLIENT_REQUESTS);
	assert_int_equal(clients_count(clients), 0);
}

static void a_subscribers_net_is_one_client(void **state)
{
	struct clients *clients = of(state);
	uint32_t a, b;
	assert_ok(client_enters(clients, S("2001:db8:0:7::1"), CLIENT_CONNECTIONS, 1, &a));
	assert_int_equal(
		client_enters(clients, S("2001:db8:0:7:ffff::9"), CLIENT_CONNECTIONS, 1, &b),
		ERR_BUSY);
	assert_ok(client_enters(clients, S("2001:db8:0:8::1"), CLIENT_CONNECTIONS, 1, &b));
}

static void loopback_and_what_is_no_address_are_not_counted(void **state)
{
	static const char *free_of_it[] = { "127.0.0.1", "127.9.9.9", "::1", "", "x", "local" };
	struct clients *clients = of(state);
	for (size_t i = 0; i < COUNT_OF(free_of_it); i++) {
		uint32_t id = 99;
		assert_ok(
			client_enters(clients, str_of(free_of_it[i]), CLIENT_CONNECTIONS, 0, &id));
		assert_int_equal(id, CLIENT_UNCOUNTED);
		client_leaves(clients, id, CLIENT_CONNECTIONS);
	}
}

static void without_a_place_nobody_more_comes_in(void **state)
{
	struct clients *clients = of(state);
	uint32_t ids[50], id;
	char text[32];
	for (int round = 0; round < 3; round++) {
		for (int i = 0; i < 50; i++) {
			int len = snprintf(text, sizeof text, "10.0.%d.%d", round, i);
			assert_ok(client_enters(clients, (struct str){ text, (size_t)len },
						CLIENT_REQUESTS, 1, &ids[i]));
		}
		assert_int_equal(client_enters(clients, S("10.9.9.9"), CLIENT_REQUESTS, 1, &id),
				 ERR_BUSY);
		for (int i = 0; i < 50; i++)
			client_leaves(clients, ids[(i * 7) % 50], CLIENT_REQUESTS);
		assert_int_equal(clients_count(clients), 0);
	}
}

int main(void)
{
#define WITH_CLIENTS(test) cmocka_unit_test_setup_teardown(test, open_clients, end_clients)
	const struct CMUnitTest tests[] = {
		WITH_CLIENTS(an_address_has_so_many_and_gives_them_back),
		WITH_CLIENTS(a_subscribers_net_is_one_client),
		WITH_CLIENTS(loopback_and_what_is_no_address_are_not_counted),
		WITH_CLIENTS(without_a_place_nobody_more_comes_in),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
