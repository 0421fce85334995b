/* SPDX-License-Identifier: Apache-2.0 */
/*
 * sitemap.h: the archive for search engines (sitemaps.org 0.9, Google News).
 *
 * /sitemap.xml is an index of /sitemap-terms.xml (front page, sections, topics, authors) and of
 * /sitemap-1.xml, /sitemap-2.xml ..., each with LIMIT_SITEMAP_ADDRESSES stories by number: a story
 * stays in its file for ever, so that a change touches one file. /news-sitemap.xml holds the last
 * two days.
 */
#pragma once
#include "site/app.h"
#include "site/settings.h"

#define LIMIT_SITEMAP_ADDRESSES 50000 /* of the protocol, for one file */
#define LIMIT_NEWS_ADDRESSES 1000     /* of Google News, for the file */
#define LIMIT_SITEMAP_BYTES (50u << 20)

/* name: "sitemap.xml", "sitemap-3.xml" ... Answers 404 for one that is not there. */
struct http_response sitemap_serve(struct app *app, struct arena *arena,
				   const struct site_settings *settings, struct str name);
