/* SPDX-License-Identifier: Apache-2.0 */
/*
 * relate.h: finding which stories are near to each, and keeping it.
 *
 * The words that say most of a story ask the index for others that have them; how near each of
 * those is, its kept words tell (nearness.h). Sharing topics, section or the time of publication
 * brings two a little nearer. What says nearly the same as the story, or as one that is already in
 * its list, is left out; and of stories equally near one of other days is taken first.
 *
 *   - nearness is the same both ways: so a new story goes into the lists of those near to it by the
 *     number that its own list has for them
 *   - a list is found when its story is saved, in the same transaction (press/), after an import,
 * or by the desk when it has nothing else to do: whatever is due
 */
#pragma once
#include "store/related.h"

/* One that is due, in the transaction under way; nothing if it is not due. */
enum err discover_relate(struct store *store, story_id id) MUST_CHECK;

/* Whatever is due, at most `limit` steps of it, in a transaction of its own. Gives: how many it
 * did; 0 when nothing is due. A story is two steps: all words are read before lists are made. */
enum err discover_relate_due(struct store *store, size_t limit, size_t *done) MUST_CHECK;

/* All that is due. */
enum err discover_relate_rest(struct store *store) MUST_CHECK;

/* For finding many: what holds as long as the store is not written to. */
struct relating;
enum err relating_open(struct store *store, struct relating **out) MUST_CHECK;
void relating_close(struct relating **relating);

struct related_hits {
	struct related_story *items;
	size_t count;
};
/* Found anew for a story as it is given, in whatever state: the nearest limit public stories.
 * as_published: none that is newer than it. Nothing is kept. */
enum err relating_find(struct relating *relating, struct arena *into, const struct story *story,
		       size_t limit, bool as_published, struct related_hits *out) MUST_CHECK;
