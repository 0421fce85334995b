/* SPDX-License-Identifier: Apache-2.0 */
/* value.c: fields, lengths and truth of values, and the containers made by hand. How a number is
 * spelt is in number.c, reading JSON in json.c. */
#include "theme/value.h"

#include "theme/number.h"

struct value value_text_or_null(struct str text)
{
	return text.len ? value_text(text) : value_null();
}

bool value_is_true(struct value v)
{
	switch (v.kind) {
	case VALUE_MISSING:
	case VALUE_NULL: return false;
	case VALUE_BOOL: return v.truth;
	case VALUE_NUMBER: return v.number != 0 && v.number == v.number;
	case VALUE_TEXT: return v.text.len > 0;
	case VALUE_HTML: return v.html.s.len > 0;
	case VALUE_LIST: return v.list.class->count(v.list.self) > 0;
	case VALUE_OBJECT: return true;
	}
	return false;
}

/* Reads "0", "7", "41" but not "07" or "-1": an index as JavaScript spells it. */
static bool read_index(struct str key, size_t *out)
{
	if (key.len == 0 || key.len > 9 || (key.len > 1 && key.ptr[0] == '0'))
		return false;
	size_t n = 0;
	for (size_t i = 0; i < key.len; i++) {
		if (!char_is_digit(key.ptr[i]))
			return false;
		n = n * 10 + (size_t)(key.ptr[i] - '0');
	}
	*out = n;
	return true;
}

/* Lengths and positions in text count as JavaScript's do: a code point above U+FFFF is two. */
static size_t units_of(uint32_t code_point)
{
	return code_point > 0xFFFF ? 2 : 1;
}

static struct value text_field(struct str text, struct str key, struct arena *arena)
{
	size_t index = 0, unit = 0;
	bool is_length = str_eq(key, S("length"));
	if (!is_length && !read_index(key, &index))
		return value_missing();
	while (text.len) {
		uint32_t code_point;
		size_t bytes = utf8_decode(text, &code_point);
		size_t next = unit + units_of(code_point);
		if (!is_length && index < next) {
			if (next - unit == 1)
				return value_text(str_first(text, bytes));
			return value_text(str_dup(arena, S("\xEF\xBF\xBD"))); /* half of a pair */
		}
		unit = next;
		text = str_from(text, bytes);
	}
	return is_length ? value_number((double)unit) : value_missing();
}

static struct value list_field(struct value list, struct str key, struct arena *arena)
{
	size_t index;
	if (read_index(key, &index))
		return value_at(list, index, arena);
	if (str_eq(key, S("length")))
		return value_number((double)value_count(list));
	return value_missing();
}

struct value value_field(struct value v, struct str key, struct arena *arena)
{
	switch (v.kind) {
	case VALUE_OBJECT: return v.object.class->get(v.object.self, key, arena);
	case VALUE_LIST: return list_field(v, key, arena);
	case VALUE_TEXT: return text_field(v.text, key, arena);
	case VALUE_HTML: return text_field(v.html.s, key, arena);
	default: return value_missing();
	}
}

bool value_key_at(struct value v, size_t i, struct str *key)
{
	if (v.kind != VALUE_OBJECT || !v.object.class->key_at)
		return false;
	return v.object.class->key_at(v.object.self, i, key);
}

size_t value_count(struct value list)
{
	return list.kind == VALUE_LIST ? list.list.class->count(list.list.self) : 0;
}

struct value value_at(struct value list, size_t i, struct arena *arena)
{
	if (i >= value_count(list))
		return value_missing();
	return list.list.class->at(list.list.self, i, arena);
}

/* Lists that hold lists are joined flat, as JavaScript joins them; so deep only. */
enum { JOIN_DEPTH = 32 };

static void join(struct buf *out, struct value list, struct arena *arena, int depth)
{
	for (size_t i = 0; i < value_count(list); i++) {
		struct value item = value_at(list, i, arena);
		if (i)
			buf_put_char(out, ',');
		if (item.kind == VALUE_LIST && depth < JOIN_DEPTH)
			join(out, item, arena, depth + 1);
		else if (item.kind != VALUE_LIST)
			buf_put(out, value_to_text(item, arena));
	}
}

#define LIMIT_JOINED_BYTES (4u << 20)

struct str value_to_text(struct value v, struct arena *arena)
{
	switch (v.kind) {
	case VALUE_MISSING:
	case VALUE_NULL: return S("");
	case VALUE_BOOL: return v.truth ? S("true") : S("false");
	case VALUE_NUMBER: return number_to_text(arena, v.number);
	case VALUE_TEXT: return v.text;
	case VALUE_HTML: return v.html.s;
	case VALUE_LIST: {
		struct buf out = buf_in(arena, LIMIT_JOINED_BYTES);
		join(&out, v, arena, 0);
		return buf_str(&out);
	}
	case VALUE_OBJECT: return S("[object Object]");
	}
	return S("");
}

bool value_is_same(struct value a, struct value b)
{
	if (a.kind != b.kind)
		return false;
	switch (a.kind) {
	case VALUE_MISSING:
	case VALUE_NULL: return true;
	case VALUE_BOOL: return a.truth == b.truth;
	case VALUE_NUMBER: return a.number == b.number;
	case VALUE_TEXT: return str_eq(a.text, b.text);
	case VALUE_HTML: return str_eq(a.html.s, b.html.s);
	case VALUE_LIST: return a.list.self == b.list.self && a.list.class == b.list.class;
	case VALUE_OBJECT:
		return a.object.self == b.object.self && a.object.class == b.object.class;
	}
	return false;
}

/* Maps. Small ones are searched from the front; larger ones keep an index by hash, at most half
 * full, in which a key is found by walking on from its hash. */
enum { MAP_INDEXED_FROM = 12 };

static uint32_t *slot_of(const struct value_map *map, struct str key)
{
	size_t mask = map->slot_count - 1;
	for (size_t at = str_hash(key) & mask;; at = (at + 1) & mask) {
		uint32_t *slot = &map->slots[at];
		if (!*slot || str_eq(map->items[*slot - 1].key, key))
			return slot;
	}
}

static void index_map(struct arena *arena, struct value_map *map)
{
	map->slot_count = map->slot_count ? map->slot_count * 2 : 4 * MAP_INDEXED_FROM;
	while (map->slot_count & (map->slot_count - 1))
		map->slot_count += map->slot_count & -map->slot_count;
	map->slots = arena_new(arena, uint32_t, map->slot_count);
	for (size_t i = 0; i < map->count; i++)
		*slot_of(map, map->items[i].key) = (uint32_t)i + 1;
}

static size_t find_in_map(const struct value_map *map, struct str key)
{
	if (map->slots)
		return (size_t)*slot_of(map, key) - 1; /* SIZE_MAX for none */
	for (size_t i = 0; i < map->count; i++)
		if (map->items[i].key.len == key.len && str_eq(map->items[i].key, key))
			return i;
	return SIZE_MAX;
}

void value_map_set(struct arena *arena, struct value_map *map, struct str key, struct value value)
{
	size_t at = find_in_map(map, key);
	if (at != SIZE_MAX) {
		map->items[at].value = value;
		return;
	}
	(void)list_push(arena, map);
	map->items[map->count - 1].key = key;
	map->items[map->count - 1].value = value;
	if (map->slots && map->count * 2 <= map->slot_count)
		*slot_of(map, key) = (uint32_t)map->count;
	else if (map->count >= MAP_INDEXED_FROM)
		index_map(arena, map);
}

struct value value_map_get(const struct value_map *map, struct str key)
{
	size_t at = find_in_map(map, key);
	return at == SIZE_MAX ? value_missing() : map->items[at].value;
}

static struct value map_get(const void *self, struct str key, struct arena *arena)
{
	(void)arena;
	return value_map_get(self, key);
}

static bool map_key_at(const void *self, size_t i, struct str *key)
{
	const struct value_map *map = self;
	if (i >= map->count)
		return false;
	*key = map->items[i].key;
	return true;
}

struct value value_of_map(const struct value_map *map)
{
	static const struct object_class class = { "object", map_get, map_key_at };
	return value_object(&class, map);
}

static size_t array_count(const void *self)
{
	return ((const struct value_array *)self)->count;
}

static struct value array_at(const void *self, size_t i, struct arena *arena)
{
	(void)arena;
	return ((const struct value_array *)self)->items[i];
}

struct value value_of_array(const struct value_array *array)
{
	static const struct list_class class = { array_count, array_at };
	return value_list(&class, array);
}

static bool has_key(struct value v, struct str key)
{
	struct str other;
	for (size_t i = 0; value_key_at(v, i, &other); i++)
		if (str_eq(other, key))
			return true;
	return false;
}

static struct value layer_get(const void *self, struct str key, struct arena *arena)
{
	const struct value_layer *layer = self;
	if (layer->over.kind == VALUE_OBJECT && layer->over.object.class->get == map_get) {
		const struct value_map *map = layer->over.object.self;
		size_t at = find_in_map(map, key);
		if (at != SIZE_MAX)
			return map->items[at].value;
		if (layer->base.kind != VALUE_OBJECT)
			return value_missing();
		return value_field(layer->base, key, arena);
	}
	struct value v = value_field(layer->over, key, arena);
	if (v.kind == VALUE_MISSING && layer->base.kind == VALUE_OBJECT &&
	    !has_key(layer->over, key))
		v = value_field(layer->base, key, arena);
	return v;
}

static bool layer_key_at(const void *self, size_t i, struct str *key)
{
	const struct value_layer *layer = self;
	struct str each;
	for (size_t k = 0; value_key_at(layer->base, k, &each); k++)
		if (i-- == 0)
			return *key = each, true;
	for (size_t k = 0; value_key_at(layer->over, k, &each); k++)
		if (!has_key(layer->base, each) && i-- == 0)
			return *key = each, true;
	return false;
}

struct value value_of_layer(const struct value_layer *layer)
{
	static const struct object_class class = { "object", layer_get, layer_key_at };
	return value_object(&class, layer);
}
