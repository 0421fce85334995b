/* SPDX-License-Identifier: Apache-2.0 */
/*
 * feed.h: the newest stories of a list for machines: RSS 2.0, Atom (RFC 4287), JSON Feed 1.1.
 *
 * A feed holds whole texts with absolute addresses; of a locked story only the headline. An item's
 * id never changes, whatever happens to its address: the outside uri it was imported with, else a
 * tag (RFC 4151) made of the site's host and the story's number.
 */
#pragma once
#include "site/app.h"
#include "site/settings.h"
#include "store/story.h"

enum feed_kind { FEED_RSS, FEED_ATOM, FEED_JSON };

#define LIMIT_FEED_ITEMS 20
#define LIMIT_FEED_BYTES (32u << 20)

struct feed {
	enum feed_kind kind;
	struct str title;     /* "Harbour Gazette" or "Sport - Harbour Gazette" */
	struct str home_path; /* the list's own page, root-relative */
	struct str self_path; /* the feed's own address */
	struct story_filter filter;
};

/* Answers with the feed; 503 when the store is busy. */
struct http_response feed_serve(struct app *app, struct arena *arena,
				const struct site_settings *settings, const struct feed *feed);
