/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ninjs.h: a news item of IPTC's ninjs (3.0; what 1 and 2 called otherwise is known too).
 *
 *   uri                               the story's outside name; an item without one is none
 *   headlines, title, headline        the headline
 *   descriptions, description_text    the standfirst
 *   bodies, body_xhtml, body_text     the body: HTML is cleaned, text becomes paragraphs
 *   firstCreated, versionCreated      published, last changed
 *   subjects, keywords                topics, by name
 *   by, byline                        authors: "A, B and C"
 *   language, embargoed, pubStatus
 *
 * Of several texts the one for the web is taken, else the first. Pictures and other associations
 * are not brought in.
 */
#pragma once
#include "news/story.h"

#define LIMIT_NINJS_NAMES 100 /* of topics and of authors; what follows is left out */

struct ninjs_item {
	struct story story; /* uri, texts, times, status; no links */
	struct str topics[LIMIT_NINJS_NAMES], authors[LIMIT_NINJS_NAMES];
	size_t topic_count, author_count;
	int64_t replaced; /* control characters, by spaces */
};

/* Reads one object. Fails: ERR_INVALID (no JSON, or no UTF-8; why is said), ERR_TOO_BIG (a body over the
 * cleaner's limits). An item without a uri has an empty one. */
enum err ninjs_read(struct arena *into, struct str text, struct ninjs_item *out,
		    struct str *why) MUST_CHECK;
