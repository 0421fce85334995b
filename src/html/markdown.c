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

/* md4c 0.4.8 was seen to give a piece from behind its source, by chance and not twice. So the
 * source lies between stretches of memory that are nobody's: a piece from there is not taken. */
#define STRAY_BYTES (64u << 10)

struct output {
	struct buf *html;
	struct str source;
	bool has_strayed;
};

static void on_output(const MD_CHAR *text, MD_SIZE size, void *self)
{
	struct output *out = self;
	uintptr_t at = (uintptr_t)text, from = (uintptr_t)out->source.ptr;
	bool is_near = at + size > from - STRAY_BYTES && at < from + out->source.len + STRAY_BYTES;
	bool is_within = at >= from && at + size <= from + out->source.len;
	if (size && is_near && !is_within)
		out->has_strayed = true;
	else
		buf_put(out->html, (struct str){ text, size });
}

static struct str alone(struct arena *into, struct str source)
{
	char *room = arena_bytes(into, STRAY_BYTES + source.len + STRAY_BYTES);
	if (source.len)
		memcpy(room + STRAY_BYTES, source.ptr, source.len);
	return (struct str){ room + STRAY_BYTES, source.len };
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
	struct output output = { .source = alone(into, source) };
	struct buf raw = buf_in(into, LIMIT_HTML_BYTES);
	output.html = &raw;
	if (md_html(output.source.ptr, (MD_SIZE)source.len, on_output, &output, flags, 0) ||
	    output.has_strayed)
		return ERR_INVALID;
	TRY(raw.fault);
	return html_clean(into, buf_str(&raw), is_reply ? CLEAN_COMMENT : CLEAN_STORY, out);
}
