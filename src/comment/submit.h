/* SPDX-License-Identifier: Apache-2.0 */
/*
 * submit.h: a reader's reply, from the form to the store, in one transaction.
 *
 *     struct reply_outcome outcome;
 *     TRY(comment_submit(store, arena, &keys, story, &input, &outcome));
 *     switch (outcome.kind) ...
 */
#pragma once
#include "comment/intake.h"
#include "comment/secret.h"
#include "store/store.h"

#define LIMIT_REPLY_DEPTH 6 /* an answer to one deeper than this stands beside it */

enum reply_outcome_kind {
	REPLY_IS_SHOWN,     /* it stands on the page now: outcome.id */
	REPLY_IS_HELD,      /* kept; an editor will look at it */
	REPLY_IS_REFUSED,   /* outcome.faults says why; nothing was kept */
	REPLY_IS_DUPLICATE, /* the same stands there already */
	REPLY_IS_CLOSED,    /* this story takes no replies */
	REPLY_IS_EXPIRED,   /* the form is too old or not ours: show it anew with what was typed */
};

struct reply_outcome {
	enum reply_outcome_kind kind;
	comment_id id;
	struct reply_faults faults;
};

/* Takes the moment from store_now(). Fails: ERR_NOT_FOUND (no such public story), ERR_TOO_BIG,
 * ERR_BUSY, ERR_IO; nothing is kept then. */
enum err comment_submit(struct store *store, struct arena *into, const struct comment_keys *keys,
			story_id story, const struct reply_input *input,
			struct reply_outcome *out) MUST_CHECK;
