/* SPDX-License-Identifier: Apache-2.0 */
/*
 * wxr_twin.c: items of one file that share a number.
 *
 * Exports put together by hand, and those of sites that were merged, give one number to several
 * items. They are told apart by their slug (files by their address): of those that share a number
 * one keeps the plain name, whatever the order they come in, the others' names say their slug too.
 * Of different files the same number means the same item: then the newer one counts.
 */
#include "exchange/wxr_import.h"
#include "exchange/wxr_type.h"

static bool is_file(const struct wxr_item *item)
{
	return wxr_type_of(item) == TYPE_ATTACHMENT;
}

static struct str mark_of(const struct wxr_item *item)
{
	struct str slug = str_trim(item->post_name), link = str_trim(item->link);
	if (is_file(item))
		return str_trim(item->attachment_url);
	return slug.len ? slug : link;
}

static int64_t hash_of(struct import *import, const struct wxr_item *item)
{
	struct arena_mark start = arena_mark(&import->item);
	struct str type = wxr_type_name(item), mark = mark_of(item);
	uint64_t hash = str_hash(str_fmt(&import->item, "%.*s %.*s", STR_ARG(type), STR_ARG(mark)));
	arena_reset(&import->item, start);
	return (int64_t)(hash >> 1);
}

static struct str key_of(struct import *import, const char *kind, const struct wxr_item *item)
{
	return str_fmt(&import->item, "%s %.*s", kind,
		       STR_ARG(wxr_item_uri(&import->item, &import->place, item->post_id)));
}

void twin_survey(struct import *import, const struct wxr_item *item)
{
	int64_t is = hash_of(import, item), was;
	if (!item->post_id)
		return;
	struct str key = key_of(import, is_file(item) ? "file" : "story", item);
	struct str other = key_of(import, is_file(item) ? "story" : "file", item);
	if (key_map_get(&import->marks, other, &was))
		key_map_put(&import->twins, key_of(import, "both", item), 1);
	if (!key_map_get(&import->marks, key, &was)) {
		key_map_put(&import->marks, key, is);
	} else if (was != is) {
		key_map_put(&import->marks, key, was < is ? was : is);
		key_map_put(&import->twins, key, was < is ? was : is);
	}
}

struct str twin_uri(struct import *import, struct arena *into, const struct wxr_item *item)
{
	int64_t plain;
	struct str uri = wxr_item_uri(into, &import->place, item->post_id);
	if (!import->twins.count ||
	    !key_map_get(&import->twins, key_of(import, is_file(item) ? "file" : "story", item),
			 &plain) ||
	    plain == hash_of(import, item))
		return uri;
	return str_fmt(into, "%.*s&name=%.*s", STR_ARG(uri), STR_ARG(mark_of(item)));
}

bool twin_has_number(struct import *import, const struct wxr_item *item)
{
	int64_t n;
	struct arena *arena = &import->item;
	if (!import->twins.count)
		return true;
	bool is_plain = str_eq(twin_uri(import, arena, item),
			       wxr_item_uri(arena, &import->place, item->post_id));
	return is_plain &&
	       (!is_file(item) || !key_map_get(&import->twins, key_of(import, "both", item), &n));
}
