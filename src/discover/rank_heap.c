/* SPDX-License-Identifier: Apache-2.0 */
/* rank_heap.c: a binary heap with the worst on top. */
#include "discover/rank_heap.h"

#include <stdlib.h>

struct rank_heap rank_heap_in(struct arena *into, const struct index_docs *docs, size_t limit)
{
	struct rank_heap heap = { .docs = docs };
	size_t most = docs->count < LIMIT_RANKED ? docs->count : LIMIT_RANKED;
	heap.limit = limit < most ? limit : most;
	heap.items = arena_new(into, struct rank_hit, heap.limit + 1);
	return heap;
}

/* Better first: by score, then newer, then by id. */
static int compare(const struct index_docs *docs, const struct rank_hit *a,
		   const struct rank_hit *b)
{
	if (a->score != b->score)
		return a->score > b->score ? -1 : 1;
	int64_t x = docs->items[a->doc].published_at.ms, y = docs->items[b->doc].published_at.ms;
	if (x != y)
		return x > y ? -1 : 1;
	return (a->doc < b->doc) - (a->doc > b->doc);
}

static void sink(struct rank_heap *heap, size_t at)
{
	struct rank_hit *items = heap->items;
	for (;;) {
		size_t worst = at, left = 2 * at + 1;
		for (size_t i = left; i < left + 2 && i < heap->count; i++)
			if (compare(heap->docs, &items[i], &items[worst]) > 0)
				worst = i;
		if (worst == at)
			return;
		struct rank_hit moved = items[at];
		items[at] = items[worst];
		items[worst] = moved;
		at = worst;
	}
}

static void rise(struct rank_heap *heap, size_t at)
{
	struct rank_hit *items = heap->items;
	while (at && compare(heap->docs, &items[at], &items[(at - 1) / 2]) > 0) {
		struct rank_hit moved = items[at];
		items[at] = items[(at - 1) / 2];
		items[(at - 1) / 2] = moved;
		at = (at - 1) / 2;
	}
}

void rank_heap_offer(struct rank_heap *heap, struct rank_hit hit)
{
	if (!heap->limit)
		return;
	if (heap->count < heap->limit) {
		heap->items[heap->count++] = hit;
		rise(heap, heap->count - 1);
	} else if (compare(heap->docs, &hit, &heap->items[0]) < 0) {
		heap->items[0] = hit;
		sink(heap, 0);
	}
}

double rank_heap_least(const struct rank_heap *heap)
{
	return heap->count < heap->limit ? -1 : heap->items[0].score;
}

static int best_first(const void *a, const void *b, void *docs)
{
	return compare(docs, a, b);
}

struct rank_hits rank_heap_sorted(struct rank_heap *heap)
{
	if (heap->count)
		qsort_r(heap->items, heap->count, sizeof *heap->items, best_first,
			(void *)(uintptr_t)heap->docs);
	return (struct rank_hits){ heap->items, heap->count };
}
