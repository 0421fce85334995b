/* SPDX-License-Identifier: Apache-2.0 */
/*
 * index_merge.c: small segments into larger ones.
 *
 * Segments lie in the order of their generations, older and mostly larger ones first. When
 * LIMIT_INDEX_SEGMENTS neighbours are of one size or smaller, a step being eightfold, they become
 * one; postings that do not hold any more stay behind. So each story is moved a handful of times
 * in all, and a search looks into a few segments for each step of size.
 */
#include <stdlib.h>

#include "store/index_private.h"

#define STEP_BYTES (16 << 10) /* of the smallest step */
#define MOST_SEGMENTS 64      /* merged at once */

/* The newest segments of which none is larger than a step; enough of them are merged. */
static bool choose(const struct index_segments *all, size_t *from)
{
	for (int64_t step = STEP_BYTES; step <= LIMIT_MERGED_BYTES; step *= 8) {
		size_t at = all->count;
		while (at && all->items[at - 1].bytes <= step && all->count - at < MOST_SEGMENTS)
			at--;
		if (all->count - at >= LIMIT_INDEX_SEGMENTS) {
			*from = at;
			return true;
		}
	}
	return false;
}

static int by_term(const void *a, const void *b)
{
	const struct index_term *x = a, *y = b;
	int order = str_cmp(x->term, y->term);
	return order ? order
		     : (x->segment->first > y->segment->first) -
			       (x->segment->first < y->segment->first);
}

struct merged {
	struct posting *items;
	size_t count, cap;
};

static int posting_by_doc(const void *a, const void *b)
{
	const struct posting *x = a, *y = b;
	return (x->doc > y->doc) - (x->doc < y->doc);
}

/* The postings of a source that still hold. */
static void take_postings(struct arena *into, const struct index_term *source,
			  const struct index_docs *docs, struct merged *out)
{
	struct posting_cursor cursor;
	const struct index_list list = { .first = source->segment->first,
					 .last = source->segment->last };
	posting_open(&cursor, source->docs, source->places);
	for (; cursor.doc != POSTING_END; posting_next(&cursor)) {
		if (cursor.doc >= docs->count || !index_holds(&list, &docs->items[cursor.doc]))
			continue;
		*list_push(into, out) = (struct posting){
			.doc = cursor.doc,
			.weight = posting_weight(&cursor),
			.fields = posting_fields(&cursor),
			.places = source->places.len ? posting_places(&cursor) : S(""),
		};
	}
}

static enum err merge_term(struct segment_writer *segment, struct posting_writer *list,
			   const struct index_term *sources, size_t count,
			   const struct index_docs *docs)
{
	struct arena *into = &segment->store->work;
	struct arena_mark mark = arena_mark(into);
	struct merged merged = { 0 };
	for (size_t i = 0; i < count; i++)
		take_postings(into, &sources[i], docs, &merged);
	if (merged.count)
		qsort(merged.items, merged.count, sizeof *merged.items, posting_by_doc);
	posting_writer_clear(list);
	for (size_t i = 0; i < merged.count; i++)
		posting_add(list, &merged.items[i], docs->items[merged.items[i].doc].length);
	posting_writer_end(list);
	arena_reset(into, mark);
	TRY(list->docs.fault ? list->docs.fault : list->places.fault);
	return merged.count ? segment_put(segment, sources[0].term, list) : OK;
}

static enum err write_merged(struct segment_writer *segment, const struct index_terms *sources,
			     const struct index_docs *docs)
{
	struct posting_writer list = posting_writer_in(segment->arena);
	for (size_t at = 0, end; at < sources->count; at = end) {
		for (end = at + 1; end < sources->count &&
				   str_eq(sources->items[end].term, sources->items[at].term);)
			end++;
		TRY(merge_term(segment, &list, sources->items + at, end - at, docs));
	}
	return segment_end(segment);
}

static enum err drop_segment(struct store *store, int64_t id)
{
	CLEANUP(db_done)
	struct query runs = db_query(store->db, S("DELETE FROM search_run WHERE segment = ?1"));
	db_put_i64(&runs, id);
	TRY(db_run(&runs));
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("DELETE FROM search_segment WHERE id = ?1"));
	db_put_i64(&q, id);
	return db_run(&q);
}

static enum err merge(struct store *store, struct arena *arena, const struct index_segment *from,
		      size_t count)
{
	struct index_terms sources = { 0 };
	struct index_docs docs;
	struct segment_writer segment;
	TRY(index_docs_read(store, arena, &docs));
	for (size_t i = 0; i < count; i++) {
		TRY(index_segment_read(store, arena, &from[i], &sources));
		TRY(drop_segment(store, from[i].id));
	}
	if (sources.count)
		qsort(sources.items, sources.count, sizeof *sources.items, by_term);
	TRY(segment_begin(&segment, store, arena, from[0].first, from[count - 1].last));
	return write_merged(&segment, &sources, &docs);
}

/* How many neighbours from `at` on come to no more than that. */
static size_t neighbours_at(const struct index_segments *all, size_t at, int64_t most_bytes)
{
	size_t count = 0;
	for (int64_t bytes = 0; at + count < all->count && count < MOST_SEGMENTS; count++) {
		bytes += all->items[at + count].bytes;
		if (bytes > most_bytes)
			break;
	}
	return count;
}

/* The first neighbours that may become one; count 0: none. */
static void choose_neighbours(const struct index_segments *all, int64_t most_bytes, size_t *at,
			      size_t *count)
{
	for (*at = 0; *at < all->count; ++*at) {
		*count = neighbours_at(all, *at, most_bytes);
		if (*count > 1)
			return;
	}
	*count = 0;
}

/* Where there is nothing to do not a row is written: an import that brought nothing new leaves the
 * site as it is. */
static enum err compact_one(struct store *store, size_t most_segments, int64_t most_bytes,
			    bool *is_done)
{
	CLEANUP(txn_end) struct txn txn = { 0 };
	struct index *index;
	struct index_segments all = { 0 };
	size_t at, count;
	TRY(txn_begin(&txn, store));
	TRY(index_open(store, &index));
	if (index->has_postings || index->runs.count)
		TRY(index_flush(store));
	index_forget(store); /* nothing is gathered now, nor will be until the end */
	struct arena_mark mark = arena_mark(&index->arena);
	TRY(index_segments_read(store, &index->arena, &all));
	choose_neighbours(&all, most_bytes, &at, &count);
	*is_done = all.count <= most_segments || !count;
	if (!*is_done)
		TRY(merge(store, &index->arena, all.items + at, count));
	arena_reset(&index->arena, mark);
	if (!*is_done) {
		TRY(index_open(store, &index)); /* another generation */
		TRY(index_flush(store));
	}
	return txn_commit(&txn);
}

enum err index_compact(struct store *store, size_t most_segments)
{
	bool is_done = false;
	while (!is_done)
		TRY(compact_one(store, most_segments, LIMIT_COMPACTED_BYTES, &is_done));
	return OK;
}

enum err index_compact_some(struct store *store, size_t most_segments, bool *has_merged)
{
	bool is_done;
	TRY(compact_one(store, most_segments, LIMIT_COMPACTED_STEP_BYTES, &is_done));
	*has_merged = !is_done;
	return OK;
}

enum err index_merge(struct store *store)
{
	struct index_segments all = { 0 };
	size_t from;
	struct arena *arena = &store->index->arena; /* nothing is gathered now */
	struct arena_mark mark = arena_mark(arena);
	TRY(index_segments_read(store, arena, &all));
	if (choose(&all, &from))
		TRY(merge(store, arena, all.items + from, all.count - from));
	arena_reset(arena, mark);
	return OK;
}
