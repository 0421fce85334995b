/* SPDX-License-Identifier: Apache-2.0 */
/* error.h: pages for what went wrong: with a search and the newest stories, never with a detail
 * that is nobody's business. */
#pragma once
#include "site/visit.h"

/* Always answers: by the theme's error page, else in plain text. Logs troubles of ours (500, 503).
 */
struct http_response error_page(struct visit *visit, int status);

/* The same for one who has no visit. */
struct http_response site_error_response(struct app *app, const struct http_request *request,
					 struct arena *arena, int status);
