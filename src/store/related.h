/* SPDX-License-Identifier: Apache-2.0 */
/*
 * related.h: which stories are near to each, as discover/relate.h found them.
 *
 * A row for every story that is or will be public. Saving a story makes its row due, in the same
 * transaction; finding what is near makes it not due. So what was not done when a server stopped is
 * done by the next one, and an import does it when all is in.
 *
 *   - a list may hold stories that wait for their time or were withdrawn: whoever reads it for
 *     readers leaves them out, and more are kept than a page shows
 *   - a page stands on as much of the list as it looked at, and on the life of those stories
 */
#pragma once
#include "store/story.h"

#define RELATED_KEPT 16 /* of each story's list */

struct related_story {
	story_id id;
	uint16_t nearness; /* of 65535 */
};

enum related_due { RELATED_FOUND, RELATED_LIST_DUE, RELATED_WORDS_DUE };

struct related_row {
	story_id story;
	enum related_due due;
	struct str vector, sketch; /* discover's; "" before it was there */
	struct related_story list[RELATED_KEPT];
	size_t count;
};

/* For readers: the nearest, without leave_out and those that readers do not see. Gives at most
 * limit ids, nearest first, but for those that editors pinned (related_pick.h); in *pinned how
 * many of the first are (may be NULL). */
enum err store_related(struct store *store, struct arena *into, story_id story,
		       const story_id *leave_out, size_t leave_out_count, size_t limit,
		       story_id **out, size_t *count, size_t *pinned) MUST_CHECK;

/* Rows of those of ids that have one, by id; what they say is no fact. */
enum err store_related_rows(struct store *store, struct arena *into, const story_id *ids,
			    size_t count, struct related_row **out, size_t *found) MUST_CHECK;
/* The rows' ids that are due so, lowest first. */
enum err store_related_due(struct store *store, struct arena *into, enum related_due due,
			   size_t limit, story_id **out, size_t *count) MUST_CHECK;
/* is: as it was read. Touches what of its list is another, at once also for a story that waits: a
 * page made from then on stands on that one's life. */
enum err store_related_put(struct store *store, const struct related_row *is,
			   const struct related_row *next) MUST_CHECK;
