/* SPDX-License-Identifier: Apache-2.0 */
/* markdown.c: source to md4c to cleaner. md4c's own writer does the middle; nobody reads it but the
 * cleaner. */
#include "html/markdown.h"

#include <md4c-html.h>

static bool is_fence(struct str line)
{
	struct str text = str_trim(line);
	return str_starts(text, S("```")) || str_starts(text, S("~~~"));
}

/* Two spaces at a line's end are Markdown's line break: whoever writes a reply means the line ends
 * they typed. Code between fences stays as it is. */
static struct str with_line_breaks(struct arena *into, struct str source)
{
	struct buf out = buf_in(into, LIMIT_COMMENT_BYTES * 4);
	bool in_code = false;
	while (source.len) {
		struct str_pair pair = str_cut(source, '\n');
		struct str line = pair.head;
		str_drop_suffix(&line, S("\r"));
		in_code ^= is_fence(line);
		buf_put(&out, line);
		if (!in_code && !is_fence(line) && str_trim(line).len)
			buf_put(&out, S("  "));
		buf_put_char(&out, '\n');
		source = pair.tail;
	}
	return buf_str(&out);
}

static void on_output(const MD_CHAR *text, MD_SIZE size, void *out)
{
	buf_put(out, (struct str){ text, size });
}

enum err html_from_markdown(struct arena *into, struct str source, enum markdown_kind kind,
			    struct html *out)
{
	bool is_reply = kind == MARKDOWN_COMMENT;
	if (source.len > (is_reply ? LIMIT_COMMENT_BYTES : LIMIT_HTML_BYTES))
		return ERR_TOO_BIG;
	source = utf8_repair(into, source);
	if (is_reply)
		source = with_line_breaks(into, source);
	unsigned flags = is_reply ? MD_FLAG_NOHTML | MD_FLAG_PERMISSIVEURLAUTOLINKS |
					    MD_FLAG_PERMISSIVEWWWAUTOLINKS
				  : MD_DIALECT_GITHUB;
	struct buf raw = buf_in(into, LIMIT_HTML_BYTES);
	if (md_html(source.ptr ? source.ptr : "", (MD_SIZE)source.len, on_output, &raw, flags, 0))
		return ERR_INVALID;
	TRY(raw.fault);
	return html_clean(into, buf_str(&raw), is_reply ? CLEAN_COMMENT : CLEAN_STORY, out);
}
