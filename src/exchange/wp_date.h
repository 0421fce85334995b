/* SPDX-License-Identifier: Apache-2.0 */
/* wp_date.h: WordPress's dates, and which of an item's several is true. */
#pragma once
#include "exchange/wxr_item.h"
#include "os/zone.h"

/* "2010-07-25 19:40:01" as UTC; {0} for "0000-00-00 00:00:00" and anything else that is no date. */
unix_ms wp_date(struct str s);
/* gmt; else local, as the zone's wall clock showed it; else {0}. */
unix_ms wp_date_of(struct str gmt, struct str local, const struct zone *zone);
/* When it was published: post_date_gmt, post_date, pubDate. */
unix_ms wp_published(const struct wxr_item *item, const struct zone *zone);
/* When it was last changed; its publication when the export does not say. */
unix_ms wp_modified(const struct wxr_item *item, const struct zone *zone);
