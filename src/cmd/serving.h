/* SPDX-License-Identifier: Apache-2.0 */
/*
 * serving.h: a site, open for answering requests: its store, its theme, its keys.
 *
 * Opened in pieces, since a process that makes pages is to have less than the desk: the theme
 * first, then what keys it may hold, then the store. Between the first and the last it enters the
 * site's folder, and whatever it opens later it opens from there.
 *
 *     TRY(serving_prepare(&arena, &options, &conf, true, &serving, fault));
 *     TRY(serving_take_secret(&arena, &serving, fault));      // or serving_take_form_key()
 *     TRY(serving_open_store(&serving, STORE_WRITE, fault));
 *     ...
 *     serving_close(&serving);
 */
#pragma once
#include "cmd/site_folder.h"
#include "comment/secret.h"
#include "front/assets.h"
#include "os/steady.h"
#include "site/app.h"

struct serving_options {
	struct str site_folder, url, database; /* "" as site.conf and the settings say */
	struct str address;  /* where we listen: the URL when none is set anywhere */
	bool is_development; /* the theme is read anew for each page, and its errors are shown */
};

struct serving {
	struct app app;
	struct theme *theme;      /* also app.theme */
	struct theme *desk_theme; /* also app.desk_theme; NULL where only pages are made */
	struct store *store;      /* also app.store */
	struct str theme_folder, desk_theme_folder;
	bool has_desk;
	struct str database; /* "" for site.db in the site's folder */
	struct str address;
	struct form_key key;     /* what app.form_key points to */
	struct steady clock;     /* not before the newest change on record */
	int64_t clock_looked_ms; /* monotonic; when that was last asked for */
};

/* Finds the parts without opening any: what a front needs to know.
 * Fails: ERR_NOT_FOUND (no site, no theme). */
enum err serving_find(struct arena *arena, const struct serving_options *options,
		      const struct site_conf *conf, struct serving *out,
		      struct fault *fault) MUST_CHECK;
/* The folders with files for browsers. Gives: how many. */
#define LIMIT_ASSET_FOLDERS 2
size_t serving_assets(const struct serving *serving, struct arena *into,
		      struct asset_folder out[LIMIT_ASSET_FOLDERS]);

/* has_desk: with the newsroom's screens. Paths in *out do not depend on where we work from then on,
 * but for app.site_folder. Fails: ERR_NOT_FOUND (no site, no theme), ERR_INVALID (the theme). */
enum err serving_prepare(struct arena *arena, const struct serving_options *options,
			 const struct site_conf *conf, bool has_desk, struct serving *out,
			 struct fault *fault) MUST_CHECK;
/* The newspaper's secret, for who changes things. Fails: ERR_NOT_FOUND, ERR_INVALID (too short),
 * ERR_DENIED, ERR_IO. */
enum err serving_take_secret(struct arena *arena, struct serving *serving,
			     struct fault *fault) MUST_CHECK;
/* The one key that who makes pages needs of it. Fails: ERR_INVALID. */
enum err serving_take_form_key(struct serving *serving, struct str key) MUST_CHECK;
/* Fails as store_open(). */
enum err serving_open_store(struct arena *arena, struct serving *serving, enum store_mode mode,
			    struct fault *fault) MUST_CHECK;
void serving_close(struct serving *serving);

/* Reads the theme's folder anew. On failure the old one goes on. */
enum err serving_reload_theme(struct serving *serving, struct fault *fault) MUST_CHECK;

/* Sets the moment the store is asked about, and in development reads the theme anew.
 * Gives: NULL, or the answer that tells what is wrong with the theme. */
struct http_response *serving_begin(struct serving *serving, struct arena *arena);
/* Says in the log why what was asked for could not be done, when it was the disk's fault. */
void serving_end(const struct serving *serving, const struct http_response *response);
/* A file of the theme, found anew each time. Gives: false when there is none. */
bool serving_answer_asset(const struct serving *serving, const struct http_request *request,
			  struct arena *arena, struct http_response *response);
/* Whether the desk answers it, rather than a reader: all that may change something. */
bool serving_is_for_desk(const struct http_request *request);
