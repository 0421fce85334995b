/* SPDX-License-Identifier: Apache-2.0 */
/* forgotten.c: a link for another password, by mail. Without a mail server there is no such screen.
 */
#include "account/forgotten.h"
#include "desk/handlers.h"
#include "desk/screen.h"

static enum err show(struct desk *desk, struct str error, bool is_done, struct http_response *out)
{
	struct screen screen = screen_of(desk, S("forgotten"));
	screen_set_text(&screen, S("error"), error);
	screen_set_text(&screen, S("email"), form_get(&desk->form, S("email")));
	screen_set_truth(&screen, S("is_done"), is_done);
	screen_set_number(&screen, S("hours"), LINK_HOURS);
	return screen_send(&screen, out);
}

enum err desk_forgotten(struct desk *desk, struct http_response *out)
{
	if (!desk->app->post.has_mail)
		return ERR_NOT_FOUND;
	return show(desk, S(""), false, out);
}

enum err desk_forgotten_post(struct desk *desk, struct http_response *out)
{
	enum forgotten_outcome outcome;
	struct str email = str_trim(form_get(&desk->form, S("email")));
	if (!desk->app->post.has_mail)
		return ERR_NOT_FOUND;
	struct str error = account_email_fault(email);
	if (!error.len) {
		TRY(account_forgotten(desk->store, desk->arena, email, desk->request->client,
				      &outcome));
		if (outcome == FORGOTTEN_SHUT)
			error = S("sign_in.shut");
	}
	TRY(show(desk, error, error.len == 0, out));
	out->status = !error.len ? 200 : str_eq(error, S("sign_in.shut")) ? 429 : 422;
	return OK;
}
