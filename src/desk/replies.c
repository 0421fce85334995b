/* SPDX-License-Identifier: Apache-2.0 */
/* replies.c: a reader answers. On any trouble the page comes back with all that was typed. */
#include "desk/routes.h"
#include "site/error.h"
#include "site/story_page.h"

static struct http_response see(const struct desk_visit *visit, struct str replied,
				struct str fragment)
{
	struct str path = visit->story.path;
	struct http_response response = http_response_in(visit->arena, 303);
	http_redirect(&response, 303,
		      str_fmt(visit->arena, "%.*s%creplied=%.*s#%.*s", STR_ARG(path),
			      str_find_char(path, '?') == STR_NONE ? '?' : '&', STR_ARG(replied),
			      STR_ARG(fragment)));
	http_set(&response, S("Cache-Control"), S("no-store"));
	return response;
}

/* error: a key for the theme's locale; "" when the fields say it themselves. */
static struct http_response show_again(const struct desk_visit *visit,
				       const struct reply_input *typed, struct reply_faults faults,
				       struct str error, int status)
{
	const struct reply_form form = {
		.typed = *typed, .faults = faults, .error = error, .is_used = true
	};
	const struct story_request request = { .form = &form, .status = status };
	return site_story_response(visit->app, visit->request, visit->arena, &visit->story,
				   &request);
}

static struct http_response answer(const struct desk_visit *visit, const struct reply_input *typed,
				   const struct reply_outcome *outcome)
{
	const struct reply_faults none = { 0 };
	switch (outcome->kind) {
	case REPLY_IS_SHOWN:
		return see(visit, S("shown"),
			   str_fmt(visit->arena, "comment-%lld", (long long)outcome->id.n));
	case REPLY_IS_HELD: return see(visit, S("held"), S("respond"));
	case REPLY_IS_REFUSED:
		return show_again(visit, typed, outcome->faults, S("reply.check"), 422);
	case REPLY_IS_DUPLICATE: return show_again(visit, typed, none, S("reply.duplicate"), 409);
	case REPLY_IS_CLOSED: return show_again(visit, typed, none, S("reply.closed"), 403);
	case REPLY_IS_EXPIRED: return show_again(visit, typed, none, S("reply.expired"), 422);
	}
	return site_error_response(visit->app, visit->request, visit->arena, 500);
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
		.address = visit->request->client,
	};
}

struct http_response desk_reply(struct desk_visit *visit)
{
	const struct comment_keys keys = comment_keys_from(visit->app->desk_secret);
	const struct reply_input typed = read_form(visit);
	const struct reply_faults too_long = { .text = REPLY_TOO_LONG }, none = { 0 };
	struct reply_outcome outcome = { 0 };
	enum err err = comment_submit(visit->app->store, visit->arena, &keys, visit->story.id,
				      &typed, &outcome);
	switch (err) {
	case OK: return answer(visit, &typed, &outcome);
	case ERR_TOO_BIG: return show_again(visit, &typed, too_long, S("reply.check"), 422);
	case ERR_BUSY:
	case ERR_IO: return show_again(visit, &typed, none, S("reply.busy"), 503);
	default:
		return site_error_response(visit->app, visit->request, visit->arena,
					   http_status_of(err));
	}
}
