/* SPDX-License-Identifier: Apache-2.0 */
/*
 * comment_act.h: what was decided about replies, by whom; and who is shut out. The lists a
 * moderator works with are in comment_book.h.
 *
 * An act is a row; those of one step share a batch, which is undone as a whole. What an act does is
 * comment/moderate.h's business: here it is written down.
 */
#pragma once
#include "store/store.h"

enum comment_act_kind {
	ACT_APPROVE,
	ACT_SPAM,
	ACT_TRASH,
	ACT_PICK,
	ACT_UNPICK,
	ACT_HOLD, /* by readers' reports; person 0 */
	ACT_UNDO, /* of the one of its batch before; never undone itself */
};

struct comment_act {
	int64_t id, batch;
	comment_id comment;
	unix_ms at;
	person_id person; /* 0: nobody signed in */
	struct str who;   /* their name then, or "a link by e-mail", "3 readers" */
	enum comment_act_kind kind;
	enum comment_status was; /* before it */
	unix_ms was_picked;
	struct str was_why;
	unix_ms undone_at; /* {0}: it stands */
};

/* A number for the acts of one step. */
enum err store_comment_batch(struct store *store, int64_t *out) MUST_CHECK;
/* Takes the moment from store_now(). */
enum err store_comment_act_add(struct store *store, const struct comment_act *act) MUST_CHECK;
/* Those of a step that stand, the newest first. Fails: ERR_NOT_FOUND (none do). */
enum err store_comment_acts_of_batch(struct store *store, struct arena *into, int64_t batch,
				     struct comment_act **out, size_t *count) MUST_CHECK;
enum err store_comment_act_undone(struct store *store, int64_t id) MUST_CHECK;
/* All about one reply, the oldest first. */
enum err store_comment_acts(struct store *store, struct arena *into, comment_id comment,
			    struct comment_act **out, size_t *count) MUST_CHECK;

/* Makes one of the shown an editor's pick, or ends that. */
enum err store_comment_pick(struct store *store, comment_id id, unix_ms picked_at) MUST_CHECK;

enum ban_kind { BAN_COMMENTER, BAN_NETWORK };
struct comment_ban {
	enum ban_kind kind;
	struct str what; /* an email_hash, or a network as intake cuts it */
	unix_ms at;
	person_id person;
	struct str who, why;
	unix_ms until; /* {0}: for good */
};
/* One that is there is set anew; ending one that is not there is fine too. */
enum err store_ban_set(struct store *store, const struct comment_ban *ban) MUST_CHECK;
enum err store_ban_end(struct store *store, enum ban_kind kind, struct str what) MUST_CHECK;
/* Whether either is banned; "" never is. */
enum err store_is_banned(struct store *store, struct str email_hash, struct str network,
			 bool *out) MUST_CHECK;
/* Those that stand, the newest first. */
enum err store_bans(struct store *store, struct arena *into, int64_t limit,
		    struct comment_ban **out, size_t *count) MUST_CHECK;

/* Those on which somebody decided that they are fine or spam, by id: what a filter learns from. */
enum err store_comments_decided(struct store *store, struct arena *into, comment_id after,
				int64_t limit, struct comment **out, size_t *count) MUST_CHECK;
