/* SPDX-License-Identifier: Apache-2.0 */
/*
 * comment_thread.h: shown replies as readers meet them.
 *
 * A page holds so many replies in reading order: a thread's first one, then its answers, oldest
 * first. The order chosen is that of the threads. A thread may go on overleaf; an answer then
 * stands there at its depth. One whose parent is not shown stands at the top.
 *
 * The order is made from an index without the texts, so that of 20,000 replies only those of the
 * page are read.
 */
#pragma once
#include "store/store.h"

enum comment_order { COMMENTS_OLDEST, COMMENTS_NEWEST, COMMENTS_LIKED };

struct comment_wanted {
	enum comment_order order;
	int64_t page;  /* 1 is the first */
	int64_t limit; /* replies a page, at least 1 */
	comment_id at; /* not 0: the page on which this one stands, whatever page says */
};

struct comment_page {
	struct comment *items;
	size_t count;
	int64_t total;           /* shown replies */
	int64_t page, pages;     /* pages is at least 1 */
	struct comment *parents; /* of items[i], where it stands on an earlier page: id and name */
	size_t parent_count;
};

/* Fails: ERR_NOT_FOUND (no such page; wanted->at is not shown under this story). */
enum err store_comment_page(struct store *store, struct arena *into, story_id story,
			    const struct comment_wanted *wanted,
			    struct comment_page *out) MUST_CHECK;
/* Editors' picks among the shown ones, the newest pick first. */
enum err store_comments_picked(struct store *store, struct arena *into, story_id story,
			       int64_t limit, struct comment **out, size_t *count) MUST_CHECK;
/* The newest shown ones under public stories; story 0: of all. Of locked stories none. */
enum err store_comments_newest(struct store *store, struct arena *into, story_id story,
			       int64_t limit, struct comment **out, size_t *count) MUST_CHECK;
