/* SPDX-License-Identifier: Apache-2.0 */
/* search.h: stories that answer what a reader typed, best first. */
#pragma once
#include "discover/query.h"
#include "store/story.h"

struct search_result {
	struct query query; /* as understood; for highlighting */
	struct story_list stories;
	bool any_word; /* none has all the words: these have some */
};

/* offset and limit count stories. A query without words finds nothing. stories.total is how many
 * there are in all. Fails: ERR_BUSY, ERR_IO. */
enum err discover_search(struct store *store, struct arena *into, struct str typed, int64_t offset,
			 int64_t limit, struct search_result *out) MUST_CHECK;
