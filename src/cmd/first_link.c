/* SPDX-License-Identifier: Apache-2.0 */
/* first_link.c: a signed link, put behind the site's address. */
#include "cmd/first_link.h"

#include <stdio.h>

#include "account/people.h"
#include "site/app.h"
#include "store/setting.h"

enum err first_person_link(struct arena *into, struct store *store, struct str secret,
			   struct str url, struct str *out)
{
	const struct account_keys keys = account_keys_from(secret);
	struct str link;
	TRY(link_for_first(store, into, &keys, &link));
	while (str_drop_suffix(&url, S("/")))
		;
	*out = str_fmt(into, "%.*s/desk/first/%.*s", STR_ARG(url), STR_ARG(link));
	return OK;
}

void say_first_link(struct arena *arena, const struct app *app)
{
	struct str link, url = app->url_override;
	if (url.len == 0 && store_setting(app->store, arena, S("url"), &url) != OK)
		return;
	if (first_person_link(arena, app->store, app->desk_secret, url, &link) == OK)
		printf("nobody can sign in at the desk yet; the first person begins at %.*s\n",
		       STR_ARG(link));
	fflush(stdout);
}
