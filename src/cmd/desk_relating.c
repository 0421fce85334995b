/* SPDX-License-Identifier: Apache-2.0 */
/* desk_relating.c: a few steps, a rest. */
#include "cmd/desk_relating.h"

#include "discover/relate.h"
#include "os/os.h"

enum { STEPS = 4, REST_MS = 10, QUIET_MS = 50, LATEST_MS = 1000 };

void desk_relating_open(struct desk_relating *relating, struct store *store)
{
	*relating = (struct desk_relating){ .store = store, .may_be_due = true };
}

void desk_relating_put_off(struct desk_relating *relating, int64_t now_ms)
{
	int64_t at = now_ms + QUIET_MS, latest = relating->done_ms + LATEST_MS;
	relating->may_be_due = true;
	if (at > relating->at_ms)
		relating->at_ms = at < latest ? at : latest;
}

bool desk_relating_turn(struct desk_relating *relating, int64_t now_ms)
{
	size_t done = 0;
	if (desk_relating_wait_ms(relating, now_ms) != 0)
		return false;
	if (discover_relate_due(relating->store, STEPS, &done))
		log_error("cannot find what is near to stories: %s",
			  store_fault(relating->store)->text);
	relating->may_be_due = done > 0;
	relating->done_ms = os_monotonic_ms();
	relating->at_ms = relating->done_ms + (relating->done_ms - now_ms) + REST_MS;
	return done > 0;
}

int desk_relating_wait_ms(const struct desk_relating *relating, int64_t now_ms)
{
	if (!relating->may_be_due)
		return -1;
	return relating->at_ms > now_ms ? (int)(relating->at_ms - now_ms) : 0;
}
