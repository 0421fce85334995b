/* SPDX-License-Identifier: Apache-2.0 */
/* submit.c: what is refused is refused before anything is written; then one transaction. */
#include "comment/submit.h"

#include "comment/policy.h"
#include "store/comment.h"
#include "store/story.h"

/* One reply on its way in. */
struct submission {
	struct store *store;
	struct arena *into;
	const struct comment_keys *keys;
	const struct reply_input *input;
	struct story story;
	struct reply reply;
	struct str email_hash;
};

/* How many comments stand above this one. */
static enum err depth_of(struct submission *submission, struct comment comment, int *out)
{
	*out = 0;
	while (comment.parent.n && *out <= LIMIT_REPLY_DEPTH) {
		TRY(store_comment(submission->store, submission->into, comment.parent, &comment));
		++*out;
	}
	return OK;
}

/* The comment that is answered: shown, of this story, not too deep. Anything else: none. */
static enum err find_parent(struct submission *submission, comment_id *out)
{
	struct comment comment;
	int64_t id;
	int depth;
	*out = (comment_id){ 0 };
	if (str_to_i64(str_trim(submission->input->parent), &id) || id <= 0)
		return OK;
	enum err err =
		store_comment(submission->store, submission->into, (comment_id){ id }, &comment);
	if (err == ERR_NOT_FOUND)
		return OK;
	TRY(err);
	if (comment.story.n != submission->story.id.n || comment.status != COMMENT_SHOWN)
		return OK;
	TRY(depth_of(submission, comment, &depth));
	*out = depth >= LIMIT_REPLY_DEPTH ? comment.parent : comment.id;
	return OK;
}

static enum err keep(struct submission *submission, enum comment_status status, comment_id *out)
{
	struct arena *into = submission->into;
	const struct reply *reply = &submission->reply;
	struct comment comment = {
		.story = submission->story.id,
		.status = status,
		.name = reply->name,
		.website = reply->website,
		.email = comment_email_seal(into, submission->keys, reply->email),
		.email_hash = submission->email_hash,
		.address = reply->address,
		.source = reply->source,
		.text = reply->text,
		.created_at = store_now(submission->store),
	};
	TRY(find_parent(submission, &comment.parent));
	return store_comment_save(submission->store, &comment, out);
}

/* Decides and keeps; called within a transaction. */
static enum err accept(struct submission *submission, struct reply_outcome *out)
{
	bool is_same;
	enum comment_status status;
	TRY(store_comment_same(submission->store, submission->story.id, submission->email_hash,
			       submission->reply.source, &is_same));
	if (is_same) {
		out->kind = REPLY_IS_DUPLICATE;
		return OK;
	}
	TRY(comment_first_status(submission->store, submission->into, submission->email_hash,
				 &status));
	if (submission->input->trap.len)
		status = COMMENT_SPAM;
	TRY(keep(submission, status, &out->id));
	out->kind = status == COMMENT_SHOWN ? REPLY_IS_SHOWN : REPLY_IS_HELD;
	return OK;
}

/* *settled: it is, without anything to write. */
static enum err refuse(struct submission *submission, struct reply_outcome *out, bool *settled)
{
	enum reply_policy policy;
	const struct reply_input *input = submission->input;
	*settled = true;
	TRY(comment_replies(submission->store, submission->into, &submission->story, &policy));
	TRY(reply_check(submission->into, input, &submission->reply, &out->faults));
	if (policy != REPLIES_OPEN)
		out->kind = REPLY_IS_CLOSED;
	else if (reply_has_faults(out->faults))
		out->kind = REPLY_IS_REFUSED;
	else if (!comment_token_is_good(submission->keys, submission->story.id.n, input->token,
					store_now(submission->store)))
		out->kind = REPLY_IS_EXPIRED;
	else
		*settled = false;
	return OK;
}

enum err comment_submit(struct store *store, struct arena *into, const struct comment_keys *keys,
			story_id story, const struct reply_input *input, struct reply_outcome *out)
{
	struct submission submission = {
		.store = store, .into = into, .keys = keys, .input = input
	};
	struct reply_outcome outcome = { 0 };
	bool settled;
	TRY(store_story_public(store, into, story, &submission.story));
	TRY(refuse(&submission, &outcome, &settled));
	if (!settled) {
		CLEANUP(txn_end) struct txn txn = { 0 };
		submission.email_hash = comment_email_hash(into, keys, submission.reply.email);
		TRY(txn_begin(&txn, store));
		TRY(accept(&submission, &outcome));
		TRY(txn_commit(&txn));
	}
	*out = outcome;
	return OK;
}
