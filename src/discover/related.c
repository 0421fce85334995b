/* SPDX-License-Identifier: Apache-2.0 */
/* related.c: the store's nearest, by number or as cards. */
#include "discover/related.h"

#include "store/related.h"

enum err discover_related_ids(struct store *store, struct arena *into, const struct story *story,
			      const story_id *leave_out, size_t leave_out_count, int64_t limit,
			      story_id **out, size_t *found)
{
	struct search_hits hits = { 0 };
	TRY(store_related(store, into, story, leave_out, leave_out_count, limit, &hits));
	*out = hits.ids;
	*found = hits.count;
	return OK;
}

enum err discover_related(struct store *store, struct arena *into, const struct story *story,
			  const story_id *leave_out, size_t leave_out_count, int64_t limit,
			  struct story_list *out)
{
	story_id *ids;
	size_t count;
	TRY(discover_related_ids(store, into, story, leave_out, leave_out_count, limit, &ids,
				 &count));
	*out = (struct story_list){ 0 };
	return count ? store_story_cards(store, into, ids, count, out) : OK;
}
