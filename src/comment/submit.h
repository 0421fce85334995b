/* SPDX-License-Identifier: Apache-2.0 */
/*
 * submit.h: a reader's reply, from the form to the store, in one transaction; and what its writer
 * may still do to it while it waits.
 *
 *     struct reply_outcome outcome;
 *     TRY(comment_submit(&tools, arena, story, &input, &outcome));
 *     switch (outcome.kind) ...
 */
#pragma once
#include "comment/intake.h"
#include "comment/secret.h"
#include "comment/spam.h"
#include "store/store.h"

/* What intake and moderation work with; made once a process. */
struct comment_tools {
	struct store *store;
	const struct comment_keys *keys;
	const struct form_key *form_key;
	struct spam_filter *filter;
	bool tells_moderators; /* those who want it hear by mail of what waits */
	bool asks_service;     /* a spam service is asked, and told what moderators decide */
};

enum reply_outcome_kind {
	REPLY_IS_SHOWN,   /* it stands on the page now: outcome.id */
	REPLY_IS_HELD,    /* kept; an editor will look at it (what is taken for spam says so too) */
	REPLY_IS_REFUSED, /* outcome.faults says why; nothing was kept */
	REPLY_IS_DUPLICATE, /* the same stands there already */
	REPLY_IS_CLOSED,    /* this story takes no replies, or none of yours */
	REPLY_IS_EXPIRED,   /* the form is too old or not ours: show it anew with what was typed */
	REPLY_IS_TOO_FAST,  /* so many from there already; again in outcome.retry_s */
	REPLY_IS_PREVIEW,   /* nothing was kept: outcome.preview is what it would look like */
};

struct reply_outcome {
	enum reply_outcome_kind kind;
	comment_id id;
	struct reply_faults faults;
	struct html preview;
	int64_t retry_s;
};

/* Takes the moment from store_now(). Limits by client spare the machine itself. Fails:
 * ERR_NOT_FOUND (no such public story), ERR_BUSY, ERR_IO; nothing is kept then. */
enum err comment_submit(const struct comment_tools *tools, struct arena *into, story_id story,
			const struct reply_input *input, struct reply_outcome *out) MUST_CHECK;
/* Only looks at what was typed: REFUSED, CLOSED or PREVIEW. */
enum err comment_preview(const struct comment_tools *tools, struct arena *into, story_id story,
			 const struct reply_input *input, struct reply_outcome *out) MUST_CHECK;

#define LIMIT_OWN_MINUTES 10

/* Whether its writer may still change a reply: it waits, and was written lately. */
bool comment_is_own_to_change(const struct comment *comment, unix_ms now);
/* Judges it anew. REFUSED, or HELD as it was. Fails: ERR_DENIED (it waits no more, or for too
 * long), ERR_NOT_FOUND. */
enum err comment_own_edit(const struct comment_tools *tools, struct arena *into, comment_id id,
			  struct str text, struct reply_outcome *out) MUST_CHECK;
/* It is gone, wholly. Fails as above. */
enum err comment_own_withdraw(const struct comment_tools *tools, struct arena *into,
			      comment_id id) MUST_CHECK;
