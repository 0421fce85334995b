/* SPDX-License-Identifier: Apache-2.0 */
/*
 * phrase.c: walks the lists of all words of a run together, and where all stand in one story looks
 * at their places. A word may have several stems; it stands wherever one of them does.
 */
#include "discover/phrase.h"

#include "words/posting.h"

struct stem_lists {
	struct index_list *lists;
	size_t count;
};

/* The places of a stem in a story, one after the other. */
struct stem_places {
	const uint8_t *at, *end;
	uint32_t left, place;
};

/* A word's stems within one segment. */
struct word_cursor {
	struct posting_cursor *stems;
	size_t count;
	uint32_t doc;
	struct stem_places places[LIMIT_QUERY_STEMS]; /* in doc */
	size_t place_count;
};
#define NO_PLACE UINT32_MAX

static void find_doc(struct word_cursor *word)
{
	word->doc = POSTING_END;
	for (size_t i = 0; i < word->count; i++)
		if (word->stems[i].doc < word->doc)
			word->doc = word->stems[i].doc;
}

static void seek(struct word_cursor *word, uint32_t doc)
{
	for (size_t i = 0; i < word->count; i++)
		if (word->stems[i].doc < doc)
			posting_seek(&word->stems[i], doc);
	find_doc(word);
}

static void next_place(struct stem_places *places)
{
	uint32_t further;
	if (!places->left || !take_number(&places->at, places->end, &further) ||
	    further > NO_PLACE - 1 - places->place) {
		places->place = NO_PLACE;
		return;
	}
	places->left--;
	places->place += further;
}

static void open_places(struct word_cursor *word)
{
	word->place_count = 0;
	for (size_t i = 0; i < word->count; i++) {
		if (word->stems[i].doc != word->doc)
			continue;
		struct stem_places *places = &word->places[word->place_count++];
		struct str packed = posting_places_on(&word->stems[i]);
		*places = (struct stem_places){ .at = (const uint8_t *)packed.ptr };
		places->end = places->at + packed.len;
		take_number(&places->at, places->end, &places->left);
		next_place(places);
	}
}

/* The word's first place at `from` or behind it. */
static uint32_t place_from(struct word_cursor *word, uint32_t from)
{
	uint32_t first = NO_PLACE;
	for (size_t i = 0; i < word->place_count; i++) {
		while (word->places[i].place < from)
			next_place(&word->places[i]);
		if (word->places[i].place < first)
			first = word->places[i].place;
	}
	return first;
}

/* Goes on from word to word until one stands too far behind: then the first must do as well. Of
 * words that stand together early not much is read. */
static bool stand_side_by_side(struct word_cursor *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		open_places(&words[i]);
	uint32_t first = place_from(&words[0], 0);
	for (uint32_t i = 1; i < count && first < NO_PLACE - count;) {
		uint32_t place = place_from(&words[i], first + i);
		if (place == NO_PLACE)
			return false;
		if (place == first + i) {
			i++;
		} else {
			first = place_from(&words[0], place - i);
			i = 1;
		}
	}
	return first < NO_PLACE - count;
}

static bool stand_in(struct word_cursor *words, size_t count, uint8_t fields)
{
	for (size_t i = 0; fields && i < count; i++) {
		bool is_there = false;
		for (size_t k = 0; k < words[i].count; k++)
			is_there |= words[i].stems[k].doc == words[i].doc &&
				    posting_fields(&words[i].stems[k]) & fields;
		if (!is_there)
			return false;
	}
	return true;
}

/* All words at one story: true with words[0].doc, or false at the end. */
static bool meet(struct word_cursor *words, size_t count)
{
	for (size_t i = 1; i < count && words[0].doc != POSTING_END;) {
		seek(&words[i], words[0].doc);
		if (words[i].doc == words[0].doc) {
			i++;
		} else {
			seek(&words[0], words[i].doc);
			i = 1;
		}
	}
	return words[0].doc != POSTING_END;
}

static void walk_segment(const struct rank_base *base, struct word_cursor *words,
			 const struct query_run *run, const struct index_list *in,
			 struct doc_set *set)
{
	while (meet(words, run->count)) {
		uint32_t doc = words[0].doc;
		if (doc < base->docs.count && index_holds(in, &base->docs.items[doc]) &&
		    stand_in(words, run->count, run->fields) &&
		    (run->count == 1 || stand_side_by_side(words, run->count)))
			doc_set_add(set, doc);
		seek(&words[0], doc + 1);
	}
}

/* Room for any type that is written before it is read: a cursor is too large to be zeroed in vain.
 */
static void *unzeroed(struct arena *into, size_t bytes)
{
	const uintptr_t align = _Alignof(max_align_t);
	uintptr_t at = (uintptr_t)arena_bytes(into, bytes + align);
	return (void *)((at + align - 1) / align * align);
}

/* The word's cursors in the segment of generations from first on. */
static void open_word(struct arena *into, const struct stem_lists *stems, size_t count,
		      uint32_t first, struct word_cursor *out)
{
	out->count = 0;
	out->stems = unzeroed(into, (count + 1) * sizeof *out->stems);
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < stems[i].count; k++)
			if (stems[i].lists[k].first == first)
				posting_open(&out->stems[out->count++], stems[i].lists[k].docs,
					     stems[i].lists[k].places);
	find_doc(out);
}

static enum err load(const struct rank_base *base, struct arena *into, const struct query_run *run,
		     struct stem_lists (*out)[LIMIT_QUERY_STEMS])
{
	for (size_t i = 0; i < run->count; i++)
		for (size_t k = 0; k < run->words[i].stem_count; k++)
			TRY(index_lists(base->store, into, INDEX_STEM, run->words[i].stems[k],
					run->count > 1, &out[i][k].lists, &out[i][k].count));
	return OK;
}

enum err phrase_add(const struct rank_base *base, struct arena *into, const struct query_run *run,
		    struct doc_set *set)
{
	struct stem_lists(*stems)[LIMIT_QUERY_STEMS] = (struct stem_lists(*)[LIMIT_QUERY_STEMS])(
		void *)arena_new(into, struct stem_lists, run->count * LIMIT_QUERY_STEMS + 1);
	struct word_cursor *words = arena_new(into, struct word_cursor, run->count + 1);
	TRY(load(base, into, run, stems));
	for (size_t k = 0; k < run->words[0].stem_count; k++) {
		for (size_t n = 0; n < stems[0][k].count; n++) {
			const struct index_list *in = &stems[0][k].lists[n];
			struct arena_mark mark = arena_mark(into);
			for (size_t i = 0; i < run->count; i++)
				open_word(into, stems[i], run->words[i].stem_count, in->first,
					  &words[i]);
			walk_segment(base, words, run, in, set);
			arena_reset(into, mark);
		}
	}
	return OK;
}
