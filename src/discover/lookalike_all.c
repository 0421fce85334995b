/* SPDX-License-Identifier: Apache-2.0 */
/* lookalike_all.c: all pairs of stories that look alike, story by story in the order of ids. */
#include <stdlib.h>

#include "discover/lookalike.h"
#include "html/body.h"

enum { BAND_BYTES = 3, BANDS = SKETCH_BYTES / BAND_BYTES };
#define STORIES_A_STEP 200
#define LEAST_GUESS 0.32                     /* four deviations of a guess below LOOKALIKE_LEAST */
#define PAIRING_BYTES ((size_t)16 << 30)     /* of address space */
#define LIMIT_KEPT_BYTES ((size_t)512 << 20) /* of sets; others are made again each time */

struct entry {
	struct story_text text; /* without its body */
	struct sketch sketch;
	struct shingles set; /* made when it first is compared */
	bool has_set;
};

struct pairing {
	struct store *store;
	const struct lookalike_job *job;
	struct arena keep, scratch;
	size_t kept_bytes;
	struct {
		struct entry *items;
		size_t count, cap;
	} all;
	/* Chains of entries, by band and what it holds: index + 1, the newest first. */
	uint32_t *heads, *nexts;
	uint32_t head_mask;
	uint32_t *seen; /* by index: the entry that met it last, + 1 */
	struct {
		uint32_t *items;
		size_t count, cap;
	} met; /* by the entry under way */
};

static enum err sketch_text(struct pairing *pairing, story_id id, struct sketch *out,
			    bool *is_empty)
{
	struct story_text text;
	enum err err = store_story_text(pairing->store, &pairing->scratch, id, &text);
	*is_empty = err == ERR_NOT_FOUND;
	if (err)
		return err == ERR_NOT_FOUND ? OK : err;
	struct shingles shingles =
		shingles_unsorted(&pairing->scratch, html_body_text(&pairing->scratch, text.body));
	*out = sketch_of(&shingles);
	*is_empty = shingles.count == 0;
	return OK;
}

static enum err add_entry(struct pairing *pairing, const struct story_sketch *one)
{
	struct arena_mark mark = arena_mark(&pairing->scratch);
	struct sketch sketch;
	bool is_empty = false;
	if (one->sketch.len == sizeof sketch)
		memcpy(&sketch, one->sketch.ptr, sizeof sketch);
	else
		TRY(sketch_text(pairing, one->text.id, &sketch, &is_empty));
	arena_reset(&pairing->scratch, mark);
	if (is_empty)
		return OK;
	struct entry *entry = list_push(&pairing->keep, &pairing->all);
	entry->sketch = sketch;
	entry->text = (struct story_text){
		.id = one->text.id,
		.uri = str_dup(&pairing->keep, one->text.uri),
		.path = str_dup(&pairing->keep, one->text.path),
		.headline = str_dup(&pairing->keep, one->text.headline),
	};
	return OK;
}

static enum err read_all(struct pairing *pairing)
{
	story_id after = { 0 };
	for (;;) {
		struct arena_mark mark = arena_mark(&pairing->scratch);
		struct story_sketch *some;
		size_t count;
		TRY(store_story_sketches(pairing->store, &pairing->scratch, after, STORIES_A_STEP,
					 &some, &count));
		if (!count)
			return OK;
		for (size_t i = 0; i < count; i++)
			TRY(add_entry(pairing, &some[i]));
		after = some[count - 1].text.id;
		arena_reset(&pairing->scratch, mark);
	}
}

static void open_bands(struct pairing *pairing)
{
	size_t slots = 1024;
	while (slots < 2 * pairing->all.count)
		slots *= 2;
	pairing->head_mask = (uint32_t)slots - 1;
	pairing->heads = arena_new(&pairing->keep, uint32_t, slots * BANDS);
	pairing->nexts = arena_new(&pairing->keep, uint32_t, pairing->all.count * BANDS + 1);
	pairing->seen = arena_new(&pairing->keep, uint32_t, pairing->all.count + 1);
}

static const uint8_t *band_of(const struct pairing *pairing, uint32_t entry, size_t band)
{
	return pairing->all.items[entry].sketch.bytes + band * BAND_BYTES;
}

/* The three bytes are as good as random: they say where their chain begins. */
static uint32_t *head_of(struct pairing *pairing, const uint8_t *bytes, size_t band)
{
	uint32_t key = bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16;
	return &pairing->heads[band * (pairing->head_mask + 1) + (key & pairing->head_mask)];
}

/* Meets those of one band that came before, and joins them. */
static void meet(struct pairing *pairing, uint32_t own, size_t band)
{
	const uint8_t *bytes = band_of(pairing, own, band);
	uint32_t *head = head_of(pairing, bytes, band);
	for (uint32_t at = *head; at; at = pairing->nexts[(at - 1) * BANDS + band]) {
		uint32_t other = at - 1;
		if (pairing->seen[other] == own + 1 ||
		    memcmp(bytes, band_of(pairing, other, band), BAND_BYTES) != 0)
			continue;
		pairing->seen[other] = own + 1;
		*list_push(&pairing->keep, &pairing->met) = other;
	}
	pairing->nexts[own * BANDS + band] = *head;
	*head = own + 1;
}

/* The entry's set; kept while there is room, else in scratch. */
static enum err load_set(struct pairing *pairing, struct entry *entry, struct shingles *out)
{
	struct story_text text;
	*out = entry->set;
	if (entry->has_set)
		return OK;
	enum err err = store_story_text(pairing->store, &pairing->scratch, entry->text.id, &text);
	if (err && err != ERR_NOT_FOUND)
		return err;
	if (!err)
		*out = shingles_of(&pairing->scratch, html_body_text(&pairing->scratch, text.body));
	size_t bytes = out->count * sizeof *out->items;
	if (pairing->kept_bytes + bytes > LIMIT_KEPT_BYTES)
		return OK;
	pairing->kept_bytes += bytes;
	entry->has_set = true;
	entry->set.count = out->count;
	entry->set.items = arena_new(&pairing->keep, uint64_t, out->count + 1);
	if (bytes)
		memcpy(entry->set.items, out->items, bytes);
	return OK;
}

static enum err compare(struct pairing *pairing, struct entry *a, struct entry *b,
			const struct shingles *set)
{
	struct arena_mark mark = arena_mark(&pairing->scratch);
	struct shingles other;
	TRY(load_set(pairing, a, &other));
	double likeness = shingles_likeness(&other, set);
	arena_reset(&pairing->scratch, mark);
	if (likeness < LOOKALIKE_LEAST)
		return OK;
	const struct lookalike_pair pair = { &a->text, &b->text, likeness };
	return pairing->job->found(pairing->job->self, &pair);
}

static int by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	return (x > y) - (x < y);
}

static enum err compare_met(struct pairing *pairing, uint32_t own)
{
	struct arena_mark mark = arena_mark(&pairing->scratch);
	struct entry *entry = &pairing->all.items[own];
	struct shingles set = { 0 };
	bool is_loaded = false;
	if (pairing->met.count)
		qsort(pairing->met.items, pairing->met.count, sizeof *pairing->met.items,
		      by_number);
	for (size_t i = 0; i < pairing->met.count; i++) {
		struct entry *other = &pairing->all.items[pairing->met.items[i]];
		if (sketch_likeness(&entry->sketch, &other->sketch) < LEAST_GUESS)
			continue;
		if (!is_loaded)
			TRY(load_set(pairing, entry, &set));
		is_loaded = true;
		TRY(compare(pairing, other, entry, &set));
	}
	arena_reset(&pairing->scratch, mark);
	return OK;
}

static enum err run(struct pairing *pairing)
{
	TRY(read_all(pairing));
	open_bands(pairing);
	for (uint32_t own = 0; own < pairing->all.count; own++) {
		pairing->met.count = 0;
		for (size_t band = 0; band < BANDS; band++)
			meet(pairing, own, band);
		if (pairing->all.items[own].text.id.n > pairing->job->after.n)
			TRY(compare_met(pairing, own));
	}
	return OK;
}

enum err lookalikes_all(struct store *store, const struct lookalike_job *job)
{
	struct pairing pairing = { .store = store,
				   .job = job,
				   .keep = arena_open(PAIRING_BYTES),
				   .scratch = arena_open(PAIRING_BYTES) };
	enum err err = run(&pairing);
	arena_close(&pairing.scratch);
	arena_close(&pairing.keep);
	return err;
}
