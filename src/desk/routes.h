/* SPDX-License-Identifier: Apache-2.0 */
/*
 * routes.h: what readers may change: one line a route, tried in order. A handler is a straight line
 * from the request to its answer.
 *
 *   POST STORY/comment   a reply: fields name email website comment parent token
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
struct http_response desk_unlock(struct desk_visit *visit);
