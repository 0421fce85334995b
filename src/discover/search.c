/* SPDX-License-Identifier: Apache-2.0 */
/* search.c: what may be given, what has any of the words, the best of that. */
#include "discover/search.h"

#include <stdlib.h>

#include "discover/filter.h"
#include "discover/near.h"
#include "discover/rank_heap.h"
#include "discover/respell.h"
#include "store/setting.h"

enum err search_tongue(struct store *store, struct arena *into, struct query_tongue *out)
{
	struct str tag;
	struct index_totals totals;
	struct lexicon *lexicon = store_lexicon(store);
	if (lexicon_is_full(lexicon, LIMIT_SEARCH_LEXICON_BYTES))
		lexicon_clear(lexicon);
	TRY(store_setting(store, into, S("language"), &tag));
	TRY(index_totals(store, &totals));
	*out = (struct query_tongue){ lexicon, language_of(tag), totals.languages };
	return OK;
}

/* A search under way. */
struct search {
	struct rank_base base;
	struct filter filter;
	const struct search_request *request;
	struct search_result result;
	struct rank_list *lists;
	size_t list_count;
	struct near_word words[LIMIT_QUERY_TERMS]; /* which lists are whose */
	struct doc_set found;
};

/* A word's stems share how rare it is. */
static enum err load(struct search *s, struct arena *into)
{
	const struct query *query = &s->result.query;
	struct rank_term *terms =
		arena_new(into, struct rank_term, query->count * LIMIT_QUERY_STEMS + 1);
	for (size_t i = 0; i < query->count; i++)
		for (size_t k = 0; k < query->terms[i].stem_count; k++)
			terms[s->list_count++] = (struct rank_term){
				.stem = query->terms[i].stems[k],
				.weight = query->terms[i].weight,
				.fields = query->in_headline ? FIELD_HEADLINE : 0,
			};
	TRY(rank_load(&s->base, into, terms, s->list_count, false, &s->lists));
	for (size_t i = 0, at = 0; i < query->count; at += query->terms[i].stem_count, i++) {
		uint32_t stories = 0;
		for (size_t k = 0; k < query->terms[i].stem_count; k++)
			stories += s->lists[at + k].stories;
		for (size_t k = 0; k < query->terms[i].stem_count; k++)
			rank_set_rarity(&s->base, &s->lists[at + k], stories);
		s->words[i] = (struct near_word){ s->lists + at, query->terms[i].stem_count };
	}
	return OK;
}

/* Any of the words; and whether some story has all of them. */
static void find(struct search *s, struct arena *into, const struct doc_set *allowed)
{
	const struct query *query = &s->result.query;
	if (!query->count) {
		s->found = *allowed;
		return;
	}
	struct doc_set all = doc_set_in(into, allowed->count);
	struct doc_set with = doc_set_in(into, allowed->count);
	s->found = doc_set_in(into, allowed->count);
	doc_set_join(&all, allowed);
	for (size_t i = 0; i < query->count; i++) {
		doc_set_clear(&with);
		rank_add_all(&s->base, s->words[i].lists, s->words[i].count, &with);
		if (!query->terms[i].is_part)
			doc_set_keep(&all, &with);
		doc_set_join(&s->found, &with);
	}
	doc_set_keep(&s->found, allowed);
	s->result.any_word =
		doc_set_next(&all, 0) == UINT32_MAX && doc_set_next(&s->found, 0) != UINT32_MAX;
}

static void sort_by_date(struct search *s, struct arena *into, size_t limit, struct rank_hits *out)
{
	double sign = s->request->sort == SEARCH_OLDEST ? -1 : 1;
	struct rank_heap heap = rank_heap_in(into, &s->base.docs, limit);
	for (uint32_t doc = doc_set_next(&s->found, 0); doc != UINT32_MAX;
	     doc = doc_set_next(&s->found, doc + 1))
		rank_heap_offer(
			&heap,
			(struct rank_hit){
				doc, sign * (double)s->base.docs.items[doc].published_at.ms });
	*out = rank_heap_sorted(&heap);
	for (size_t i = 0; i < out->count; i++)
		out->items[i].score = 0;
}

static enum err recency(struct store *store, struct arena *into, double *out)
{
	struct str percent;
	int64_t n = 0;
	TRY(store_setting(store, into, S("search_recency"), &percent));
	if (str_to_i64(percent, &n) || n < 0 || n > 100)
		n = 0;
	*out = (double)n / 100;
	return OK;
}

/* The hits up to the end of the page asked for. The first ones are looked at more closely, so the
 * same ones whatever the page. */
static enum err rank(struct search *s, struct arena *into, struct rank_hits *out)
{
	const struct search_request *request = s->request;
	size_t limit = (size_t)(request->offset + request->limit);
	struct rank_wish wish = { .among = &s->found };
	if (limit > LIMIT_SEARCH_DEPTH)
		limit = LIMIT_SEARCH_DEPTH;
	if (request->sort != SEARCH_BEST || !s->result.query.count) {
		sort_by_date(s, into, limit, out);
		return OK;
	}
	TRY(recency(s->base.store, into, &wish.recency));
	wish.limit = limit < NEAR_HITS ? NEAR_HITS : limit;
	rank_top(&s->base, into, s->lists, s->list_count, &wish, out);
	TRY(near_rerank(&s->base, into, s->words, s->result.query.count, wish.recency, out));
	if (out->count > limit)
		out->count = limit;
	return OK;
}

static enum err take_page(struct search *s, struct arena *into, const struct rank_hits *hits)
{
	size_t from = (size_t)s->request->offset, count = 0;
	story_id *ids = arena_new(into, story_id, hits->count + 1);
	s->result.scores = arena_new(into, double, hits->count + 1);
	for (size_t i = from; i < hits->count; i++) {
		s->result.scores[count] = hits->items[i].score;
		ids[count++].n = hits->items[i].doc;
	}
	s->result.stories.total = s->result.total;
	if (!count)
		return OK;
	TRY(store_story_cards(s->base.store, into, ids, count, &s->result.stories));
	s->result.stories.total = s->result.total;
	return OK;
}

static enum err find_allowed(struct search *s, struct arena *into)
{
	struct doc_set allowed;
	TRY(filter_set(&s->filter, into, s->request, &s->result.query, &allowed));
	find(s, into, &allowed);
	s->result.total = doc_set_size(&s->found);
	return OK;
}

/* Phrases that no story has are words; names that none has stay demanded. */
static enum err loosen(struct search *s, struct arena *into)
{
	struct query_runs *required = &s->result.query.required;
	size_t kept = 0;
	for (size_t i = 0; i < required->count; i++)
		if (required->items[i].fields)
			required->items[kept++] = required->items[i];
	if (kept == required->count)
		return OK;
	required->count = kept;
	TRY(find_allowed(s, into));
	s->result.any_word = s->result.total > 0;
	return OK;
}

static enum err answer(struct search *s, struct arena *into, const struct query_tongue *tongue,
		       struct rank_hits *hits)
{
	const struct search_request *request = s->request;
	struct search_result *result = &s->result;
	TRY(filter_open(&s->base, into, &s->filter));
	TRY(load(s, into));
	TRY(find_allowed(s, into));
	if (!result->total)
		TRY(loosen(s, into));
	TRY(rank(s, into, hits));
	if (!request->want_counts)
		return OK;
	TRY(filter_count(&s->filter, into, &s->found, result));
	if (result->total < SEARCH_FEW || result->any_word)
		TRY(respell(&s->base, into, tongue, request->typed, &result->meant));
	return OK;
}

enum err discover_search(struct store *store, struct arena *into,
			 const struct search_request *request, struct search_result *out)
{
	struct search *s = arena_new(into, struct search, 1);
	struct query_tongue tongue;
	struct rank_hits hits = { 0 };
	s->request = request;
	BUG_IF(request->offset < 0 || request->limit < 0);
	TRY(search_tongue(store, into, &tongue));
	s->result.query = request->is_text ? query_of_text(into, &tongue, request->typed)
					   : query_parse(into, &tongue, request->typed);
	TRY(rank_open(store, into, &s->base));
	if (query_asks(&s->result.query))
		TRY(answer(s, into, &tongue, &hits));
	TRY(take_page(s, into, &hits));
	*out = s->result;
	return OK;
}
