/* SPDX-License-Identifier: Apache-2.0 */
/* search.h: the words of stories, for discover/. Behind it SQLite's FTS5 for now. Indexing happens
 * in store_story_save's transaction; only public, unlocked stories are found. */
#pragma once
#include "store/story.h"

/* terms: words already split and folded by discover/, each matched as a stem; any may match, best
 * first. Gives: ids by rank, and how many match. The rank of each weighs the words of all stories,
 * so an answer that stands on it is fleeting (fact/fact.h): nothing tells when it changes. */
struct search_hits {
	story_id *ids;
	double *scores;
	size_t count;
	int64_t total;
};
enum err store_search(struct store *store, struct arena *into, const struct str *terms,
		      size_t term_count, bool all_terms, int64_t offset, int64_t limit,
		      struct search_hits *out) MUST_CHECK;
/* Stories nearest to this one by shared topics, section, then headline words; not itself; newest
 * first among equals. */
enum err store_related(struct store *store, struct arena *into, const struct story *to,
		       int64_t limit, struct search_hits *out) MUST_CHECK;
