/* SPDX-License-Identifier: Apache-2.0 */
/*
 * routes.h: from a path to what answers there.
 *
 * An address in the store wins over our own routes (docs/decisions/addresses.md). What stands
 * behind a list's path (page/2/, rss/, atom.xml, feed.json) is its tail.
 */
#pragma once
#include "site/feeds.h"
#include "store/address.h"

enum tail_kind { TAIL_NONE, TAIL_PAGE, TAIL_FEED };

struct tail {
	enum tail_kind kind;
	struct str base; /* the path before it; ends in a slash */
	struct str text; /* "page/2/", "rss/", "" */
	int64_t page;
	enum feed_kind feed;
	bool of_comments; /* "comments/rss/": the feed of a story's replies */
};

struct tail tail_of(struct str path);

struct route;

struct found {
	bool is_address;
	struct address address;    /* when it is one */
	const struct route *route; /* else */
	struct tail tail;
	struct str below; /* what stands behind the route's own path, without the tail */
};

/* Finds what answers at a path. Fails: ERR_NOT_FOUND, ERR_BUSY, ERR_IO. */
enum err route_find(struct visit *visit, struct str path, struct found *out) MUST_CHECK;
/* Answers with it. Fails: ERR_NOT_FOUND, and what making the page fails with. */
enum err route_serve(struct visit *visit, const struct found *found,
		     struct http_response *out) MUST_CHECK;

/* 301 with the promise that it may change. */
struct http_response route_redirect(const struct visit *visit, struct str location);

/* Where an address of WordPress or an older time of ours leads today: "/category/town/feed/",
 * "/?p=12", "/2012/05/". Fails: ERR_NOT_FOUND if it is none. */
enum err old_query_address(struct visit *visit, struct str *location) MUST_CHECK;
enum err old_address(struct visit *visit, struct str path, struct str *location) MUST_CHECK;
