/* SPDX-License-Identifier: Apache-2.0 */
/* rank_heap.h: the best of what was offered, as many as are wanted. */
#pragma once
#include "discover/rank.h"

struct rank_heap {
	const struct index_docs *docs; /* tell which of two equals is newer */
	struct rank_hit *items;        /* the worst first */
	size_t count, limit;
};

#define LIMIT_RANKED 100000 /* hits kept at once */

struct rank_heap rank_heap_in(struct arena *into, const struct index_docs *docs, size_t limit);
void rank_heap_offer(struct rank_heap *heap, struct rank_hit hit);
/* What a score must reach to matter; below any score while there is room. */
double rank_heap_least(const struct rank_heap *heap);
/* Ends the heap. Gives: its hits, best first. */
struct rank_hits rank_heap_sorted(struct rank_heap *heap);
