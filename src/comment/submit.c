/* SPDX-License-Identifier: Apache-2.0 */
/* submit.c: what is refused is refused before anything is written; then one transaction. */
#include "comment/submit.h"

#include "comment/judge.h"
#include "comment/shape.h"
#include "store/comment.h"
#include "store/outbox.h"
#include "store/story.h"

/* One reply on its way in. */
struct submission {
	const struct comment_tools *tools;
	struct store *store;
	struct arena *into;
	const struct reply_input *input;
	struct story story;
	struct reply_settings settings;
	struct reply_terms terms;
	struct reply reply;
	struct str email_hash;
	uint64_t shape;
};

/* How many comments stand above this one. */
static enum err depth_of(struct submission *submission, struct comment comment, int64_t *out)
{
	*out = 0;
	while (comment.parent.n && *out <= submission->settings.levels) {
		enum err err = store_comment(submission->store, submission->into, comment.parent,
					     &comment);
		if (err == ERR_NOT_FOUND)
			return OK;
		TRY(err);
		++*out;
	}
	return OK;
}

/* The comment that is answered: shown, of this story, not too deep; an answer to one on the last
 * level stands beside it. Anything else: none. */
static enum err find_parent(struct submission *submission, comment_id *out)
{
	struct comment comment;
	int64_t id, depth;
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
	*out = depth + 1 >= submission->settings.levels ? comment.parent : comment.id;
	return OK;
}

static enum err keep(struct submission *submission, const struct judgement *judgement,
		     comment_id *out)
{
	struct arena *into = submission->into;
	const struct reply *reply = &submission->reply;
	struct comment comment = {
		.story = submission->story.id,
		.status = judgement->status,
		.name = reply->name,
		.website = reply->website,
		.email = comment_email_seal(into, submission->tools->keys, reply->email),
		.email_hash = submission->email_hash,
		.address = reply->address,
		.source = reply->source,
		.text = reply->text,
		.staff = submission->input->staff,
		.created_at = store_now(submission->store),
		.score = judgement->score,
		.why = judgement->why,
	};
	TRY(find_parent(submission, &comment.parent));
	TRY(store_comment_save(submission->store, &comment, out));
	if (!submission->shape)
		return OK;
	return store_shape_keep(submission->store, *out, submission->story.id, submission->shape);
}

static const int64_t WINDOW_MS = LIMIT_RATE_MINUTES * 60 * 1000;

static int64_t wait_s(const struct submission *submission, int64_t count, int64_t most,
		      unix_ms oldest)
{
	if (most == 0 || count < most)
		return 0;
	return (oldest.ms + WINDOW_MS - store_now(submission->store).ms) / 1000 + 1;
}

/* *out: seconds until the next one may come; 0 now. */
static enum err look_at_rates(struct submission *submission, int64_t *out)
{
	struct store *store = submission->store;
	const struct reply_settings *settings = &submission->settings;
	unix_ms since = unix_ms_of(store_now(store).ms - WINDOW_MS), oldest;
	int64_t count, network, commenter;
	*out = 0;
	if (address_is_loopback(submission->input->address) || submission->input->staff.n)
		return OK;
	TRY(store_comments_of_network(store, submission->reply.address, since,
				      settings->rate_network, &count, &oldest));
	network = wait_s(submission, count, settings->rate_network, oldest);
	TRY(store_comments_of_hash(store, submission->email_hash, since, settings->rate_commenter,
				   &count, &oldest));
	commenter = wait_s(submission, count, settings->rate_commenter, oldest);
	*out = network > commenter ? network : commenter;
	return OK;
}

/* Keeps it, and has asked about and told what is to be. */
static enum err keep_and_tell(struct submission *submission, struct judgement *judgement,
			      comment_id *out)
{
	const struct comment_tools *tools = submission->tools;
	bool would_show = judgement->status == COMMENT_SHOWN;
	bool asks = tools->asks_service && !submission->input->staff.n &&
		    judgement->status != COMMENT_SPAM;
	bool tells = tools->tells_moderators && judgement->status == COMMENT_HELD;
	if (asks && would_show) {
		judgement->status = COMMENT_HELD;
		judgement->why = S("It waits for the spam service's answer.");
	}
	TRY(keep(submission, judgement, out));
	if (asks)
		TRY(store_outbox_put(submission->store,
				     would_show ? OUTBOX_CHECK_TO_SHOW : OUTBOX_CHECK_HELD, out->n,
				     (unix_ms){ 0 }));
	if (tells)
		TRY(store_outbox_put(submission->store, OUTBOX_HELD, 0, (unix_ms){ 0 }));
	return OK;
}

/* Decides and keeps; called within a transaction. */
static enum err accept(struct submission *submission, struct reply_outcome *out)
{
	bool is_same;
	struct judgement judgement;
	const struct judge_case judged = {
		.settings = &submission->settings,
		.terms = &submission->terms,
		.input = submission->input,
		.reply = &submission->reply,
		.email_hash = submission->email_hash,
		.shape = submission->shape,
	};
	TRY(store_comment_same(submission->store, submission->story.id, submission->email_hash,
			       submission->reply.source, &is_same));
	if (is_same) {
		out->kind = REPLY_IS_DUPLICATE;
		return OK;
	}
	TRY(look_at_rates(submission, &out->retry_s));
	if (out->retry_s) {
		out->kind = REPLY_IS_TOO_FAST;
		return OK;
	}
	TRY(reply_judge(submission->store, submission->into, submission->tools->filter, &judged,
			&judgement));
	TRY(keep_and_tell(submission, &judgement, &out->id));
	out->kind = judgement.status == COMMENT_SHOWN ? REPLY_IS_SHOWN : REPLY_IS_HELD;
	return OK;
}

static bool may_answer(const struct submission *submission)
{
	return submission->terms.policy == REPLIES_OPEN ||
	       (submission->terms.policy == REPLIES_STAFF && submission->input->staff.n);
}

/* *settled: it is, without anything to write. */
static enum err refuse(struct submission *submission, struct reply_outcome *out, bool *settled)
{
	struct store *store = submission->store;
	const struct reply_input *input = submission->input;
	*settled = true;
	TRY(reply_settings_read(store, submission->into, &submission->settings));
	TRY(reply_terms_of(store, &submission->story, &submission->settings, &submission->terms));
	TRY(reply_check(submission->into, input, &submission->reply, &out->faults));
	if (!may_answer(submission))
		out->kind = REPLY_IS_CLOSED;
	else if (reply_has_faults(out->faults))
		out->kind = REPLY_IS_REFUSED;
	else if (!comment_token_is_good(submission->tools->form_key, submission->story.id.n,
					input->token, store_now(store)))
		out->kind = REPLY_IS_EXPIRED;
	else
		*settled = false;
	return OK;
}

static struct submission submission_of(const struct comment_tools *tools, struct arena *into,
				       const struct reply_input *input)
{
	return (struct submission){
		.tools = tools, .store = tools->store, .into = into, .input = input
	};
}

enum err comment_submit(const struct comment_tools *tools, struct arena *into, story_id story,
			const struct reply_input *input, struct reply_outcome *out)
{
	struct submission submission = submission_of(tools, into, input);
	struct reply_outcome outcome = { 0 };
	bool settled;
	TRY(store_story_public(tools->store, into, story, &submission.story));
	TRY(refuse(&submission, &outcome, &settled));
	if (!settled) {
		CLEANUP(txn_end) struct txn txn = { 0 };
		submission.email_hash =
			comment_email_hash(into, tools->keys, submission.reply.email);
		submission.shape = text_shape(submission.reply.source);
		TRY(txn_begin(&txn, tools->store));
		TRY(accept(&submission, &outcome));
		TRY(txn_commit(&txn));
	}
	*out = outcome;
	return OK;
}

enum err comment_preview(const struct comment_tools *tools, struct arena *into, story_id story,
			 const struct reply_input *input, struct reply_outcome *out)
{
	struct submission submission = submission_of(tools, into, input);
	struct reply_outcome outcome = { 0 };
	bool settled;
	TRY(store_story_public(tools->store, into, story, &submission.story));
	TRY(refuse(&submission, &outcome, &settled));
	/* name and address may still be missing: one looks at the text first */
	if (outcome.kind == REPLY_IS_EXPIRED || !settled ||
	    (outcome.kind == REPLY_IS_REFUSED && !outcome.faults.text)) {
		outcome.kind = REPLY_IS_PREVIEW;
		outcome.faults = (struct reply_faults){ 0 };
		outcome.preview = submission.reply.text;
	}
	*out = outcome;
	return OK;
}
