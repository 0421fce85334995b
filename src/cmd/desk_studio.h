/* SPDX-License-Identifier: Apache-2.0 */
/*
 * desk_studio.h: private to cmd/: one picture at a time from the store's line of those that wait,
 * through a jail, and back.
 *
 *   idle      a picture waits           -> its job is begun, the parent asked for a jail
 *   asked     the channel to it comes   -> job, picture and a file for the result are sent
 *   working   the jail says it is made  -> the result is read, checked and kept
 *             it ends without a word    -> it may be tried again (media/studio.h counts)
 *
 * The desk's other work goes on meanwhile: nothing here waits.
 */
#pragma once
#include "media/studio.h"
#include "os/draft.h"
#include "proc/channel.h"

#define LIMIT_JAIL_START_MS 5000 /* for a jail to come; then it is asked for again */

enum desk_studio_state { STUDIO_IDLE, STUDIO_ASKED, STUDIO_WORKING };

struct desk_studio {
	struct studio studio;
	enum desk_studio_state state;
	struct studio_job job;
	struct channel jail;
	struct os_draft result; /* the file it writes */
	struct arena arena;     /* of one job */
	int watch;
	int64_t since_ms;
	bool was_refused; /* a commit failed: not again before the next turn with work */
};

void desk_studio_open(struct desk_studio *studio, struct store *store, struct str media_folder,
		      int watch);
/* Begins the next job if one waits and none is under way; asks for what does not come. */
void desk_studio_turn(struct desk_studio *studio, struct channel *parent);
void desk_studio_take_jail(struct desk_studio *studio, int fd);
/* Hears the jail, if there is one. */
void desk_studio_hear(struct desk_studio *studio);
int desk_studio_wait_ms(const struct desk_studio *studio); /* -1: it waits for nothing by itself */
