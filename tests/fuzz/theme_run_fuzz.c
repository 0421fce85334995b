/* fuzz: theme_run links: theme html os base */
/* SPDX-License-Identifier: Apache-2.0 */
/* Property: whatever a template (before the first NUL) does with data (the JSON behind it), no < or
 * " of the data comes out raw as long as the template itself has no < and no ", and prints nothing
 * unescaped; and the same run twice gives the same bytes. */
#include "theme/theme.h"

/* Marks that print as it is, or raw text that is not the data's. */
static bool prints_unescaped(struct str template)
{
	return str_contains(template, S("{{{")) || str_contains(template, S("{{&")) ||
	       str_contains(template, S("~{")) || str_contains(template, S("~&")) ||
	       str_contains(template, S("<")) || str_contains(template, S("\""));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct arena arena; /* opened once: reserving costs more than a run */
	if (!arena.start)
		arena = arena_open(512u << 20);
	arena_reset(&arena, (struct arena_mark){ arena.start });
	struct str_pair input = str_cut((struct str){ (const char *)data, size }, 0);
	struct value context;
	struct html once, twice;
	if (size > 16384 || value_parse_json(&arena, input.tail, &context, NULL))
		return 0;
	enum err err = theme_render_text(&arena, S("t"), input.head, S(""), context, &once, NULL);
	BUG_IF(err != theme_render_text(&arena, S("t"), input.head, S(""), context, &twice, NULL));
	if (err)
		return 0;
	BUG_IF(!str_eq(once.s, twice.s));
	if (!prints_unescaped(input.head))
		BUG_IF(str_contains(once.s, S("<")) || str_contains(once.s, S("\"")));
	return 0;
}
