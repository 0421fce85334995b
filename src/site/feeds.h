/* SPDX-License-Identifier: Apache-2.0 */
/*
 * feeds.h: what site/ asks of feed/: the newest stories of a list for machines (RSS 2.0, Atom, JSON
 * Feed 1.1), and the archive for search engines.
 *
 * Declared here and defined in feed/, which stands above site/ on the ladder: routes.c is the one
 * contents page, and it names feeds too.
 */
#pragma once
#include "site/visit.h"
#include "store/story.h"

#define LIMIT_SITEMAP_ADDRESSES 50000 /* of the protocol, for one file */
#define LIMIT_NEWS_ADDRESSES 1000     /* of Google News, for the file */

enum feed_kind { FEED_RSS, FEED_ATOM, FEED_JSON };

struct feed {
	enum feed_kind kind;
	struct str title;     /* "Harbour Gazette" or "Sport - Harbour Gazette" */
	struct str home_path; /* the list's own page, root-relative */
	struct str self_path; /* the feed's own address */
	struct story_filter filter;
	bool is_of_comments; /* of replies instead: to `story`, 0 to any */
	story_id story;
	const struct story_list *stories; /* NULL: those of the filter */
};

/* Fails: ERR_BUSY, ERR_IO, ERR_TOO_BIG. */
enum err feed_serve(struct visit *visit, const struct feed *feed,
		    struct http_response *out) MUST_CHECK;
/* name: "sitemap.xml", "sitemap-3.xml" ... Fails also: ERR_NOT_FOUND for one that is not there. */
enum err sitemap_serve(struct visit *visit, struct str name, struct http_response *out) MUST_CHECK;
