/* SPDX-License-Identifier: Apache-2.0 */
/* mark.c: escaping with interruptions. */
#include "html/mark.h"

struct html html_mark(struct arena *into, struct str text, const struct mark_range *ranges,
		      size_t count)
{
	static const size_t MARK_BYTES = sizeof "<mark></mark>";
	struct buf out = buf_in(into, text.len * 6 + count * MARK_BYTES + 1);
	size_t at = 0;
	for (size_t i = 0; i < count; i++) {
		size_t from = ranges[i].at > at ? ranges[i].at : at;
		size_t to = ranges[i].end < text.len ? ranges[i].end : text.len;
		if (from >= to)
			continue;
		html_escape_to(&out, str_sub(text, at, from - at));
		buf_put(&out, S("<mark>"));
		html_escape_to(&out, str_sub(text, from, to - from));
		buf_put(&out, S("</mark>"));
		at = to;
	}
	html_escape_to(&out, str_from(text, at));
	return html_trusted(buf_str(&out));
}
