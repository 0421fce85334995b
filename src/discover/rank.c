/* SPDX-License-Identifier: Apache-2.0 */
/* rank.c: weighing words, and the best stories by block-max WAND, segment by segment: a story's
 * postings all lie in one. */
#include "discover/rank.h"

#include <math.h>
#include <stdlib.h>

#include "discover/rank_heap.h"
#include "words/posting.h"

/* BM25's usual numbers; a place counts up to 15 (its field), so that it takes some to be full. */
static const double K1 = 2.0, B = 0.75;
/* How much more rare words say than their share of stories tells. */
static const double RARITY_POWER = 1.2;
#define DAY_MS 86400000.0
#define MOST_DAYS (20 * RECENCY_HALF_DAYS) /* then next to nothing is left */
/* A bound and a score are summed in different orders: the bound must not be the smaller one. */
#define SLACK (1 + 1e-9)

enum err rank_open(struct store *store, struct arena *into, struct rank_base *out)
{
	struct rank_base base = { .store = store, .now = store_now(store) };
	TRY(index_docs_read(store, into, &base.docs));
	TRY(index_totals(store, &base.totals));
	if (base.totals.stories > 0)
		base.mean_length = (double)base.totals.length / (double)base.totals.stories;
	if (base.mean_length < 1)
		base.mean_length = 1;
	*out = base;
	return OK;
}

bool rank_is_public(const struct rank_base *base, uint32_t doc)
{
	return doc < base->docs.count && base->docs.items[doc].generation &&
	       base->docs.items[doc].visible_at.ms <= base->now.ms;
}

/* Rare words say more (Robertson and Sparck Jones; never below zero). */
static double rarity(const struct rank_base *base, uint32_t stories)
{
	double all = (double)base->totals.stories, with = stories;
	if (all < with)
		all = with;
	return pow(log(1 + (all - with + 0.5) / (with + 0.5)), RARITY_POWER);
}

enum err rank_load(const struct rank_base *base, struct arena *into, const struct rank_term *terms,
		   size_t count, bool with_places, struct rank_list **out)
{
	struct rank_list *lists = arena_new(into, struct rank_list, count + 1);
	for (size_t i = 0; i < count; i++) {
		struct rank_list *list = &lists[i];
		list->term = terms[i];
		TRY(index_lists(base->store, into, INDEX_STEM, terms[i].stem, with_places,
				&list->lists, &list->count));
		for (size_t k = 0; k < list->count; k++)
			list->stories += list->lists[k].stories;
		rank_set_rarity(base, list, list->stories);
	}
	*out = lists;
	return OK;
}

void rank_set_rarity(const struct rank_base *base, struct rank_list *list, uint32_t stories)
{
	list->scale = list->term.weight * rarity(base, stories) * (K1 + 1);
}

double rank_weigh(const struct rank_base *base, const struct rank_list *list, uint32_t weight,
		  uint32_t length)
{
	double size = K1 * (1 - B + B * (double)length / base->mean_length);
	return weight ? list->scale * weight / (weight + size) : 0;
}

double rank_age_factor(const struct rank_base *base, uint32_t doc, double recency)
{
	if (recency <= 0)
		return 1;
	double days = floor((double)base->now.ms / DAY_MS) -
		      floor((double)base->docs.items[doc].published_at.ms / DAY_MS);
	if (days > MOST_DAYS)
		return 1;
	return 1 + recency * exp2(-(days > 0 ? days : 0) / RECENCY_HALF_DAYS);
}

/* A list within one segment, and how far a search has come in it. */
struct walker {
	const struct rank_list *list;
	const struct index_list *in;
	double most;    /* it weighs nowhere more */
	uint32_t block; /* the last story of the block that block_most is of */
	double block_most;
	struct posting_cursor cursor;
};

struct search {
	const struct rank_base *base;
	const struct rank_wish *wish;
	double most_factor; /* of age */
	double *ages;       /* the factor by days; 0: not reckoned yet */
	int64_t today;
	struct rank_heap heap;
	struct walker *walkers[LIMIT_RANK_TERMS]; /* by where they stand */
	size_t count;
};

static double block_most(const struct rank_base *base, struct walker *w)
{
	if (w->block != w->cursor.block_last) {
		w->block = w->cursor.block_last;
		w->block_most =
			rank_weigh(base, w->list, w->cursor.most_weight, w->cursor.least_length);
	}
	return w->block_most;
}

static double list_most(const struct rank_base *base, struct walker *w)
{
	double most = 0;
	w->block = 0;
	posting_open(&w->cursor, w->in->docs, S(""));
	while (w->cursor.doc != POSTING_END) {
		double of_block = block_most(base, w);
		if (of_block > most)
			most = of_block;
		if (w->cursor.block_last == POSTING_END - 1 ||
		    !posting_reach(&w->cursor, w->cursor.block_last + 1))
			break;
	}
	return most;
}

static int64_t day_of(unix_ms at)
{
	const int64_t day = 86400000;
	return (at.ms < 0 ? at.ms - (day - 1) : at.ms) / day;
}

static double age_factor(const struct search *s, uint32_t doc)
{
	if (s->wish->recency <= 0)
		return 1;
	int64_t days = s->today - day_of(s->base->docs.items[doc].published_at);
	days = days < 0 ? 0 : days;
	if (days > MOST_DAYS)
		return 1;
	if (s->ages[days] <= 0)
		s->ages[days] = rank_age_factor(s->base, doc, s->wish->recency);
	return s->ages[days];
}

/* Keeps the walkers in order after the first `moved` of them went on. */
static void settle(struct search *s, size_t moved)
{
	for (size_t i = moved; i-- > 0;) {
		struct walker *w = s->walkers[i];
		size_t at = i;
		while (at + 1 < s->count && s->walkers[at + 1]->cursor.doc < w->cursor.doc) {
			s->walkers[at] = s->walkers[at + 1];
			at++;
		}
		s->walkers[at] = w;
	}
	while (s->count && s->walkers[s->count - 1]->cursor.doc == POSTING_END)
		s->count--;
}

static void seek_first(struct search *s, size_t count, uint32_t doc)
{
	for (size_t i = 0; i < count; i++)
		if (s->walkers[i]->cursor.doc < doc)
			posting_seek(&s->walkers[i]->cursor, doc);
	settle(s, count);
}

/* How many walkers, from the first on, it takes to reach the least score that still matters; the
 * last of them stands at the first story that may. 0: none does. */
static size_t find_pivot(const struct search *s)
{
	double sum = 0, least = rank_heap_least(&s->heap);
	for (size_t i = 0; i < s->count; i++) {
		sum += s->walkers[i]->most;
		if (sum * s->most_factor * SLACK >= least) {
			uint32_t doc = s->walkers[i]->cursor.doc;
			while (i + 1 < s->count && s->walkers[i + 1]->cursor.doc == doc)
				i++;
			return i + 1;
		}
	}
	return 0;
}

/* Whether the blocks around doc can reach it too; if not, *next is where something changes. */
static bool blocks_reach(const struct search *s, size_t count, uint32_t doc, uint32_t *next)
{
	double sum = 0;
	*next = count < s->count ? s->walkers[count]->cursor.doc : POSTING_END;
	for (size_t i = 0; i < count; i++) {
		struct posting_cursor *cursor = &s->walkers[i]->cursor;
		if (!posting_reach(cursor, doc))
			continue;
		sum += block_most(s->base, s->walkers[i]);
		if (cursor->block_last < POSTING_END - 1 && cursor->block_last + 1 < *next)
			*next = cursor->block_last + 1;
	}
	return sum * s->most_factor * SLACK >= rank_heap_least(&s->heap);
}

static double score_of(const struct search *s, size_t count, uint32_t doc)
{
	double score = 0;
	uint32_t length = s->base->docs.items[doc].length;
	for (size_t i = 0; i < count; i++) {
		struct walker *w = s->walkers[i];
		uint8_t fields = w->list->term.fields;
		if (fields && !(posting_fields(&w->cursor) & fields))
			continue;
		score += rank_weigh(s->base, w->list, posting_weight(&w->cursor), length);
	}
	return score * age_factor(s, doc);
}

static bool may_be_given(const struct search *s, uint32_t doc)
{
	if (!rank_is_public(s->base, doc) ||
	    !index_holds(s->walkers[0]->in, &s->base->docs.items[doc]))
		return false;
	return !s->wish->among || doc_set_has(s->wish->among, doc);
}

static void walk(struct search *s)
{
	for (size_t count; (count = find_pivot(s)) > 0;) {
		uint32_t doc = s->walkers[count - 1]->cursor.doc, next;
		if (!blocks_reach(s, count, doc, &next)) {
			seek_first(s, count, next > doc ? next : doc + 1);
			continue;
		}
		seek_first(s, count, doc);
		if (!s->count || s->walkers[0]->cursor.doc != doc)
			continue;
		size_t here = 1;
		while (here < s->count && s->walkers[here]->cursor.doc == doc)
			here++;
		if (may_be_given(s, doc)) {
			double score = score_of(s, here, doc);
			if (score > 0)
				rank_heap_offer(&s->heap, (struct rank_hit){ doc, score });
		}
		seek_first(s, here, doc + 1);
	}
}

static int by_place(const void *a, const void *b)
{
	const struct walker *x = *(struct walker *const *)a, *y = *(struct walker *const *)b;
	return (x->cursor.doc > y->cursor.doc) - (x->cursor.doc < y->cursor.doc);
}

/* One segment: those lists of it that exist. */
static void walk_segment(struct search *s, struct walker *room, const struct rank_list *lists,
			 size_t count, uint32_t first)
{
	s->count = 0;
	for (size_t i = 0; i < count; i++) {
		for (size_t k = 0; k < lists[i].count; k++) {
			if (lists[i].lists[k].first != first)
				continue;
			struct walker *w = &room[s->count];
			w->list = &lists[i];
			w->in = &lists[i].lists[k];
			w->most = list_most(s->base, w);
			posting_open(&w->cursor, w->in->docs, S(""));
			w->block = 0;
			s->walkers[s->count++] = w;
		}
	}
	if (s->count)
		qsort(s->walkers, s->count, sizeof *s->walkers, by_place);
	settle(s, 0);
	walk(s);
}

static int by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	return (x > y) - (x < y);
}

static uint32_t *segments_of(struct arena *into, const struct rank_list *lists, size_t count,
			     size_t *out)
{
	size_t all = 0, n = 0;
	for (size_t i = 0; i < count; i++)
		all += lists[i].count;
	uint32_t *firsts = arena_new(into, uint32_t, all + 1);
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < lists[i].count; k++)
			firsts[n++] = lists[i].lists[k].first;
	qsort(firsts, n, sizeof *firsts, by_number);
	*out = 0;
	for (size_t i = 0; i < n; i++)
		if (!i || firsts[i] != firsts[i - 1])
			firsts[(*out)++] = firsts[i];
	return firsts;
}

void rank_top(const struct rank_base *base, struct arena *into, const struct rank_list *lists,
	      size_t count, const struct rank_wish *wish, struct rank_hits *out)
{
	BUG_IF(count > LIMIT_RANK_TERMS);
	struct search *search = arena_new(into, struct search, 1);
	struct walker *room =
		(struct walker *)(void *)arena_bytes(into, sizeof *room * (count + 1));
	size_t segments;
	uint32_t *firsts = segments_of(into, lists, count, &segments);
	search->base = base;
	search->wish = wish;
	search->most_factor = 1 + (wish->recency > 0 ? wish->recency : 0);
	search->ages = arena_new(into, double, wish->recency > 0 ? MOST_DAYS + 1 : 1);
	search->today = day_of(base->now);
	search->heap = rank_heap_in(into, &base->docs, wish->limit);
	for (size_t i = 0; i < segments && wish->limit; i++)
		walk_segment(search, room, lists, count, firsts[i]);
	*out = rank_heap_sorted(&search->heap);
}

void rank_add_all(const struct rank_base *base, const struct rank_list *lists, size_t count,
		  struct doc_set *set)
{
	struct posting_cursor cursor;
	for (size_t i = 0; i < count; i++) {
		uint8_t fields = lists[i].term.fields;
		for (size_t k = 0; k < lists[i].count; k++) {
			const struct index_list *list = &lists[i].lists[k];
			posting_open(&cursor, list->docs, S(""));
			for (; cursor.doc < base->docs.count; posting_next(&cursor))
				if (index_holds(list, &base->docs.items[cursor.doc]) &&
				    (!fields || posting_fields(&cursor) & fields))
					doc_set_add(set, cursor.doc);
		}
	}
}
