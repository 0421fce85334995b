/* SPDX-License-Identifier: Apache-2.0 */
/* settings.h: the settings that nearly every page reads, read once a request together. */
#pragma once
#include "os/zone.h"
#include "store/store.h"

struct site_settings {
	struct str title, description;
	struct str url; /* "https://example.org", no slash at the end; "" when nobody has set one */
	struct str language, timezone, base_path; /* base_path: "/blog", "" none */
	struct str accent, logo, icon, cover, copyright, newsletter_url;
	struct str see_also;    /* "off", "suggest", "insert" */
	struct str topic_links; /* "first": a story's topics are linked where it first names them */
	struct str social;      /* one "name url" a line */
	int64_t posts_per_page;
	bool has_posts_per_page;                             /* somebody set it */
	struct str route_search, route_archive, route_rss;   /* "/search/" ... */
	struct str route_section, route_topic, route_author; /* "/section/" ... */
	const struct zone *zone;
};

#define LIMIT_POSTS_PER_PAGE 100

/* Fails: ERR_BUSY, ERR_IO. A time zone that is not there counts as UTC. */
enum err site_settings_read(struct store *store, struct arena *into,
			    struct site_settings *out) MUST_CHECK;

/* Whether a language ("ar", "he-IL") is written from right to left. */
bool language_is_rtl(struct str language);
