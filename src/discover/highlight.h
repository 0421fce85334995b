/* SPDX-License-Identifier: Apache-2.0 */
/*
 * highlight.h: the part of a text that answers a query, its words marked.
 *
 * A word of the text is marked when it is a word of the query or begins with one that has at least
 * LEAST_STEM_CHARS letters and is not much longer (the index matches by stem; this is near enough
 * for the eye).
 */
#pragma once
#include "discover/query.h"
#include "html/html.h"

#define LEAST_STEM_CHARS 4
#define LIMIT_HIGHLIGHT_BYTES (256u << 10) /* of a text; what follows is not looked at */

/* At most max_chars code points of text, cut between words, "…" where cut, around the place with
 * the most different words of the query; from the start when there is none. Matched words stand in
 * <mark>, all else is escaped. */
struct html highlight_snippet(struct arena *into, struct str text, const struct query *query,
			      size_t max_chars);
/* The whole text, marked. For headlines. */
struct html highlight_all(struct arena *into, struct str text, const struct query *query);
