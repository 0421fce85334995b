/* SPDX-License-Identifier: Apache-2.0 */
/*
 * link_names.h: names within a text made links, each thing once, where it is first named.
 *
 * Nothing is linked within a link, a heading, a caption, a table's head, code, a button or what is
 * set into the text (aside), so a link never stands in another and a heading stays one. A name is
 * found as it is written, capitals and all, between what are no letters or digits; of several that
 * begin at one place the longest counts.
 *
 *   - without its links the text reads as before
 */
#pragma once
#include "html/html.h"

#define LIMIT_LINK_NAMES 500 /* those beyond are not looked for */

struct link_name {
	struct str name; /* plain text */
	struct str href; /* root-relative */
	size_t thing;    /* names of the same thing have the same number, below LIMIT_LINK_NAMES */
};

/* html: as the cleaner, the escaper or a theme wrote it. */
struct html html_link_names(struct arena *into, struct html html, const struct link_name *names,
			    size_t count);
