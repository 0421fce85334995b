/* SPDX-License-Identifier: Apache-2.0 */
/* index_write.c: stories into the index and out of it, and the segment that a transaction makes. */
#include <stdlib.h>

#include "store/index_gather.h"

#define INDEX_BYTES ((size_t)2 << 30) /* of address space */
#define LIMIT_RUNS_HELD 64            /* of records, between two segments */

static enum err read_state(struct store *store, struct index *index)
{
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT generation, stories, length, languages "
					       "FROM search_state WHERE id = 1"));
	TRY(db_one(&q));
	index->generation = db_i64(&q) + 1;
	index->totals.stories = db_i64(&q);
	index->totals.length = db_i64(&q);
	index->totals.languages = db_i64(&q);
	index->is_open = true;
	return OK;
}

enum err index_open(struct store *store, struct index **out)
{
	must_be_writing(store);
	if (!store->index) {
		store->index = calloc(1, sizeof *store->index);
		if (!store->index)
			die("out of memory");
		store->index->arena = arena_open(INDEX_BYTES);
		store->index->start = arena_mark(&store->index->arena);
		store->index->lexicon = lexicon_open();
	}
	if (!store->index->is_open)
		TRY(read_state(store, store->index));
	*out = store->index;
	return OK;
}

void index_close(struct index **at)
{
	struct index *index = *at;
	if (!index)
		return;
	lexicon_close(&index->lexicon);
	arena_close(&index->arena);
	free(index);
	*at = NULL;
}

void index_forget(struct store *store)
{
	struct index *index = store->index;
	if (!index || !index->is_open)
		return;
	arena_reset(&index->arena, index->start);
	index->words = NULL;
	index->runs.items = NULL;
	index->runs.count = index->runs.cap = 0;
	index->has_postings = index->is_open = false;
	lexicon_clear(index->lexicon);
}

static enum err write_state(struct store *store, const struct index *index)
{
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("UPDATE search_state SET generation = ?1, stories = "
					       "?2, length = ?3, languages = ?4 WHERE id = 1"));
	db_put_i64(&q, index->generation);
	db_put_i64(&q, index->totals.stories);
	db_put_i64(&q, index->totals.length);
	db_put_i64(&q, index->totals.languages);
	return db_run(&q);
}

enum err index_flush(struct store *store)
{
	struct index *index = store->index;
	if (!index || !index->is_open)
		return OK;
	bool has_postings = index->has_postings;
	if (has_postings)
		TRY(index_words_flush(store, index));
	TRY(write_state(store, index));
	TRY(index_docs_flush(store));
	index_forget(store);
	return has_postings ? index_merge(store) : OK;
}

/* Nothing of the story may be gathered already: one generation holds it once. */
static enum err take_record(struct store *store, story_id id, struct index_doc **doc)
{
	struct index *index;
	TRY(index_open(store, &index));
	if ((index->words && index_words_are_many(index->words)) ||
	    index->runs.count >= LIMIT_RUNS_HELD ||
	    lexicon_is_full(index->lexicon, LIMIT_LEXICON_BYTES)) {
		TRY(index_flush(store));
		TRY(index_open(store, &index));
	}
	TRY(index_doc_change(store, id, doc));
	if ((*doc)->generation != index->generation)
		return OK;
	TRY(index_flush(store));
	TRY(index_open(store, &index));
	return index_doc_change(store, id, doc);
}

static void leave_totals(struct index *index, const struct index_doc *doc)
{
	if (!doc->generation)
		return;
	index->totals.stories--;
	index->totals.length -= doc->length;
}

static void put_numbers(struct buf *out, const int64_t *ids, size_t count)
{
	put_number(out, (uint32_t)count);
	for (size_t i = 0; i < count; i++)
		put_number(out, (uint32_t)ids[i]);
}

static enum err put_links(struct store *store, story_id id, const struct index_text *text)
{
	SCRATCH(store);
	struct buf links = buf_in(&store->scratch, LIMIT_SQL_BYTES);
	put_numbers(&links, text->sections, text->section_count);
	put_numbers(&links, text->topic_ids, text->topic_count);
	put_numbers(&links, text->people, text->person_count);
	TRY(links.fault);
	return index_doc_link(store, id, buf_str(&links));
}

enum err index_put(struct store *store, story_id id, const struct index_text *text)
{
	struct index_doc *doc;
	BUG_IF(id.n <= 0);
	if (id.n >= POSTING_END)
		return ERR_TOO_BIG;
	TRY(take_record(store, id, &doc));
	struct index *index = store->index;
	enum language language = language_of(text->language);
	if (!index->words)
		index->words = index_words_in(&index->arena);
	leave_totals(index, doc);
	*doc = (struct index_doc){
		.visible_at = text->visible_at,
		.published_at = text->published_at,
		.generation = (uint32_t)index->generation,
		.length = index_words_add(index->words, index->lexicon, (uint32_t)id.n, text,
					  language),
	};
	TRY(index->words->packed.fault);
	index->has_postings = true;
	index->totals.stories++;
	index->totals.length += doc->length;
	index->totals.languages |= (int64_t)1 << language;
	return put_links(store, id, text);
}

enum err index_set_times(struct store *store, story_id id, unix_ms visible_at, unix_ms published_at)
{
	struct index_doc *doc;
	TRY(index_doc_change(store, id, &doc));
	doc->visible_at = visible_at;
	doc->published_at = published_at;
	return OK;
}

static int by_bytes(const void *a, const void *b, void *of)
{
	const struct index_words *words = of;
	return str_cmp(words->terms[*(const uint32_t *)a].bytes,
		       words->terms[*(const uint32_t *)b].bytes);
}

/* The terms in order, and where in the sorted postings each ends. */
static void order_terms(struct index_words *words, uint32_t *order, uint32_t *ends)
{
	uint32_t sum = 0;
	for (uint32_t i = 0; i < words->term_count; i++)
		order[i] = i;
	qsort_r(order, words->term_count, sizeof *order, by_bytes, words);
	for (uint32_t i = 0; i < words->term_count; i++) {
		ends[order[i]] = sum; /* its start, until the postings are laid out */
		sum += words->terms[order[i]].postings;
	}
}

static int by_doc(const void *a, const void *b, void *of)
{
	const struct gathered_posting *x = a, *y = b;
	const struct gathered_story *stories = of;
	uint32_t i = stories[x->story].doc, j = stories[y->story].doc;
	return (i > j) - (i < j);
}

static void sort_postings(const struct index_words *words, struct gathered_posting *postings,
			  uint32_t count)
{
	const struct gathered_story *stories = words->stories;
	for (uint32_t i = 1; i < count; i++) {
		if (stories[postings[i].story].doc < stories[postings[i - 1].story].doc) {
			qsort_r(postings, count, sizeof *postings, by_doc, words->stories);
			return;
		}
	}
}

/* What a posting says lies where its story put it, far from the one before: it is fetched while
 * those ahead of it are written. */
enum { AHEAD = 12 };

static struct posting unpack(const struct index_words *words, const struct gathered_posting *from)
{
	const uint8_t *at = (const uint8_t *)words->packed.ptr + from->at;
	const uint8_t *end = (const uint8_t *)words->packed.ptr + words->packed.len;
	struct posting posting = { .doc = words->stories[from->story].doc };
	uint32_t count, n;
	take_number(&at, end, &posting.weight);
	posting.fields = *at++;
	const uint8_t *start = at;
	take_number(&at, end, &count);
	for (uint32_t i = 0; i < count; i++)
		take_number(&at, end, &n);
	if (count)
		posting.places = (struct str){ (const char *)start, (size_t)(at - start) };
	return posting;
}

static enum err put_term(struct segment_writer *segment, struct posting_writer *list,
			 const struct index_words *words, struct gathered_posting *postings,
			 uint32_t count, struct str term)
{
	posting_writer_clear(list);
	sort_postings(words, postings, count);
	for (uint32_t i = 0; i < count; i++) {
		__builtin_prefetch(words->packed.ptr + postings[i + AHEAD].at);
		struct posting posting = unpack(words, &postings[i]);
		posting_add(list, &posting, words->stories[postings[i].story].length);
	}
	posting_writer_end(list);
	TRY(list->docs.fault ? list->docs.fault : list->places.fault);
	return segment_put(segment, term, list);
}

enum err index_words_flush(struct store *store, struct index *index)
{
	struct index_words *words = index->words;
	struct arena *arena = &index->arena;
	uint32_t *order = arena_new(arena, uint32_t, words->term_count + 1);
	uint32_t *ends = arena_new(arena, uint32_t, words->term_count + 1);
	struct gathered_posting *sorted = (struct gathered_posting *)(void *)arena_bytes(
		arena, (words->posting_count + AHEAD) * sizeof *sorted);
	memset(sorted + words->posting_count, 0, AHEAD * sizeof *sorted);
	order_terms(words, order, ends);
	for (size_t i = 0; i < words->posting_count; i++)
		sorted[ends[words->postings[i].term]++] = words->postings[i];
	struct segment_writer segment;
	struct posting_writer list = posting_writer_in(arena);
	uint32_t generation = (uint32_t)index->generation;
	TRY(segment_begin(&segment, store, arena, generation, generation));
	for (uint32_t i = 0; i < words->term_count; i++) {
		const struct gathered_term *term = &words->terms[order[i]];
		TRY(put_term(&segment, &list, words, sorted + ends[order[i]] - term->postings,
			     term->postings, term->bytes));
	}
	return segment_end(&segment);
}
