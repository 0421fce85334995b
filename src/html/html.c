/* SPDX-License-Identifier: Apache-2.0 */
/* html.c: escaping, and the two doors through which text becomes html without being parsed. */
#include "html/html.h"

static struct str escape_of(char c)
{
	switch (c) {
	case '&': return S("&amp;");
	case '<': return S("&lt;");
	case '>': return S("&gt;");
	case '"': return S("&quot;");
	case '\'': return S("&#39;");
	default: return S("");
	}
}

void html_escape_to(struct buf *out, struct str text)
{
	size_t from = 0;
	for (size_t i = 0; i < text.len; i++) {
		struct str escape = escape_of(text.ptr[i]);
		if (!escape.len)
			continue;
		buf_put(out, str_sub(text, from, i - from));
		buf_put(out, escape);
		from = i + 1;
	}
	buf_put(out, str_from(text, from));
}

struct html html_escape(struct arena *into, struct str text)
{
	size_t i = 0;
	while (i < text.len && !escape_of(text.ptr[i]).len)
		i++;
	if (i == text.len)
		return (struct html){ text };
	struct buf out = buf_in(into, text.len * 6);
	html_escape_to(&out, text);
	return (struct html){ buf_str(&out) };
}

struct html html_trusted(struct str cleaned_before)
{
	return (struct html){ cleaned_before };
}

size_t html_tag_length(struct str s)
{
	char quote = 0;
	for (size_t i = 1; i < s.len; i++) {
		char c = s.ptr[i];
		if (quote)
			quote = c == quote ? 0 : quote;
		else if (c == '"' || c == '\'')
			quote = c;
		else if (c == '>')
			return i + 1;
	}
	return s.len;
}
