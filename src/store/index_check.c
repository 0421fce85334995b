/* SPDX-License-Identifier: Apache-2.0 */
/* index_check.c: sums up what the index says of each story, and what it should. */
#include "store/index_check.h"

#include "store/index_gather.h"

#define GATHER_BYTES ((size_t)2 << 30) /* of address space */

struct index_check {
	struct store *store;
	struct index_docs docs;
	uint64_t *traces; /* by id */
	bool *is_known;
	bool has_broken; /* some list cannot be read */
	struct arena arena;
	struct lexicon *lexicon;
};

static void add_term(struct index_check *check, const struct index_term *term)
{
	struct posting_cursor cursor;
	const struct index_list list = { .first = term->segment->first,
					 .last = term->segment->last };
	uint64_t hash = str_hash(term->term);
	posting_open(&cursor, term->docs, term->places);
	for (; cursor.doc != POSTING_END; posting_next(&cursor))
		if (cursor.doc < check->docs.count &&
		    index_holds(&list, &check->docs.items[cursor.doc]))
			check->traces[cursor.doc] +=
				index_trace(hash, posting_weight(&cursor), posting_fields(&cursor));
	check->has_broken |= cursor.is_broken;
}

static enum err add_segments(struct index_check *check)
{
	struct index_segments segments = { 0 };
	struct arena *arena = &check->arena;
	TRY(index_segments_read(check->store, arena, &segments));
	for (size_t i = 0; i < segments.count; i++) {
		struct arena_mark mark = arena_mark(arena);
		struct index_terms terms = { 0 };
		TRY(index_segment_read(check->store, arena, &segments.items[i], &terms));
		for (size_t k = 0; k < terms.count; k++)
			add_term(check, &terms.items[k]);
		arena_reset(arena, mark);
	}
	return OK;
}

enum err index_check_begin(struct store *store, struct arena *into, struct index_check **out)
{
	struct index_check *check = arena_new(into, struct index_check, 1);
	check->store = store;
	TRY(index_docs_read(store, into, &check->docs));
	check->traces = arena_new(into, uint64_t, check->docs.count + 1);
	check->is_known = arena_new(into, bool, check->docs.count + 1);
	check->arena = arena_open(GATHER_BYTES);
	check->lexicon = lexicon_open();
	enum err err = add_segments(check);
	if (err)
		index_check_end(check);
	else
		*out = check;
	return err;
}

static struct str compare(struct index_check *check, const struct story *story,
			  const struct index_text *text)
{
	const struct index_doc *doc = &check->docs.items[story->id.n];
	struct arena_mark mark = arena_mark(&check->arena);
	struct index_words *words = index_words_in(&check->arena);
	lexicon_clear(check->lexicon);
	uint32_t length = index_words_add(words, check->lexicon, (uint32_t)story->id.n, text,
					  language_of(text->language));
	uint64_t trace = index_words_trace(words);
	arena_reset(&check->arena, mark);
	if (doc->visible_at.ms != text->visible_at.ms ||
	    doc->published_at.ms != text->published_at.ms)
		return S("searched as if readers saw it from another moment on");
	if (doc->length != length || check->traces[story->id.n] != trace)
		return S("searched by other words than it has");
	return S("");
}

enum err index_check_story(struct index_check *check, const struct story *story, struct str *wrong)
{
	struct store *store = check->store;
	WORK(store);
	struct index_text text;
	if (story->id.n >= check->docs.count || !check->docs.items[story->id.n].generation) {
		*wrong = S("not among those that are searched");
		return OK;
	}
	check->is_known[story->id.n] = true;
	TRY(index_text_of(store, story, &text));
	*wrong = compare(check, story, &text);
	return OK;
}

static enum err is_story(struct store *store, uint32_t id, bool *out)
{
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT 1 FROM story WHERE id = ?1"));
	db_put_i64(&q, id);
	return db_next(&q, out);
}

enum err index_check_strangers(const struct index_check *check, int64_t *out)
{
	int64_t strangers = check->has_broken;
	for (uint32_t doc = 0; doc < check->docs.count; doc++) {
		bool is_there = true;
		if (check->docs.items[doc].generation && !check->is_known[doc])
			TRY(is_story(check->store, doc, &is_there));
		strangers += !is_there;
	}
	*out = strangers;
	return OK;
}

void index_check_end(struct index_check *check)
{
	lexicon_close(&check->lexicon);
	arena_close(&check->arena);
}
