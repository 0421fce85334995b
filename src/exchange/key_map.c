/* SPDX-License-Identifier: Apache-2.0 */
/* key_map.c: open addressing, at most half full. */
#include "exchange/key_map.h"

struct key_map key_map_in(struct arena *arena)
{
	return (struct key_map){ .arena = arena };
}

static uint64_t key_of(struct str name)
{
	uint64_t key = str_hash(name);
	return key ? key : 1;
}

/* Where key is, or would be. cap is a power of two and never full. */
static struct key_map_entry *slot_of(const struct key_map *map, uint64_t key)
{
	size_t at = (size_t)(key * 0x9E3779B97F4A7C15u >> 20) & (map->cap - 1);
	while (map->entries[at].key && map->entries[at].key != key)
		at = (at + 1) & (map->cap - 1);
	return &map->entries[at];
}

static void grow(struct key_map *map)
{
	struct key_map old = *map;
	map->cap = old.cap ? old.cap * 2 : 64;
	map->entries = arena_new(map->arena, struct key_map_entry, map->cap);
	for (size_t i = 0; i < old.cap; i++)
		if (old.entries[i].key)
			*slot_of(map, old.entries[i].key) = old.entries[i];
}

void key_map_put(struct key_map *map, struct str name, int64_t value)
{
	if (2 * (map->count + 1) > map->cap)
		grow(map);
	uint64_t key = key_of(name);
	struct key_map_entry *slot = slot_of(map, key);
	map->count += slot->key == 0;
	*slot = (struct key_map_entry){ key, value };
}

bool key_map_get(const struct key_map *map, struct str name, int64_t *out)
{
	if (!map->cap)
		return false;
	const struct key_map_entry *slot = slot_of(map, key_of(name));
	if (!slot->key)
		return false;
	*out = slot->value;
	return true;
}
