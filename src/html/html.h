/* SPDX-License-Identifier: Apache-2.0 */
/*
 * html.h: text that may stand in a page as it is.
 *
 * Trust is a type. A struct html is made only by escaping (html_escape), by rebuilding from an
 * allow-list (html/clean.h), by running a theme, or by the store handing back what was cleaned when
 * it was saved (html_trusted, which tools/ladder lets only store/ and theme/ and html/ call).
 */
#pragma once
#include "base/base.h"

struct html {
	struct str s;
};

struct html html_escape(struct arena *into, struct str text); /* & < > " ' */
void html_escape_to(struct buf *out, struct str text);
struct html html_trusted(struct str cleaned_before);

/* The text of html: tags dropped, entities decoded, white space folded, blocks parted by a space.
 */
struct str html_text(struct arena *into, struct html html);
/* The first max_chars code points of text at most, cut between words, with "…" when cut. */
struct str html_excerpt(struct arena *into, struct str text, size_t max_chars);
int html_word_count(struct str text); /* Unicode word breaks (UAX 29); CJK counts by character */

/* html with every href, src, poster and cite that begins at the site's root ("/a/") put behind base
 * ("https://example.org"). Takes: html as the cleaner or a theme writes it. */
struct html html_absolute(struct arena *into, struct html html, struct str base);
/* JSON for the inside of a script element: nothing in it can end that. */
struct html html_json_block(struct arena *into, struct str json);

/* How long the tag is that s begins with, its '>' included; quoted values may hold a '>'. Gives:
 * all of s when it does not end. */
size_t html_tag_length(struct str s);
