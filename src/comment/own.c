/* SPDX-License-Identifier: Apache-2.0 */
/* own.c: what a commenter may do to a reply of theirs while it waits. Who may is settled by the
 * signed link, before this is called. */
#include "comment/judge.h"
#include "comment/shape.h"
#include "comment/submit.h"
#include "store/comment.h"
#include "store/story.h"

bool comment_is_own_to_change(const struct comment *comment, unix_ms now)
{
	static const int64_t OPEN_MS = LIMIT_OWN_MINUTES * 60 * 1000;
	/* what was taken for spam looks to its writer as if it waited */
	bool waits = comment->status == COMMENT_HELD || comment->status == COMMENT_SPAM;
	return waits && !time_is_set(comment->looked_at) &&
	       now.ms < comment->created_at.ms + OPEN_MS;
}

static enum err find(const struct comment_tools *tools, struct arena *into, comment_id id,
		     struct comment *out)
{
	TRY(store_comment(tools->store, into, id, out));
	return comment_is_own_to_change(out, store_now(tools->store)) ? OK : ERR_DENIED;
}

/* Changing the text never brings it out of the queue, only deeper into it. */
static enum err judge_again(const struct comment_tools *tools, struct arena *into,
			    const struct comment *comment, struct reply *reply)
{
	struct reply_settings settings;
	struct story story;
	struct judgement judgement;
	struct judge_case judged = { .settings = &settings, .reply = reply };
	struct reply_terms terms;
	const struct reply_input nothing = { 0 };
	TRY(reply_settings_read(tools->store, into, &settings));
	TRY(store_story_public(tools->store, into, comment->story, &story));
	TRY(reply_terms_of(tools->store, &story, &settings, &terms));
	judged.terms = &terms;
	judged.input = &nothing;
	judged.email_hash = comment->email_hash;
	judged.shape = text_shape(reply->source);
	judged.self = comment->id;
	TRY(reply_judge(tools->store, into, tools->filter, &judged, &judgement));
	if (judgement.status == COMMENT_SPAM)
		TRY(store_comment_set_status(tools->store, comment->id, COMMENT_SPAM));
	struct str why = judgement.why.len ? judgement.why : comment->why;
	return store_comment_judge(tools->store, comment->id, judgement.score, why,
				   comment->looked_at);
}

static enum err change(const struct comment_tools *tools, struct arena *into, comment_id id,
		       struct reply *reply)
{
	struct comment comment;
	TRY(find(tools, into, id, &comment));
	comment.source = reply->source;
	comment.text = reply->text;
	reply->name = comment.name;
	reply->website = comment.website;
	reply->address = comment.address;
	if (comment_email_open(into, tools->keys, comment.email, &reply->email))
		reply->email = S(""); /* the secret is another one now */
	TRY(store_comment_save(tools->store, &comment, &id));
	return judge_again(tools, into, &comment, reply);
}

enum err comment_own_edit(const struct comment_tools *tools, struct arena *into, comment_id id,
			  struct str text, struct reply_outcome *out)
{
	CLEANUP(txn_end) struct txn txn = { 0 };
	struct reply reply = { 0 };
	struct reply_outcome outcome = { .kind = REPLY_IS_HELD, .id = id };
	TRY(reply_check_text(into, text, &reply, &outcome.faults.text));
	if (outcome.faults.text) {
		outcome.kind = REPLY_IS_REFUSED;
		*out = outcome;
		return OK;
	}
	TRY(txn_begin(&txn, tools->store));
	TRY(change(tools, into, id, &reply));
	TRY(txn_commit(&txn));
	*out = outcome;
	return OK;
}

enum err comment_own_withdraw(const struct comment_tools *tools, struct arena *into, comment_id id)
{
	CLEANUP(txn_end) struct txn txn = { 0 };
	struct comment comment;
	TRY(txn_begin(&txn, tools->store));
	TRY(find(tools, into, id, &comment));
	TRY(store_comment_erase(tools->store, id));
	return txn_commit(&txn);
}
