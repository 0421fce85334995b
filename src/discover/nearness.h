/* SPDX-License-Identifier: Apache-2.0 */
/*
 * nearness.h: how near two stories are by their words.
 *
 * A story is kept as the NEARNESS_WORDS words that say most of it, each with two weights: one by
 * how often it stands there and how rare it is, which tells what a story is about; one by the
 * square of its rarity, which tells of whom and where. Nearness is the mean of the two cosines
 * (G. Salton, C. Buckley: Term-Weighting Approaches in Automatic Text Retrieval, 1988).
 *
 *   - 0 nothing in common, 1 the same words; the same both ways
 *   - how rare a word is, is as it was when the words were read
 */
#pragma once
#include "discover/rank.h"

#define NEARNESS_WORDS 100
#define LIMIT_NEARNESS_TEXT (256u << 10) /* bytes of a body that are read */

/* A word of a story that is being read. */
struct nearness_word {
	struct str stem;
	struct lexeme *lexeme;
	double count;  /* places, each counting as its field does */
	double rarity; /* inverse document frequency */
	double weight; /* by which the words that say most are chosen */
};
struct nearness_words {
	struct nearness_word *items; /* those that say most first */
	size_t count, cap;
};

/* lexicon: of whoever reads many, who owns its slots; it remembers how rare words are as long as it
 * is not cleared. */
enum err nearness_read(const struct rank_base *base, struct lexicon *lexicon, struct arena *into,
		       const struct story *story, struct nearness_words *out) MUST_CHECK;
/* The words as they are kept. */
struct str nearness_pack(struct arena *into, const struct nearness_words *words);
/* Of two as packed; 0 if one is not. */
double nearness_of(struct str a, struct str b);
