/* SPDX-License-Identifier: Apache-2.0 */
/*
 * moderate.h: what moderators do with replies, and readers by marking them.
 *
 * Each step is one transaction, writes down who decided what, touches only what readers see change,
 * and can be undone as a whole. Approving and calling something spam teaches the filter; undoing
 * teaches it the opposite.
 */
#pragma once
#include "comment/submit.h"
#include "store/comment_act.h"
#include "store/comment_mark.h"

#define LIMIT_DECIDE_AT_ONCE 500

struct moderator {
	person_id person; /* 0: nobody signed in */
	struct str name;  /* as it is written down: "Asel", "a link by e-mail" */
};

/* Decides on several: approve, spam, trash, pick (approves too), unpick. A reply that is that
 * already is passed over. *batch: for undoing; 0 when nothing changed.
 * Fails: ERR_NOT_FOUND (one is not there), ERR_TOO_BIG, ERR_BUSY, ERR_IO: nothing changed. */
enum err comment_decide(const struct comment_tools *tools, struct arena *into,
			const struct moderator *by, enum comment_act_kind kind,
			const comment_id *ids, size_t count, int64_t *batch) MUST_CHECK;
/* Fails: ERR_NOT_FOUND (no such step, or undone already). */
enum err comment_undo(const struct comment_tools *tools, struct arena *into,
		      const struct moderator *by, int64_t batch) MUST_CHECK;

struct ban_terms {
	enum ban_kind kind;
	struct str why;
	unix_ms until; /* {0}: for good */
};
/* Bans whoever wrote a reply: by keyed hash of the address, or by network (while it is kept). What
 * comes from there from now on is taken for spam. Fails: ERR_NOT_FOUND (also: nothing to go by). */
enum err comment_ban(const struct comment_tools *tools, struct arena *into,
		     const struct moderator *by, comment_id id,
		     const struct ban_terms *terms) MUST_CHECK;
enum err comment_unban(const struct comment_tools *tools, enum ban_kind kind,
		       struct str what) MUST_CHECK;

enum mark_outcome {
	MARK_IS_COUNTED,
	MARK_IS_KNOWN,    /* that address marked it before: nothing changes */
	MARK_IS_TOO_FAST, /* that network marked LIMIT_MARKS_AN_HOUR in the last hour */
	MARK_HIDES,       /* a report that was one too many: it waits until somebody has looked */
};
#define LIMIT_MARKS_AN_HOUR 60

/* A reader likes or reports a shown reply of a story. Fails: ERR_NOT_FOUND. */
enum err comment_mark(const struct comment_tools *tools, struct arena *into, story_id story,
		      comment_id id, enum mark_kind kind, struct str address,
		      enum mark_outcome *out) MUST_CHECK;

/* Drops what is kept of network addresses for longer than the setting says. */
enum err comment_forget_addresses(struct store *store, struct arena *into) MUST_CHECK;
