/* SPDX-License-Identifier: Apache-2.0 */
/*
 * timers.h: deadlines of many connections: a wheel of spokes, each a list (Varghese and Lauck,
 * "Hashed and hierarchical timing wheels", 1987, scheme 4).
 *
 * A timer that is put off stays where it is: when its spoke comes round, its owner looks whether it
 * is due and sets it anew if not. So putting off costs nothing, which is what each request does.
 *
 *   - a timer goes off at most TIMER_TICK_MS after it was set for, and never before
 *   - nothing here takes memory
 */
#pragma once
#include "base/base.h"

#define TIMER_TICK_MS 250
#define TIMER_SPOKES 512

struct timer {
	struct timer *next, **at; /* at NULL: not set */
	int64_t tick;             /* it is looked at then */
};

struct timers {
	struct timer *spokes[TIMER_SPOKES];
	int64_t tick; /* the next to be looked at */
};

void timers_init(struct timers *timers, int64_t now_ms);
void timer_set(struct timers *timers, struct timer *timer, int64_t due_ms, int64_t now_ms);
void timer_clear(struct timer *timer); /* fine if it is not set */
/* Takes the next timer whose tick is past out of the wheel. Gives: NULL when there is none; it may
 * not be due yet. */
struct timer *timers_next(struct timers *timers, int64_t now_ms);
