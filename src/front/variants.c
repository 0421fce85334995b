/* SPDX-License-Identifier: Apache-2.0 */
/* variants.c: a word of bits for each path, by its hash. */
#include "front/variants.h"

#include "http/form.h"
#include "http/packed.h"

static const uint64_t IS_KNOWN = UINT64_C(1) << 63, IS_ALL = UINT64_C(1) << 62;

static size_t slot_of(struct str path)
{
	return str_hash(path) & (VARIANT_SLOTS - 1);
}

/* Gives: its number, or count. */
static size_t find_name(const struct variants *variants, struct str name)
{
	size_t i = 0;
	while (i < variants->count &&
	       !str_eq((struct str){ variants->names[i].text, variants->names[i].len }, name))
		i++;
	return i;
}

static uint64_t bit_of(struct variants *variants, struct str name)
{
	size_t i = find_name(variants, name);
	if (i < variants->count)
		return UINT64_C(1) << i;
	if (i == LIMIT_VARIANT_NAMES || name.len > LIMIT_VARIANT_NAME_BYTES)
		return IS_ALL;
	memcpy(variants->names[i].text, name.ptr, name.len);
	variants->names[i].len = name.len;
	variants->count++;
	return UINT64_C(1) << i;
}

void variants_learn(struct variants *variants, struct str path, struct str asked)
{
	uint64_t bits = IS_KNOWN;
	bool is_all = str_eq(asked, S(PACKED_ASKED_ALL));
	while (asked.len && !is_all) {
		struct str_pair cut = str_cut(asked, '&');
		bits |= bit_of(variants, cut.head);
		asked = cut.tail;
	}
	variants->slots[slot_of(path)] |= is_all ? bits | IS_ALL : bits;
}

struct wanted {
	const struct variants *variants;
	uint64_t bits;
};

static bool is_wanted(const void *self, struct str name)
{
	const struct wanted *wanted = self;
	size_t i = find_name(wanted->variants, name);
	return i < wanted->variants->count && (wanted->bits >> i & 1);
}

struct str variants_key(const struct variants *variants, struct arena *into, struct str target)
{
	struct str_pair cut = str_cut(target, '?');
	struct wanted wanted = { variants, variants->slots[slot_of(cut.head)] };
	if (!cut.found || !(wanted.bits & IS_KNOWN) || (wanted.bits & IS_ALL))
		return target;
	struct str query = form_only(into, cut.tail, is_wanted, &wanted);
	if (query.len == 0)
		return cut.head;
	return str_join(into, (struct str[]){ cut.head, query }, 2, S("?"));
}
