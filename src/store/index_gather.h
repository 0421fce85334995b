/* SPDX-License-Identifier: Apache-2.0 */
/* index_gather.h: words gathered for a segment. Private to store/index_*.c. */
#pragma once
#include "store/index_private.h"

/* Of a story: two stems and a spelling a word, and beginnings of the headline's. */
#define GATHERED_POSTINGS_A_STORY (4 * LIMIT_INDEXED_WORDS)
#define GATHERED_POSTINGS_ROOM (LIMIT_INDEX_POSTINGS + GATHERED_POSTINGS_A_STORY)
#define GATHERED_TERMS_ROOM (2u << 20)
#define GATHERED_BYTES_ROOM (96u << 20)
#define GATHERED_STORIES_ROOM (1u << 20)

struct gathered_term {
	struct str bytes;
	uint64_t hash;
	uint32_t postings;
	/* of the story under way, if story says it */
	uint32_t story, weight, first_place, last_place; /* places: index + 1 */
	uint8_t fields;
};

struct gathered_place {
	uint32_t place, next; /* index + 1 */
};

struct gathered_posting {
	uint32_t term, story, at; /* at: of weight, fields and places in packed */
};

struct gathered_story {
	uint32_t doc, length;
};

struct index_words {
	struct arena *arena;
	uint32_t *slots; /* open addressing over terms, index + 1 */
	size_t slot_count;
	struct gathered_term *terms;
	uint32_t term_count;
	struct gathered_posting *postings;
	size_t posting_count;
	struct buf packed;

	struct gathered_story *stories;
	uint32_t story, length; /* under way: its number, plus one */
	struct gathered_place *places;
	size_t place_count, word_count;
	uint32_t *touched; /* terms, number + 1 */
	size_t touched_count;
};

struct index_words *index_words_in(struct arena *arena);
bool index_words_are_many(const struct index_words *words);
/* Gives: the story's length. */
uint32_t index_words_add(struct index_words *words, struct lexicon *lexicon, uint32_t doc,
			 const struct index_text *text, enum language language);
/* A number made of all that a story's postings say, the same in whatever order they come: what
 * index_check.c holds the index against. */
static inline uint64_t index_trace(uint64_t term_hash, uint32_t weight, uint8_t fields)
{
	return term_hash * ((uint64_t)weight * 256 + fields + 1);
}
/* Of the story added last. */
uint64_t index_words_trace(const struct index_words *words);
