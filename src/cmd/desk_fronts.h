/* SPDX-License-Identifier: Apache-2.0 */
/*
 * desk_fronts.h: private to cmd/: the fronts at the other ends of the desk's channels: what they
 * ask, and what they must hear before they may be answered.
 *
 *   - a request taken is answered once, or its front is gone
 *   - what was touched is told to each front before any answer that came after it
 *   - a front that does not say in LIMIT_DONE_MS that it has dropped its pages is let go: it may
 *     show what is no more, and is to be replaced
 */
#pragma once
#include "cmd/desk_reads.h"
#include "proc/channel.h"
#include "store/store.h"

#define LIMIT_DESK_FRONTS 32 /* two rounds of them, in a reload */
#define LIMIT_DESK_ASKS 64   /* of one front at a time; a front that sends more is let go */
#define LIMIT_DONE_MS 2000

enum {
	DESK_NUMBER_PARENT = 0,
	DESK_NUMBER_BELL = 1,
	DESK_NUMBER_JAIL = 2,
	DESK_NUMBER_COURIER = 3,
	DESK_NUMBER_FRONTS = 4
};

struct desk_ask {
	size_t front;
	uint32_t front_life; /* which of those that had this place */
	uint64_t ticket;
	struct str payload;
	int file; /* its body, sealed, the receiver's to close; -1: none */
};

struct desk_front {
	struct channel channel; /* fd -1: a free place */
	uint32_t life;
	size_t asked;     /* not yet answered */
	bool owes_done;   /* was told of a touch, and has not said it is done */
	uint64_t done_of; /* that touch's sequence */
};

struct desk_fronts {
	struct desk_front items[LIMIT_DESK_FRONTS];
	int watch;
	int64_t sequence; /* of the newest touch told */
	/* Asks come into one arena while those of the other are being done. */
	struct {
		struct arena arena;
		struct desk_ask *items;
		size_t count, cap;
	} asks[2];
	size_t filling;
	struct desk_reads *reads; /* takes in what is read; the desk's */
};

void desk_fronts_open(struct desk_fronts *fronts, int64_t sequence);
void desk_fronts_add(struct desk_fronts *fronts, int watch, int fd);
size_t desk_fronts_count(const struct desk_fronts *fronts);
/* Takes in all messages that are there. */
void desk_fronts_hear(struct desk_fronts *fronts, struct store *store, struct arena *scratch);
/* Gives: what was asked since the last time, at *asks; stays until the next time. */
size_t desk_fronts_take(struct desk_fronts *fronts, struct desk_ask **asks);
/* Tells what was touched since the last time, by us or others, and waits until all fronts have
 * dropped it. */
void desk_fronts_tell_touched(struct desk_fronts *fronts, struct store *store,
			      struct arena *scratch);
void desk_fronts_answer(struct desk_fronts *fronts, const struct desk_ask *ask, struct str packed);
void desk_fronts_flush(struct desk_fronts *fronts);        /* what a front had no room for */
int desk_fronts_wait_ms(const struct desk_fronts *fronts); /* until there is more to do; -1 */
