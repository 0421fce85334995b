/* SPDX-License-Identifier: Apache-2.0 */
/* kind.c: the tables behind kind.h. */
#include "fact/kind.h"

#define FACT_SPELLED(name, text, label) [FACT_##name] = STR_CONST(text),
#define FACT_LABEL(name, text, label) [FACT_##name] = STR_CONST(label),

static const struct str spelled[FACT_KINDS] = { FACT_KINDS_OF_IDS(FACT_SPELLED) FACT_KINDS_OF_NAMES(
	FACT_SPELLED) FACT_KINDS_WHOLE(FACT_SPELLED) };
static const struct str labels[FACT_KINDS] = { FACT_KINDS_OF_IDS(FACT_LABEL) FACT_KINDS_OF_NAMES(
	FACT_LABEL) FACT_KINDS_WHOLE(FACT_LABEL) };

struct str fact_kind_spelled(enum fact_kind kind)
{
	return kind < FACT_KINDS ? spelled[kind] : S("");
}

struct str fact_kind_label(enum fact_kind kind)
{
	return kind < FACT_KINDS ? labels[kind] : S("");
}

static bool begins_number(struct str s)
{
	return s.len && (char_is_digit(s.ptr[0]) || s.ptr[0] == '-');
}

enum fact_kind fact_kind_of(struct str name)
{
	for (int kind = 0; kind < FACT_KINDS; kind++) {
		struct str rest = name;
		if (spelled[kind].len == 0 || !str_drop_prefix(&rest, spelled[kind]))
			continue;
		if (kind < FACT_LAST_WITH_ID ? begins_number(rest)
					     : kind < FACT_LAST_WITH_NAME || rest.len == 0)
			return (enum fact_kind)kind;
	}
	return FACT_KINDS;
}
