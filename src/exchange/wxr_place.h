/* SPDX-License-Identifier: Apache-2.0 */
/*
 * wxr_place.h: where the exported site lived, and which addresses were its own.
 *
 * Names of what it held ("uri", by which a later import finds it again):
 *     https://example.org/blog/?p=12             an item, whatever its type
 *     https://example.org/blog/?p=12#comment-3   a reply
 *     https://example.org/blog/?category_name=x  ?tag=x  ?author_name=x
 * always with https and without "www.", so that a site that moved between these keeps its names.
 * Not the guid: exports repeat it, leave it out, and change it when a site moves.
 */
#pragma once
#include "base/base.h"

struct wxr_place {
	struct str scheme;    /* "https" */
	struct str host;      /* as given, with port: "www.example.org" */
	struct str base_path; /* "/blog", "" at the root */
	struct str name;      /* what uris begin with */
	struct str hosts[3];  /* all that are its own, without www */
	size_t host_count;
};

/* urls: wp:base_blog_url, the channel's link; either may be "". Copies what it keeps. */
struct wxr_place wxr_place_of(struct arena *into, struct str blog_url, struct str link);

struct str wxr_item_uri(struct arena *into, const struct wxr_place *place, int64_t post_id);
struct str wxr_named_uri(struct arena *into, const struct wxr_place *place, const char *kind,
			 struct str slug);

/* An address taken apart, if it is the site's own. */
struct own_address {
	struct str path;     /* below the base path, in one spelling: "/2012/05/x/" */
	struct str number;   /* "/?p=12" for the old number addresses; else "" */
	struct str fragment; /* decoded */
};
/* href: absolute, root-relative or "//host/...". False: another site's, or no address. */
bool wxr_own_address(struct arena *into, const struct wxr_place *place, struct str href,
		     struct own_address *out);
/* href with scheme and host. */
struct str wxr_absolute(struct arena *into, const struct wxr_place *place, struct str href);
