/* SPDX-License-Identifier: Apache-2.0 */
/* first_link.h: the way in for the first person of a newsroom. */
#pragma once
#include "store/store.h"

/* "https://example.org/desk/first/...": good once, for a day, as long as nobody can sign in. url:
 * the site's address. Fails: ERR_CONFLICT (somebody can sign in already). */
enum err first_person_link(struct arena *into, struct store *store, struct str secret,
			   struct str url, struct str *out) MUST_CHECK;

/* Says it on standard output, if nobody can sign in yet. */
struct app;
void say_first_link(struct arena *arena, const struct app *app);
