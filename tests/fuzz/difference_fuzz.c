/* fuzz: difference links: news html base */
/* SPDX-License-Identifier: Apache-2.0 */
/* Property: of any two bodies the cleaner wrote, the lines are valid text without an empty line;
 * what is the same and removed, joined, is the one text, what is the same and added the other. */
#include "html/clean.h"
#include "html/lines.h"
#include "news/difference.h"

static void check_lines(struct str lines)
{
	BUG_IF(lines.len && lines.ptr[lines.len - 1] != '\n');
	BUG_IF(!utf8_valid(lines) || str_contains(lines, S("\n\n")) || str_starts(lines, S("\n")));
}

static void check_difference(struct arena *arena, struct str before, struct str after)
{
	struct difference difference = difference_of(arena, before, after);
	struct buf old = buf_in(arena, before.len + after.len + 1),
		   new = buf_in(arena, before.len + after.len + 1);
	for (size_t i = 0; i < difference.count; i++) {
		struct piece piece = difference.items[i];
		BUG_IF(!piece.text.len);
		if (piece.kind != PIECE_ADDED)
			buf_put(&old, piece.text);
		if (piece.kind != PIECE_REMOVED)
			buf_put(&new, piece.text);
	}
	BUG_IF(!str_eq(buf_str(&old), before) || !str_eq(buf_str(&new), after));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	CLEANUP(arena_close) struct arena arena = arena_open((size_t)1 << 30);
	struct str_pair input = str_cut((struct str){ (const char *)data, size }, '|');
	struct html before, after;
	check_difference(&arena, input.head, input.tail);
	if (html_clean(&arena, input.head, CLEAN_STORY, &before) ||
	    html_clean(&arena, input.tail, CLEAN_STORY, &after))
		return 0;
	struct str old = html_lines(&arena, before.s), new = html_lines(&arena, after.s);
	check_lines(old);
	check_lines(new);
	check_difference(&arena, old, new);
	return 0;
}
