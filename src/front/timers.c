/* SPDX-License-Identifier: Apache-2.0 */
/* timers.c: ticks are counted from the clock's own zero; a spoke holds those of all its rounds. */
#include "front/timers.h"

static int64_t tick_of(int64_t ms)
{
	return ms / TIMER_TICK_MS;
}

void timers_init(struct timers *timers, int64_t now_ms)
{
	*timers = (struct timers){ .tick = tick_of(now_ms) };
}

void timer_clear(struct timer *timer)
{
	if (!timer->at)
		return;
	*timer->at = timer->next;
	if (timer->next)
		timer->next->at = timer->at;
	*timer = (struct timer){ 0 };
}

/* A clock that a test holds may stand before the one the wheel began with. */
static void heed_clock(struct timers *timers, int64_t now)
{
	if (now + 1 < timers->tick)
		timers->tick = now;
}

void timer_set(struct timers *timers, struct timer *timer, int64_t due_ms, int64_t now_ms)
{
	int64_t tick = tick_of(due_ms + TIMER_TICK_MS - 1);
	heed_clock(timers, tick_of(now_ms));
	if (tick < timers->tick)
		tick = timers->tick;
	if (tick > timers->tick + TIMER_SPOKES - 1)
		tick = timers->tick + TIMER_SPOKES - 1;
	if (timer->at && timer->tick <= tick)
		return;
	timer_clear(timer);
	struct timer **spoke = &timers->spokes[tick % TIMER_SPOKES];
	*timer = (struct timer){ *spoke, spoke, tick };
	if (timer->next)
		timer->next->at = &timer->next;
	*spoke = timer;
}

struct timer *timers_next(struct timers *timers, int64_t now_ms)
{
	int64_t now = tick_of(now_ms);
	heed_clock(timers, now);
	if (now - timers->tick > TIMER_SPOKES)
		timers->tick = now - TIMER_SPOKES; /* slept for a whole round: look at each once */
	for (; timers->tick <= now; timers->tick++) {
		struct timer *timer = timers->spokes[timers->tick % TIMER_SPOKES];
		if (timer) {
			timer_clear(timer);
			return timer;
		}
	}
	return NULL;
}
