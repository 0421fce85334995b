/* SPDX-License-Identifier: Apache-2.0 */
/*
 * parent.h: starts the other roles, puts them in touch, and keeps them running.
 *
 * Each place ("desk", "reader 2") has one process. It begins with nothing but a channel to us; once
 * it is set up and sandboxed it says READY and gets the rest: listening sockets, the bell, and one
 * end of a channel to each it works with. We read nothing that comes from outside.
 *
 *   start    desk, then readers (they need its database open), then fronts; then `opened`
 *   death    another is started at once. One that dies again and again within moments is given
 *            growing pauses (LIMIT_QUICK_DEATHS, LIMIT_PAUSE_MS), and the log says so
 *   courier  when `has_courier`: one, in touch with the desk only
 *   jail     one process for one picture, when the desk asks; killed when it takes too long
 *   SIGHUP   new readers, a new desk, new fronts, in this order; the old ones finish what they
 *            have. Requests wait meanwhile, none is refused. If a new reader cannot start, all
 *            stays as it was
 *   SIGTERM  fronts finish what is under way, then the others end; a second one ends all at once
 *
 * Should this process itself be killed, the others end with it.
 */
#pragma once
#include "base/base.h"

#define LIMIT_READERS 64
#define LIMIT_FRONTS 16
#define LIMIT_QUICK_MS 500       /* who dies sooner after being ready died quickly */
#define LIMIT_QUICK_DEATHS 5     /* in a row, before there are pauses */
#define LIMIT_FIRST_PAUSE_MS 100 /* doubled each time */
#define LIMIT_PAUSE_MS 5000
#define LIMIT_JAIL_MS 30000  /* for a picture; then its jail is killed */
#define LIMIT_LEAVE_MS 15000 /* to finish what is under way; then it is killed */

struct parent_settings {
	char *const *argv; /* our own words, ended by NULL; "--role NAME" goes behind the second */
	size_t readers, fronts;
	bool has_courier;     /* something is to be told to others' servers */
	const int *listeners; /* a listening socket for each front */
	int admin;            /* where the operator asks for numbers; -1 nowhere */
	int bell;             /* os/control.h; -1 none */
	int signals;          /* os/signals.h */
	struct str form_key;  /* for readers: MESSAGE_KEY */
	void (*opened)(void *context);
	/* Reads anew what may change: the number of readers. Fails: nothing is reloaded. */
	enum err (*reload)(void *context, size_t *readers, bool *has_courier, struct fault *fault);
	void *context;
};

/* Runs until it is told to stop. settings stays the caller's, and in place.
 * Gives: the exit status. */
int parent_run(const struct parent_settings *settings);
