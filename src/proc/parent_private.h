/* SPDX-License-Identifier: Apache-2.0 */
/* parent_private.h: places, and who is in them. */
#pragma once
#include "os/child.h"
#include "proc/channel.h"
#include "proc/letter.h"
#include "proc/parent.h"

#define LIMIT_PLACES (2 + LIMIT_READERS + LIMIT_FRONTS)
#define LIMIT_CHILDREN (3 * LIMIT_PLACES) /* one there, one to follow, one that leaves */
#define LIMIT_ROLE_WORDS 64

struct place {
	enum role role;
	size_t number;       /* "reader 2" */
	size_t quick_deaths; /* in a row */
	int64_t start_at_ms; /* not before */
};

enum child_state {
	CHILD_NONE,
	CHILD_STARTING,
	CHILD_READY,
	CHILD_LEAVING, /* finishes what it has; its place is another's */
};

struct child {
	enum child_state state;
	bool is_fresh; /* started by a reload; takes over with all others of its kind */
	struct place *place;
	uint32_t id;
	struct os_child process;
	struct channel channel;
	int64_t since_ms; /* in this state */
};

/* The one process that decodes a picture just now. */
struct jail {
	bool is_there;
	struct os_child process;
	int64_t since_ms;
};

enum reload_phase { RELOAD_NONE, RELOAD_READERS, RELOAD_DESK, RELOAD_FRONTS };

struct parent {
	struct parent_settings settings;
	int watch;
	struct place places[LIMIT_PLACES];
	size_t place_count;
	struct child children[LIMIT_CHILDREN];
	uint32_t last_id;
	uint32_t desk_to_replace; /* in RELOAD_DESK: its id */
	enum reload_phase phase;
	bool wants_reload, is_open, is_stopping, is_leaving_last;
	int status; /* to end with */
	struct letter_deaths deaths;
	struct jail jail;
};

/* parent_child.c: one process. */
void child_start(struct parent *parent, struct place *place, bool is_fresh, int64_t now_ms);
void child_ready(struct parent *parent, struct child *child, int64_t now_ms);
void child_leave(struct parent *parent, struct child *child, int64_t now_ms);
void child_ended(struct parent *parent, struct child *child, const struct os_ended *how,
		 int64_t now_ms);
/* Queues and sends what it can; what has to wait is flushed by parent_run(). */
void child_tell(struct child *child, enum message_kind kind, uint64_t ticket, struct str payload,
		int fd);
const char *child_name(const struct child *child); /* "reader 2"; valid until the next call */

/* Who is in a place, or is to follow there; NULL nobody. */
struct child *place_child(struct parent *parent, const struct place *place, bool is_fresh);
/* Fronts hear anew of deaths and the outbox. */
void tell_stats(struct parent *parent);

/* Whether each place of a role has somebody who is ready. */
bool all_ready(struct parent *parent, enum role role, bool is_fresh);
size_t count_children(const struct parent *parent, enum role role, enum child_state state);

/* Our own words, and the role's behind the first two of them. */
void child_words(char *const *ours, char *role, const char *argv[LIMIT_ROLE_WORDS]);

/* parent_jail.c */
#define JAIL_NUMBER (2 * (uint64_t)LIMIT_CHILDREN + 1) /* of its end among events */
void jail_start(struct parent *parent, struct child *desk, int64_t now_ms);
void jail_ended(struct parent *parent);
/* Kills one that has had its time. Gives: when that will be, INT64_MAX with none. */
int64_t jail_look_after(struct parent *parent, int64_t now_ms);

/* parent_reload.c */
void reload_begin(struct parent *parent, int64_t now_ms);
void reload_step(struct parent *parent, int64_t now_ms);
void reload_give_up(struct parent *parent, int64_t now_ms);
/* Places as the settings have them: 1 desk, readers, fronts. */
void places_lay_out(struct parent *parent, int64_t now_ms);
