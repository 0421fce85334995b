/* SPDX-License-Identifier: Apache-2.0 */
/*
 * story_page.h: a story on its own page, with its replies and their form.
 *
 * The page is made for several occasions: a reader asks for it; a reader typed a password; a
 * reader's reply was refused and the form stands there again with all that was typed; somebody
 * decides on a reply by a link from a mail. All but the first come from desk/ and are no page for a
 * cache.
 */
#pragma once
#include "site/conversation.h"
#include "store/working.h"

#define LIMIT_RELATED 4

struct story_page {
	struct html html; /* of the body, finished */
	bool is_unlocked, password_was_wrong;
	struct story_list related;
	size_t pinned; /* of these: by an editor, the first ones */
	struct correction *corrections; /* newest first */
	size_t correction_count;
	struct conversation conversation;
};

struct story_request {
	bool is_unlocked, password_was_wrong;
	const struct reply_form *form; /* NULL: nothing was posted */
	struct reply_decision decision;
	int status;
};

/* The page of a public story or plain page. Fails: ERR_NOT_FOUND (no such page of replies),
 * ERR_BUSY, ERR_IO, and what rendering fails with. */
enum err story_page_serve(struct visit *visit, const struct story *story,
			  const struct story_request *request,
			  struct http_response *out) MUST_CHECK;

/* Where forms about its replies are posted to; what: "comment", "comment/mark" ... for
 * "/a-story/comment". */
struct str story_reply_address(const struct visit *visit, const struct story *story,
			       struct str what);

/* Views of its parts, for view_story.c: objects, lists, null. */
struct value view_comments(struct visit *visit, const struct story *story,
			   const struct story_page *page);
struct value view_comment_form(struct visit *visit, const struct story *story,
			       const struct story_page *page);
struct value view_comment_waiting(struct visit *visit, const struct story *story,
				  const struct story_page *page);
struct value view_comment_decision(struct visit *visit, const struct story_page *page);

/* The same for desk/, which has no visit: always answers. */
struct http_response site_story_response(struct app *app, const struct http_request *request,
					 struct arena *arena, const struct story *story,
					 const struct story_request *wanted);
