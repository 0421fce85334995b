/* SPDX-License-Identifier: Apache-2.0 */
/* relate.c: from a story's words to those near to it, and into their lists. */
#include "discover/relate.h"

#include <math.h>
#include <stdlib.h>

#include "discover/nearness.h"
#include "discover/relate_choose.h"
#include "discover/shingle.h"
#include "html/body.h"

#define RELATE_BYTES ((size_t)2 << 30) /* of address space */
#define WORDS_ASKED 32                 /* of a story's words, for others that have them */
#define SEGMENTS_KEPT 8                /* of the index: more are compacted before much is asked */
#define STEPS_AT_ONCE 2000             /* in one transaction, when nobody waits */
#define CANDIDATES 96                  /* of those, how many are held against it */

struct relating {
	struct store *store;
	struct arena arena;
	struct arena_mark start;
	struct lexicon *lexicon;
	struct rank_base base;
	struct index_links links;
};

/* For what the store is like now; how rare words are is remembered. */
static enum err renew(struct relating *r)
{
	arena_reset(&r->arena, r->start);
	TRY(rank_open(r->store, &r->arena, &r->base));
	return index_links_read(r->store, &r->arena, &r->links);
}

static struct relating *relating_new(struct store *store)
{
	struct relating *r = calloc(1, sizeof *r);
	if (!r)
		die("out of memory");
	r->store = store;
	r->arena = arena_open(RELATE_BYTES);
	r->start = arena_mark(&r->arena);
	r->lexicon = lexicon_open();
	return r;
}

enum err relating_open(struct store *store, struct relating **out)
{
	*out = relating_new(store);
	enum err err = renew(*out);
	if (err)
		relating_close(out);
	return err;
}

void relating_close(struct relating **at)
{
	struct relating *r = *at;
	if (!r)
		return;
	lexicon_close(&r->lexicon);
	arena_close(&r->arena);
	free(r);
	*at = NULL;
}

static enum err read_words(struct relating *r, const struct story *story,
			   struct nearness_words *out)
{
	if (lexicon_is_full(r->lexicon, LIMIT_LEXICON_BYTES))
		lexicon_clear(r->lexicon);
	return nearness_read(&r->base, r->lexicon, &r->arena, story, out);
}

static struct filed filed_of(const struct relating *r, story_id id)
{
	bool has_doc = (uint64_t)id.n < r->base.docs.count;
	return (struct filed){ has_doc ? r->base.docs.items[id.n].published_at : r->base.now,
			       has_doc ? index_links_of(&r->links, (uint32_t)id.n)
				       : (struct index_run){ 0 } };
}

/* Public stories that have some of the words. */
static enum err find_candidates(struct relating *r, const struct nearness_words *words,
				const struct doc_set *among, size_t limit, struct rank_hits *out)
{
	size_t count = words->count < WORDS_ASKED ? words->count : WORDS_ASKED;
	struct rank_term *terms = arena_new(&r->arena, struct rank_term, count + 1);
	struct rank_list *lists;
	double most = count ? words->items[0].weight : 1;
	for (size_t i = 0; i < count; i++)
		terms[i] = (struct rank_term){ .stem = words->items[i].stem,
					       .weight = words->items[i].weight / most };
	TRY(rank_load(&r->base, &r->arena, terms, count, false, &lists));
	rank_top(&r->base, &r->arena, lists, count,
		 &(struct rank_wish){ .among = among, .limit = limit }, out);
	return OK;
}

/* The candidates, and those that are in its list now, with their rows. */
static enum err read_rows(struct relating *r, const struct related_row *row,
			  const struct rank_hits *hits, struct related_row **out, size_t *count)
{
	story_id *ids = arena_new(&r->arena, story_id, hits->count + row->count + 1);
	size_t n = 0;
	for (size_t i = 0; i < hits->count; i++)
		ids[n++].n = hits->items[i].doc;
	for (size_t i = 0; i < row->count; i++)
		ids[n++] = row->list[i].id;
	return store_related_rows(r->store, &r->arena, ids, n, out, count);
}

static void hold_against(struct relating *r, const struct related_row *row,
			 struct related_row *others, size_t count, struct contenders *out)
{
	struct filed own = filed_of(r, row->story);
	out->items = arena_new(&r->arena, struct contender, count + 1);
	for (size_t i = 0; i < count; i++) {
		struct related_row *other = &others[i];
		uint64_t id = (uint64_t)other->story.n;
		if (id == (uint64_t)row->story.n || !other->vector.len || id >= r->base.docs.count)
			continue;
		struct filed filed = filed_of(r, other->story);
		double nearness = nearness_of(row->vector, other->vector);
		out->items[out->count++] = (struct contender){
			.row = other,
			.published_at = filed.published_at,
			.nearness = nearness * filed_factor(&own, &filed),
			.is_twin = are_twins(row, other),
			.is_public = rank_is_public(&r->base, (uint32_t)id),
		};
	}
	contenders_sort(out);
}

/* Keeps what is found: in its own list, and it in theirs. */
static enum err keep(struct relating *r, const struct related_row *row,
		     const struct contenders *contenders)
{
	struct related_row next = *row;
	next.due = RELATED_FOUND;
	next.count = contenders_choose(contenders, r->arena, next.list, RELATED_KEPT);
	TRY(store_related_put(r->store, row, &next));
	for (size_t i = 0; i < contenders->count; i++) {
		const struct contender *other = &contenders->items[i];
		struct related_row theirs = *other->row;
		if (theirs.due == RELATED_FOUND &&
		    contenders_enter(contenders, other, row->story, &theirs))
			TRY(store_related_put(r->store, other->row, &theirs));
	}
	return OK;
}

/* Its words as they are kept. */
static void renew_words(struct relating *r, const struct story *story,
			const struct nearness_words *words, struct related_row *row)
{
	struct shingles shingles = { 0 };
	if (!story->password.len)
		shingles = shingles_unsorted(&r->arena, html_body_text(&r->arena, story->body));
	struct sketch *sketch = arena_new(&r->arena, struct sketch, 1);
	*sketch = sketch_of(&shingles);
	row->vector = nearness_pack(&r->arena, words);
	row->sketch = (struct str){ (const char *)sketch, shingles.count ? sizeof *sketch : 0 };
}

static bool is_shown_ever(const struct relating *r, story_id id)
{
	const struct index_docs *docs = &r->base.docs;
	return id.n > 0 && (uint64_t)id.n < docs->count && docs->items[id.n].generation &&
	       docs->items[id.n].visible_at.ms != INDEX_NEVER.ms;
}

enum steps { STEP_WORDS = 1, STEP_LIST = 2 };

static enum err take_steps(struct relating *r, story_id id, enum steps steps)
{
	struct related_row *rows;
	size_t found;
	struct story story;
	struct nearness_words words;
	struct rank_hits hits;
	struct contenders contenders = { 0 };
	TRY(store_related_rows(r->store, &r->arena, &id, 1, &rows, &found));
	if (!found || rows[0].due == RELATED_FOUND)
		return OK;
	struct related_row row = rows[0];
	if (!is_shown_ever(r, id)) {
		row.due = RELATED_FOUND; /* once it is shown it will be due again */
		return store_related_put(r->store, &rows[0], &row);
	}
	TRY(store_story_any(r->store, &r->arena, id, &story));
	TRY(read_words(r, &story, &words));
	if (steps & STEP_WORDS) {
		renew_words(r, &story, &words, &row);
		row.due = RELATED_LIST_DUE;
	}
	if (!(steps & STEP_LIST))
		return store_related_put(r->store, &rows[0], &row);
	struct related_row *others;
	TRY(find_candidates(r, &words, NULL, CANDIDATES, &hits));
	TRY(read_rows(r, &row, &hits, &others, &found));
	hold_against(r, &row, others, found, &contenders);
	return keep(r, &row, &contenders);
}

enum err discover_relate(struct store *store, story_id id)
{
	struct related_row *rows;
	size_t found;
	CLEANUP(arena_close) struct arena arena = arena_open(1u << 20);
	TRY(store_related_rows(store, &arena, &id, 1, &rows, &found));
	if (!found || rows[0].due == RELATED_FOUND)
		return OK;
	CLEANUP(relating_close) struct relating *r = NULL;
	TRY(relating_open(store, &r));
	bool is_new = rows[0].due == RELATED_WORDS_DUE;
	return take_steps(r, id, is_new ? STEP_WORDS | STEP_LIST : STEP_LIST);
}

static enum err take_all(struct relating *r, const story_id *ids, size_t count, enum steps steps)
{
	TRY(renew(r));
	for (size_t i = 0; i < count; i++) {
		struct arena_mark mark = arena_mark(&r->arena);
		TRY(take_steps(r, ids[i], steps));
		arena_reset(&r->arena, mark);
	}
	return OK;
}

static enum err relate_due(struct relating *r, size_t limit, size_t *done)
{
	CLEANUP(arena_close) struct arena arena = arena_open(16u << 20);
	CLEANUP(txn_end) struct txn txn = { 0 };
	struct store *store = r->store;
	story_id *ids;
	enum steps steps = STEP_WORDS;
	TRY(txn_begin(&txn, store));
	TRY(store_related_due(store, &arena, RELATED_WORDS_DUE, limit, &ids, done));
	if (!*done) {
		steps = STEP_LIST;
		TRY(store_related_due(store, &arena, RELATED_LIST_DUE, limit, &ids, done));
	}
	if (*done)
		TRY(take_all(r, ids, *done, steps));
	return txn_commit(&txn);
}

enum err discover_relate_due(struct store *store, size_t limit, size_t *done)
{
	CLEANUP(relating_close) struct relating *r = relating_new(store);
	return relate_due(r, limit, done);
}

enum err discover_relate_rest(struct store *store)
{
	CLEANUP(relating_close) struct relating *r = relating_new(store);
	size_t done;
	TRY(index_compact(store, SEGMENTS_KEPT));
	do
		TRY(relate_due(r, STEPS_AT_ONCE, &done));
	while (done);
	return OK;
}

/* Those that are no newer. */
static struct doc_set older_than(struct relating *r, unix_ms published_at)
{
	struct doc_set set = doc_set_in(&r->arena, r->base.docs.count);
	for (uint32_t doc = 0; doc < r->base.docs.count; doc++)
		if (r->base.docs.items[doc].published_at.ms <= published_at.ms &&
		    rank_is_public(&r->base, doc))
			doc_set_add(&set, doc);
	return set;
}

enum err relating_find(struct relating *r, struct arena *into, const struct story *story,
		       size_t limit, bool as_published, struct related_hits *out)
{
	struct arena_mark mark = arena_mark(&r->arena);
	struct related_row row = { .story = story->id }, *others;
	struct nearness_words words;
	struct rank_hits hits;
	struct contenders contenders = { 0 };
	struct doc_set older;
	size_t found;
	TRY(read_words(r, story, &words));
	renew_words(r, story, &words, &row);
	if (as_published)
		older = older_than(r, story->published_at);
	TRY(find_candidates(r, &words, as_published ? &older : NULL, limit + CANDIDATES, &hits));
	TRY(read_rows(r, &row, &hits, &others, &found));
	hold_against(r, &row, others, found, &contenders);
	out->items = arena_new(into, struct related_story, limit + 1);
	out->count = contenders_choose(&contenders, r->arena, out->items, limit);
	arena_reset(&r->arena, mark);
	return OK;
}
