/* SPDX-License-Identifier: Apache-2.0 */
/* desk_outbox.c: from the outbox to the courier, and back. */
#include "cmd/desk_outbox.h"

#include "os/os.h"

static const size_t OUTBOX_ARENA_BYTES = 256u << 20;
enum { LONGEST_WAIT_MS = 60 * 1000 };

void desk_outbox_open(struct desk_outbox *outbox, struct app *app, struct desk_courier *courier)
{
	*outbox = (struct desk_outbox){ .app = app,
					.courier = courier,
					.arena = arena_open(OUTBOX_ARENA_BYTES),
					.is_on = app->post.has_mail || app->post.asks_service };
}

static void rest(struct desk_outbox *outbox)
{
	outbox->task = (struct outbox_task){ 0 };
	arena_reset(&outbox->arena, (struct arena_mark){ outbox->arena.start });
}

static void pause_a_while(struct desk_outbox *outbox)
{
	log_error("the outbox cannot be worked on just now: %s",
		  store_fault(outbox->app->store)->text);
	outbox->not_before_ms = os_monotonic_ms() + LIMIT_OUTBOX_TROUBLE_MS;
	rest(outbox);
}

void desk_outbox_turn(struct desk_outbox *outbox, struct arena *scratch)
{
	bool has = false;
	if (!outbox->is_on || !desk_courier_is_free(outbox->courier) ||
	    os_monotonic_ms() < outbox->not_before_ms)
		return;
	rest(outbox);
	store_set_now(outbox->app->store, os_now());
	if (outbox_next(outbox->app, &outbox->arena, &outbox->task, &has) != OK) {
		pause_a_while(outbox);
		return;
	}
	if (has &&
	    desk_courier_send(outbox->courier, COURIER_OUTBOX, scratch, &outbox->task.errand) != OK)
		rest(outbox); /* it is still due */
}

void desk_outbox_ended(struct desk_outbox *outbox, const struct errand_end *end)
{
	struct errand_end kept = *end;
	kept.answer = str_dup(&outbox->arena, end->answer);
	kept.why = str_dup(&outbox->arena, utf8_repair(&outbox->arena, end->why));
	store_set_now(outbox->app->store, os_now());
	if (outbox_ended(outbox->app, &outbox->arena, &outbox->task, &kept) != OK)
		pause_a_while(outbox);
	else
		rest(outbox);
}

int desk_outbox_wait_ms(struct desk_outbox *outbox)
{
	unix_ms due;
	int64_t pause = outbox->not_before_ms - os_monotonic_ms();
	if (!outbox->is_on || !desk_courier_is_free(outbox->courier) ||
	    store_outbox_due(outbox->app->store, &due) != OK || !time_is_set(due))
		return -1;
	int64_t wait = due.ms - os_now().ms;
	if (wait < pause)
		wait = pause;
	return wait <= 0 ? 0 : wait > LONGEST_WAIT_MS ? LONGEST_WAIT_MS : (int)wait;
}
