/* SPDX-License-Identifier: Apache-2.0 */
/* unlock.c: the text of a locked story for the one who knows its password; see
 * docs/decisions/locked-stories.md. */
#include <sodium.h>

#include "desk/routes.h"
#include "site/error.h"
#include "site/story.h"

enum { LIMIT_PASSWORD_BYTES = 1000 };

/* In time that does not depend on where they differ. */
static bool is_same(struct str a, struct str b)
{
	return a.len == b.len && a.len <= LIMIT_PASSWORD_BYTES &&
	       sodium_memcmp(a.ptr, b.ptr, a.len) == 0;
}

struct http_response desk_unlock(struct desk_visit *visit)
{
	if (visit->story.password.len == 0 || !form_has(&visit->form, S("password")))
		return site_error_response(visit->app, visit->request, visit->arena, 405);
	bool is_right = is_same(form_get(&visit->form, S("password")), visit->story.password);
	struct reply_view view = {
		.unlocked = is_right,
		.password_error = is_right ? S("") : S("password.wrong"),
	};
	struct http_response response =
		site_story_response(visit->app, visit->request, visit->arena, &visit->story, &view,
				    is_right ? 200 : 403);
	http_set(&response, S("Cache-Control"), S("no-store"));
	return response;
}
