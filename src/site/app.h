/* SPDX-License-Identifier: Apache-2.0 */
/*
 * app.h: what a worker has at hand while it answers: one open store, one theme, the site's
 * settings.
 *
 * Made once a process; the settings are read anew when their facts were touched. Handlers get it
 * read-only beside the request and its arena.
 */
#pragma once
#include "http/message.h"
#include "os/zone.h"
#include "store/store.h"
#include "theme/theme.h"

/* The settings that nearly every page reads, read once a request together. */
struct site_settings {
	struct str title, description, url /* "https://example.org", no slash at the end */,
		language, permalink;
	struct str accent, logo, icon, copyright, newsletter_url;
	int64_t posts_per_page;
	struct str route_search, route_archive, route_rss;   /* "/search/" ... */
	struct str route_section, route_topic, route_author; /* "/section/" ... */
	const struct zone *zone;
};

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
