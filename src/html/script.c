/* SPDX-License-Identifier: Apache-2.0 */
/* script.c: JSON between <script> and </script>. */
#include "html/html.h"

/* These stand in strings only, where JSON lets every character be written by its number. */
static struct str escape_of(struct str at)
{
	switch (at.ptr[0]) {
	case '<': return S("\\u003c");
	case '>': return S("\\u003e");
	case '&': return S("\\u0026");
	default: return S("");
	}
}

struct html html_json_block(struct arena *into, struct str json)
{
	struct buf out = buf_in(into, json.len * 6 + 1);
	size_t from = 0;
	for (size_t i = 0; i < json.len; i++) {
		struct str escape = escape_of(str_from(json, i));
		if (escape.len == 0)
			continue;
		buf_put(&out, str_sub(json, from, i - from));
		buf_put(&out, escape);
		from = i + 1;
	}
	buf_put(&out, str_from(json, from));
	return html_trusted(buf_str(&out));
}
