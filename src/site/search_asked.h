/* SPDX-License-Identifier: Apache-2.0 */
/*
 * search_asked.h: what the address of a search asks for: ?q=words&section=SLUG&topic=SLUG&
 * author=SLUG&year=2024&sort=newest|oldest.
 *
 * A filter that names nothing there is shows that nothing is found by it; a sort that is none is
 * by best match.
 */
#pragma once
#include "discover/search.h"
#include "site/visit.h"

enum search_filter { FILTER_SECTION, FILTER_TOPIC, FILTER_AUTHOR, FILTER_YEAR, SEARCH_FILTERS };

struct search_asked {
	struct str typed;
	struct str filters[SEARCH_FILTERS]; /* slugs, and the year; "" none */
	struct str names[SEARCH_FILTERS];   /* what they name */
	struct str sort;                    /* "", "newest", "oldest" */
	struct search_request request;
	bool is_void; /* a filter names nothing: nothing can be found */
};

/* Fails: ERR_BUSY, ERR_IO. */
enum err search_asked_read(struct visit *visit, struct search_asked *out) MUST_CHECK;
/* The address at path that asks the same. */
struct str search_asked_url(struct visit *visit, const struct search_asked *asked, struct str path);
/* The same with one filter set to another value ("" takes it away), on the first page. */
struct str search_asked_with(struct visit *visit, const struct search_asked *asked,
			     enum search_filter filter, struct str value);
struct str search_filter_name(enum search_filter filter); /* "section" ... */

/* What a template sees of a search: docs/THEMES.md. */
struct value search_view(struct visit *visit, const struct search_asked *asked,
			 const struct search_result *result);
