/* SPDX-License-Identifier: Apache-2.0 */
#include "../cmocka_first.h"
#include "cache/flight.h"

static struct flights *open_flights(size_t limit)
{
	struct flights *flights = NULL;
	assert_ok(flights_open(limit, &flights));
	return flights;
}

static struct flight join(struct flights *flights, const char *key, struct flight_waiter *waiter)
{
	struct flight flight;
	assert_ok(flight_join(flights, str_of(key), waiter, &flight));
	return flight;
}

static int take_all(struct flights *flights, uint64_t ticket)
{
	struct flight_waiter *waiting;
	int count = 0;
	flight_end(flights, ticket, &waiting);
	for (; waiting; count++)
		assert_null(flight_waiter_take(&waiting)->at);
	return count;
}

static void two_thousand_who_ask_for_one_page_start_one_flight(void **state)
{
	enum { READERS = 2000 };
	static struct flight_waiter waiters[READERS];
	CLEANUP(flights_close) struct flights *flights = open_flights(4);
	struct flights_stats stats;
	uint64_t ticket = 0;
	(void)state;
	for (int i = 0; i < READERS; i++) {
		struct flight flight = join(flights, "/a/", &waiters[i]);
		assert_true(flight.starts == (i == 0));
		assert_true(i == 0 || flight.ticket == ticket);
		ticket = flight.ticket;
	}
	flights_stats(flights, &stats);
	assert_int_equal(stats.started, 1);
	assert_int_equal(stats.joined, READERS - 1);
	assert_int_equal(take_all(flights, ticket), READERS);
	assert_int_equal(take_all(flights, ticket), 0);
	flights_stats(flights, &stats);
	assert_int_equal(stats.under_way, 0);
}

static void what_is_sealed_is_joined_no_more_but_still_ends(void **state)
{
	struct flight_waiter before = { 0 }, after = { 0 }, later = { 0 };
	CLEANUP(flights_close) struct flights *flights = open_flights(4);
	(void)state;
	struct flight old = join(flights, "/a/", &before);
	flights_seal(flights);
	struct flight fresh = join(flights, "/a/", &after);
	assert_true(fresh.starts && fresh.ticket != old.ticket);
	assert_false(join(flights, "/a/", &later).starts);
	assert_int_equal(take_all(flights, old.ticket), 1);
	assert_int_equal(take_all(flights, fresh.ticket), 2);
}

static void who_left_is_not_told(void **state)
{
	struct flight_waiter a = { 0 }, b = { 0 }, c = { 0 };
	CLEANUP(flights_close) struct flights *flights = open_flights(4);
	(void)state;
	uint64_t ticket = join(flights, "/a/", &a).ticket;
	join(flights, "/a/", &b);
	join(flights, "/a/", &c);
	flight_leave(&b);
	flight_leave(&b);
	struct flight_waiter *waiting;
	flight_end(flights, ticket, &waiting);
	struct flight_waiter *first = flight_waiter_take(&waiting);
	flight_leave(first == &a ? &c : &a); /* its connection ends while the first is told */
	assert_null(waiting);
}

static void the_flight_of_those_who_all_left_is_joined_again(void **state)
{
	struct flight_waiter a = { 0 }, b = { 0 };
	CLEANUP(flights_close) struct flights *flights = open_flights(4);
	(void)state;
	uint64_t ticket = join(flights, "/a/", &a).ticket;
	flight_leave(&a);
	assert_false(join(flights, "/a/", &b).starts);
	assert_int_equal(take_all(flights, ticket), 1);
}

static void beyond_the_limit_one_asks_alone(void **state)
{
	struct flight_waiter waiters[3] = { 0 };
	struct flight flight;
	CLEANUP(flights_close) struct flights *flights = open_flights(2);
	(void)state;
	uint64_t ticket = join(flights, "/a/", &waiters[0]).ticket;
	join(flights, "/b/", &waiters[1]);
	assert_int_equal(flight_join(flights, S("/c/"), &waiters[2], &flight), ERR_BUSY);
	assert_null(waiters[2].at);
	assert_int_equal(take_all(flights, ticket), 1);
	assert_true(join(flights, "/c/", &waiters[2]).starts);
}

static void a_ticket_of_the_past_ends_nothing(void **state)
{
	struct flight_waiter a = { 0 }, b = { 0 };
	CLEANUP(flights_close) struct flights *flights = open_flights(1);
	(void)state;
	uint64_t past = join(flights, "/a/", &a).ticket;
	assert_int_equal(take_all(flights, past), 1);
	uint64_t ticket = join(flights, "/a/", &b).ticket;
	assert_int_equal(take_all(flights, past), 0);
	assert_int_equal(take_all(flights, 0), 0);
	assert_int_equal(take_all(flights, ticket), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(two_thousand_who_ask_for_one_page_start_one_flight),
		cmocka_unit_test(what_is_sealed_is_joined_no_more_but_still_ends),
		cmocka_unit_test(who_left_is_not_told),
		cmocka_unit_test(the_flight_of_those_who_all_left_is_joined_again),
		cmocka_unit_test(beyond_the_limit_one_asks_alone),
		cmocka_unit_test(a_ticket_of_the_past_ends_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
