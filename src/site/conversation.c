/* SPDX-License-Identifier: Apache-2.0 */
/* conversation.c: what the address asks for, and what the store has of it. */
#include "site/conversation.h"

#include "store/comment.h"
#include "store/setting.h"

struct str comment_order_name(enum comment_order order)
{
	static const struct str names[] = { [COMMENTS_OLDEST] = STR_CONST("oldest"),
					    [COMMENTS_NEWEST] = STR_CONST("newest"),
					    [COMMENTS_LIKED] = STR_CONST("liked") };
	return names[order];
}

struct str story_address_with(const struct visit *visit, const struct story *story,
			      struct str query)
{
	struct str path = story->path;
	return str_fmt(visit->arena, "%.*s%c%.*s", STR_ARG(path),
		       str_find_char(path, '?') == STR_NONE ? '?' : '&', STR_ARG(query));
}

struct str comment_address(const struct visit *visit, const struct story *story, comment_id id)
{
	return story_address_with(visit, story,
				  str_fmt(visit->arena, "comment=%lld#comment-%lld",
					  (long long)id.n, (long long)id.n));
}

bool conversation_is_private(const struct conversation *conversation)
{
	return conversation->own_link.len || conversation->decision.comment;
}

/* Whom the form answers: a shown reply to this story, named in the address or in the form. */
static enum err read_answered(struct visit *visit, const struct story *story,
			      struct conversation *out)
{
	int64_t id = visit_param_number(visit, S("reply"), 0);
	struct comment comment;
	if (id == 0)
		id = visit_param_number(visit, S("replytocom"), 0);
	if (out->form.typed.parent.len && str_to_i64(out->form.typed.parent, &id) != OK)
		id = 0;
	if (id <= 0)
		return OK;
	enum err err = store_comment(visit->store, visit->arena, (comment_id){ id }, &comment);
	if (err == OK && comment.story.n == story->id.n && comment.status == COMMENT_SHOWN) {
		out->answered = comment;
		out->form.is_used = true;
	}
	return err == ERR_NOT_FOUND ? OK : err;
}

static enum comment_order order_asked(const struct visit *visit, enum comment_order usual)
{
	struct str asked = visit_param(visit, S("order"));
	for (int order = COMMENTS_OLDEST; order <= COMMENTS_LIKED; order++)
		if (str_eq(asked, comment_order_name((enum comment_order)order)))
			return (enum comment_order)order;
	return usual;
}

/* One that is named but not there (any more) leads to the first page, not to an error: links to
 * replies are passed around. */
static enum err read_page(struct visit *visit, const struct story *story,
			  const struct reply_settings *settings, struct conversation *out)
{
	struct comment_wanted wanted = {
		.order = out->order,
		.page = visit_param_number(visit, S("cpage"), 1),
		.limit = settings->per_page,
		.at = { visit_param_number(visit, S("comment"), 0) },
	};
	enum err err =
		store_comment_page(visit->store, visit->arena, story->id, &wanted, &out->page);
	if (err == ERR_NOT_FOUND && wanted.at.n) {
		wanted.at = (comment_id){ 0 };
		err = store_comment_page(visit->store, visit->arena, story->id, &wanted,
					 &out->page);
	}
	out->form.is_used |= wanted.page > 1 || wanted.at.n || out->order != out->usual_order;
	return err;
}

static enum err read_picks(struct visit *visit, const struct story *story, struct conversation *out)
{
	if (out->page.page > 1 || story->comment_count == 0)
		return OK;
	return store_comments_picked(visit->store, visit->arena, story->id, LIMIT_PICKS,
				     &out->picks, &out->pick_count);
}

static bool is_notice(struct str word)
{
	static const struct str words[] = {
		STR_CONST("held"),  STR_CONST("shown"),     STR_CONST("liked"),
		STR_CONST("known"), STR_CONST("reported"),  STR_CONST("changed"),
		STR_CONST("late"),  STR_CONST("withdrawn"),
	};
	for (size_t i = 0; i < COUNT_OF(words); i++)
		if (str_eq(words[i], word))
			return true;
	return false;
}

/* The reader's own that waits, for whoever holds its link. */
static enum err read_own(struct visit *visit, const struct story *story, const struct form_key *key,
			 struct conversation *out)
{
	struct comment comment;
	struct str link =
		out->form.own_link.len ? out->form.own_link : visit_param(visit, S("waiting"));
	int64_t id = link.len ? comment_own_id(key, link) : 0;
	if (!id)
		return OK;
	out->own_link = link;
	out->form.is_used = true;
	enum err err = store_comment(visit->store, visit->arena, (comment_id){ id }, &comment);
	if (err || comment.story.n != story->id.n)
		return err == ERR_NOT_FOUND ? OK : err;
	if (comment.status == COMMENT_HELD || comment.status == COMMENT_SPAM) {
		out->own = comment;
		out->own_may_change = comment_is_own_to_change(&comment, visit->now);
	}
	return OK;
}

/* For the form, and for the marks at each reply; a page that has neither does not grow old by it.
 */
static void make_token(struct visit *visit, const struct story *story, const struct form_key *key,
		       struct conversation *out)
{
	unix_ms fresh_until = { 0 };
	if (out->policy != REPLIES_OPEN && out->page.count == 0)
		return;
	out->token = comment_token(visit->arena, key, story->id.n, visit->now, &fresh_until);
	fact_until(&visit->facts, fresh_until);
}

/* A page shows these; the rest judges what comes in. */
enum err conversation_settings(struct visit *visit, struct reply_settings *out)
{
	static const struct str shown[] = {
		STR_CONST("replies"),      STR_CONST("reply_close_days"),
		STR_CONST("reply_levels"), STR_CONST("replies_per_page"),
		STR_CONST("reply_order"),
	};
	store_note_into(visit->store, NULL);
	enum err err = reply_settings_read(visit->store, visit->arena, out);
	store_note_into(visit->store, &visit->facts);
	for (size_t i = 0; i < COUNT_OF(shown); i++)
		store_note_setting(visit->store, shown[i]);
	return err;
}

static enum err read_terms(struct visit *visit, const struct story *story,
			   const struct reply_settings *settings, struct conversation *out)
{
	struct reply_terms terms;
	TRY(reply_terms_of(visit->store, story, settings, &terms));
	if (terms.policy == REPLIES_OPEN || terms.policy == REPLIES_STAFF)
		fact_until(&visit->facts, terms.closes_at);
	out->policy = terms.policy;
	return OK;
}

enum err conversation_read(struct visit *visit, const struct story *story, bool is_shut,
			   struct conversation *out)
{
	struct str replied = visit_param(visit, S("replied"));
	struct form_key key = form_key_of(visit->app->form_key);
	struct reply_settings settings;
	TRY(conversation_settings(visit, &settings));
	TRY(read_terms(visit, story, &settings, out));
	if (out->policy == REPLIES_HIDDEN || is_shut)
		return OK;
	out->usual_order = settings.order;
	out->order = order_asked(visit, settings.order);
	out->form.is_used |= out->decision.comment != NULL;
	if (is_notice(replied)) {
		out->notice = replied;
		out->form.is_used = true;
	}
	TRY(read_page(visit, story, &settings, out));
	TRY(read_picks(visit, story, out));
	TRY(read_own(visit, story, &key, out));
	TRY(read_answered(visit, story, out));
	make_token(visit, story, &key, out);
	return OK;
}
