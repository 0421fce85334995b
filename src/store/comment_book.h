/* SPDX-License-Identifier: Apache-2.0 */
/*
 * comment_book.h: what a moderator looks up: the lists of replies, what a commenter's have become,
 * what was decided lately, and whether anything has changed since they looked.
 *
 * Only the newsroom asks; its screens are never kept, so no fact is noted.
 */
#pragma once
#include "store/comment_act.h"

/* One state's replies, of one story or (0) of all, the newest first, those before `before` (0: from
 * the newest). */
struct comment_asked {
	enum comment_status status;
	story_id story;
	comment_id before;
	int64_t limit;
};
enum err store_comment_queue(struct store *store, struct arena *into,
			     const struct comment_asked *asked, struct comment **out,
			     size_t *count) MUST_CHECK;
enum err store_comment_count(struct store *store, enum comment_status status,
			     int64_t *out) MUST_CHECK;

/* A commenter's replies of every state, the newest first. */
enum err store_comments_by_hash(struct store *store, struct arena *into, struct str email_hash,
				int64_t limit, struct comment **out, size_t *count) MUST_CHECK;
/* How many of a commenter's are in each state, and when the first was written ({0}: none). */
struct comment_record {
	int64_t shown, held, spam, trash;
	unix_ms since;
};
enum err store_comment_record(struct store *store, struct str email_hash,
			      struct comment_record *out) MUST_CHECK;

/* What changes when any reply comes, goes, or is decided on. */
struct comment_watch {
	int64_t comment, act; /* the newest of each */
	int64_t held;         /* how many wait */
};
enum err store_comment_watch(struct store *store, struct comment_watch *out) MUST_CHECK;

/* Decisions after one (0: from the first), the oldest first. */
enum err store_comment_acts_after(struct store *store, struct arena *into, int64_t after,
				  int64_t limit, struct comment_act **out,
				  size_t *count) MUST_CHECK;
/* Decisions before one (0: from the newest), the newest first. */
enum err store_comment_acts_before(struct store *store, struct arena *into, int64_t before,
				   int64_t limit, struct comment_act **out,
				   size_t *count) MUST_CHECK;
