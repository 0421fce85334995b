/* SPDX-License-Identifier: Apache-2.0 */
/*
 * flight.h: a page that is being made is made once, however many ask for it meanwhile.
 *
 * Who asks for a page that is under way waits for it, unless something was touched since it was
 * begun: then it may be made of what was, and the next to ask starts another.
 *
 *   - a flight ends once, by flight_end(); all who wait are then told
 *   - nothing here ends the process: no memory is ERR_BUSY, ask for that one by itself
 *
 *     TRY(flight_join(flights, key, &connection->waiter, &flight));
 *     if (flight.starts)
 *         ask_a_reader(flight.ticket, key);
 *     ...
 *     struct flight_waiter *waiting;
 *     flight_end(flights, ticket, &waiting);
 *     while (waiting)
 *         tell(flight_waiter_take(&waiting));
 */
#pragma once
#include "base/base.h"

struct flights;

struct flight_waiter { /* one in each connection; zeroed when it waits for nothing */
	struct flight_waiter *next, **at;
};
struct flight {
	uint64_t ticket; /* never 0, never used twice */
	bool starts;     /* nobody makes it yet: ask for it under this ticket */
};

/* limit: pages being made at a time. Fails: ERR_BUSY (no memory). */
enum err flights_open(size_t limit, struct flights **out) MUST_CHECK;
void flights_close(struct flights **flights); /* for CLEANUP too; nobody may wait any more */

/* waiter stays where it is until it is told or leaves.
 * Fails: ERR_BUSY (too many are under way, or no memory: ask for this one by itself). */
enum err flight_join(struct flights *flights, struct str key, struct flight_waiter *waiter,
		     struct flight *out) MUST_CHECK;
void flight_leave(struct flight_waiter *waiter); /* fine if it waits for nothing */
/* Something was touched: from here on nobody joins what is under way. */
void flights_seal(struct flights *flights);
/* *waiting becomes the first of those who wait; NULL when none is left or there is no such flight.
 * It stays where it is until all were taken; who leaves meanwhile is passed over. */
void flight_end(struct flights *flights, uint64_t ticket, struct flight_waiter **waiting);
/* Gives: the first, which waits for nothing any more; *waiting is then the next. */
struct flight_waiter *flight_waiter_take(struct flight_waiter **waiting);

struct flights_stats {
	uint64_t started, joined, refused;
	size_t under_way;
};
void flights_stats(const struct flights *flights, struct flights_stats *out);
