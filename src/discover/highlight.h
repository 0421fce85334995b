/* SPDX-License-Identifier: Apache-2.0 */
/*
 * highlight.h: the part of a text that answers a query, its words marked.
 *
 * A word of the text is marked when it has a stem of the query's, as the index finds it; of a
 * compound its parts or the whole, whichever the query has.
 */
#pragma once
#include "discover/query.h"
#include "html/html.h"

#define LIMIT_HIGHLIGHT_BYTES (256u << 10) /* of a text; what follows is not looked at */

/* Of what language the text is, and the lexicon to read it with. */
struct highlight {
	struct lexicon *lexicon;
	enum language language;
	const struct query *query;
};

/* At most max_chars code points of text, cut between words, "…" where cut, around the place with
 * the most different words of the query; from the start when there is none. Matched words stand in
 * <mark>, all else is escaped. */
struct html highlight_snippet(struct arena *into, struct str text,
			      const struct highlight *highlight, size_t max_chars);
/* The whole text, marked. For headlines. */
struct html highlight_all(struct arena *into, struct str text, const struct highlight *highlight);
