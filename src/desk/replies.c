/* SPDX-License-Identifier: Apache-2.0 */
/* replies.c: a reader answers, likes, reports, changes what still waits. On any trouble the page
 * comes back with all that was typed. */
#include "comment/moderate.h"
#include "desk/bench.h"
#include "desk/routes.h"
#include "site/error.h"
#include "site/story_page.h"
#include "store/comment.h"

/* 303 to the story with query and fragment. */
static struct http_response see(const struct desk_visit *visit, struct str query)
{
	struct str path = visit->story.path;
	struct http_response response = http_response_in(visit->arena, 303);
	http_redirect(&response, 303,
		      str_fmt(visit->arena, "%.*s%c%.*s", STR_ARG(path),
			      str_find_char(path, '?') == STR_NONE ? '?' : '&', STR_ARG(query)));
	http_set(&response, S("Cache-Control"), S("no-store"));
	return response;
}

static struct http_response see_comment(const struct desk_visit *visit, const char *told,
					comment_id id)
{
	return see(visit, str_fmt(visit->arena, "replied=%s&comment=%lld#comment-%lld", told,
				  (long long)id.n, (long long)id.n));
}

static struct http_response see_own(const struct desk_visit *visit, const struct reply_tools *tools,
				    const char *told, comment_id id)
{
	struct str link = comment_own_link(visit->arena, &tools->form_key, id.n);
	return see(visit,
		   str_fmt(visit->arena, "replied=%s&waiting=%.*s#waiting", told, STR_ARG(link)));
}

/* error: a key for the theme's locale; "" when the fields say it themselves. */
static struct http_response show_again(const struct desk_visit *visit, struct reply_form form,
				       const char *error, int status)
{
	form.error = str_of(error);
	form.is_used = true;
	const struct story_request request = { .form = &form, .status = status };
	struct http_response response = site_story_response(visit->app, visit->request,
							    visit->arena, &visit->story, &request);
	if (form.retry_s)
		http_set(&response, S("Retry-After"),
			 str_fmt(visit->arena, "%lld", (long long)form.retry_s));
	return response;
}

static struct http_response fail(const struct desk_visit *visit, enum err err)
{
	return site_error_response(visit->app, visit->request, visit->arena, http_status_of(err));
}

static struct http_response answer(const struct desk_visit *visit, const struct reply_tools *tools,
				   const struct reply_input *typed,
				   const struct reply_outcome *outcome)
{
	const struct reply_form form = { .typed = *typed,
					 .faults = outcome->faults,
					 .preview = outcome->preview,
					 .retry_s = outcome->retry_s };
	switch (outcome->kind) {
	case REPLY_IS_SHOWN: return see_comment(visit, "shown", outcome->id);
	case REPLY_IS_HELD: return see_own(visit, tools, "held", outcome->id);
	case REPLY_IS_REFUSED: return show_again(visit, form, "reply.check", 422);
	case REPLY_IS_DUPLICATE: return show_again(visit, form, "reply.duplicate", 409);
	case REPLY_IS_CLOSED: return show_again(visit, form, "reply.closed", 403);
	case REPLY_IS_EXPIRED: return show_again(visit, form, "reply.expired", 422);
	case REPLY_IS_TOO_FAST: return show_again(visit, form, "reply.too_fast", 429);
	case REPLY_IS_PREVIEW: return show_again(visit, form, "", 200);
	}
	return fail(visit, ERR_IO);
}

static struct reply_input read_form(const struct desk_visit *visit)
{
	const struct form *form = &visit->form;
	return (struct reply_input){
		.name = form_get(form, S(REPLY_FIELD_NAME)),
		.email = form_get(form, S(REPLY_FIELD_EMAIL)),
		.website = form_get(form, S(REPLY_FIELD_WEBSITE)),
		.text = form_get(form, S(REPLY_FIELD_TEXT)),
		.parent = form_get(form, S(REPLY_FIELD_PARENT)),
		.token = form_get(form, S(REPLY_FIELD_TOKEN)),
		.trap = form_get(form, S(REPLY_FIELD_TRAP)),
		.took_ms = form_get(form, S(REPLY_FIELD_TOOK)),
		.address = visit->request->client,
	};
}

struct http_response desk_reply(struct desk_visit *visit)
{
	struct reply_tools tools;
	const struct reply_input typed = read_form(visit);
	struct reply_outcome outcome = { 0 };
	reply_tools_open(visit->app, &tools);
	enum err err = form_has(&visit->form, S(REPLY_FIELD_PREVIEW))
			       ? comment_preview(&tools.tools, visit->arena, visit->story.id,
						 &typed, &outcome)
			       : comment_submit(&tools.tools, visit->arena, visit->story.id, &typed,
						&outcome);
	if (err == ERR_BUSY || err == ERR_IO)
		return show_again(visit, (struct reply_form){ .typed = typed }, "reply.busy", 503);
	return err ? fail(visit, err) : answer(visit, &tools, &typed, &outcome);
}

static comment_id id_in(const struct desk_visit *visit, struct str field)
{
	int64_t id;
	bool is_id = str_to_i64(form_get(&visit->form, field), &id) == OK && id > 0;
	return (comment_id){ is_id ? id : 0 };
}

static struct http_response tell_mark(const struct desk_visit *visit, enum mark_kind kind,
				      enum mark_outcome outcome, comment_id id)
{
	struct http_response response;
	switch (outcome) {
	case MARK_IS_COUNTED:
		return see_comment(visit, kind == MARK_LIKE ? "liked" : "reported", id);
	case MARK_IS_KNOWN: return see_comment(visit, "known", id);
	case MARK_HIDES: return see(visit, S("replied=reported#comments"));
	case MARK_IS_TOO_FAST: break;
	}
	response = site_error_response(visit->app, visit->request, visit->arena, 429);
	http_set(&response, S("Retry-After"), S("3600"));
	return response;
}

struct http_response desk_mark(struct desk_visit *visit)
{
	struct reply_tools tools;
	comment_id liked = id_in(visit, S("like")), reported = id_in(visit, S("report"));
	enum mark_kind kind = liked.n ? MARK_LIKE : MARK_REPORT;
	comment_id id = liked.n ? liked : reported;
	enum mark_outcome outcome;
	reply_tools_open(visit->app, &tools);
	if (!comment_token_is_good(&tools.form_key, visit->story.id.n,
				   form_get(&visit->form, S(REPLY_FIELD_TOKEN)),
				   store_now(visit->app->store)))
		return fail(visit, ERR_DENIED);
	enum err err = comment_mark(&tools.tools, visit->arena, visit->story.id, id, kind,
				    visit->request->client, &outcome);
	return err ? fail(visit, err) : tell_mark(visit, kind, outcome, id);
}

struct http_response desk_own_reply(struct desk_visit *visit)
{
	struct reply_tools tools;
	struct reply_outcome outcome = { 0 };
	struct str link = form_get(&visit->form, S("waiting"));
	struct str text = form_get(&visit->form, S(REPLY_FIELD_TEXT));
	bool withdraws = form_has(&visit->form, S("withdraw"));
	reply_tools_open(visit->app, &tools);
	comment_id id = { comment_own_id(&tools.form_key, link) };
	if (id.n == 0)
		return fail(visit, ERR_DENIED);
	enum err err = withdraws ? comment_own_withdraw(&tools.tools, visit->arena, id)
				 : comment_own_edit(&tools.tools, visit->arena, id, text, &outcome);
	if (err == ERR_DENIED)
		return see_own(visit, &tools, "late", id);
	if (err)
		return fail(visit, err);
	if (withdraws)
		return see(visit, S("replied=withdrawn#respond"));
	if (outcome.kind != REPLY_IS_REFUSED)
		return see_own(visit, &tools, "changed", id);
	const struct reply_form form = { .typed = { .text = text },
					 .faults = outcome.faults,
					 .own_link = link };
	return show_again(visit, form, "reply.check", 422);
}

/* The word of a decision, as the theme's locale has it; NULL for what no link may decide. */
static const char *word_of(int act)
{
	return act == ACT_APPROVE ? "approve"
	       : act == ACT_SPAM  ? "spam"
	       : act == ACT_TRASH ? "trash"
				  : NULL;
}

struct http_response desk_decide_by_link(struct desk_visit *visit, struct str link)
{
	struct reply_tools tools;
	struct comment comment;
	int64_t id, batch;
	int act;
	bool is_done = visit->request->method == HTTP_POST;
	const struct moderator by = { .name = S("a link by e-mail") };
	reply_tools_open(visit->app, &tools);
	enum err err =
		comment_decide_open(&tools.keys, link, store_now(visit->app->store), &id, &act);
	if (err || !word_of(act))
		return fail(visit, err ? err : ERR_INVALID);
	if (is_done)
		err = comment_decide(&tools.tools, visit->arena, &by, (enum comment_act_kind)act,
				     &(comment_id){ id }, 1, &batch);
	if (!err)
		err = store_comment(visit->app->store, visit->arena, (comment_id){ id }, &comment);
	if (!err)
		err = store_story_public(visit->app->store, visit->arena, comment.story,
					 &visit->story);
	if (err)
		return fail(visit, err);
	const struct story_request request = {
		.decision = { &comment, link, str_of(word_of(act)), is_done },
		.status = 200,
	};
	return site_story_response(visit->app, visit->request, visit->arena, &visit->story,
				   &request);
}
