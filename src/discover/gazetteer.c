/* SPDX-License-Identifier: Apache-2.0 */
/* gazetteer.c: looking up in tables that are sorted. */
#include "discover/gazetteer.h"

#include "gazetteer.inc"

static struct str key_of(size_t i)
{
	return (struct str){ (const char *)key_text + key_at[i], key_at[i + 1] - key_at[i] };
}

/* As the tables are sorted: by bytes, the shorter first. */
static int compare(struct str a, struct str b)
{
	int order = memcmp(a.ptr, b.ptr, a.len < b.len ? a.len : b.len);
	return order ? order : (a.len > b.len) - (a.len < b.len);
}

uint32_t gazetteer_bits(struct str key)
{
	size_t low = 0, high = COUNT_OF(key_bits);
	if (!key.len)
		return 0;
	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = compare(key_of(middle), key);
		if (!order)
			return key_bits[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
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
