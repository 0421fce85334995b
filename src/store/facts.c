/* SPDX-License-Identifier: Apache-2.0 */
/* facts.c: a kind and what it is about, spelled; into the set of the reader or of the writer. */
#include "store/facts.h"

#include "store/store_private.h"

struct str fact_name_everything(void)
{
	return fact_kind_spelled(FACT_EVERYTHING);
}

static void add_id(struct fact_set *set, enum fact_kind kind, int64_t id)
{
	char text[64], digits[24];
	size_t len = fact_kind_spelled(kind).len, n = 0;
	uint64_t rest = id < 0 ? 0 - (uint64_t)id : (uint64_t)id;
	memcpy(text, fact_kind_spelled(kind).ptr, len);
	do
		digits[n++] = (char)('0' + rest % 10);
	while (rest /= 10);
	if (id < 0)
		text[len++] = '-';
	while (n)
		text[len++] = digits[--n];
	fact_add(set, (struct str){ text, len });
}

static void add_name(struct store *store, struct fact_set *set, enum fact_kind kind,
		     struct str name)
{
	SCRATCH(store);
	fact_add(set, str_join(&store->scratch, (struct str[]){ fact_kind_spelled(kind), name }, 2,
			       S("")));
}

/* A transaction that touches too much to tell apart touches everything. NULL then. */
static struct fact_set *touch_set(struct store *store)
{
	must_be_writing(store);
	if (!store->touches_everything && store->touched.count >= LIMIT_TOUCHED_FACTS) {
		store->touches_everything = true;
		arena_reset(&store->touched_arena, store->touched_start);
		store->touched = fact_set_in(&store->touched_arena);
		fact_add(&store->touched, fact_name_everything());
	}
	return store->touches_everything ? NULL : &store->touched;
}

void note(struct store *store, enum fact_kind kind)
{
	if (store->notes)
		fact_add(store->notes, fact_kind_spelled(kind));
}

void note_id(struct store *store, enum fact_kind kind, int64_t id)
{
	if (store->notes)
		add_id(store->notes, kind, id);
}

void note_name(struct store *store, enum fact_kind kind, struct str name)
{
	if (store->notes)
		add_name(store, store->notes, kind, name);
}

void note_until(struct store *store, unix_ms at)
{
	if (store->notes)
		fact_until(store->notes, at);
}

void touch(struct store *store, enum fact_kind kind)
{
	struct fact_set *set = touch_set(store);
	if (set)
		fact_add(set, fact_kind_spelled(kind));
}

void touch_id(struct store *store, enum fact_kind kind, int64_t id)
{
	struct fact_set *set = touch_set(store);
	if (set)
		add_id(set, kind, id);
}

void touch_name(struct store *store, enum fact_kind kind, struct str name)
{
	struct fact_set *set = name.len ? touch_set(store) : NULL;
	if (set)
		add_name(store, set, kind, name);
}
