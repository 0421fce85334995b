/* SPDX-License-Identifier: Apache-2.0 */
#include "store/memo.h"

#include "store/store_private.h"

#define SLOTS (2 * LIMIT_MEMO_THINGS)
#define LEAST_ROOM ((size_t)256 << 10) /* one query's answer goes in without a look */
/* Arenas end the process when full: a query that gives more than any sane paper has must fit. */
#define RESERVED_BYTES ((size_t)1 << 30)

void memo_open(struct memo *memo)
{
	*memo = (struct memo){ .arena = arena_open(RESERVED_BYTES), .generation = 1 };
	memo->slots = arena_new(&memo->arena, struct memo_slot, SLOTS);
}

void memo_close(struct memo *memo)
{
	arena_close(&memo->arena);
}

void memo_settle(struct memo *memo, int64_t sequence)
{
	if (memo->sequence == sequence)
		return;
	memo->sequence = sequence;
	memo->count = 0;
	memo->generation++;
	arena_reset(&memo->arena, (struct arena_mark){ (char *)(memo->slots + SLOTS) });
}

static struct memo_slot *slot_of(const struct memo *memo, enum memo_kind kind, int64_t id)
{
	uint64_t hash = ((uint64_t)id * 8 + kind) * 0x9e3779b97f4a7c15u;
	for (size_t at = hash >> 32;; at++) {
		struct memo_slot *slot = &memo->slots[at % SLOTS];
		if (slot->generation != memo->generation || (slot->kind == kind && slot->id == id))
			return slot;
	}
}

const void *memo_get(const struct store *store, enum memo_kind kind, int64_t id)
{
	if (!store->is_reading)
		return NULL;
	const struct memo_slot *slot = slot_of(&store->memo, kind, id);
	return slot->generation == store->memo.generation ? slot->thing : NULL;
}

static bool has_room(const struct store *store)
{
	const struct memo *memo = &store->memo;
	return store->is_reading && memo->count < LIMIT_MEMO_THINGS &&
	       arena_used(&memo->arena) + LEAST_ROOM <
		       SLOTS * sizeof *memo->slots + LIMIT_MEMO_BYTES;
}

struct arena *memo_room(struct store *store, struct arena *otherwise)
{
	return has_room(store) ? &store->memo.arena : otherwise;
}

void memo_keep(struct store *store, enum memo_kind kind, int64_t id, const void *thing, size_t size)
{
	struct memo *memo = &store->memo;
	if (!has_room(store))
		return;
	struct memo_slot *slot = slot_of(memo, kind, id);
	void *copy = arena_alloc(&memo->arena, size, _Alignof(max_align_t), 1);
	memcpy(copy, thing, size);
	memo->count += slot->generation != memo->generation;
	*slot = (struct memo_slot){ kind, memo->generation, id, copy };
}
