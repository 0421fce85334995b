/* SPDX-License-Identifier: Apache-2.0 */
/*
 * item.h: what the three formats share: a story made ready for a feed.
 *
 * A feed holds whole texts with absolute addresses; of a locked story only the headline. An item's
 * id never changes, whatever happens to its address: the outside uri it was imported with, else a
 * tag (RFC 4151) made of the site's host and the story's number.
 */
#pragma once
#include "site/feeds.h"

#define LIMIT_FEED_ITEMS 20
#define LIMIT_FEED_BYTES (32u << 20)

struct feed_item {
	const struct story *story;
	struct str id, url;   /* url: absolute */
	struct str summary;   /* plain text; empty when locked, as are the next two */
	struct html content;  /* with absolute addresses */
	struct str image_url; /* absolute; "" without a cover */
	unix_ms changed_at;
};

struct feed_items {
	struct feed_item *items;
	size_t count;
	unix_ms changed_at; /* the newest change of any item */
};

/* The parts of the site every format names. */
struct feed_site {
	struct visit *visit;
	const struct feed *feed;
};

/* A name that never changes (RFC 4151), of what has no outside uri. */
struct str feed_tag(struct visit *visit, unix_ms made_at, const char *kind, int64_t id);
/* The newest replies, each as an item: its headline says who answered what. */
enum err feed_gather_replies(struct visit *visit, const struct feed *feed,
			     struct feed_items *out) MUST_CHECK;

void feed_rss(const struct feed_site *site, const struct feed_items *items, struct buf *out);
void feed_atom(const struct feed_site *site, const struct feed_items *items, struct buf *out);
void feed_json(const struct feed_site *site, const struct feed_items *items, struct buf *out);
