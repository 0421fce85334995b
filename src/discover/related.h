/* SPDX-License-Identifier: Apache-2.0 */
/* related.h: "You May Also Like": stories near to one, without it and without those its text shows
 * already. */
#pragma once
#include "store/story.h"

/* leave_out: ids that must not appear (See also within the text). Gives at most limit stories,
 * nearest first; fewer if there are no more. Fails: ERR_BUSY, ERR_IO. */
enum err discover_related(struct store *store, struct arena *into, const struct story *story,
			  const story_id *leave_out, size_t leave_out_count, int64_t limit,
			  struct story_list *out) MUST_CHECK;
/* The same, as ids: for who reads their cards together with others'. */
enum err discover_related_ids(struct store *store, struct arena *into, const struct story *story,
			      const story_id *leave_out, size_t leave_out_count, int64_t limit,
			      story_id **out, size_t *count) MUST_CHECK;
