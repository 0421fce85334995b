/* fuzz: theme_parse links: theme html os base */
/* SPDX-License-Identifier: Apache-2.0 */
/* Property: a template is compiled, or refused with its place (name:line:column: what); a text
 * without "{{" renders to itself, and any text whose braces are escaped by a backslash comes out as
 * it was. */
#include "theme/theme.h"

static bool has_place(const char *text)
{
	struct str_pair line = str_cut(str_of(text), ':'), column = str_cut(line.tail, ':');
	struct str_pair rest = str_cut(column.tail, ':');
	int64_t n;
	return str_eq(line.head, S("t")) && rest.found && str_to_i64(column.head, &n) == OK &&
	       n > 0 && str_to_i64(rest.head, &n) == OK && n > 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct arena arena; /* opened once: reserving costs more than a run */
	if (!arena.start)
		arena = arena_open(512u << 20);
	arena_reset(&arena, (struct arena_mark){ arena.start });
	struct str source = { (const char *)data, size };
	struct value nothing = value_missing();
	struct fault fault = { 0 };
	struct html html;
	enum err err = theme_render_text(&arena, S("t"), source, S(""), nothing, &html, &fault);
	bool is_plain = !str_contains(source, S("{{"));
	BUG_IF(err == ERR_INVALID && !has_place(fault.text));
	BUG_IF(is_plain && size <= 1u << 20 && (err || !str_eq(html.s, source)));
	/* The same as text: every brace of a mustache behind a backslash. A text that ends in one
	 * would take the next's. */
	if (str_contains(source, S("\\")) || str_contains(source, S("{{{")) || size > 4096)
		return 0;
	struct str escaped = str_replace(&arena, source, S("{{"), S("\\{{"));
	BUG_IF(theme_render_text(&arena, S("t"), escaped, S(""), nothing, &html, NULL));
	BUG_IF(!str_eq(html.s, source));
	return 0;
}
