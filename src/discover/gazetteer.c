/* SPDX-License-Identifier: Apache-2.0 */
/* gazetteer.c: looking up in tables that are sorted. Where a key lies is kept of each 16th; the
 * others follow one another. */
#include "discover/gazetteer.h"

#include "gazetteer.inc"

/* As the tables are sorted: by bytes, the shorter first. */
static int compare(struct str a, struct str b)
{
	int order = memcmp(a.ptr, b.ptr, a.len < b.len ? a.len : b.len);
	return order ? order : (a.len > b.len) - (a.len < b.len);
}

static struct str key_at(uint32_t at, size_t i)
{
	return (struct str){ (const char *)key_text + at, key_len[i] };
}

/* The block that holds the key if any does: the last whose first key is not behind it. */
static size_t block_of(struct str key)
{
	size_t low = 0, high = COUNT_OF(block_at);
	while (high - low > 1) {
		size_t middle = (low + high) / 2;
		if (compare(key_at(block_at[middle], middle * BLOCK), key) <= 0)
			low = middle;
		else
			high = middle;
	}
	return low;
}

uint32_t gazetteer_bits(struct str key)
{
	size_t block = block_of(key), first = block * BLOCK;
	uint32_t at = block_at[block];
	for (size_t i = first; i < first + BLOCK && i < COUNT_OF(key_len); i++) {
		int order = compare(key_at(at, i), key);
		if (order >= 0)
			return order ? 0 : kind_bits[key_kind[i]];
		at += key_len[i];
	}
	return 0;
}

const struct gazetteer_alias *gazetteer_alias_of(struct str written)
{
	size_t low = 0, high = COUNT_OF(aliases);
	if (!written.len)
		return NULL;
	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = compare(aliases[middle].written, written);
		if (!order)
			return &aliases[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}
