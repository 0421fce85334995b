/* SPDX-License-Identifier: Apache-2.0 */
/* related.c: asks the store for a few more than are wanted and leaves out what is shown already. */
#include "discover/related.h"

#include "store/related.h"

static bool is_left_out(story_id id, const struct story *story, const story_id *leave_out,
			size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (leave_out[i].n == id.n)
			return true;
	return id.n == story->id.n;
}

enum err discover_related_ids(struct store *store, struct arena *into, const struct story *story,
			      const story_id *leave_out, size_t leave_out_count, int64_t limit,
			      story_id **out, size_t *found)
{
	struct search_hits hits = { 0 };
	TRY(store_related(store, into, story, limit + (int64_t)leave_out_count + 1, &hits));
	story_id *ids = arena_new(into, story_id, hits.count + 1);
	size_t count = 0;
	for (size_t i = 0; i < hits.count && (int64_t)count < limit; i++)
		if (!is_left_out(hits.ids[i], story, leave_out, leave_out_count))
			ids[count++] = hits.ids[i];
	*out = ids;
	*found = count;
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
