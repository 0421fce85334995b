/* SPDX-License-Identifier: Apache-2.0 */
/*
 * outbox.h: what waits in the store's outbox, made into errands for the courier one by one, and
 * what comes of them.
 *
 *   - a row goes only after its errand has been done: should anybody be killed on the way it is
 *     done again, and a mail then has the same Message-ID
 *   - what cannot be done is tried again after a pause, which is doubled each time (from
 *     site.conf's mail_retry to an hour), and given up after LIMIT_OUTBOX_HOURS or when the other
 *     side says that it will never take it; the log and the desk's settings say so
 *   - texts are the desk's theme's: mail-*.hbs
 *
 *     TRY(outbox_next(app, arena, &task, &has));     // has: send task.errand
 *     TRY(outbox_ended(app, arena, &task, &end));    // when it has ended
 */
#pragma once
#include "exchange/errand.h"
#include "site/app.h"
#include "store/outbox.h"

#define LIMIT_OUTBOX_HOURS 48
#define LIMIT_OUTBOX_PAUSE_S 3600
#define LIMIT_OUTBOX_FAILED_DAYS 30 /* given up ones are kept so long for people to see */
#define LIMIT_REPLY_NEWS_MINUTES 10 /* at most one mail about replies in so many */
#define LIMIT_REPLY_NEWS 20         /* replies in one mail; the rest is a number */

struct outbox_task {
	struct outbox_row row;
	struct errand errand;
	comment_id up_to; /* of a mail about replies: the newest it tells of */
};

/* Takes the moment from store_now(). Rows about what is no more are dropped on the way.
 * Fails: ERR_BUSY, ERR_IO. */
enum err outbox_next(struct app *app, struct arena *into, struct outbox_task *out,
		     bool *has) MUST_CHECK;
enum err outbox_ended(struct app *app, struct arena *into, const struct outbox_task *task,
		      const struct errand_end *end) MUST_CHECK;

/* Numbers of the process: how many were sent and given up in its life. */
struct outbox_numbers {
	uint64_t sent, given_up;
};
struct outbox_numbers outbox_numbers(void);
