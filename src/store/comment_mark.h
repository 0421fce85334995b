/* SPDX-License-Identifier: Apache-2.0 */
/*
 * comment_mark.h: readers' likes and reports.
 *
 * Nobody signs in for them, so each is told apart by keyed hashes (comment/secret.h): `who` of the
 * reply and the network address, so that an address counts once for a reply; `network` of the
 * address and the day, so that too many of a day can be refused. Neither leads from one reply, or
 * one day, to another.
 */
#pragma once
#include "store/store.h"

enum mark_kind { MARK_LIKE, MARK_REPORT };

struct comment_mark {
	comment_id comment;
	enum mark_kind kind;
	struct str who, network;
};

/* Counts it. *is_new: false when that one marked it before; nothing changes then.
 * Fails: ERR_NOT_FOUND (no such reply, or it is not shown). */
enum err store_comment_mark(struct store *store, const struct comment_mark *mark,
			    bool *is_new) MUST_CHECK;
/* How many of a network since a moment. */
enum err store_marks_of(struct store *store, struct str network, enum mark_kind kind, unix_ms since,
			int64_t *out) MUST_CHECK;
