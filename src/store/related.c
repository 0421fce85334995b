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

/* The newest of one list, in its order. */
struct pool {
	struct list_place place;
	size_t count;
	unix_ms last; /* when the oldest of them was published */
};
struct pools {
	struct pool items[2 * LISTS_ASKED];
	size_t count;
	const story_id *leave_out;
	size_t leave_out_count;
};

static bool is_left_out(const struct pools *pools, int64_t id)
{
	for (size_t i = 0; i < pools->leave_out_count; i++)
		if (pools->leave_out[i].n == id)
			return true;
	return false;
}

static enum err gather(struct store *store, struct list_place place, story_id not_this,
		       struct pools *pools, struct candidates *all)
{
	bool is_topic = place.list == LIST_TOPIC;
	struct pool *pool = &pools->items[pools->count++];
	pool->place = place;
	pool->count = 0;
	CLEANUP(db_done)
	struct query q =
		db_query(store->db,
			 S("SELECT story, published_at FROM listing l WHERE list = ?2 AND "
			   "target = ?3 AND story <> ?4 AND " STORY_IS_PUBLIC(
				   "l", "?1") " ORDER BY published_at DESC, story DESC LIMIT ?5"));
	db_put_time(&q, store->now);
	db_put_i64(&q, place.list);
	db_put_i64(&q, place.target);
	db_put_i64(&q, not_this.n);
	db_put_i64(&q, CANDIDATES_A_LIST);
	for (bool has_row = true;;) {
		TRY(db_next(&q, &has_row));
		if (!has_row)
			return listing_note_due(store, place, SPAN_ALL);
		int64_t id = db_i64(&q);
		pool->last = db_time(&q);
		pool->count++;
		if (is_left_out(pools, id))
			continue;
		struct candidate *candidate = candidate_of(store, all, id);
		candidate->published_at = pool->last;
		candidate->topics += is_topic;
		candidate->sections += !is_topic;
	}
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

/* Of the first count: the words of the others' headlines cannot bring them among those wanted. */
static enum err rank_words(struct store *store, struct str headline, struct candidates *all,
			   size_t count)
{
	struct words own = { 0 };
	split_words(&store->work, headline, &own);
	int64_t *ids = arena_new(&store->work, int64_t, count + 1);
	for (size_t i = 0; i < count; i++)
		ids[i] = all->items[i].id;
	for (size_t at = 0; at < count; at += LIMIT_IDS_A_QUERY) {
		size_t left = count - at;
		size_t n = left < LIMIT_IDS_A_QUERY ? left : LIMIT_IDS_A_QUERY;
		CLEANUP(db_done)
		struct query q = query_ids(
			store, S("SELECT id, headline FROM story WHERE id IN ({ids})"), 0, n);
		put_ids(&q, ids + at, n);
		for (bool has_row = true;;) {
			TRY(db_next(&q, &has_row));
			if (!has_row)
				break;
			struct words words = { 0 };
			struct candidate *candidate = candidate_of(store, all, db_i64(&q));
			split_words(&store->work, db_str(&q, &store->work), &words);
			candidate->words = words_shared(&own, &words);
		}
	}
	return OK;
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
 * nearer. */
static size_t contenders_of(const struct candidates *all, size_t wanted)
{
	if (wanted == 0 || all->count <= wanted)
		return all->count;
	const struct candidate *last = &all->items[wanted - 1];
	size_t n = wanted;
	while (n < all->count && all->items[n].topics == last->topics &&
	       (all->items[n].sections != 0) == (last->sections != 0))
		n++;
	return n;
}

static enum err gather_all(struct store *store, const struct story *to, struct pools *pools,
			   struct candidates *all)
{
	for (size_t i = 0; i < to->topic_count && i < LISTS_ASKED; i++)
		TRY(gather(store, (struct list_place){ LIST_TOPIC, to->topics[i].id.n }, to->id,
			   pools, all));
	for (size_t i = 0; i < to->section_count && i < LISTS_ASKED; i++)
		TRY(gather(store, (struct list_place){ LIST_SECTION, to->sections[i].id.n }, to->id,
			   pools, all));
	return OK;
}

/* "related word=section 3 harbour" */
static struct str word_name(struct arena *into, struct list_place place, struct str word)
{
	return str_fmt(into, "%s %lld %.*s", place.list == LIST_TOPIC ? "topic" : "section",
		       (long long)place.target, STR_ARG(word));
}

static void note_words(struct store *store, struct str headline, const struct pools *pools)
{
	struct words words = { 0 };
	split_words(&store->work, headline, &words);
	for (size_t k = 0; k < pools->count; k++)
		for (size_t i = 0; i < words.count; i++)
			note_name(store, FACT_RELATED_WORD,
				  word_name(&store->work, pools->items[k].place, words.items[i]));
}

/* "related both=topic 3, section 7": two places in which one story stands, not both sections. */
static struct str pair_name(struct arena *into, struct list_place a, struct list_place b)
{
	bool in_order = a.list != b.list ? a.list == LIST_TOPIC : a.target < b.target;
	struct list_place first = in_order ? a : b, second = in_order ? b : a;
	return str_fmt(into, "topic %lld, %s %lld", (long long)first.target,
		       second.list == LIST_TOPIC ? "topic" : "section", (long long)second.target);
}

static void note_pairs(struct store *store, const struct pools *pools, enum list_kind other,
		       struct span span)
{
	for (size_t i = 0; i < pools->count; i++)
		for (size_t k = 0; k < pools->count; k++) {
			struct list_place a = pools->items[i].place, b = pools->items[k].place;
			if (a.list == LIST_TOPIC && b.list == other && (b.list != a.list || k < i))
				note_name_within(store, FACT_RELATED_BOTH,
						 pair_name(&store->work, a, b), span);
		}
}

static void touch_pairs(struct store *store, const struct listed *listed, struct span span,
			unix_ms due)
{
	WORK(store);
	for (size_t i = 0; i < listed->count; i++)
		for (size_t k = 0; k < listed->count; k++) {
			struct list_place a = listed->places[i], b = listed->places[k];
			bool is_pair = b.list == LIST_SECTION || (b.list == LIST_TOPIC && k < i);
			if (a.list == LIST_TOPIC && is_pair && !store->touches_everything)
				touch_name_at(store, FACT_RELATED_BOTH,
					      pair_name(&store->work, a, b), span, due);
		}
}

static void note_lists(struct store *store, const struct pools *pools, enum list_kind list,
		       struct span span)
{
	enum fact_kind kind = list == LIST_TOPIC ? FACT_RELATED_TOPIC : FACT_RELATED_SECTION;
	for (size_t i = 0; i < pools->count; i++)
		if (pools->items[i].place.list == (int64_t)list)
			note_within(store, kind, pools->items[i].place.target, span);
}

/*
 * What could bring another story among those found. last: the last of them; NULL: any would do.
 * A headline that shares a word is noted by itself; without one, a story as near as the last by
 * topics and section must be newer.
 *
 *   last shares          noted
 *   a section alone      its topics; its sections, where newer
 *   one topic            pairs of topics; topics with sections; its topics, where newer
 *   one and a section    pairs of topics; topics with sections, where newer
 *   more topics          pairs of topics
 */
static void note_comers(struct store *store, const struct story *to, const struct pools *pools,
			const struct candidate *last)
{
	if (!last || last->topics == 0)
		note_lists(store, pools, LIST_TOPIC, SPAN_ALL);
	if (!last) {
		note_lists(store, pools, LIST_SECTION, SPAN_ALL);
		return;
	}
	struct span newer = { last->published_at.ms, INT64_MAX };
	bool by_date = last->words == 0;
	if (last->topics == 0 && by_date)
		note_lists(store, pools, LIST_SECTION, newer);
	if (last->topics > 0)
		note_pairs(store, pools, LIST_TOPIC, SPAN_ALL);
	if (last->topics != 1)
		return;
	if (last->sections == 0 && to->section_count)
		note_pairs(store, pools, LIST_SECTION, SPAN_ALL);
	if (last->sections == 0 && by_date)
		note_lists(store, pools, LIST_TOPIC, newer);
	if (last->sections && by_date)
		note_pairs(store, pools, LIST_SECTION, newer);
}

/* Only the newest of a list are looked at. When one of them leaves, or another comes among them,
 * who is looked at changes: so the page stands on the list that far. */
static void note_full(struct store *store, const struct pool *pool)
{
	enum fact_kind kind = pool->place.list == LIST_TOPIC ? FACT_LIST_TOPIC : FACT_LIST_SECTION;
	struct span looked_at = { pool->last.ms, INT64_MAX };
	note_within(store, kind, pool->place.target, looked_at);
}

static void note_found(struct store *store, const struct story *to, const struct pools *pools,
		       const struct candidates *all, size_t found, bool is_full)
{
	for (size_t i = 0; i < found; i++) {
		note_id(store, FACT_LIFE, all->items[i].id);
		note_id(store, FACT_STORY, all->items[i].id);
		note_id(store, FACT_FILED, all->items[i].id);
	}
	note_words(store, to->headline, pools);
	note_comers(store, to, pools, is_full ? &all->items[found - 1] : NULL);
	for (size_t i = 0; i < pools->count; i++)
		if (pools->items[i].count == CANDIDATES_A_LIST)
			note_full(store, &pools->items[i]);
}

void related_touch_words(struct store *store, const struct listed *listed)
{
	WORK(store);
	struct words words = { 0 };
	unix_ms due = listing_due(store, listed);
	if (listed->is_page || store->touches_everything)
		return;
	split_words(&store->work, listed->headline, &words);
	for (size_t k = 0; k < listed->count; k++) {
		struct list_place place = listed->places[k];
		if (place.list != LIST_SECTION && place.list != LIST_TOPIC)
			continue;
		for (size_t i = 0; i < words.count; i++)
			touch_name_at(store, FACT_RELATED_WORD,
				      word_name(&store->work, place, words.items[i]), SPAN_ALL,
				      due);
	}
}

void related_touch(struct store *store, const struct listed *listed)
{
	unix_ms due = listing_due(store, listed);
	struct span at = { listed->published_at.ms, listed->published_at.ms };
	if (listed->is_page)
		return;
	for (size_t i = 0; i < listed->count; i++) {
		struct list_place place = listed->places[i];
		if (place.list == LIST_SECTION)
			touch_at(store, FACT_RELATED_SECTION, place.target, at, due);
		else if (place.list == LIST_TOPIC)
			touch_at(store, FACT_RELATED_TOPIC, place.target, at, due);
	}
	touch_pairs(store, listed, at, due);
	related_touch_words(store, listed);
}

enum err store_related(struct store *store, struct arena *into, const struct story *to,
		       const story_id *leave_out, size_t leave_out_count, int64_t limit,
		       struct search_hits *out)
{
	WORK(store);
	struct candidates all = { 0 };
	struct pools *pools = arena_new(&store->work, struct pools, 1);
	pools->leave_out = leave_out;
	pools->leave_out_count = leave_out_count;
	TRY(gather_all(store, to, pools, &all));
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
	note_found(store, to, pools, &all, count, count && (int64_t)count == limit);
	*out = hits;
	return OK;
}
