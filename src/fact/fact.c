/* SPDX-License-Identifier: Apache-2.0 */
/* fact.c: a set of names: a list in the order they came, and a table of hashes over it. */
#include "fact/fact.h"

static const size_t FIRST_SLOTS = 32; /* a power of two, as every slot_count */

struct fact_set fact_set_in(struct arena *arena)
{
	return (struct fact_set){ .arena = arena };
}

/* Gives: the slot that holds the name, or the free one where it belongs. There is always a free
 * one: at most half are taken. */
static uint32_t *find_slot(const struct fact_set *set, uint64_t hash, struct str name)
{
	size_t mask = set->slot_count - 1;
	for (size_t at = hash & mask;; at = (at + 1) & mask) {
		uint32_t *slot = &set->slots[at];
		if (*slot == 0)
			return slot;
		const struct fact *fact = &set->items[*slot - 1];
		if (fact->hash == hash && str_eq(fact->name, name))
			return slot;
	}
}

static void grow_slots(struct fact_set *set)
{
	set->slot_count = set->slot_count ? set->slot_count * 2 : FIRST_SLOTS;
	set->slots = arena_new(set->arena, uint32_t, set->slot_count);
	for (size_t i = 0; i < set->count; i++)
		*find_slot(set, set->items[i].hash, set->items[i].name) = (uint32_t)i + 1;
}

void fact_add(struct fact_set *set, struct str name)
{
	uint64_t hash = str_hash(name);
	if (set->count * 2 >= set->slot_count)
		grow_slots(set);
	uint32_t *slot = find_slot(set, hash, name);
	if (*slot)
		return;
	*list_push(set->arena, set) = (struct fact){ hash, str_dup(set->arena, name) };
	*slot = (uint32_t)set->count;
}

void fact_until(struct fact_set *set, unix_ms at)
{
	if (time_is_set(at) && (!time_is_set(set->until) || at.ms < set->until.ms))
		set->until = at;
}

bool fact_has(const struct fact_set *set, struct str name)
{
	return set->slot_count && *find_slot(set, str_hash(name), name) != 0;
}

bool fact_sets_meet(const struct fact_set *a, const struct fact_set *b)
{
	const struct fact_set *small = a->count < b->count ? a : b;
	const struct fact_set *large = small == a ? b : a;
	if (large->count == 0)
		return false;
	for (size_t i = 0; i < small->count; i++)
		if (*find_slot(large, small->items[i].hash, small->items[i].name))
			return true;
	return false;
}
