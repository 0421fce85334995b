/* SPDX-License-Identifier: Apache-2.0 */
/* progress.c: one line, written over itself, a few times a second at most. */
#include "cmd/progress.h"

#include <stdio.h>

#include "os/os.h"

enum { BAR_WIDTH = 40, EVERY_MS = 100, PATIENCE_MS = 300, STANDARD_ERROR = 2 };

struct progress progress_begin(const char *label)
{
	return (struct progress){
		.label = label,
		.is_shown = os_is_terminal(STANDARD_ERROR),
		.started_ms = os_monotonic_ms(),
		.permille = -1,
	};
}

void progress_show(struct progress *progress, int64_t done, int64_t total)
{
	if (!progress->is_shown || total <= 0)
		return;
	int64_t now = os_monotonic_ms();
	int permille = (int)(done >= total ? 1000 : done * 1000 / total);
	if (now - progress->started_ms < PATIENCE_MS || now - progress->shown_ms < EVERY_MS ||
	    permille == progress->permille)
		return;
	progress->shown_ms = now;
	progress->permille = permille;
	int filled = permille * BAR_WIDTH / 1000;
	fprintf(stderr, "\r%s [%.*s%*s] %3d %%", progress->label, filled,
		"########################################", BAR_WIDTH - filled, "", permille / 10);
	fflush(stderr);
}

void progress_end(struct progress *progress)
{
	if (progress->permille >= 0)
		fprintf(stderr, "\r%*s\r", BAR_WIDTH + 40, "");
	progress->permille = -1;
}
