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

/* Gives: the fact of that name; new ones have no span yet. */
static struct fact *find_or_add(struct fact_set *set, struct str name, bool *is_new)
{
	uint64_t hash = str_hash(name);
	if (set->count * 2 >= set->slot_count)
		grow_slots(set);
	uint32_t *slot = find_slot(set, hash, name);
	*is_new = *slot == 0;
	if (*is_new) {
		*list_push(set->arena, set) =
			(struct fact){ .hash = hash, .name = str_dup(set->arena, name) };
		*slot = (uint32_t)set->count;
	}
	return &set->items[*slot - 1];
}

static struct span span_of_both(struct span a, struct span b)
{
	bool are_alike = (a.from > a.to) == (b.from > b.to);
	struct span both = { a.from < b.from ? a.from : b.from, a.to > b.to ? a.to : b.to };
	/* Of two that mind all but something, what neither minds: if there is any. */
	bool is_nothing_spared = a.from > a.to && both.from <= both.to;
	return are_alike && !is_nothing_spared ? both : SPAN_ALL;
}

void fact_add(struct fact_set *set, struct str name)
{
	fact_add_span(set, name, SPAN_ALL);
}

void fact_add_span(struct fact_set *set, struct str name, struct span span)
{
	fact_add_due(set, name, span, (unix_ms){ 0 });
}

void fact_add_due(struct fact_set *set, struct str name, struct span span, unix_ms due)
{
	bool is_new;
	struct fact *fact = find_or_add(set, name, &is_new);
	fact->span = is_new ? span : span_of_both(fact->span, span);
	if (is_new || !time_is_set(due) || (time_is_set(fact->due) && due.ms < fact->due.ms))
		fact->due = due;
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

bool spans_meet(struct span minds, struct span touched)
{
	if (minds.from > minds.to)
		return touched.to >= minds.from || touched.from <= minds.to;
	return touched.to >= minds.from && touched.from <= minds.to;
}

bool fact_sets_meet(const struct fact_set *noted, const struct fact_set *touched)
{
	if (noted->count == 0)
		return false;
	for (size_t i = 0; i < touched->count; i++) {
		const struct fact *fact = &touched->items[i];
		uint32_t slot = *find_slot(noted, fact->hash, fact->name);
		if (slot && spans_meet(noted->items[slot - 1].span, fact->span))
			return true;
	}
	return false;
}
