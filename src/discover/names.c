/* SPDX-License-Identifier: Apache-2.0 */
/* names.c: the steps one behind the other. */
#include "discover/names_private.h"

void names_of(struct arena *into, struct str text, enum language language, struct names *out)
{
	CLEANUP(arena_close) struct arena arena = arena_open((size_t)1 << 30);
	struct naming naming = { .arena = &arena,
				 .text = utf8_first(text, LIMIT_NAMES_BYTES),
				 .language = language };
	names_cut(&naming);
	names_run(&naming);
	names_join(&naming, into, out);
}

struct str name_kind_word(enum name_kind kind)
{
	static const struct str words[NAME_KINDS] = {
		[NAME_KIND_PERSON] = STR_CONST("person"),
		[NAME_KIND_PLACE] = STR_CONST("place"),
		[NAME_KIND_ORGANISATION] = STR_CONST("organisation"),
	};
	BUG_IF(kind < 0 || kind >= NAME_KINDS);
	return words[kind];
}
