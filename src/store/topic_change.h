/* SPDX-License-Identifier: Apache-2.0 */
/*
 * topic_change.h: topics that become one, and stories that go from one to another.
 *
 * Neither makes new versions of the stories: their newest one, and one that is staged, name the
 * other topic from then on, and so do older ones of a topic that went into another whenever they
 * are looked at. When a story was last updated stays. In a transaction.
 */
#pragma once
#include "store/taxonomy.h"

#define LIMIT_MERGED_AT_ONCE 256 /* stories: a tenth of a second */

/* Stories, in any state, that stand under a topic: those with id > after. */
enum err store_topic_stories(struct store *store, struct arena *into, topic_id id, story_id after,
			     int64_t limit, story_id **out, size_t *count) MUST_CHECK;
/* The story stands under `to` in place of `from`; under `to` once. No-op if it does not stand under
 * from. to {0}: under neither. Fails: ERR_NOT_FOUND. */
enum err store_topic_move(struct store *store, story_id story, topic_id from,
			  topic_id to) MUST_CHECK;
/* All of from's stories, names and addresses become to's; from is no more. Where it has more
 * stories than LIMIT_MERGED_AT_ONCE the rest is due, see below.
 * Fails: ERR_NOT_FOUND, ERR_CONFLICT (they are the same, or either is on its way already). */
enum err store_topic_merge(struct store *store, topic_id from, topic_id to) MUST_CHECK;
/* Goes on with what is due: moves at most `limit` stories, and when a topic has none left gives its
 * names and addresses away. Until then it lives where it did. *done: something was due. */
enum err store_topic_merge_due(struct store *store, int64_t limit, bool *done) MUST_CHECK;
/* Makes each id that of the topic it names now, for versions that name one that was merged; the
 * first of doubles stays. */
enum err store_topics_now(struct store *store, int64_t *ids, size_t *count) MUST_CHECK;
