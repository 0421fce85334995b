/* SPDX-License-Identifier: Apache-2.0 */
/* fake.h: for tests: time and randomness held still, and the nth call of a kind failing. */
#pragma once
#include "os/os.h"

enum os_call { OS_READ, OS_WRITE, OS_SYNC, OS_RENAME, OS_OPEN, OS_STAT, OS_CALLS };

void os_fake_time(unix_ms now); /* the wall clock stands at now; {0} lets the real one run again */
void os_fake_monotonic(int64_t ms); /* the measuring clock stands at ms; 0 lets it run again */
void os_fake_random(uint64_t seed); /* a repeatable sequence; 0 gives real randomness again */
void os_fake_fail(enum os_call call,
		  int nth); /* the nth call from now fails with ERR_IO; 0 stops that */
bool os_fake_fired(void);   /* whether the last os_fake_fail() took place */
