/* SPDX-License-Identifier: Apache-2.0 */
/* fake.c: the one place where the process keeps what a test told the door. Off unless asked for. */
#include "os/fake.h"

#include "os/door.h"

static struct {
	unix_ms now;
	int64_t monotonic;
	uint64_t random; /* state of the sequence; 0 is off */
	enum os_call call;
	int calls_left; /* 1: the next one fails; 0: none does */
	bool fired;
} fake;

void os_fake_time(unix_ms now)
{
	fake.now = now;
}

void os_fake_monotonic(int64_t ms)
{
	fake.monotonic = ms;
}

void os_fake_random(uint64_t seed)
{
	fake.random = seed;
}

void os_fake_fail(enum os_call call, int nth)
{
	BUG_IF(nth < 0 || call >= OS_CALLS);
	fake.call = call;
	fake.calls_left = nth;
	fake.fired = false;
}

bool os_fake_fired(void)
{
	return fake.fired;
}

bool fake_fails(enum os_call call)
{
	if (fake.calls_left == 0 || fake.call != call || --fake.calls_left > 0)
		return false;
	fake.fired = true;
	return true;
}

bool fake_now(unix_ms *out)
{
	if (!time_is_set(fake.now))
		return false;
	*out = fake.now;
	return true;
}

bool fake_monotonic(int64_t *out)
{
	if (fake.monotonic)
		*out = fake.monotonic;
	return fake.monotonic != 0;
}

/* A linear congruence is random enough to tell two draws apart. */
bool fake_random(void *out, size_t bytes)
{
	if (fake.random == 0)
		return false;
	unsigned char *at = out;
	for (size_t i = 0; i < bytes; i++) {
		fake.random = fake.random * 6364136223846793005u + 1442695040888963407u;
		at[i] = (unsigned char)(fake.random >> 56);
	}
	return true;
}
