/* SPDX-License-Identifier: Apache-2.0 */
/*
 * desk_courier.h: private to cmd/: the desk's end of its channel to the courier, which goes on one
 * errand at a time for several users.
 *
 *   - each errand sent has one end, also when the courier dies on the way (LATER, status 0)
 *   - nothing here waits
 *
 *     if (desk_courier_is_free(&c))
 *         desk_courier_send(&c, COURIER_OUTBOX, &scratch, &errand);
 *     while (desk_courier_hear(&c, &user, &end))          // in each turn
 *         ...                                             // end is valid until the next call
 */
#pragma once
#include "exchange/errand.h"
#include "proc/channel.h"

#define LIMIT_COURIER_MS 90000 /* for an errand; then its courier is given up */

enum courier_user { COURIER_NOBODY, COURIER_OUTBOX, COURIER_PURGE };

struct desk_courier {
	struct channel channel; /* fd -1: none is there */
	int watch;
	enum courier_user user; /* whose errand is under way */
	uint64_t ticket;
	int64_t since_ms;
};

void desk_courier_open(struct desk_courier *courier, int watch);
/* There is one now; takes fd. */
void desk_courier_meet(struct desk_courier *courier, int fd);
bool desk_courier_is_free(const struct desk_courier *courier);
/* Fails: ERR_TOO_BIG, ERR_BUSY (no courier, or it is out), ERR_IO. */
enum err desk_courier_send(struct desk_courier *courier, enum courier_user user,
			   struct arena *scratch, const struct errand *errand) MUST_CHECK;
/* Gives: whether an errand has ended, and whose. */
bool desk_courier_hear(struct desk_courier *courier, enum courier_user *user,
		       struct errand_end *end);
