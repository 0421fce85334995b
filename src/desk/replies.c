/* SPDX-License-Identifier: Apache-2.0 */
/* replies.c: a reader answers. On any trouble the page comes back with all that was typed. */
#include <stdio.h>

#include "comment/submit.h"
#include "desk/routes.h"
#include "site/error.h"
#include "site/story.h"

static struct http_response see(struct desk_visit *visit, const char *replied, const char *fragment)
{
	struct http_response response = http_response_in(visit->arena, 303);
	http_redirect(&response, 303,
		      str_fmt(visit->arena, "%.*s?replied=%s#%s", STR_ARG(visit->story.path),
			      replied, fragment));
	http_set(&response, S("Cache-Control"), S("no-store"));
	return response;
}

static struct http_response show_again(struct desk_visit *visit, const struct reply_input *input,
				       struct reply_faults faults, struct str notice, int status)
{
	struct reply_view typed = {
		.name = input->name,
		.email = input->email,
		.website = input->website,
		.text = input->text,
		.parent = input->parent,
		.faults = faults,
		.notice = notice,
	};
	struct http_response response = site_story_response(
		visit->app, visit->request, visit->arena, &visit->story, &typed, status);
	http_set(&response, S("Cache-Control"), S("no-store"));
	return response;
}

static struct http_response answer(struct desk_visit *visit, const struct reply_input *input,
				   const struct reply_outcome *outcome)
{
	struct reply_faults none = { 0 };
	char fragment[40];
	switch (outcome->kind) {
	case REPLY_IS_SHOWN:
		snprintf(fragment, sizeof fragment, "comment-%lld", (long long)outcome->id.n);
		return see(visit, "shown", fragment);
	case REPLY_IS_HELD: return see(visit, "held", "respond");
	case REPLY_IS_REFUSED: return show_again(visit, input, outcome->faults, S(""), 422);
	case REPLY_IS_DUPLICATE: return show_again(visit, input, none, S("reply.duplicate"), 409);
	case REPLY_IS_CLOSED: return show_again(visit, input, none, S("reply.closed"), 403);
	case REPLY_IS_EXPIRED: return show_again(visit, input, none, S("reply.expired"), 422);
	}
	return site_error_response(visit->app, visit->request, visit->arena, 500);
}

struct http_response desk_reply(struct desk_visit *visit)
{
	struct comment_keys keys = comment_keys_from(visit->app->form_secret);
	struct reply_input input = {
		.name = form_get(&visit->form, S(REPLY_FIELD_NAME)),
		.email = form_get(&visit->form, S(REPLY_FIELD_EMAIL)),
		.website = form_get(&visit->form, S(REPLY_FIELD_WEBSITE)),
		.text = form_get(&visit->form, S(REPLY_FIELD_TEXT)),
		.parent = form_get(&visit->form, S(REPLY_FIELD_PARENT)),
		.token = form_get(&visit->form, S(REPLY_FIELD_TOKEN)),
		.trap = form_get(&visit->form, S(REPLY_FIELD_TRAP)),
		.address = visit->request->client,
	};
	struct reply_outcome outcome = { 0 };
	enum err err = comment_submit(visit->app->store, visit->arena, &keys, visit->story.id,
				      &input, &outcome);
	if (err == ERR_TOO_BIG)
		return show_again(visit, &input, (struct reply_faults){ .text = REPLY_TOO_LONG },
				  S(""), 413);
	if (err == ERR_BUSY || err == ERR_IO)
		return show_again(visit, &input, (struct reply_faults){ 0 }, S("reply.busy"), 503);
	if (err)
		return site_error_response(visit->app, visit->request, visit->arena,
					   http_status_of(err));
	return answer(visit, &input, &outcome);
}
