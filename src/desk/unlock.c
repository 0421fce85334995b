/* SPDX-License-Identifier: Apache-2.0 */
/* unlock.c: the text of a locked story for the one who knows its password; see
 * docs/decisions/locked-stories.md. */
#include "desk/routes.h"
#include "site/error.h"
#include "site/story_page.h"

/* Looks at every byte, wherever they differ. */
static bool is_same(struct str a, struct str b)
{
	unsigned char differs = 0;
	if (a.len != b.len || a.len > LIMIT_PASSWORD_BYTES)
		return false;
	for (size_t i = 0; i < a.len; i++)
		differs |= (unsigned char)(a.ptr[i] ^ b.ptr[i]);
	return differs == 0;
}

struct http_response desk_unlock(struct desk_visit *visit)
{
	if (visit->story.password.len == 0 || !form_has(&visit->form, S("password"))) {
		struct http_response response =
			site_error_response(visit->app, visit->request, visit->arena, 405);
		http_set(&response, S("Allow"), S("GET, HEAD"));
		return response;
	}
	bool is_right = is_same(form_get(&visit->form, S("password")), visit->story.password);
	const struct story_request request = {
		.is_unlocked = is_right,
		.password_was_wrong = !is_right,
		.status = is_right ? 200 : 403,
	};
	return site_story_response(visit->app, visit->request, visit->arena, &visit->story,
				   &request);
}
