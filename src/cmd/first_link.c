/* SPDX-License-Identifier: Apache-2.0 */
/* first_link.c: a signed link, put behind the site's address. */
#include "cmd/first_link.h"

#include "account/people.h"

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
