/* SPDX-License-Identifier: Apache-2.0 */
/* waiting.h: stories that wait for something not imported yet, kept from one import to the next.
 * what is the importer's own word for it. No fact is noted or touched: no page shows it. */
#pragma once
#include "store/store.h"

struct waiting {
	story_id story;
	struct str what;
};

enum err store_waiting_add(struct store *store, story_id story,
			   struct str what) MUST_CHECK; /* fine if it is there */
enum err store_waiting_remove(struct store *store, story_id story, struct str what) MUST_CHECK;
/* By story; limit counts rows, and the last story's rows are all there. */
enum err store_waiting_scan(struct store *store, struct arena *into, story_id after, int64_t limit,
			    struct waiting **out, size_t *count) MUST_CHECK;
