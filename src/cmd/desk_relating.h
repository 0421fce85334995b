/* SPDX-License-Identifier: Apache-2.0 */
/*
 * desk_relating.h: private to cmd/: finds what is near to stories (discover/relate.h) when the desk
 * has nothing better to do; and goes on with topics that become one (store/topic_change.h).
 *
 * Saving leaves stories due; most are done by the act that published them. What is left, after an
 * older site was opened or an import was broken off, is done a few steps at a time, after the index
 * it asks much of was compacted as slowly: each step holds the database's one write lock, so after
 * it the desk rests, and longer while somebody is there, but never longer than a second. Where it
 * was taken from the processor meanwhile, others need that: readers on a machine with one core wait
 * for a few milliseconds of this four times a second.
 */
#pragma once
#include "store/store.h"

struct desk_relating {
	struct store *store;
	bool may_be_due, is_among_others;
	bool is_compact; /* the index, as far as that was looked after */
	int64_t at_ms;   /* not before */
	int64_t done_ms; /* when the last step was */
};

void desk_relating_open(struct desk_relating *relating, struct store *store);
/* Somebody was there, who may have left something due. */
void desk_relating_put_off(struct desk_relating *relating, int64_t now_ms);
/* Gives: whether pages may have changed. */
bool desk_relating_turn(struct desk_relating *relating, int64_t now_ms);
int desk_relating_wait_ms(const struct desk_relating *relating, int64_t now_ms); /* -1: nothing */
