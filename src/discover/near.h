/* SPDX-License-Identifier: Apache-2.0 */
/*
 * near.h: where the words of a query stand in a story says more than how often.
 *
 * The best hits are looked at once more. What is added to a story's score:
 *
 *   pairs    for each two words that stand near one another in the query, by the square of how far
 *            apart they come in the story and by how far apart they are here (after Y. Rasolofo,
 *            J. Savoy: Term Proximity Scoring for Keyword-Based Retrieval Systems, ECIR 2003)
 *   passage  by what the words of its best passage weigh
 *   opening  by how much of the query its opening has, each word counting alike: a news story says
 *            first what it is about. Little for some of the words, very much for all of them, so
 *            that long questions are not answered by whoever opens with one word of theirs
 *
 * A story's age makes of all that what it made of the score.
 */
#pragma once
#include "discover/query.h"
#include "discover/rank.h"

#define NEAR_HITS 100          /* so many are looked at */
#define NEAR_PAIRS 3           /* words of the query further apart are no pair */
#define NEAR_WINDOW 8          /* words further apart are not near */
#define NEAR_PASSAGE 40        /* words of a passage */
#define LIMIT_NEAR_LIST 200000 /* stories: of a word that so many have, places are not read */

/* words: lists of each word of the query, in its order; loaded anew with their places. recency: as
 * the hits were found with. Orders the first NEAR_HITS of hits anew. */
struct near_word {
	const struct rank_list *lists;
	size_t count;
};
enum err near_rerank(const struct rank_base *base, struct arena *into,
		     const struct near_word *words, size_t count, double recency,
		     struct rank_hits *hits) MUST_CHECK;
