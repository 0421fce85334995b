/* SPDX-License-Identifier: Apache-2.0 */
/*
 * comment.h: replies to stories, one at a time. Whole threads are in comment_thread.h, likes and
 * reports in comment_mark.h, moderators' acts in comment_act.h.
 *
 * Readers' calls never fill email. What has become of a reply since it was written (likes, reports,
 * pick, decision) is changed by acts of its own; saving leaves it.
 */
#pragma once
#include "store/store.h"

/* New when id is 0. Keeps the story's comment_count right and touches "comments STORY" only (and
 * what shows its count). email is kept encrypted by the caller's choice of bytes: the store keeps
 * what it gets. score and why are kept of a new one only. */
enum err store_comment_save(struct store *store, const struct comment *comment,
			    comment_id *out) MUST_CHECK;
enum err store_comment(struct store *store, struct arena *into, comment_id id,
		       struct comment *out) MUST_CHECK;
enum err store_comment_by_uri(struct store *store, struct arena *into, struct str uri,
			      struct comment *out) MUST_CHECK;
enum err store_comment_set_status(struct store *store, comment_id id,
				  enum comment_status status) MUST_CHECK;
/* Why it waits, how much like spam it looked, and whether somebody has looked ({0} nobody); then
 * reports are counted anew. */
enum err store_comment_judge(struct store *store, comment_id id, double score, struct str why,
			     unix_ms looked_at) MUST_CHECK;
/* Really gone, with its likes, reports and acts. What answered it stands at the top. */
enum err store_comment_erase(struct store *store, comment_id id) MUST_CHECK;

/* Whether a shown comment with this email_hash exists (first-timers are held). */
enum err store_comment_known(struct store *store, struct str email_hash, bool *out) MUST_CHECK;
/* Whether the same text stands under the story already (duplicates are refused). */
enum err store_comment_same(struct store *store, story_id story, struct str email_hash,
			    struct str source, bool *out) MUST_CHECK;

/* How many of one commenter, or from one network, since a moment, up to most; *oldest: when the
 * first of those was written. Not noted: only intake asks. */
enum err store_comments_of_hash(struct store *store, struct str email_hash, unix_ms since,
				int64_t most, int64_t *count, unix_ms *oldest) MUST_CHECK;
enum err store_comments_of_network(struct store *store, struct str network, unix_ms since,
				   int64_t most, int64_t *count, unix_ms *oldest) MUST_CHECK;

/* What a text looks like (comment/shape.h), of the LIMIT_SHAPES_KEPT newest replies. */
#define LIMIT_SHAPES_KEPT 300
struct comment_shape {
	comment_id comment;
	uint64_t shape;
};
enum err store_shape_keep(struct store *store, comment_id comment, story_id story,
			  uint64_t shape) MUST_CHECK;
enum err store_shapes(struct store *store, struct arena *into, struct comment_shape **out,
		      size_t *count) MUST_CHECK;

/* Drops the network addresses, and the likes' and reports' hashes, of what is older. */
enum err store_comments_forget(struct store *store, unix_ms before) MUST_CHECK;
