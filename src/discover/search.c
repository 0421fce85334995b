/* SPDX-License-Identifier: Apache-2.0 */
/* search.c: all the words first; where no story has them all, any of them. */
#include "discover/search.h"

#include "store/search.h"

enum err discover_search(struct store *store, struct arena *into, struct str typed, int64_t offset,
			 int64_t limit, struct search_result *out)
{
	struct search_result result = { .query = query_parse(into, typed) };
	const struct query *query = &result.query;
	struct search_hits hits = { 0 };
	if (query->count) {
		TRY(store_search(store, into, query->terms, query->count, true, offset, limit,
				 &hits));
		if (!hits.total && query->count > 1) {
			result.any_word = true;
			TRY(store_search(store, into, query->terms, query->count, false, offset,
					 limit, &hits));
		}
	}
	if (hits.count)
		TRY(store_story_cards(store, into, hits.ids, hits.count, &result.stories));
	result.stories.total = hits.total;
	*out = result;
	return OK;
}
