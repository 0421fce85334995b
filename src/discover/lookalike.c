/* SPDX-License-Identifier: Apache-2.0 */
/* lookalike.c: the look-alikes of one story. Those of all are found in lookalike_all.c. */
#include "discover/lookalike.h"

#include <stdlib.h>

#include "discover/rank.h"
#include "html/body.h"
#include "store/setting.h"

/* Long words are rare ones more often than not: so many are looked up, the rarest are used. */
#define WORDS_LOOKED_UP 64
#define WORDS_USED 16

struct stems {
	struct str items[WORDS_LOOKED_UP];
	size_t count;
};

/* Keeps the longest of those offered, each once; of two as long the one that came first. */
static void offer(struct stems *stems, struct arena *into, struct str stem)
{
	size_t shortest = 0;
	for (size_t i = 0; i < stems->count; i++) {
		if (str_eq(stems->items[i], stem))
			return;
		if (stems->items[i].len < stems->items[shortest].len)
			shortest = i;
	}
	if (stems->count < WORDS_LOOKED_UP)
		stems->items[stems->count++] = str_dup(into, stem);
	else if (stem.len > stems->items[shortest].len)
		stems->items[shortest] = str_dup(into, stem);
}

static enum err gather_stems(struct store *store, struct arena *into, const struct story *story,
			     struct str text, struct stems *out)
{
	struct str tag = story->language;
	struct lexicon *lexicon = store_lexicon(store);
	if (lexicon_is_full(lexicon, LIMIT_SEARCH_LEXICON_BYTES))
		lexicon_clear(lexicon);
	if (!tag.len)
		TRY(store_setting(store, into, S("language"), &tag));
	struct words words = words_of(lexicon, text, language_of(tag), 0);
	for (struct word word; words_next(&words, &word);)
		if (!word.is_joined && !word.lexeme->is_stop)
			offer(out, into, word.lexeme->stem);
	return OK;
}

static int rarest_first(const void *a, const void *b)
{
	const struct rank_list *x = a, *y = b;
	return (x->stories > y->stories) - (x->stories < y->stories);
}

/* Words that no story has tell nothing. */
static void drop_unknown(struct rank_list *lists, size_t *count)
{
	size_t kept = 0;
	for (size_t i = 0; i < *count; i++)
		if (lists[i].stories)
			lists[kept++] = lists[i];
	*count = kept;
}

static enum err find_candidates(struct store *store, struct arena *into, const struct stems *stems,
				struct rank_hits *out)
{
	struct rank_base base;
	struct rank_list *lists;
	struct rank_term terms[WORDS_LOOKED_UP];
	size_t count = stems->count;
	for (size_t i = 0; i < count; i++)
		terms[i] = (struct rank_term){ .stem = stems->items[i], .weight = 1 };
	TRY(rank_open(store, into, &base));
	TRY(rank_load(&base, into, terms, count, false, &lists));
	drop_unknown(lists, &count);
	if (count)
		qsort(lists, count, sizeof *lists, rarest_first);
	if (count > WORDS_USED)
		count = WORDS_USED;
	rank_top(&base, into, lists, count, &(struct rank_wish){ .limit = LIMIT_LOOKALIKES + 1 },
		 out);
	return OK;
}

static int likest_first(const void *a, const void *b)
{
	const struct lookalike *x = a, *y = b;
	if (x->likeness != y->likeness)
		return x->likeness < y->likeness ? 1 : -1;
	return (x->id.n > y->id.n) - (x->id.n < y->id.n);
}

static enum err compare(struct store *store, struct arena *into, const struct shingles *own,
			story_id id, struct lookalikes *out)
{
	struct story_text text;
	enum err err = store_story_text(store, into, id, &text);
	if (err)
		return err == ERR_NOT_FOUND ? OK : err; /* a plain page, or just withdrawn */
	struct shingles set = shingles_of(into, html_body_text(into, text.body));
	double likeness = shingles_likeness(own, &set);
	if (likeness >= LOOKALIKE_LEAST && out->count < LIMIT_LOOKALIKES)
		out->items[out->count++] = (struct lookalike){ id, text.headline, likeness };
	return OK;
}

enum err lookalikes_of(struct store *store, struct arena *into, const struct story *story,
		       struct lookalikes *out)
{
	struct stems *stems = arena_new(into, struct stems, 1);
	struct rank_hits hits = { 0 };
	struct str text = html_body_text(into, story->body);
	struct shingles own = shingles_of(into, text);
	*out = (struct lookalikes){ 0 };
	if (!own.count)
		return OK;
	TRY(gather_stems(store, into, story, text, stems));
	TRY(find_candidates(store, into, stems, &hits));
	for (size_t i = 0; i < hits.count; i++)
		if (hits.items[i].doc != story->id.n)
			TRY(compare(store, into, &own, (story_id){ hits.items[i].doc }, out));
	if (out->count)
		qsort(out->items, out->count, sizeof *out->items, likest_first);
	return OK;
}
