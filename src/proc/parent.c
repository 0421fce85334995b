/* SPDX-License-Identifier: Apache-2.0 */
/* parent.c: the loop: signals, ends of processes, their few messages, and what is due. */
#include "proc/parent.h"

#include <stdlib.h>

#include "os/signals.h"
#include "os/watch.h"
#include "proc/parent_private.h"

enum { EVENTS_AT_ONCE = 32, FLUSH_EVERY_MS = 10 };

/* Readers open the database as the desk left it, and fronts first appear when all can answer. */
static bool may_start(struct parent *parent, const struct place *place)
{
	switch (place->role) {
	case ROLE_DESK: return count_children(parent, ROLE_DESK, CHILD_LEAVING) == 0;
	case ROLE_COURIER: return true;
	case ROLE_READER: return all_ready(parent, ROLE_DESK, false);
	default:
		return parent->is_open || (all_ready(parent, ROLE_DESK, false) &&
					   all_ready(parent, ROLE_READER, false));
	}
}

static void start_due(struct parent *parent, int64_t now_ms)
{
	for (size_t i = 0; i < parent->place_count && !parent->is_stopping; i++) {
		struct place *place = &parent->places[i];
		if (now_ms >= place->start_at_ms && !place_child(parent, place, false) &&
		    may_start(parent, place))
			child_start(parent, place, false, now_ms);
	}
}

static void open_doors(struct parent *parent)
{
	if (parent->is_open || !all_ready(parent, ROLE_FRONT, false))
		return;
	parent->is_open = true;
	parent->settings.opened(parent->settings.context);
	for (size_t i = 0; i < LIMIT_CHILDREN; i++) {
		struct child *desk = &parent->children[i];
		if (desk->state == CHILD_READY && desk->place->role == ROLE_DESK)
			child_tell(desk, MESSAGE_OPENED, 0, S(""), -1);
	}
}

static void kill_worker(struct parent *parent, const struct letter_worker *worker)
{
	for (size_t i = 0; i < LIMIT_CHILDREN; i++) {
		const struct child *child = &parent->children[i];
		if (child->state == CHILD_NONE || child->id != worker->id ||
		    child->place->role != worker->role || worker->role == ROLE_FRONT)
			continue;
		log_error("%s is killed: it kept a request for too long, or spoke nonsense",
			  child_name(child));
		os_child_kill(&child->process);
	}
}

static enum err take_message(struct parent *parent, struct child *child, const struct message *m,
			     int64_t now_ms)
{
	struct letter_worker worker;
	if (m->kind == MESSAGE_READY)
		child_ready(parent, child, now_ms);
	if (m->kind == MESSAGE_JAIL)
		jail_start(parent, child, now_ms);
	if (m->kind == MESSAGE_OUTBOX) {
		TRY(letter_outbox_read(m->payload, &parent->deaths.outbox));
		tell_stats(parent);
	}
	if (m->kind == MESSAGE_KILL) {
		TRY(letter_worker_read(m->payload, &worker));
		kill_worker(parent, &worker);
	}
	return OK;
}

static void hear(struct parent *parent, struct child *child, int64_t now_ms)
{
	struct message m;
	enum err err;
	while ((err = channel_receive(&child->channel, &m)) == OK) {
		err = take_message(parent, child, &m, now_ms);
		if (err)
			break;
	}
	if (err == ERR_BUSY)
		return;
	os_watch_remove(parent->watch, child->channel.fd);
	if (err == ERR_INVALID) {
		log_error("%s is killed: it spoke nonsense", child_name(child));
		os_child_kill(&child->process);
	}
}

static void kill_all(struct parent *parent)
{
	for (size_t i = 0; i < LIMIT_CHILDREN; i++)
		if (parent->children[i].state != CHILD_NONE)
			os_child_kill(&parent->children[i].process);
}

static void take_signal(struct parent *parent)
{
	switch (os_signal_next(parent->settings.signals)) {
	case OS_SIGNAL_STOP:
		if (parent->is_stopping)
			kill_all(parent);
		parent->is_stopping = true;
		break;
	case OS_SIGNAL_RELOAD: parent->wants_reload = parent->is_open; break;
	case OS_SIGNAL_NONE: break;
	}
}

static void take_event(struct parent *parent, uint64_t number, int64_t now_ms)
{
	struct os_ended how;
	if (number == 0) {
		take_signal(parent);
		return;
	}
	if (number == JAIL_NUMBER) {
		jail_ended(parent);
		return;
	}
	struct child *child = &parent->children[(number - 1) / 2];
	if (child->state == CHILD_NONE)
		return; /* ended earlier in this round */
	if ((number - 1) % 2 == 0)
		hear(parent, child, now_ms);
	else if (os_child_ended(&child->process, &how) == OK)
		child_ended(parent, child, &how, now_ms);
}

/* Fronts first, so that what they have can still be answered. */
static void leave_step(struct parent *parent, int64_t now_ms)
{
	bool has_fronts = count_children(parent, ROLE_FRONT, CHILD_LEAVING) > 0;
	for (size_t i = 0; i < LIMIT_CHILDREN; i++) {
		struct child *child = &parent->children[i];
		if (child->state != CHILD_STARTING && child->state != CHILD_READY)
			continue;
		if (child->place->role == ROLE_FRONT) {
			child_leave(parent, child, now_ms);
			has_fronts = true;
		}
	}
	for (size_t i = 0; i < LIMIT_CHILDREN && !has_fronts; i++) {
		struct child *child = &parent->children[i];
		if (child->state == CHILD_STARTING || child->state == CHILD_READY)
			child_leave(parent, child, now_ms);
	}
}

/* Gives: the time until something is due, -1 for none. */
static int look_after(struct parent *parent, int64_t now_ms)
{
	int64_t next = jail_look_after(parent, now_ms);
	for (size_t i = 0; i < LIMIT_CHILDREN; i++) {
		struct child *child = &parent->children[i];
		if (child->state == CHILD_NONE)
			continue;
		if (channel_has_queued(&child->channel) &&
		    channel_flush(&child->channel) == ERR_BUSY)
			next = now_ms + FLUSH_EVERY_MS;
		if (child->state != CHILD_LEAVING)
			continue;
		int64_t end_ms = child->since_ms + LIMIT_LEAVE_MS;
		if (now_ms >= end_ms)
			os_child_kill(&child->process);
		else if (end_ms < next)
			next = end_ms;
	}
	for (size_t i = 0; i < parent->place_count && !parent->is_stopping; i++) {
		const struct place *place = &parent->places[i];
		if (place->start_at_ms > now_ms && place->start_at_ms < next &&
		    !place_child(parent, place, false))
			next = place->start_at_ms;
	}
	return next == INT64_MAX ? -1 : (int)(next - now_ms);
}

static bool nobody_left(const struct parent *parent)
{
	for (size_t i = 0; i < LIMIT_CHILDREN; i++)
		if (parent->children[i].state != CHILD_NONE)
			return false;
	return true;
}

static void turn(struct parent *parent)
{
	uint64_t numbers[EVENTS_AT_ONCE];
	int64_t now_ms = os_monotonic_ms();
	start_due(parent, now_ms);
	open_doors(parent);
	if (parent->is_stopping)
		leave_step(parent, now_ms);
	else if (parent->wants_reload && parent->phase == RELOAD_NONE)
		reload_begin(parent, now_ms);
	else
		reload_step(parent, now_ms);
	size_t count =
		os_watch_wait(parent->watch, numbers, EVENTS_AT_ONCE, look_after(parent, now_ms));
	now_ms = os_monotonic_ms();
	for (size_t i = 0; i < count; i++)
		take_event(parent, numbers[i], now_ms);
}

int parent_run(const struct parent_settings *settings)
{
	struct parent *parent = calloc(1, sizeof *parent);
	if (!parent)
		die("out of memory");
	BUG_IF(settings->readers > LIMIT_READERS || settings->fronts > LIMIT_FRONTS);
	parent->settings = *settings;
	if (os_watch_open(&parent->watch) != OK ||
	    os_watch_add(parent->watch, settings->signals, 0) != OK)
		die("cannot wait for signals");
	places_lay_out(parent, os_monotonic_ms());
	do
		turn(parent);
	while (!parent->is_stopping || !nobody_left(parent));
	int status = parent->status;
	os_close(&parent->watch);
	free(parent);
	return status;
}
