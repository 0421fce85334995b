/* SPDX-License-Identifier: Apache-2.0 */
/* item.h: what the three formats share: a story made ready for a feed. */
#pragma once
#include "feed/feed.h"

struct feed_item {
	struct story story;
	struct str id, url;   /* url: absolute */
	struct html content;  /* with absolute addresses; empty when locked */
	struct str image_url; /* absolute; "" without a cover */
};

struct feed_items {
	struct feed_item *items;
	size_t count;
	unix_ms updated_at; /* the newest change of any item; the epoch's second when there is none
			     */
};

/* The parts of the site every format names. */
struct feed_site {
	const struct site_settings *settings;
	const struct feed *feed;
	struct arena *arena;
};

struct str feed_absolute(struct arena *into, struct str base, struct str address);
/* html with root-relative href, src, srcset and poster made absolute. */
struct html feed_absolute_html(struct arena *into, struct html html, struct str base);

struct str feed_rss(const struct feed_site *site, const struct feed_items *items);
struct str feed_atom(const struct feed_site *site, const struct feed_items *items);
struct str feed_json(const struct feed_site *site, const struct feed_items *items);
