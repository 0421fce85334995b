/* SPDX-License-Identifier: Apache-2.0 */
/* progress.h: a bar on standard error while something takes long, if that is a terminal. */
#pragma once
#include "base/base.h"

struct progress {
	const char *label;
	bool is_shown;
	int64_t started_ms, shown_ms;
	int permille;
};

struct progress progress_begin(const char *label);
void progress_show(struct progress *progress, int64_t done, int64_t total);
void progress_end(struct progress *progress); /* takes the bar away */
