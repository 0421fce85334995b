/* SPDX-License-Identifier: Apache-2.0 */
/*
 * rank.h: the stories in which words weigh most.
 *
 * A story's score is the sum over the words of what each weighs in it, by BM25F in its simple form:
 * places count as their field does, the length alike (S. Robertson, H. Zaragoza, M. Taylor: Simple
 * BM25 Extension to Multiple Weighted Fields, CIKM 2004). What is recent may weigh a little more.
 *
 * The best are found without scoring all: WAND passes over stories that the words standing there
 * cannot lift above those found already (A. Broder et al.: Efficient Query Evaluation using a
 * Two-Level Retrieval Process, CIKM 2003), by blocks (Ding and Suel, SIGIR 2011).
 *
 *   - only stories that are public at store_now() are given, and each once
 *   - the result is that of scoring every story; equal scores come newest first, then by id
 *
 *     struct rank_base base;
 *     struct rank_hits hits;
 *     TRY(rank_open(store, arena, &base));
 *     TRY(rank_load(&base, arena, terms, count, false, &lists));
 *     rank_top(&base, arena, lists, count, &(struct rank_wish){ .limit = 10 }, &hits);
 */
#pragma once
#include "discover/doc_set.h"
#include "store/index.h"

/* What a search stands on; holds until the store is written to. */
struct rank_base {
	struct store *store;
	struct index_docs docs;
	struct index_totals totals;
	double mean_length;
	unix_ms now;
};
enum err rank_open(struct store *store, struct arena *into, struct rank_base *out) MUST_CHECK;

bool rank_is_public(const struct rank_base *base, uint32_t doc);

struct rank_term {
	struct str stem;
	double weight;  /* how much the word counts */
	uint8_t fields; /* only there (FIELD_ bits); 0 anywhere */
};

/* A term's lists and what they weigh. */
struct rank_list {
	struct rank_term term;
	struct index_list *lists; /* one a segment */
	size_t count;
	uint32_t stories; /* that have it, about */
	double scale;     /* what it can weigh in a story at most */
};

/* Reads the terms' lists. Gives: as many, in that order. */
enum err rank_load(const struct rank_base *base, struct arena *into, const struct rank_term *terms,
		   size_t count, bool with_places, struct rank_list **out) MUST_CHECK;

/* Makes it as rare as a word that so many stories have: for one with several stems. */
void rank_set_rarity(const struct rank_base *base, struct rank_list *list, uint32_t stories);

/* What a posting of that weight says for a story of that length. */
double rank_weigh(const struct rank_base *base, const struct rank_list *list, uint32_t weight,
		  uint32_t length);
/* What the story's age makes of its score: 1 to 1 + recency. */
double rank_age_factor(const struct rank_base *base, uint32_t doc, double recency);

struct rank_hit {
	uint32_t doc;
	double score;
};

struct rank_hits {
	struct rank_hit *items;
	size_t count;
};

struct rank_wish {
	const struct doc_set *among; /* NULL: all public ones */
	size_t limit;
	double recency; /* 0 none; by so much a story of today gains */
};
#define RECENCY_HALF_DAYS 180 /* after which half of that is left */

/* The best limit stories, best first. Takes: at most LIMIT_RANK_TERMS lists. */
#define LIMIT_RANK_TERMS 256
void rank_top(const struct rank_base *base, struct arena *into, const struct rank_list *lists,
	      size_t count, const struct rank_wish *wish, struct rank_hits *out);

/* Adds those that any of the lists holds, public or not. */
void rank_add_all(const struct rank_base *base, const struct rank_list *lists, size_t count,
		  struct doc_set *set);
