/* SPDX-License-Identifier: Apache-2.0 */
/*
 * serving.h: a site, open for answering requests: its store, its theme, and which request goes
 * where.
 *
 *   path       method       who answers
 *   /assets/   GET, HEAD    the theme's folder
 *   /health    GET, HEAD    here: 200 as long as the process answers
 *   /desk/...  any          desk_serve (its assets too)
 *   any other  POST         desk_serve
 *   any other  GET, HEAD    site_serve
 *
 * A theme that is broken never replaces one that works.
 */
#pragma once
#include "cmd/site_folder.h"
#include "site/app.h"

struct serving {
	struct app app;
	struct theme *theme;      /* also app.theme */
	struct theme *desk_theme; /* also app.desk_theme */
	struct store *store;      /* also app.store */
	struct str theme_folder, desk_theme_folder;
};

struct serving_options {
	struct str site_folder, url, database; /* "" as site.conf and the settings say */
	bool is_development; /* the theme is read anew for each page, and its errors are shown */
};

/* Fails: ERR_NOT_FOUND (no site, no theme), ERR_INVALID (site.conf, the theme), ERR_BUSY, ERR_IO.
 * Gives: what lives in arena and in *out; end with serving_close(). */
enum err serving_open(struct arena *arena, const struct serving_options *options,
		      const struct site_conf *conf, struct serving *out,
		      struct fault *fault) MUST_CHECK;
void serving_close(struct serving *serving);

/* Reads the theme's folder anew. On failure the old one goes on. */
enum err serving_reload_theme(struct serving *serving, struct fault *fault) MUST_CHECK;

/* Answers a request; context is a struct serving. */
struct http_response serving_answer(void *context, const struct http_request *request,
				    struct arena *arena);
