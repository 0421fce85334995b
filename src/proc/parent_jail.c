/* SPDX-License-Identifier: Apache-2.0 */
/*
 * parent_jail.c: a process for one picture. The desk gets a channel to it and all the rest is
 * between the two; here it is started, watched, and ended when it takes too long.
 */
#include "os/pair.h"
#include "os/watch.h"
#include "proc/parent_private.h"

/* A desk that asks while one runs has itself begun anew, and knows nothing of that one. */
static void end_former(struct parent *parent)
{
	struct os_ended how;
	if (!parent->jail.is_there)
		return;
	os_child_kill(&parent->jail.process);
	os_watch_remove(parent->watch, parent->jail.process.handle);
	while (os_child_ended(&parent->jail.process, &how) == ERR_BUSY &&
	       os_wait_fd(parent->jail.process.handle, false, -1) != ERR_IO)
		;
	parent->jail.is_there = false;
}

static enum err spawn(struct parent *parent, int *to_desk, struct fault *fault)
{
	const char *argv[LIMIT_ROLE_WORDS];
	char role[] = "jail";
	int ends[2];
	child_words(parent->settings.argv, role, argv);
	if (os_pair(ends) != OK)
		return fault_set(fault, ERR_BUSY, "cannot make a channel to a jail");
	enum err err = os_spawn_self((char *const *)argv, ends[1], &parent->jail.process, fault);
	os_close(&ends[1]);
	if (err)
		os_close(&ends[0]);
	else
		*to_desk = ends[0];
	return err;
}

void jail_start(struct parent *parent, struct child *desk, int64_t now_ms)
{
	struct fault fault = { 0 };
	int to_desk = -1;
	end_former(parent);
	if (spawn(parent, &to_desk, &fault) != OK) {
		log_error("%s", fault.text);
		return; /* the desk asks again when it has waited long enough */
	}
	if (os_watch_add(parent->watch, parent->jail.process.handle, JAIL_NUMBER) != OK)
		die("cannot watch a new process");
	parent->jail.is_there = true;
	parent->jail.since_ms = now_ms;
	child_tell(desk, MESSAGE_JAILED, 0, S(""), to_desk);
}

void jail_ended(struct parent *parent)
{
	struct os_ended how;
	if (!parent->jail.is_there || os_child_ended(&parent->jail.process, &how) != OK)
		return;
	parent->jail.is_there = false;
	if (how.was_sandbox)
		log_error("a picture's jail was stopped by the sandbox");
	else if (how.how == OS_END_SIGNAL)
		log_warning("a picture's jail ended: %s", os_signal_name(how.number));
}

int64_t jail_look_after(struct parent *parent, int64_t now_ms)
{
	int64_t end_ms = parent->jail.since_ms + LIMIT_JAIL_MS;
	if (!parent->jail.is_there)
		return INT64_MAX;
	if (now_ms < end_ms)
		return end_ms;
	os_child_kill(&parent->jail.process);
	return now_ms + 1000; /* its end comes as an event */
}
