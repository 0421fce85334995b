/* SPDX-License-Identifier: Apache-2.0 */
/* comment.h: replies to stories. Readers' calls never fill email. */
#pragma once
#include "store/store.h"

/* New when id is 0. Keeps the story's comment_count right and touches "comments STORY" only (and
 * what shows its count). email is kept encrypted by the caller's choice of bytes: the store keeps
 * what it gets. */
enum err store_comment_save(struct store *store, const struct comment *comment,
			    comment_id *out) MUST_CHECK;
enum err store_comment(struct store *store, struct arena *into, comment_id id,
		       struct comment *out) MUST_CHECK;
enum err store_comment_by_uri(struct store *store, struct arena *into, struct str uri,
			      struct comment *out) MUST_CHECK;
/* Shown ones of a story in thread order (a parent, then its answers, oldest first), depth filled.
 * offset and limit count top-level threads. total_threads may be NULL. */
enum err store_comment_threads(struct store *store, struct arena *into, story_id story,
			       int64_t offset, int64_t limit, struct comment **out, size_t *count,
			       int64_t *total_threads) MUST_CHECK;
enum err store_comments_newest(struct store *store, struct arena *into, int64_t limit,
			       struct comment **out, size_t *count) MUST_CHECK;
enum err store_comment_set_status(struct store *store, comment_id id,
				  enum comment_status status) MUST_CHECK;
/* Whether a shown comment with this email_hash exists (first-timers are held). */
enum err store_comment_known(struct store *store, struct str email_hash, bool *out) MUST_CHECK;
/* Whether the same text stands under the story already (duplicates are refused). */
enum err store_comment_same(struct store *store, story_id story, struct str email_hash,
			    struct str source, bool *out) MUST_CHECK;
