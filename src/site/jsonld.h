/* SPDX-License-Identifier: Apache-2.0 */
/* jsonld.h: what a page says of itself to search engines, as JSON-LD (schema.org). Addresses are
 * absolute, times carry their offset. */
#pragma once
#include "html/html.h"
#include "site/visit.h"

#define LIMIT_JSONLD_BYTES (64u << 10)

struct crumb {
	struct str name, path;
};

/* Each gives JSON for a script element; empty html when it would pass the limit. */
struct html jsonld_story(struct visit *visit, const struct story *story); /* NewsArticle, WebPage */
struct html jsonld_crumbs(struct visit *visit, const struct crumb *crumbs, size_t count);
struct html jsonld_site(struct visit *visit); /* WebSite with its search, NewsMediaOrganization */
