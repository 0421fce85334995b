/* SPDX-License-Identifier: Apache-2.0 */
/* preview.c: a story's newest version as readers would see it, in the paper's own theme. */
#include "desk/handlers.h"
#include "desk/story_view.h"
#include "site/story_page.h"

enum err desk_preview(struct desk *desk, struct http_response *out)
{
	struct edit edit;
	bool is_own;
	const struct story_request request = { .is_unlocked = true, .status = 200 };
	TRY(desk_open_story(desk, (story_id){ desk->numbers[0] }, &edit, &is_own));
	struct story story = edit.story;
	if (!time_is_set(story.published_at) || !edit.is_seen)
		story.published_at = store_now(desk->store);
	*out = site_story_response(desk->app, desk->request, desk->arena, &story, &request);
	desk_dress(desk, out);
	return OK;
}
