/* SPDX-License-Identifier: Apache-2.0 */
/* steady.c: the later of two moments, unless they lie far apart. */
#include "os/steady.h"

unix_ms steady_now(struct steady *steady, unix_ms wall, enum steady_news *news)
{
	int64_t back = steady->newest.ms - wall.ms;
	bool was_held = steady->is_held;
	steady->is_held = back > 0 && back <= LIMIT_CLOCK_BACK_MS;
	*news = steady->is_held == was_held ? STEADY_AS_BEFORE
		: steady->is_held           ? STEADY_HELD
					    : STEADY_CAUGHT_UP;
	if (back > LIMIT_CLOCK_BACK_MS)
		*news = STEADY_FOLLOWS;
	if (!steady->is_held)
		steady->newest = wall;
	return steady->newest;
}
