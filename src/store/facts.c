/* SPDX-License-Identifier: Apache-2.0 */
/* facts.c: a kind and what it is about, spelled; into the set of the reader or of the writer. */
#include "store/facts.h"

#include "store/store_private.h"

struct str fact_name_everything(void)
{
	return fact_kind_spelled(FACT_EVERYTHING);
}

enum { LONGEST_NAME = 64 };

/* Gives: "story 41" in text, or the whole name of a kind that needs no number. */
static struct str name_of(enum fact_kind kind, int64_t id, char text[LONGEST_NAME])
{
	struct str spelled = fact_kind_spelled(kind);
	char digits[24];
	size_t len = spelled.len, n = 0;
	uint64_t rest = id < 0 ? 0 - (uint64_t)id : (uint64_t)id;
	if (kind > FACT_LAST_WITH_ID)
		return spelled;
	memcpy(text, spelled.ptr, len);
	do
		digits[n++] = (char)('0' + rest % 10);
	while (rest /= 10);
	if (id < 0)
		text[len++] = '-';
	while (n)
		text[len++] = digits[--n];
	return (struct str){ text, len };
}

static struct str join_name(struct store *store, enum fact_kind kind, struct str name)
{
	return str_join(&store->scratch, (struct str[]){ fact_kind_spelled(kind), name }, 2, S(""));
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
	note_within(store, kind, 0, SPAN_ALL);
}

void note_id(struct store *store, enum fact_kind kind, int64_t id)
{
	note_within(store, kind, id, SPAN_ALL);
}

void note_within(struct store *store, enum fact_kind kind, int64_t id, struct span minds)
{
	char text[LONGEST_NAME];
	if (store->notes)
		fact_add_span(store->notes, name_of(kind, id, text), minds);
}

void note_name(struct store *store, enum fact_kind kind, struct str name)
{
	note_name_within(store, kind, name, SPAN_ALL);
}

void note_name_within(struct store *store, enum fact_kind kind, struct str name, struct span minds)
{
	SCRATCH(store);
	if (store->notes)
		fact_add_span(store->notes, join_name(store, kind, name), minds);
}

void note_until(struct store *store, unix_ms at)
{
	if (store->notes)
		fact_until(store->notes, at);
}

void touch(struct store *store, enum fact_kind kind)
{
	touch_at(store, kind, 0, SPAN_ALL, (unix_ms){ 0 });
}

void touch_id(struct store *store, enum fact_kind kind, int64_t id)
{
	touch_at(store, kind, id, SPAN_ALL, (unix_ms){ 0 });
}

void touch_at(struct store *store, enum fact_kind kind, int64_t id, struct span span, unix_ms due)
{
	char text[LONGEST_NAME];
	struct fact_set *set = touch_set(store);
	if (set)
		fact_add_due(set, name_of(kind, id, text), span, due);
}

void touch_name(struct store *store, enum fact_kind kind, struct str name)
{
	touch_name_at(store, kind, name, SPAN_ALL, (unix_ms){ 0 });
}

void touch_name_at(struct store *store, enum fact_kind kind, struct str name, struct span span,
		   unix_ms due)
{
	SCRATCH(store);
	struct fact_set *set = name.len ? touch_set(store) : NULL;
	if (set)
		fact_add_due(set, join_name(store, kind, name), span, due);
}
