/* SPDX-License-Identifier: Apache-2.0 */
/* near.c: reads the places of the query's words in the best hits, word by word. */
#include "discover/near.h"

#include <math.h>
#include <stdlib.h>

#include "words/posting.h"

#define LIMIT_PLACES 64            /* of a word in a story: the first ones */
static const double NEAR = 0.15;   /* what two words side by side add, of the rarer one's weight */
static const double PASSAGE = 0.1; /* what a passage with all words adds, of their weight */
static const double OPENING = 0.8; /* what an opening with all words adds, of their weight */
static const double OPENING_POWER = 4;
#define OPENING_HALF 100 /* words on, a word counts half for the opening */

struct places {
	uint32_t of[LIMIT_PLACES];
	uint32_t count;
	double opening; /* 1 when it stands at the very beginning, 0 when nowhere */
};

static int by_doc(const void *a, const void *b, void *hits)
{
	const struct rank_hit *items = hits;
	uint32_t x = items[*(const size_t *)a].doc, y = items[*(const size_t *)b].doc;
	return (x > y) - (x < y);
}

/* How early a word stands that is in those fields and there first: 1 at the very beginning.
 * Headline, topics and authors stand above a story. */
static double opening_of(uint8_t fields, uint32_t first)
{
	if (fields & (FIELD_HEADLINE | FIELD_TOPICS | FIELD_BYLINES) ||
	    first <= INDEX_HEADLINE_PLACES)
		return 1;
	return exp2(-(double)(first - INDEX_HEADLINE_PLACES) / OPENING_HALF);
}

static void read_places(struct posting_cursor *cursor, struct places *out)
{
	uint32_t before = out->count;
	uint8_t fields = posting_fields(cursor);
	out->count +=
		posting_unpack(posting_places(cursor), out->of + before, LIMIT_PLACES - before);
	if (out->count == before)
		return;
	double opening = opening_of(fields, out->of[before]);
	if (opening > out->opening)
		out->opening = opening;
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
			read_places(&cursor, places);
	}
}

static int by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	return (x > y) - (x < y);
}

static enum err read_word(const struct rank_base *base, struct arena *into,
			  const struct near_word *word, const struct rank_hit *hits,
			  const size_t *order, size_t count, struct places *out)
{
	for (size_t i = 0; i < count; i++)
		out[i].opening = out[i].count = 0;
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
	for (size_t i = 0; word->count > 1 && i < count; i++)
		qsort(out[i].of, out[i].count, sizeof *out[i].of, by_number);
	return OK;
}

/* How near b comes behind a, or before it, which is one further; 0: not near. Both rise. */
static double nearness(const struct places *a, const struct places *b)
{
	uint32_t best = NEAR_WINDOW + 1, k = 0;
	for (uint32_t i = 0; i < a->count; i++) {
		while (k < b->count && b->of[k] <= a->of[i])
			k++;
		if (k < b->count && b->of[k] - a->of[i] < best)
			best = b->of[k] - a->of[i];
		if (k && a->of[i] > b->of[k - 1] && a->of[i] - b->of[k - 1] + 1 < best)
			best = a->of[i] - b->of[k - 1] + 1;
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

/* What the two side by side add. */
static double pair_weight(const struct near_word *a, const struct near_word *b)
{
	double x = word_scale(a), y = word_scale(b);
	return NEAR * (x < y ? x : y);
}

static int better_first(const void *a, const void *b)
{
	const struct rank_hit *x = a, *y = b;
	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	return (x->doc < y->doc) - (x->doc > y->doc);
}

/* A word of the query where it stands in a story. */
struct mention {
	uint32_t place, word;
};

struct mentions {
	struct mention *items;
	size_t count;
};

static int by_place(const void *a, const void *b)
{
	const struct mention *x = a, *y = b;
	return (x->place > y->place) - (x->place < y->place);
}

/* What the words of the best passage weigh, each once. */
static double best_passage(struct mentions *mentions, const double *scales)
{
	uint32_t seen[LIMIT_QUERY_TERMS] = { 0 };
	struct mention *items = mentions->items;
	double best = 0, sum = 0;
	size_t from = 0;
	qsort(items, mentions->count, sizeof *items, by_place);
	for (size_t i = 0; i < mentions->count; i++) {
		if (!seen[items[i].word]++)
			sum += scales[items[i].word];
		for (; items[from].place + NEAR_PASSAGE <= items[i].place; from++)
			if (!--seen[items[from].word])
				sum -= scales[items[from].word];
		if (sum > best)
			best = sum;
	}
	return best;
}

/* What is added to a hit. */
struct gain {
	double pairs, openings; /* openings: a sum over the words */
	struct mentions mentions;
};

/* A look at the best hits under way. */
struct look {
	const struct rank_base *base;
	const struct near_word *words;
	struct rank_hit *hits;
	size_t count;
	size_t *order;                         /* of the hits, by story */
	struct places *places[NEAR_PAIRS + 1]; /* of the last words, a hit */
	struct gain *gains;                    /* a hit */
	double scales[LIMIT_QUERY_TERMS];
	size_t known; /* words whose places were read */
};

static struct look look_at(const struct rank_base *base, struct arena *into,
			   const struct near_word *words, size_t word_count, struct rank_hits *hits,
			   size_t count)
{
	struct look look = { .base = base, .words = words, .hits = hits->items, .count = count };
	look.order = arena_new(into, size_t, count);
	look.gains = arena_new(into, struct gain, count);
	for (size_t i = 0; i <= NEAR_PAIRS; i++)
		look.places[i] = arena_new(into, struct places, count);
	for (size_t i = 0; i < count; i++) {
		look.order[i] = i;
		look.gains[i].mentions.items =
			arena_new(into, struct mention, word_count * LIMIT_PLACES);
	}
	qsort_r(look.order, count, sizeof *look.order, by_doc, look.hits);
	return look;
}

static void note_word(struct look *look, const struct places *places, uint32_t word)
{
	for (size_t i = 0; i < look->count; i++) {
		struct mentions *mentions = &look->gains[i].mentions;
		look->gains[i].openings += places[i].opening;
		for (uint32_t k = 0; k < places[i].count; k++)
			mentions->items[mentions->count++] =
				(struct mention){ places[i].of[k], word };
	}
}

static void note_pair(struct look *look, const struct places *a, const struct places *b,
		      double weight)
{
	for (size_t i = 0; i < look->count; i++)
		look->gains[i].pairs += weight * nearness(&a[i], &b[i]);
}

/* Whether its places were read in some story. */
static bool is_known(const struct near_word *word)
{
	for (size_t i = 0; i < word->count; i++)
		if (word->lists[i].stories && word->lists[i].stories <= LIMIT_NEAR_LIST)
			return true;
	return false;
}

static enum err look_for(struct look *look, struct arena *into, size_t w)
{
	const struct near_word *word = &look->words[w];
	struct places *now = look->places[w % (NEAR_PAIRS + 1)];
	TRY(read_word(look->base, into, word, look->hits, look->order, look->count, now));
	if (is_known(word)) {
		look->scales[w] = word_scale(word);
		look->known++;
	}
	note_word(look, now, (uint32_t)w);
	for (size_t apart = 1; apart <= NEAR_PAIRS && apart <= w; apart++)
		note_pair(look, look->places[(w - apart) % (NEAR_PAIRS + 1)], now,
			  pair_weight(word - apart, word) / (double)apart);
	return OK;
}

static void add_gains(struct look *look, size_t word_count, double recency)
{
	double all = 0;
	for (size_t w = 0; w < word_count; w++)
		all += look->scales[w];
	for (size_t i = 0; i < look->count; i++) {
		struct gain *gain = &look->gains[i];
		double share = look->known ? gain->openings / (double)look->known : 0;
		double sum = gain->pairs + PASSAGE * best_passage(&gain->mentions, look->scales) +
			     OPENING * all * pow(share, OPENING_POWER);
		look->hits[i].score +=
			sum * rank_age_factor(look->base, look->hits[i].doc, recency);
	}
}

enum err near_rerank(const struct rank_base *base, struct arena *into,
		     const struct near_word *words, size_t count, double recency,
		     struct rank_hits *hits)
{
	size_t n = hits->count < NEAR_HITS ? hits->count : NEAR_HITS;
	if (!count || n < 2)
		return OK;
	BUG_IF(count > LIMIT_QUERY_TERMS);
	struct look look = look_at(base, into, words, count, hits, n);
	for (size_t w = 0; w < count; w++)
		TRY(look_for(&look, into, w));
	add_gains(&look, count, recency);
	qsort(hits->items, n, sizeof *hits->items, better_first);
	return OK;
}
