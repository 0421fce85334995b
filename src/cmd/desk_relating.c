/* SPDX-License-Identifier: Apache-2.0 */
/* desk_relating.c: a few steps, a rest; hardly any steps and a long rest while others want the
 * processor. */
#include "cmd/desk_relating.h"

#include "discover/relate.h"
#include "os/os.h"
#include "store/index.h"
#include "store/topic_change.h"

enum { SEGMENTS_KEPT = 16, STEPS = 12, STEPS_AMONG_OTHERS = 4, MOVED_A_TURN = 64 };
enum { REST_MS = 10, REST_AMONG_OTHERS_MS = 250, QUIET_MS = 50, LATEST_MS = 1000 };

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

/* Finding asks much of the index, as readers do, and each question looks into each segment. A
 * server's first quiet moments are for that: a paper that has grown story by story has many. */
static bool compact_some(struct desk_relating *relating)
{
	bool has_merged = false;
	if (relating->is_compact)
		return false;
	if (index_compact_some(relating->store, SEGMENTS_KEPT, &has_merged))
		log_error("cannot compact the index: %s", store_fault(relating->store)->text);
	relating->is_compact = !has_merged;
	return has_merged;
}

static enum err move_due(struct store *store, bool *moved)
{
	CLEANUP(txn_end) struct txn txn = { 0 };
	TRY(txn_begin(&txn, store));
	TRY(store_topic_merge_due(store, MOVED_A_TURN, moved));
	return txn_commit(&txn);
}

/* Stories of a topic that goes into another. */
static bool move_some(struct desk_relating *relating)
{
	bool moved = false;
	if (!move_due(relating->store, &moved))
		return moved;
	log_error("cannot go on with topics that become one: %s",
		  store_fault(relating->store)->text);
	return false;
}

bool desk_relating_turn(struct desk_relating *relating, int64_t now_ms)
{
	size_t done = 0, steps = relating->is_among_others ? STEPS_AMONG_OTHERS : STEPS;
	int64_t preemptions = os_preemptions();
	if (desk_relating_wait_ms(relating, now_ms) != 0)
		return false;
	bool has_merged = compact_some(relating);
	bool has_moved = !has_merged && move_some(relating);
	if (!has_merged && !has_moved && discover_relate_due(relating->store, steps, &done))
		log_error("cannot find what is near to stories: %s",
			  store_fault(relating->store)->text);
	relating->may_be_due = has_merged || has_moved || done > 0;
	relating->done_ms = os_monotonic_ms();
	relating->is_among_others = os_preemptions() > preemptions;
	int64_t rest = (relating->done_ms - now_ms) / 2 + REST_MS;
	if (relating->is_among_others && rest < REST_AMONG_OTHERS_MS)
		rest = REST_AMONG_OTHERS_MS;
	relating->at_ms = relating->done_ms + rest;
	return has_moved || done > 0;
}

int desk_relating_wait_ms(const struct desk_relating *relating, int64_t now_ms)
{
	if (!relating->may_be_due)
		return -1;
	return relating->at_ms > now_ms ? (int)(relating->at_ms - now_ms) : 0;
}
