/* SPDX-License-Identifier: Apache-2.0 */
/* moderate.c: decisions, their undoing, bans. */
#include "comment/moderate.h"

#include "comment/policy.h"
#include "store/comment.h"
#include "store/outbox.h"

static enum err teach(const struct comment_tools *tools, struct arena *into,
		      const struct comment *comment, bool is_spam)
{
	struct spam_text text = { comment->name, S(""), comment->website, comment->source };
	if (comment->email.len &&
	    comment_email_open(into, tools->keys, comment->email, &text.email) != OK)
		text.email = S(""); /* sealed with another secret */
	return spam_filter_learn(tools->filter, tools->store, &text, is_spam);
}

static enum comment_status status_after(const struct comment *is, enum comment_act_kind kind)
{
	switch (kind) {
	case ACT_APPROVE:
	case ACT_PICK: return COMMENT_SHOWN;
	case ACT_SPAM: return COMMENT_SPAM;
	case ACT_TRASH: return COMMENT_TRASH;
	case ACT_HOLD: return COMMENT_HELD;
	case ACT_UNPICK:
	case ACT_UNDO: break;
	}
	return is->status;
}

static unix_ms picked_after(const struct comment *is, enum comment_act_kind kind, unix_ms now)
{
	if (kind == ACT_PICK)
		return time_is_set(is->picked_at) ? is->picked_at : now;
	return kind == ACT_APPROVE ? is->picked_at : (unix_ms){ 0 };
}

/* Whether it would change nothing but that somebody looked. */
static bool is_so_already(const struct comment *is, enum comment_act_kind kind, unix_ms now)
{
	bool is_looked_at = time_is_set(is->looked_at) || kind == ACT_UNPICK;
	return status_after(is, kind) == is->status && is_looked_at && is->reports == 0 &&
	       picked_after(is, kind, now).ms == is->picked_at.ms;
}

static enum err write_down(const struct comment_tools *tools, const struct moderator *by,
			   const struct comment *is, enum comment_act_kind kind, int64_t *batch)
{
	if (!*batch)
		TRY(store_comment_batch(tools->store, batch));
	return store_comment_act_add(tools->store,
				     &(struct comment_act){ .batch = *batch,
							    .comment = is->id,
							    .person = by->person,
							    .who = by->name,
							    .kind = kind,
							    .was = is->status,
							    .was_picked = is->picked_at,
							    .was_why = is->why });
}

static enum err decide_one(const struct comment_tools *tools, struct arena *into,
			   const struct moderator *by, enum comment_act_kind kind, comment_id id,
			   int64_t *batch)
{
	struct store *store = tools->store;
	struct comment is;
	unix_ms now = store_now(store);
	TRY(store_comment(store, into, id, &is));
	if (is_so_already(&is, kind, now))
		return OK;
	enum comment_status status = status_after(&is, kind);
	TRY(write_down(tools, by, &is, kind, batch));
	if (kind == ACT_SPAM || (status == COMMENT_SHOWN && is.status != COMMENT_SHOWN))
		TRY(teach(tools, into, &is, kind == ACT_SPAM));
	if (status != is.status)
		TRY(store_comment_set_status(store, id, status));
	unix_ms picked_at = picked_after(&is, kind, now);
	if (picked_at.ms != is.picked_at.ms)
		TRY(store_comment_pick(store, id, picked_at));
	if (tools->asks_service && (kind == ACT_SPAM || kind == ACT_APPROVE))
		TRY(store_outbox_put(store, kind == ACT_SPAM ? OUTBOX_SPAM : OUTBOX_HAM, id.n,
				     (unix_ms){ 0 }));
	return store_comment_judge(store, id, is.score, S(""), now);
}

enum err comment_decide(const struct comment_tools *tools, struct arena *into,
			const struct moderator *by, enum comment_act_kind kind,
			const comment_id *ids, size_t count, int64_t *batch)
{
	CLEANUP(txn_end) struct txn txn = { 0 };
	int64_t made = 0;
	if (count > LIMIT_DECIDE_AT_ONCE)
		return ERR_TOO_BIG;
	TRY(txn_begin(&txn, tools->store));
	for (size_t i = 0; i < count; i++)
		TRY(decide_one(tools, into, by, kind, ids[i], &made));
	TRY(txn_commit(&txn));
	*batch = made;
	return OK;
}

/* Who undid it is written down too, as an act that nobody undoes. */
static enum err write_undoing(const struct comment_tools *tools, const struct moderator *by,
			      const struct comment *is, const struct comment_act *act)
{
	return store_comment_act_add(tools->store,
				     &(struct comment_act){ .batch = act->batch,
							    .comment = is->id,
							    .person = by->person,
							    .who = by->name,
							    .kind = ACT_UNDO,
							    .was = is->status,
							    .was_picked = is->picked_at,
							    .was_why = is->why,
							    .undone_at = store_now(tools->store) });
}

static enum err undo_one(const struct comment_tools *tools, struct arena *into,
			 const struct moderator *by, const struct comment_act *act)
{
	struct store *store = tools->store;
	struct comment is;
	TRY(store_comment_act_undone(store, act->id));
	enum err err = store_comment(store, into, act->comment, &is);
	if (err == ERR_NOT_FOUND)
		return OK; /* erased since */
	TRY(err);
	TRY(write_undoing(tools, by, &is, act));
	bool was_taught =
		act->kind == ACT_SPAM || (is.status == COMMENT_SHOWN && act->was != COMMENT_SHOWN);
	if (was_taught)
		TRY(teach(tools, into, &is, act->kind != ACT_SPAM));
	if (is.status != act->was)
		TRY(store_comment_set_status(store, is.id, act->was));
	if (is.picked_at.ms != act->was_picked.ms)
		TRY(store_comment_pick(store, is.id, act->was_picked));
	return store_comment_judge(store, is.id, is.score, act->was_why, (unix_ms){ 0 });
}

enum err comment_undo(const struct comment_tools *tools, struct arena *into,
		      const struct moderator *by, int64_t batch)
{
	CLEANUP(txn_end) struct txn txn = { 0 };
	struct comment_act *acts;
	size_t count;
	TRY(txn_begin(&txn, tools->store));
	TRY(store_comment_acts_of_batch(tools->store, into, batch, &acts, &count));
	for (size_t i = 0; i < count; i++)
		TRY(undo_one(tools, into, by, &acts[i]));
	return txn_commit(&txn);
}

enum err comment_ban(const struct comment_tools *tools, struct arena *into,
		     const struct moderator *by, comment_id id, const struct ban_terms *terms)
{
	CLEANUP(txn_end) struct txn txn = { 0 };
	struct comment is;
	TRY(txn_begin(&txn, tools->store));
	TRY(store_comment(tools->store, into, id, &is));
	struct str what = terms->kind == BAN_COMMENTER ? is.email_hash : is.address;
	if (what.len == 0)
		return ERR_NOT_FOUND;
	TRY(store_ban_set(tools->store, &(struct comment_ban){ .kind = terms->kind,
							       .what = what,
							       .person = by->person,
							       .who = by->name,
							       .why = terms->why,
							       .until = terms->until }));
	return txn_commit(&txn);
}

enum err comment_unban(const struct comment_tools *tools, enum ban_kind kind, struct str what)
{
	CLEANUP(txn_end) struct txn txn = { 0 };
	TRY(txn_begin(&txn, tools->store));
	TRY(store_ban_end(tools->store, kind, what));
	return txn_commit(&txn);
}

/* What readers reported so often stands aside until somebody has looked. */
static enum err hide_if_due(const struct comment_tools *tools, struct arena *into, comment_id id,
			    enum mark_outcome *out)
{
	struct store *store = tools->store;
	struct reply_settings settings;
	struct comment is;
	int64_t batch = 0;
	TRY(reply_settings_read(store, into, &settings));
	TRY(store_comment(store, into, id, &is));
	if (settings.reports == 0 || is.reports < settings.reports)
		return OK;
	struct str who = str_fmt(into, "%lld readers", (long long)is.reports);
	TRY(write_down(tools, &(struct moderator){ .name = who }, &is, ACT_HOLD, &batch));
	TRY(store_comment_set_status(store, id, COMMENT_HELD));
	TRY(store_comment_judge(store, id, is.score,
				str_fmt(into, "%lld readers reported it.", (long long)is.reports),
				(unix_ms){ 0 }));
	*out = MARK_HIDES;
	return tools->tells_moderators ? store_outbox_put(store, OUTBOX_HELD, 0, (unix_ms){ 0 })
				       : OK;
}

static enum err mark(const struct comment_tools *tools, struct arena *into,
		     const struct comment_mark *marked, bool is_spared, enum mark_outcome *out)
{
	struct store *store = tools->store;
	static const int64_t HOUR_MS = 3600 * 1000;
	int64_t lately = 0;
	bool is_new;
	if (!is_spared)
		TRY(store_marks_of(store, marked->network, marked->kind,
				   unix_ms_of(store_now(store).ms - HOUR_MS), &lately));
	if (lately >= LIMIT_MARKS_AN_HOUR) {
		*out = MARK_IS_TOO_FAST;
		return OK;
	}
	TRY(store_comment_mark(store, marked, &is_new));
	*out = is_new ? MARK_IS_COUNTED : MARK_IS_KNOWN;
	if (is_new && marked->kind == MARK_REPORT)
		return hide_if_due(tools, into, marked->comment, out);
	return OK;
}

enum err comment_mark(const struct comment_tools *tools, struct arena *into, story_id story,
		      comment_id id, enum mark_kind kind, struct str address,
		      enum mark_outcome *out)
{
	CLEANUP(txn_end) struct txn txn = { 0 };
	struct comment is;
	const struct comment_mark marked = {
		.comment = id,
		.kind = kind,
		.who = comment_mark_who(into, tools->keys, id.n, address),
		.network = comment_mark_network(into, tools->keys, reply_network(into, address),
						store_now(tools->store)),
	};
	TRY(txn_begin(&txn, tools->store));
	TRY(store_comment(tools->store, into, id, &is));
	if (is.story.n != story.n)
		return ERR_NOT_FOUND;
	TRY(mark(tools, into, &marked, address_is_loopback(address), out));
	return txn_commit(&txn);
}

enum err comment_forget_addresses(struct store *store, struct arena *into)
{
	static const int64_t DAY_MS = 24 * 3600 * 1000;
	CLEANUP(txn_end) struct txn txn = { 0 };
	struct reply_settings settings;
	TRY(reply_settings_read(store, into, &settings));
	TRY(txn_begin(&txn, store));
	TRY(store_comments_forget(
		store, unix_ms_of(store_now(store).ms - settings.address_days * DAY_MS)));
	return txn_commit(&txn);
}
