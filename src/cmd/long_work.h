/* SPDX-License-Identifier: Apache-2.0 */
/* long_work.h: a command that takes long: a bar, and an end in good order when it is told to stop.
 */
#pragma once
#include "cmd/progress.h"

struct long_work {
	struct progress progress;
	int signals; /* -1 when there are none to be had */
	bool is_stopped;
};

struct long_work long_work_begin(const char *label);
/* self: a struct long_work. Shows how far it is. Gives: false once the command was told to stop. */
bool long_work_goes_on(void *self, int64_t done, int64_t total);
void long_work_end(struct long_work *work); /* for CLEANUP */
