/* SPDX-License-Identifier: Apache-2.0 */
/* desk_fronts.c: channels, asks, and the wait for TOUCHED_DONE. */
#include "cmd/desk_fronts.h"

#include "fact/kind.h"
#include "os/pair.h"
#include "os/watch.h"
#include "proc/letter.h"

enum { FLUSH_EVERY_MS = 10, DONE_EVERY_MS = 100 };
static const size_t ASKS_ARENA_BYTES = 512u << 20; /* of asks that wait */

void desk_fronts_open(struct desk_fronts *fronts, int64_t sequence)
{
	*fronts = (struct desk_fronts){ .sequence = sequence };
	for (size_t i = 0; i < COUNT_OF(fronts->asks); i++)
		fronts->asks[i].arena = arena_open(ASKS_ARENA_BYTES);
	for (size_t i = 0; i < LIMIT_DESK_FRONTS; i++)
		fronts->items[i].channel.fd = -1;
}

static void let_go(struct desk_fronts *fronts, struct desk_front *front)
{
	os_watch_remove(fronts->watch, front->channel.fd);
	channel_fini(&front->channel);
	front->owes_done = false;
}

void desk_fronts_add(struct desk_fronts *fronts, int watch, int fd)
{
	size_t i = 0;
	fronts->watch = watch;
	while (i < LIMIT_DESK_FRONTS && fronts->items[i].channel.fd >= 0)
		i++;
	if (i == LIMIT_DESK_FRONTS || os_watch_add(watch, fd, DESK_NUMBER_FRONTS + i) != OK) {
		os_close(&fd);
		return;
	}
	struct desk_front *front = &fronts->items[i];
	front->life++;
	front->asked = 0;
	front->owes_done = false;
	channel_init(&front->channel, fd, ROLE_DESK, ROLE_FRONT);
}

size_t desk_fronts_count(const struct desk_fronts *fronts)
{
	size_t count = 0;
	for (size_t i = 0; i < LIMIT_DESK_FRONTS; i++)
		count += fronts->items[i].channel.fd >= 0;
	return count;
}

static enum err tell(struct desk_front *front, enum message_kind kind, uint64_t ticket,
		     struct str payload)
{
	TRY(channel_queue(&front->channel, kind, ticket, payload, -1));
	enum err err = channel_flush(&front->channel);
	return err == ERR_BUSY ? OK : err;
}

/* What was touched after sequence, as letters. Gives: *is_all when it cannot be told apart. */
static enum err read_touched(struct store *store, int64_t sequence, struct arena *scratch,
			     struct str *letters, bool *is_all)
{
	struct fact_set facts = fact_set_in(scratch);
	bool is_known;
	TRY(store_touched_since(store, sequence, &facts, &is_known));
	*is_all = !is_known || facts.count > LIMIT_TOUCHED_FACTS_A_MESSAGE;
	if (*is_all)
		return OK;
	struct letter_touch *touches = arena_new(scratch, struct letter_touch, facts.count);
	for (size_t i = 0; i < facts.count; i++) {
		const struct fact *fact = &facts.items[i];
		touches[i] = (struct letter_touch){ .hash = fact->hash,
						    .from = fact->span.from,
						    .to = fact->span.to,
						    .due = fact->due.ms,
						    .kind = fact_kind_of(fact->name) };
	}
	*letters = letter_touches_text(touches, facts.count);
	return OK;
}

static enum err tell_since(struct desk_front *front, struct store *store, int64_t sequence,
			   int64_t newest, struct arena *scratch)
{
	struct str letters = S("");
	bool is_all = false;
	TRY(read_touched(store, sequence, scratch, &letters, &is_all));
	TRY(tell(front, is_all ? MESSAGE_FORGET_ALL : MESSAGE_TOUCHED, (uint64_t)newest, letters));
	front->owes_done = true;
	front->done_of = (uint64_t)newest;
	return OK;
}

/* A front that comes anew has nothing, and need not hear of what was before. */
static enum err take_seen(struct desk_fronts *fronts, struct desk_front *front,
			  const struct message *m, struct store *store, struct arena *scratch)
{
	int64_t seen = (int64_t)m->ticket;
	if (seen == 0) {
		front->owes_done = true;
		front->done_of = (uint64_t)fronts->sequence;
		return tell(front, MESSAGE_FORGET_ALL, front->done_of, S(""));
	}
	return tell_since(front, store, seen, fronts->sequence, scratch);
}

static enum err take_ask(struct desk_fronts *fronts, struct desk_front *front,
			 const struct message *m)
{
	size_t filling = fronts->filling;
	if (front->asked == LIMIT_DESK_ASKS ||
	    arena_left(&fronts->asks[filling].arena) < m->payload.len + (1u << 20))
		return ERR_TOO_BIG;
	front->asked++;
	struct desk_ask *ask = list_push(&fronts->asks[filling].arena, &fronts->asks[filling]);
	*ask = (struct desk_ask){ (size_t)(front - fronts->items), front->life, m->ticket,
				  str_dup(&fronts->asks[filling].arena, m->payload), m->fd };
	return OK;
}

static enum err take_message(struct desk_fronts *fronts, struct desk_front *front,
			     const struct message *m, struct store *store, struct arena *scratch)
{
	switch (m->kind) {
	case MESSAGE_ASK:
	case MESSAGE_ASK_FILE: return take_ask(fronts, front, m);
	case MESSAGE_READS: desk_reads_take(fronts->reads, m->payload); return OK;
	case MESSAGE_SEEN: return take_seen(fronts, front, m, store, scratch);
	case MESSAGE_TOUCHED_DONE:
		front->owes_done = front->owes_done && m->ticket < front->done_of;
		return OK;
	default: return OK;
	}
}

static void hear(struct desk_fronts *fronts, struct desk_front *front, struct store *store,
		 struct arena *scratch)
{
	struct message m;
	enum err err;
	while ((err = channel_receive(&front->channel, &m)) == OK) {
		err = take_message(fronts, front, &m, store, scratch);
		if (err)
			break;
	}
	if (err == ERR_BUSY)
		return;
	if (err != ERR_NOT_FOUND && err != ERR_IO)
		log_error("the desk let a front go: %s", err_name(err));
	let_go(fronts, front);
}

void desk_fronts_hear(struct desk_fronts *fronts, struct store *store, struct arena *scratch)
{
	for (size_t i = 0; i < LIMIT_DESK_FRONTS; i++)
		if (fronts->items[i].channel.fd >= 0)
			hear(fronts, &fronts->items[i], store, scratch);
}

size_t desk_fronts_take(struct desk_fronts *fronts, struct desk_ask **asks)
{
	size_t taken = fronts->filling, next = 1 - taken;
	struct arena *arena = &fronts->asks[next].arena;
	arena_reset(arena, (struct arena_mark){ arena->start });
	fronts->asks[next].items = NULL;
	fronts->asks[next].count = fronts->asks[next].cap = 0;
	fronts->filling = next;
	*asks = fronts->asks[taken].items;
	return fronts->asks[taken].count;
}

static bool somebody_owes(const struct desk_fronts *fronts)
{
	for (size_t i = 0; i < LIMIT_DESK_FRONTS; i++)
		if (fronts->items[i].channel.fd >= 0 && fronts->items[i].owes_done)
			return true;
	return false;
}

/* Asks that come meanwhile wait for the next turn. */
static void wait_for_done(struct desk_fronts *fronts, struct store *store, struct arena *scratch)
{
	int64_t end_ms = os_monotonic_ms() + LIMIT_DONE_MS;
	while (somebody_owes(fronts) && os_monotonic_ms() < end_ms) {
		for (size_t i = 0; i < LIMIT_DESK_FRONTS; i++) {
			struct desk_front *front = &fronts->items[i];
			if (front->channel.fd < 0 || !front->owes_done)
				continue;
			enum err err = channel_flush(&front->channel);
			if (!err)
				err = os_wait_fd(front->channel.fd, false, DONE_EVERY_MS);
			if (!err || err == ERR_IO)
				hear(fronts, front, store, scratch);
			break; /* others may have said so meanwhile: look from the start */
		}
		desk_fronts_hear(fronts, store, scratch);
	}
	for (size_t i = 0; i < LIMIT_DESK_FRONTS; i++) {
		struct desk_front *front = &fronts->items[i];
		if (front->channel.fd < 0 || !front->owes_done)
			continue;
		log_error("the desk let a front go: it did not drop its pages in time");
		let_go(fronts, front);
	}
}

void desk_fronts_tell_touched(struct desk_fronts *fronts, struct store *store,
			      struct arena *scratch)
{
	int64_t newest = store_sequence(store);
	if (newest == fronts->sequence)
		return;
	for (size_t i = 0; i < LIMIT_DESK_FRONTS; i++) {
		struct desk_front *front = &fronts->items[i];
		if (front->channel.fd >= 0 &&
		    tell_since(front, store, fronts->sequence, newest, scratch) != OK)
			let_go(fronts, front);
	}
	fronts->sequence = newest;
	wait_for_done(fronts, store, scratch);
}

void desk_fronts_answer(struct desk_fronts *fronts, const struct desk_ask *ask, struct str packed)
{
	struct desk_front *front = &fronts->items[ask->front];
	if (front->channel.fd < 0 || front->life != ask->front_life)
		return; /* nobody is there to hear it */
	front->asked--;
	if (tell(front, MESSAGE_ANSWER, ask->ticket, packed) != OK)
		let_go(fronts, front);
}

void desk_fronts_flush(struct desk_fronts *fronts)
{
	for (size_t i = 0; i < LIMIT_DESK_FRONTS; i++) {
		struct desk_front *front = &fronts->items[i];
		enum err err = front->channel.fd >= 0 ? channel_flush(&front->channel) : OK;
		if (err && err != ERR_BUSY)
			let_go(fronts, front);
	}
}

int desk_fronts_wait_ms(const struct desk_fronts *fronts)
{
	if (fronts->asks[fronts->filling].count)
		return 0;
	for (size_t i = 0; i < LIMIT_DESK_FRONTS; i++)
		if (fronts->items[i].channel.fd >= 0 &&
		    channel_has_queued(&fronts->items[i].channel))
			return FLUSH_EVERY_MS;
	return -1;
}
