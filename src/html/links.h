/* SPDX-License-Identifier: Apache-2.0 */
/* links.h: what a text links to. */
#pragma once
#include "html/html.h"

struct html_links {
	struct str *items; /* addresses, as a browser would ask for them, in order */
	size_t count, cap;
};

/* The href of each link in html. Takes: html as the cleaner writes it. */
void html_links(struct arena *into, struct str html, struct html_links *out);
