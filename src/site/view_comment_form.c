/* SPDX-License-Identifier: Apache-2.0 */
/* view_comment_form.c: the form to answer with, a reader's own reply that waits, and what somebody
 * with a link from a mail decides on. */
#include "site/story_page.h"
#include "site/view.h"

static struct value errors_of(struct visit *visit, const struct reply_faults *faults)
{
	struct value_map *map = view_map(visit);
	struct arena *arena = visit->arena;
	const struct {
		struct str field, key;
		enum reply_fault fault;
	} each[] = {
		{ S("comment"), S("text"), faults->text },
		{ S("name"), S("name"), faults->name },
		{ S("email"), S("email"), faults->email },
		{ S("website"), S("website"), faults->website },
	};
	struct str first = S("");
	for (size_t i = 0; i < COUNT_OF(each); i++) {
		view_set_text(visit, map, each[i].field,
			      reply_fault_key(arena, each[i].key, each[i].fault));
		if (each[i].fault && !first.len)
			first = each[i].field;
	}
	view_set(visit, map, S("first"), value_text(first));
	return value_of_map(map);
}

static void set_answered(struct visit *visit, const struct story *story,
			 const struct comment *answered, struct value_map *map)
{
	bool is_one = answered->id.n != 0;
	view_set(visit, map, S("parent"),
		 is_one ? value_text(str_fmt(visit->arena, "%lld", (long long)answered->id.n))
			: value_null());
	view_set(visit, map, S("parent_name"), is_one ? value_text(answered->name) : value_null());
	view_set(visit, map, S("cancel_url"),
		 is_one ? value_text(str_fmt(visit->arena, "%.*s#respond", STR_ARG(story->path)))
			: value_null());
}

static void set_typed(struct visit *visit, const struct reply_input *typed, struct value_map *map)
{
	view_set(visit, map, S("name"), value_text(typed->name));
	view_set(visit, map, S("email"), value_text(typed->email));
	view_set(visit, map, S("website"), value_text(typed->website));
	view_set(visit, map, S("comment"), value_text(typed->text));
}

struct value view_comment_form(struct visit *visit, const struct story *story,
			       const struct story_page *page)
{
	const struct conversation *is = &page->conversation;
	const struct reply_form *form = &is->form;
	struct value_map *map = view_map(visit);
	if (is->policy != REPLIES_OPEN || (story_is_locked(story) && !page->is_unlocked))
		return value_null();
	view_set(visit, map, S("action"),
		 value_text(story_reply_address(visit, story, S("comment"))));
	view_set(visit, map, S("open"), value_bool(form->is_used));
	view_set(visit, map, S("token"), value_text(is->token));
	view_set(visit, map, S("trap"), value_text(S(REPLY_FIELD_TRAP)));
	set_answered(visit, story, &is->answered, map);
	view_set(visit, map, S("notice"), value_text(is->notice));
	view_set(visit, map, S("error"), value_text(form->error));
	view_set(visit, map, S("retry_minutes"), value_number((double)((form->retry_s + 59) / 60)));
	view_set(visit, map, S("errors"), errors_of(visit, &form->faults));
	view_set(visit, map, S("preview"), value_html_or_null(form->preview));
	set_typed(visit, &form->typed, map);
	return value_of_map(map);
}

struct value view_comment_waiting(struct visit *visit, const struct story *story,
				  const struct story_page *page)
{
	const struct conversation *is = &page->conversation;
	const struct comment *own = &is->own;
	struct value_map *map = view_map(visit);
	if (own->id.n == 0)
		return value_null();
	view_set(visit, map, S("id"),
		 value_text(str_fmt(visit->arena, "%lld", (long long)own->id.n)));
	view_set(visit, map, S("name"), value_text(own->name));
	view_set(visit, map, S("html"), value_html(own->text));
	view_set(visit, map, S("created_at"), value_text(visit_time(visit, own->created_at)));
	view_set(visit, map, S("token"), value_text(is->own_link));
	view_set(visit, map, S("may_change"), value_bool(is->own_may_change));
	view_set(visit, map, S("comment"),
		 value_text(is->form.typed.text.len ? is->form.typed.text : own->source));
	view_set(visit, map, S("errors"), errors_of(visit, &is->form.faults));
	view_set(visit, map, S("action"),
		 value_text(story_reply_address(visit, story, S("comment/own"))));
	return value_of_map(map);
}

struct value view_comment_decision(struct visit *visit, const struct story_page *page)
{
	const struct reply_decision *decision = &page->conversation.decision;
	struct value_map *map = view_map(visit);
	if (!decision->comment)
		return value_null();
	view_set(visit, map, S("act"), value_text(decision->act));
	view_set(visit, map, S("done"), value_bool(decision->is_done));
	view_set(visit, map, S("action"),
		 value_text(str_fmt(visit->arena, "/desk/decide/%.*s", STR_ARG(decision->link))));
	view_set(visit, map, S("name"), value_text(decision->comment->name));
	view_set(visit, map, S("html"), value_html(decision->comment->text));
	view_set(visit, map, S("why"), value_text(decision->comment->why));
	return value_of_map(map);
}
