/* SPDX-License-Identifier: Apache-2.0 */
/*
 * routes.h: what readers may change: one line a route, tried in order. A handler is a straight line
 * from the request to its answer.
 *
 *   POST STORY/comment        a reply: fields name email website comment parent token
 *                             (preview: only looked at)
 *   POST STORY/comment/mark   like or report (a reply's id), token
 *   POST STORY/comment/own    one's own reply that waits: waiting (its link), comment or withdraw
 *   GET, POST /desk/decide/LINK   what a link from a mail decides: shown, then done
 *   POST STORY           the password of a locked story: field password
 */
#pragma once
#include "http/form.h"
#include "site/app.h"
#include "store/story.h"

#define LIMIT_PASSWORD_BYTES 1000

struct desk_visit {
	struct app *app;
	const struct http_request *request;
	struct arena *arena;
	struct form form;
	struct story story; /* public now */
};

struct http_response desk_reply(struct desk_visit *visit);
struct http_response desk_mark(struct desk_visit *visit);
struct http_response desk_own_reply(struct desk_visit *visit);
struct http_response desk_decide_by_link(struct desk_visit *visit, struct str link);
struct http_response desk_unlock(struct desk_visit *visit);
