/* SPDX-License-Identifier: Apache-2.0 */
/*
 * app.h: what a worker has at hand while it answers: one open store, one theme.
 *
 * Made once a process. Handlers get it beside the request and its arena.
 */
#pragma once
#include "http/message.h"
#include "store/store.h"
#include "theme/theme.h"

struct app {
	struct store *store;
	const struct theme *theme;
	struct str site_folder;
	struct str url_override; /* --url; "" none */
	bool is_development;     /* theme errors are shown on the page */
	struct str form_secret;  /* keys form tokens; from SITE/secret */
};

/* GET and HEAD: every reader's page, feed and sitemap. Always answers (500 with the error page at
 * worst). */
struct http_response site_serve(struct app *app, const struct http_request *request,
				struct arena *arena);
/* What changes something: replies. The newsroom's screens come here too. */
struct http_response desk_serve(struct app *app, const struct http_request *request,
				struct arena *arena);
