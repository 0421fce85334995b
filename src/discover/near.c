/* SPDX-License-Identifier: Apache-2.0 */
/* near.c: reads the places of the query's words in the best hits, word by word. */
#include "discover/near.h"

#include <stdlib.h>

#include "words/posting.h"

#define LIMIT_PLACES 64         /* of a word in a story: the first ones */
static const double NEAR = 0.3; /* what two words side by side add, of the rarer one's weight */

struct places {
	uint32_t of[LIMIT_PLACES];
	uint32_t count;
};

static int by_doc(const void *a, const void *b, void *hits)
{
	const struct rank_hit *items = hits;
	uint32_t x = items[*(const size_t *)a].doc, y = items[*(const size_t *)b].doc;
	return (x > y) - (x < y);
}

/* Places of one list in the hits, which come in the order of documents. */
static void read_list(const struct index_list *list, const struct rank_base *base,
		      const struct rank_hit *hits, const size_t *order, size_t count,
		      struct places *out)
{
	struct posting_cursor cursor;
	posting_open(&cursor, list->docs, list->places);
	for (size_t i = 0; i < count; i++) {
		uint32_t doc = hits[order[i]].doc;
		struct places *places = &out[order[i]];
		if (!index_holds(list, &base->docs.items[doc]))
			continue;
		if (cursor.doc < doc)
			posting_seek(&cursor, doc);
		if (cursor.doc == doc)
			places->count +=
				posting_unpack(posting_places(&cursor), places->of + places->count,
					       LIMIT_PLACES - places->count);
	}
}

static enum err read_word(const struct rank_base *base, struct arena *into,
			  const struct near_word *word, const struct rank_hit *hits,
			  const size_t *order, size_t count, struct places *out)
{
	for (size_t i = 0; i < count; i++)
		out[i].count = 0;
	for (size_t i = 0; i < word->count; i++) {
		struct index_list *lists;
		size_t list_count;
		if (word->lists[i].stories > LIMIT_NEAR_LIST)
			continue;
		TRY(index_lists(base->store, into, INDEX_STEM, word->lists[i].term.stem, true,
				&lists, &list_count));
		for (size_t k = 0; k < list_count; k++)
			read_list(&lists[k], base, hits, order, count, out);
	}
	return OK;
}

/* How near b comes behind a, or before it, which is one further; 0: not near. */
static double nearness(const struct places *a, const struct places *b)
{
	uint32_t best = NEAR_WINDOW + 1;
	for (uint32_t i = 0; i < a->count; i++) {
		for (uint32_t k = 0; k < b->count; k++) {
			uint32_t x = a->of[i], y = b->of[k];
			uint32_t apart = y > x ? y - x : x - y + 1;
			if (apart && apart < best)
				best = apart;
		}
	}
	return best > NEAR_WINDOW ? 0 : 1.0 / (best * best);
}

static double word_scale(const struct near_word *word)
{
	double scale = 0;
	for (size_t i = 0; i < word->count; i++)
		if (word->lists[i].scale > scale)
			scale = word->lists[i].scale;
	return scale;
}

static int better_first(const void *a, const void *b)
{
	const struct rank_hit *x = a, *y = b;
	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	return (x->doc < y->doc) - (x->doc > y->doc);
}

enum err near_rerank(const struct rank_base *base, struct arena *into,
		     const struct near_word *words, size_t count, struct rank_hits *hits)
{
	size_t n = hits->count < NEAR_HITS ? hits->count : NEAR_HITS;
	if (count < 2 || n < 2)
		return OK;
	size_t *order = arena_new(into, size_t, n);
	struct places *before = arena_new(into, struct places, n);
	struct places *now = arena_new(into, struct places, n);
	for (size_t i = 0; i < n; i++)
		order[i] = i;
	qsort_r(order, n, sizeof *order, by_doc, hits->items);
	TRY(read_word(base, into, &words[0], hits->items, order, n, before));
	for (size_t w = 1; w < count; w++) {
		TRY(read_word(base, into, &words[w], hits->items, order, n, now));
		double a = word_scale(&words[w - 1]), b = word_scale(&words[w]);
		for (size_t i = 0; i < n; i++)
			hits->items[i].score +=
				NEAR * (a < b ? a : b) * nearness(&before[i], &now[i]);
		struct places *swap = before;
		before = now;
		now = swap;
	}
	qsort(hits->items, n, sizeof *hits->items, better_first);
	return OK;
}
