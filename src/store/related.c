/* SPDX-License-Identifier: Apache-2.0 */
/*
 * related.c: stories near to one, simply: the newest of its topics and sections, ranked by how many
 * topics they share, then whether the section, then by words of the headline, then by date.
 */
#include <stdlib.h>

#include "store/listing.h"
#include "store/related.h"
#include "store/store_private.h"
#include "store/story_sql.h"

#define CANDIDATES_A_LIST 16
#define CONTENDERS_MORE 8 /* the newest of those as near as the last one wanted */
#define LISTS_ASKED 12
#define WORDS_COMPARED 24
#define SHORTEST_WORD 4 /* bytes; shorter ones say little */

struct candidate {
	int64_t id;
	unix_ms published_at;
	int topics, sections, words;
};

struct candidates {
	struct candidate *items;
	size_t count, cap;
};

static struct candidate *candidate_of(struct store *store, struct candidates *all, int64_t id)
{
	for (size_t i = 0; i < all->count; i++)
		if (all->items[i].id == id)
			return &all->items[i];
	struct candidate *candidate = list_push(&store->work, all);
	candidate->id = id;
	return candidate;
}

struct near {
	int64_t id;
	unix_ms published_at;
};

struct near_list {
	struct near *items; /* newest first */
	size_t count, cap;
	unix_ms due; /* when time alone changes it; {0} never */
};

static bool holds_still(const struct store *store, const struct near_list *list)
{
	return list && (!time_is_set(list->due) || store->now.ms < list->due.ms);
}

/* One more than are looked at: the story itself may be among them. */
static enum err read_near(struct store *store, struct list_place place, struct near_list *out)
{
	enum memo_kind kind = place.list == LIST_TOPIC ? MEMO_NEAR_TOPIC : MEMO_NEAR_SECTION;
	const struct near_list *kept = memo_get(store, kind, place.target);
	struct near_list list = { 0 };
	if (holds_still(store, kept)) {
		*out = *kept;
		return OK;
	}
	TRY(story_next_due(store, &list.due));
	struct arena *room = memo_room(store, &store->work);
	CLEANUP(db_done)
	struct query q =
		db_query(store->db,
			 S("SELECT story, published_at FROM listing l WHERE list = ?2 AND "
			   "target = ?3 AND " STORY_IS_PUBLIC(
				   "l", "?1") " ORDER BY published_at DESC, story DESC LIMIT ?4"));
	db_put_time(&q, store->now);
	db_put_i64(&q, place.list);
	db_put_i64(&q, place.target);
	db_put_i64(&q, CANDIDATES_A_LIST + 1);
	for (bool has_row = true;;) {
		TRY(db_next(&q, &has_row));
		if (!has_row)
			break;
		struct near *near = list_push(room, &list);
		near->id = db_i64(&q);
		near->published_at = db_time(&q);
	}
	memo_keep(store, kind, place.target, &list, sizeof list);
	*out = list;
	return OK;
}

static enum err gather(struct store *store, struct list_place place, story_id not_this,
		       struct candidates *all)
{
	struct near_list list;
	bool is_topic = place.list == LIST_TOPIC;
	note_id(store, is_topic ? FACT_RELATED_TOPIC : FACT_RELATED_SECTION, place.target);
	TRY(read_near(store, place, &list));
	for (size_t i = 0, taken = 0; i < list.count && taken < CANDIDATES_A_LIST; i++) {
		if (list.items[i].id == not_this.n)
			continue;
		struct candidate *candidate = candidate_of(store, all, list.items[i].id);
		candidate->published_at = list.items[i].published_at;
		candidate->topics += is_topic;
		candidate->sections += !is_topic;
		taken++;
	}
	return OK;
}

struct words {
	struct str items[WORDS_COMPARED];
	size_t count;
};

static bool is_word_byte(char c)
{
	return char_is_alpha(c) || char_is_digit(c) || (unsigned char)c >= 0x80;
}

static void split_words(struct arena *into, struct str text, struct words *out)
{
	text = str_lower(into, text);
	for (size_t i = 0; i < text.len && out->count < WORDS_COMPARED; i++) {
		size_t start = i;
		while (i < text.len && is_word_byte(text.ptr[i]))
			i++;
		if (i - start >= SHORTEST_WORD)
			out->items[out->count++] = str_sub(text, start, i - start);
	}
}

static int words_shared(const struct words *a, const struct words *b)
{
	int n = 0;
	for (size_t i = 0; i < a->count; i++)
		for (size_t k = 0; k < b->count; k++)
			if (str_eq(a->items[i], b->items[k])) {
				n++;
				break;
			}
	return n;
}

/* Reads the headlines of these and compares them; the words are kept for other pages. */
static enum err read_words(struct store *store, const struct words *own, const int64_t *ids,
			   size_t count, struct candidates *all)
{
	CLEANUP(db_done)
	struct query q =
		query_ids(store, S("SELECT id, headline FROM story WHERE id IN ({ids})"), 0, count);
	put_ids(&q, ids, count);
	for (bool has_row = true;;) {
		TRY(db_next(&q, &has_row));
		if (!has_row)
			return OK;
		struct words words = { 0 };
		struct candidate *candidate = candidate_of(store, all, db_i64(&q));
		struct arena *room = memo_room(store, &store->work);
		split_words(room, db_str(&q, &store->work), &words);
		memo_keep(store, MEMO_HEADLINE, candidate->id, &words, sizeof words);
		candidate->words = words_shared(own, &words);
	}
}

/* Of the first count: the words of the others' headlines cannot bring them among those wanted. */
static enum err rank_words(struct store *store, struct str headline, struct candidates *all,
			   size_t count)
{
	struct words own = { 0 };
	int64_t missing[LIMIT_IDS_A_QUERY];
	size_t missing_count = 0;
	split_words(&store->work, headline, &own);
	for (size_t i = 0; i < count; i++) {
		struct candidate *candidate = &all->items[i];
		const struct words *kept = memo_get(store, MEMO_HEADLINE, candidate->id);
		if (kept)
			candidate->words = words_shared(&own, kept);
		else
			missing[missing_count++] = candidate->id;
		if (missing_count == LIMIT_IDS_A_QUERY) {
			TRY(read_words(store, &own, missing, missing_count, all));
			missing_count = 0;
		}
	}
	return missing_count ? read_words(store, &own, missing, missing_count, all) : OK;
}

static int nearest_first(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;
	if (x->topics != y->topics)
		return y->topics - x->topics;
	if ((x->sections != 0) != (y->sections != 0))
		return (y->sections != 0) - (x->sections != 0);
	if (x->words != y->words)
		return y->words - x->words;
	if (x->published_at.ms != y->published_at.ms)
		return x->published_at.ms < y->published_at.ms ? 1 : -1;
	return (x->id < y->id) - (x->id > y->id);
}

/* How many of the sorted candidates stand as near by topics and section as the last one wanted, or
 * nearer; of those equally near only the newest few. */
static size_t contenders_of(const struct candidates *all, size_t wanted)
{
	if (wanted == 0 || all->count <= wanted)
		return all->count;
	const struct candidate *last = &all->items[wanted - 1];
	size_t n = wanted;
	while (n < all->count && n < wanted + CONTENDERS_MORE &&
	       all->items[n].topics == last->topics &&
	       (all->items[n].sections != 0) == (last->sections != 0))
		n++;
	return n;
}

static enum err gather_all(struct store *store, const struct story *to, struct candidates *all)
{
	for (size_t i = 0; i < to->topic_count && i < LISTS_ASKED; i++)
		TRY(gather(store, (struct list_place){ LIST_TOPIC, to->topics[i].id.n }, to->id,
			   all));
	for (size_t i = 0; i < to->section_count && i < LISTS_ASKED; i++)
		TRY(gather(store, (struct list_place){ LIST_SECTION, to->sections[i].id.n }, to->id,
			   all));
	return OK;
}

enum err store_related(struct store *store, struct arena *into, const struct story *to,
		       int64_t limit, struct search_hits *out)
{
	WORK(store);
	struct candidates all = { 0 };
	TRY(story_note_due(store));
	TRY(gather_all(store, to, &all));
	if (all.count)
		qsort(all.items, all.count, sizeof *all.items, nearest_first);
	size_t contenders = contenders_of(&all, (size_t)limit);
	TRY(rank_words(store, to->headline, &all, contenders));
	if (contenders)
		qsort(all.items, contenders, sizeof *all.items, nearest_first);
	size_t count = all.count < (size_t)limit ? all.count : (size_t)limit;
	struct search_hits hits = { .ids = arena_new(into, story_id, count + 1),
				    .scores = arena_new(into, double, count + 1),
				    .count = count,
				    .total = (int64_t)all.count };
	for (size_t i = 0; i < count; i++) {
		const struct candidate *one = &all.items[i];
		hits.ids[i].n = one->id;
		hits.scores[i] = one->topics * 100.0 + (one->sections != 0) * 50.0 + one->words;
	}
	*out = hits;
	return OK;
}
