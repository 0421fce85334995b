/* SPDX-License-Identifier: Apache-2.0 */
/*
 * desk_outbox.h: private to cmd/: the desk's outbox (desk/outbox.h) and its courier, kept going.
 *
 * Each turn of the desk's loop one step is taken, if one is due; nothing here waits.
 */
#pragma once
#include "cmd/desk_courier.h"
#include "desk/outbox.h"

#define LIMIT_OUTBOX_TROUBLE_MS 5000 /* after a failure of the database's */

struct desk_outbox {
	struct app *app;
	struct desk_courier *courier;
	struct arena arena; /* of the task under way */
	struct outbox_task task;
	int64_t not_before_ms; /* monotonic */
	bool is_on;            /* something is to be sent at all */
};

void desk_outbox_open(struct desk_outbox *outbox, struct app *app, struct desk_courier *courier);
/* Sends the next that is due, if nobody is out. */
void desk_outbox_turn(struct desk_outbox *outbox, struct arena *scratch);
void desk_outbox_ended(struct desk_outbox *outbox, const struct errand_end *end);
int desk_outbox_wait_ms(struct desk_outbox *outbox); /* until the next is due; -1 */
