/* SPDX-License-Identifier: Apache-2.0 */
/* parent_child.c: one process from its start to its end. */
#include <stdio.h>

#include "os/pair.h"
#include "os/watch.h"
#include "proc/parent_private.h"

const char *child_name(const struct child *child)
{
	static char name[32];
	struct str role = proc_role_name(child->place->role);
	if (child->place->role == ROLE_DESK || child->place->role == ROLE_COURIER)
		snprintf(name, sizeof name, "the %.*s", STR_ARG(role));
	else
		snprintf(name, sizeof name, "%.*s %zu", STR_ARG(role), child->place->number);
	return name;
}

static struct child *free_child(struct parent *parent)
{
	for (size_t i = 0; i < LIMIT_CHILDREN; i++)
		if (parent->children[i].state == CHILD_NONE)
			return &parent->children[i];
	return NULL;
}

struct child *place_child(struct parent *parent, const struct place *place, bool is_fresh)
{
	for (size_t i = 0; i < LIMIT_CHILDREN; i++) {
		struct child *child = &parent->children[i];
		if (child->state != CHILD_NONE && child->state != CHILD_LEAVING &&
		    child->place == place && child->is_fresh == is_fresh)
			return child;
	}
	return NULL;
}

bool all_ready(struct parent *parent, enum role role, bool is_fresh)
{
	for (size_t i = 0; i < parent->place_count; i++) {
		if (parent->places[i].role != role)
			continue;
		const struct child *child = place_child(parent, &parent->places[i], is_fresh);
		if (!child || child->state != CHILD_READY)
			return false;
	}
	return true;
}

size_t count_children(const struct parent *parent, enum role role, enum child_state state)
{
	size_t count = 0;
	for (size_t i = 0; i < LIMIT_CHILDREN; i++)
		count += parent->children[i].state == state &&
			 parent->children[i].place->role == role;
	return count;
}

void child_words(char *const *ours, char *role, const char *argv[LIMIT_ROLE_WORDS])
{
	size_t count = 0;
	for (; *ours && count < LIMIT_ROLE_WORDS - 3; ours++) {
		argv[count++] = *ours;
		if (count == 2) {
			argv[count++] = "--role";
			argv[count++] = role;
		}
	}
	BUG_IF(*ours || count < 4);
	argv[count] = NULL;
}

static enum err spawn(struct parent *parent, struct child *child, struct fault *fault)
{
	const char *argv[LIMIT_ROLE_WORDS];
	char role[16];
	int ends[2];
	struct str name = proc_role_name(child->place->role);
	snprintf(role, sizeof role, "%.*s", STR_ARG(name));
	child_words(parent->settings.argv, role, argv);
	if (os_pair(ends) != OK)
		return fault_set(fault, ERR_BUSY, "cannot make a channel to a new process");
	enum err err = os_spawn_self((char *const *)argv, ends[1], &child->process, fault);
	os_close(&ends[1]);
	if (err) {
		os_close(&ends[0]);
		return err;
	}
	channel_init(&child->channel, ends[0], ROLE_PARENT, child->place->role);
	return OK;
}

static uint64_t watch_number(const struct parent *parent, const struct child *child, bool is_end)
{
	return (uint64_t)(child - parent->children) * 2 + is_end + 1;
}

void child_start(struct parent *parent, struct place *place, bool is_fresh, int64_t now_ms)
{
	struct fault fault = { 0 };
	struct child *child = free_child(parent);
	if (!child)
		return; /* some are still leaving */
	*child = (struct child){
		.place = place, .is_fresh = is_fresh, .id = ++parent->last_id, .since_ms = now_ms
	};
	place->start_at_ms = now_ms + LIMIT_FIRST_PAUSE_MS; /* should it fail */
	if (spawn(parent, child, &fault) != OK) {
		log_error("%s", fault.text);
		return;
	}
	child->state = CHILD_STARTING;
	if (os_watch_add(parent->watch, child->channel.fd, watch_number(parent, child, false)) ||
	    os_watch_add(parent->watch, child->process.handle, watch_number(parent, child, true)))
		die("cannot watch a new process");
	if (place->role == ROLE_READER)
		child_tell(child, MESSAGE_KEY, 0, parent->settings.form_key, -1);
}

void child_tell(struct child *child, enum message_kind kind, uint64_t ticket, struct str payload,
		int fd)
{
	enum err err = channel_queue(&child->channel, kind, ticket, payload, fd);
	if (!err)
		err = channel_flush(&child->channel);
	else
		os_close(&fd);
	if (err && err != ERR_BUSY)
		log_warning("%s does not listen any more", child_name(child)); /* its end follows */
}

/* A channel from one to the other; each hears who is at its end. */
static void put_in_touch(struct child *one, struct child *other)
{
	int ends[2];
	const struct letter_worker to_one = { other->place->role, other->id };
	const struct letter_worker to_other = { one->place->role, one->id };
	if (os_pair(ends) != OK) {
		log_error("no descriptors left for a channel from %s", child_name(one));
		return;
	}
	child_tell(other, MESSAGE_WORKER, 0, letter_worker_text(&to_other), ends[0]);
	child_tell(one, MESSAGE_WORKER, 0, letter_worker_text(&to_one), ends[1]);
}

/* Fronts work with readers and the desk; the courier with the desk alone. */
static bool work_together(enum role one, enum role other)
{
	switch (one) {
	case ROLE_FRONT: return other == ROLE_READER || other == ROLE_DESK;
	case ROLE_DESK: return other == ROLE_FRONT || other == ROLE_COURIER;
	case ROLE_READER: return other == ROLE_FRONT;
	case ROLE_COURIER: return other == ROLE_DESK;
	default: return false;
	}
}

static void meet_others(struct parent *parent, struct child *child)
{
	for (size_t i = 0; i < LIMIT_CHILDREN; i++) {
		struct child *other = &parent->children[i];
		if (other->state == CHILD_READY && other != child &&
		    work_together(child->place->role, other->place->role))
			put_in_touch(child, other);
	}
}

/* Copies, since a channel closes what it has sent. */
static void give_copy(struct child *child, enum message_kind kind, uint64_t ticket, int fd)
{
	int copy = fd >= 0 ? os_copy_fd(fd) : -1;
	if (copy >= 0)
		child_tell(child, kind, ticket, S(""), copy);
}

void child_ready(struct parent *parent, struct child *child, int64_t now_ms)
{
	if (child->state != CHILD_STARTING)
		return;
	child->state = CHILD_READY;
	child->since_ms = now_ms;
	meet_others(parent, child);
	if (child->place->role == ROLE_FRONT) {
		child_tell(child, MESSAGE_STATS, 0, letter_deaths_text(&parent->deaths), -1);
		give_copy(child, MESSAGE_LISTENER, 0,
			  parent->settings.listeners[child->place->number - 1]);
		if (child->place->number == 1)
			give_copy(child, MESSAGE_LISTENER, 1, parent->settings.admin);
	}
	if (child->place->role == ROLE_DESK)
		give_copy(child, MESSAGE_BELL, 0, parent->settings.bell);
}

void child_leave(struct parent *parent, struct child *child, int64_t now_ms)
{
	const struct letter_worker gone = { child->place->role, child->id };
	bool was_ready = child->state == CHILD_READY;
	child->state = CHILD_LEAVING;
	child->since_ms = now_ms;
	bool is_known_to_fronts = work_together(ROLE_FRONT, child->place->role);
	for (size_t i = 0; i < LIMIT_CHILDREN && is_known_to_fronts; i++) {
		struct child *front = &parent->children[i];
		if (front->state != CHILD_NONE && front->state != CHILD_STARTING &&
		    front->place->role == ROLE_FRONT)
			child_tell(front, MESSAGE_WORKER_GONE, 0, letter_worker_text(&gone), -1);
	}
	if (was_ready)
		child_tell(child, MESSAGE_STOP, 0, S(""), -1);
	else
		os_child_kill(&child->process); /* it has nothing to finish */
}

/* Says how it ended, for whoever reads the log. */
static void tell_end(const struct child *child, const struct os_ended *how, bool was_ready)
{
	const char *name = child_name(child);
	if (how->was_sandbox)
		log_error("%s was stopped by the sandbox: it asked the system for something it may "
			  "not have",
			  name);
	else if (how->was_killed)
		log_error("%s was killed", name);
	else if (how->how == OS_END_SIGNAL)
		log_error("%s died: %s", name, os_signal_name(how->number));
	else
		log_error("%s %s with status %d", name, was_ready ? "ended" : "could not start",
			  how->number);
}

static void count_death(struct parent *parent, enum role role)
{
	uint64_t *count = role == ROLE_FRONT     ? &parent->deaths.front
			  : role == ROLE_READER  ? &parent->deaths.reader
			  : role == ROLE_COURIER ? &parent->deaths.courier
						 : &parent->deaths.desk;
	++*count;
	tell_stats(parent);
}

void tell_stats(struct parent *parent)
{
	for (size_t i = 0; i < LIMIT_CHILDREN; i++) {
		struct child *front = &parent->children[i];
		if (front->state == CHILD_READY && front->place->role == ROLE_FRONT)
			child_tell(front, MESSAGE_STATS, 0, letter_deaths_text(&parent->deaths),
				   -1);
	}
}

/* The next start: at once, unless this place has seen too many quick deaths. */
static void plan_restart(struct child *child, bool was_quick, int64_t now_ms)
{
	struct place *place = child->place;
	int64_t pause = 0;
	place->quick_deaths = was_quick ? place->quick_deaths + 1 : 0;
	if (place->quick_deaths > LIMIT_QUICK_DEATHS) {
		size_t doublings = place->quick_deaths - LIMIT_QUICK_DEATHS - 1;
		pause = doublings < 10 ? (int64_t)LIMIT_FIRST_PAUSE_MS << doublings
				       : LIMIT_PAUSE_MS;
		pause = pause < LIMIT_PAUSE_MS ? pause : LIMIT_PAUSE_MS;
		log_error("%s died %zu times in a row within moments of its start: the next start "
			  "is in %lld.%lld s",
			  child_name(child), place->quick_deaths, (long long)pause / 1000,
			  (long long)pause % 1000 / 100);
	}
	place->start_at_ms = now_ms + pause;
}

/* Before readers ever came in, what cannot start is the operator's to mend. */
static bool is_hopeless(const struct parent *parent, const struct child *child,
			const struct os_ended *how)
{
	return !parent->is_open &&
	       (how->how == OS_END_EXIT || child->place->quick_deaths > LIMIT_QUICK_DEATHS);
}

void child_ended(struct parent *parent, struct child *child, const struct os_ended *how,
		 int64_t now_ms)
{
	bool was_ready = child->state != CHILD_STARTING,
	     was_leaving = child->state == CHILD_LEAVING;
	bool was_quick = !was_ready || now_ms - child->since_ms < LIMIT_QUICK_MS;
	bool was_fresh = child->is_fresh;
	channel_fini(&child->channel);
	child->state = CHILD_NONE;
	if (was_leaving || parent->is_stopping)
		return;
	tell_end(child, how, was_ready);
	count_death(parent, child->place->role);
	if (was_fresh) {
		reload_give_up(parent, now_ms);
		return;
	}
	plan_restart(child, was_quick, now_ms);
	if (is_hopeless(parent, child, how)) {
		parent->status = 1;
		parent->is_stopping = true;
	}
}
