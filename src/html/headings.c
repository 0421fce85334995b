/* SPDX-License-Identifier: Apache-2.0 */
/* headings.c: the headings one stands in, outermost first, give its level. */
#include "html/headings.h"

enum { TOP = 2, DEEPEST = 6 };

struct outline {
	char levels[DEEPEST]; /* as written, each deeper than the one before */
	int depth;
};

/* The place of the digit of the next <h2> or </h2> from a place on; -1 if there is none. */
static ptrdiff_t next_level(struct str text, size_t from)
{
	for (size_t i = from; i + 3 < text.len; i++) {
		if (text.ptr[i] != '<')
			continue;
		size_t at = i + 1 + (text.ptr[i + 1] == '/');
		bool is_heading = at + 2 < text.len && text.ptr[at] == 'h' &&
				  text.ptr[at + 1] >= '1' && text.ptr[at + 1] <= '0' + DEEPEST;
		if (is_heading && (text.ptr[at + 2] == '>' || text.ptr[at + 2] == ' '))
			return (ptrdiff_t)at + 1;
	}
	return -1;
}

static char level_of(struct outline *outline, char written)
{
	while (outline->depth && outline->levels[outline->depth - 1] >= written)
		outline->depth--;
	outline->levels[outline->depth++] = written;
	int level = TOP + outline->depth - 1;
	return (char)('0' + (level < DEEPEST ? level : DEEPEST));
}

struct str html_level_headings(struct arena *into, struct str text)
{
	struct outline outline = { 0 };
	char *changed = NULL, level = '0' + TOP;
	for (ptrdiff_t at = next_level(text, 0); at >= 0; at = next_level(text, (size_t)at + 1)) {
		bool opens = text.ptr[at - 2] == '<';
		if (opens)
			level = level_of(&outline, text.ptr[at]);
		if (text.ptr[at] == level)
			continue;
		if (!changed) {
			changed = arena_bytes(into, text.len);
			memcpy(changed, text.ptr, text.len);
		}
		changed[at] = level;
	}
	return changed ? (struct str){ changed, text.len } : text;
}
