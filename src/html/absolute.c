/* SPDX-License-Identifier: Apache-2.0 */
/* absolute.c: addresses from the site's root on, made whole for readers who see a text elsewhere.
 */
#include "html/html.h"

static const struct str holders[] = { STR_CONST(" href=\""), STR_CONST(" src=\""),
				      STR_CONST(" poster=\""), STR_CONST(" cite=\"") };

/* One tag, from its '<' to its '>'. */
static void put_tag(struct buf *out, struct str tag, struct str base)
{
	for (size_t i = 0; i < tag.len; i++) {
		struct str rest = str_from(tag, i);
		for (size_t k = 0; k < COUNT_OF(holders) && rest.ptr[0] == ' '; k++) {
			struct str value = rest;
			if (!str_drop_prefix(&value, holders[k]) || !str_starts(value, S("/")) ||
			    str_starts(value, S("//")))
				continue;
			buf_put(out, holders[k]);
			buf_put(out, base);
			i += holders[k].len;
			break;
		}
		buf_put_char(out, tag.ptr[i]);
	}
}

struct html html_absolute(struct arena *into, struct html html, struct str base)
{
	struct str rest = html.s, escaped = html_escape(into, base).s;
	size_t most = html.s.len / S(" src=\"/").len + 1;
	struct buf out = buf_in(into, html.s.len + most * escaped.len);
	while (rest.len) {
		size_t open = str_find_char(rest, '<');
		size_t close =
			open == STR_NONE ? STR_NONE : str_find_char(str_from(rest, open), '>');
		if (close == STR_NONE) {
			buf_put(&out, rest);
			break;
		}
		buf_put(&out, str_first(rest, open));
		put_tag(&out, str_sub(rest, open, close + 1), escaped);
		rest = str_from(rest, open + close + 1);
	}
	return html_trusted(buf_str(&out));
}
