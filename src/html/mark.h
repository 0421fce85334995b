/* SPDX-License-Identifier: Apache-2.0 */
/* mark.h: text with parts of it marked, as a search shows what it found. */
#pragma once
#include "html/html.h"

struct mark_range {
	size_t at, end; /* bytes of the text */
};

/* text escaped, each range in <mark>. Ranges come in order and do not overlap; what reaches past
 * the text or into the range before is cut. */
struct html html_mark(struct arena *into, struct str text, const struct mark_range *ranges,
		      size_t count);
