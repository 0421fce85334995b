/* SPDX-License-Identifier: Apache-2.0 */
/*
 * key_map.h: from a name's hash to a number, for what must be known of each item of an export.
 *
 * 16 bytes an entry and no names: what keeps the import of a million items in a few tens of
 * megabytes. Two names with one 64-bit hash would be taken for one.
 */
#pragma once
#include "base/base.h"

struct key_map {
	struct arena *arena;
	struct key_map_entry {
		uint64_t key; /* 0: free */
		int64_t value;
	} * entries;
	size_t count, cap;
};

struct key_map key_map_in(struct arena *arena);
void key_map_put(struct key_map *map, struct str name, int64_t value); /* replaces */
bool key_map_get(const struct key_map *map, struct str name, int64_t *out);
