/* SPDX-License-Identifier: Apache-2.0 */
/* long_work.c: the bar of progress.h, and signals as something to look at now and then. */
#include "cmd/long_work.h"

#include "os/signals.h"

struct long_work long_work_begin(const char *label)
{
	struct long_work work = { .progress = progress_begin(label), .signals = -1 };
	if (os_signals_open(&work.signals))
		log_warning("stopping this may leave something half done behind");
	return work;
}

bool long_work_goes_on(void *self, int64_t done, int64_t total)
{
	struct long_work *work = self;
	progress_show(&work->progress, done, total);
	if (work->signals >= 0 && os_signal_next(work->signals) != OS_SIGNAL_NONE)
		work->is_stopped = true;
	return !work->is_stopped;
}

void long_work_end(struct long_work *work)
{
	progress_end(&work->progress);
	os_close(&work->signals);
}
