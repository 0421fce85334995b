/* SPDX-License-Identifier: Apache-2.0 */
/* start_line.c: made anew when the second is another. */
#include "front/start_line.h"

#include "http/message.h"

struct str start_line_make(struct arena *arena, int status, unix_ms now)
{
	return str_fmt(arena, "HTTP/1.1 %d %.*s\r\nDate: %.*s", status,
		       STR_ARG(http_reason(status)), STR_ARG(time_http(arena, now)));
}

static void keep(struct start_line *line, struct str text)
{
	BUG_IF(text.len > sizeof line->text);
	memcpy(line->text, text.ptr, text.len);
	line->len = text.len;
}

struct str start_line(struct start_lines *lines, struct arena *arena, int status, unix_ms now)
{
	if (status != 200 && status != 304)
		return start_line_make(arena, status, now);
	if (lines->second != now.ms / 1000 || lines->ok.len == 0) {
		lines->second = now.ms / 1000;
		keep(&lines->ok, start_line_make(arena, 200, now));
		keep(&lines->not_modified, start_line_make(arena, 304, now));
	}
	const struct start_line *line = status == 200 ? &lines->ok : &lines->not_modified;
	return (struct str){ line->text, line->len };
}
