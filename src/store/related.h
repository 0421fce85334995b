/* SPDX-License-Identifier: Apache-2.0 */
/* related.h: stories near to one by what they are filed under, for discover/. */
#pragma once
#include "store/story.h"

struct search_hits {
	story_id *ids;
	double *scores;
	size_t count;
	int64_t total;
};
/* Stories nearest to this one by shared topics, section, then headline words; not itself; newest
 * first among equals; none of leave_out. */
enum err store_related(struct store *store, struct arena *into, const struct story *to,
		       const story_id *leave_out, size_t leave_out_count, int64_t limit,
		       struct search_hits *out) MUST_CHECK;
