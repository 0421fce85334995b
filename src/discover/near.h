/* SPDX-License-Identifier: Apache-2.0 */
/*
 * near.h: words that stand near one another say more than far apart.
 *
 * The best hits are looked at once more: for each two words that stand near one another in the
 * query, the nearest they come in a story adds to its score, by the square of how far apart they
 * are there and by how far apart they are here (after Y. Rasolofo, J. Savoy: Term Proximity Scoring
 * for Keyword-Based Retrieval Systems, ECIR 2003).
 */
#pragma once
#include "discover/query.h"
#include "discover/rank.h"

#define NEAR_HITS 100          /* so many are looked at */
#define NEAR_PAIRS 3           /* words of the query further apart are no pair */
#define NEAR_WINDOW 8          /* words further apart are not near */
#define NEAR_PASSAGE 40        /* words of a passage */
#define LIMIT_NEAR_LIST 200000 /* stories: of a word that so many have, places are not read */

/* words: lists of each word of the query, in its order; loaded anew with their places. Orders the
 * first NEAR_HITS of hits anew. */
struct near_word {
	const struct rank_list *lists;
	size_t count;
};
enum err near_rerank(const struct rank_base *base, struct arena *into,
		     const struct near_word *words, size_t count,
		     struct rank_hits *hits) MUST_CHECK;
