/* SPDX-License-Identifier: Apache-2.0 */
/*
 * wxr_menu.c: WordPress's menus as ours.
 *
 * An export does not say where a theme showed which menu. Names give a hint ("Main", "Footer");
 * else the first menu is the primary one and the next the secondary one. A menu of social accounts
 * becomes the setting for those. Entries of menus beyond that are left out, and said so.
 */
#include <stdlib.h>

#include "exchange/wxr_import.h"
#include "exchange/wxr_type.h"
#include "store/setting.h"
#include "store/story.h"
#include "store/taxonomy.h"

enum menu_place { PLACE_PRIMARY, PLACE_SECONDARY, PLACE_FOOTER, PLACE_SOCIAL, PLACES, PLACE_NONE };

static const char *const place_names[] = { "primary", "secondary", "footer", "social" };

/* First word that matches the menu's name or slug decides. */
static const struct {
	const char *word;
	enum menu_place place;
} hints[] = {
	{ "social", PLACE_SOCIAL },     { "footer", PLACE_FOOTER },
	{ "bottom", PLACE_FOOTER },     { "legal", PLACE_FOOTER },
	{ "primary", PLACE_PRIMARY },   { "main", PLACE_PRIMARY },
	{ "header", PLACE_PRIMARY },    { "haupt", PLACE_PRIMARY },
	{ "principal", PLACE_PRIMARY }, { "secondary", PLACE_SECONDARY },
	{ "top", PLACE_SECONDARY },
};

enum err menu_collect(struct import *import, const struct wxr_item *item)
{
	struct arena *keep = import->keep;
	struct str slug = S("");
	int64_t number;
	for (size_t i = 0; i < item->categories.count; i++)
		if (str_eq(item->categories.items[i].domain, S("nav_menu")))
			slug = noun_slug(&import->item, item->categories.items[i].nicename);
	if (!slug.len || import->menu_entries.count == LIMIT_MENU_ENTRIES)
		return import_skip(import, item, SKIP_MENU_PLACE);
	struct menu_entry entry = {
		.post_id = item->post_id,
		.order = item->menu_order,
		.menu = str_dup(keep, slug),
		.label = wp_plain(keep, item->title),
		.url = str_dup(keep, str_trim(wxr_meta(item, "_menu_item_url"))),
		.type = str_dup(keep, wxr_meta(item, "_menu_item_type")),
		.object = str_dup(keep, wxr_meta(item, "_menu_item_object")),
		.opens_new = str_eq(wxr_meta(item, "_menu_item_target"), S("_blank")),
		.place = import_place(import, item),
		.status = str_dup(keep, wxr_status_name(item)),
	};
	if (str_to_i64(wxr_meta(item, "_menu_item_menu_item_parent"), &number) == OK)
		entry.parent = number;
	if (str_to_i64(wxr_meta(item, "_menu_item_object_id"), &number) == OK)
		entry.object_id = number;
	*list_push(keep, &import->menu_entries) = entry;
	return OK;
}

static bool mentions(struct arena *scratch, struct str text, const char *word)
{
	return str_contains(str_lower(scratch, text), str_of(word));
}

static struct str name_of_menu(struct import *import, struct str slug)
{
	for (size_t i = 0; i < import->menu_names.count; i++)
		if (str_eq(import->menu_names.items[i].slug, slug))
			return import->menu_names.items[i].name;
	return S("");
}

static enum menu_place hinted_place(struct import *import, struct str slug)
{
	for (size_t i = 0; i < COUNT_OF(hints); i++)
		if (mentions(&import->item, slug, hints[i].word) ||
		    mentions(&import->item, name_of_menu(import, slug), hints[i].word))
			return hints[i].place;
	return PLACE_NONE;
}

/* The slugs of the menus, by place; "" for a place that none has. */
static void choose(struct import *import, struct str chosen[PLACES])
{
	for (size_t i = 0; i < import->menu_entries.count; i++) {
		struct str slug = import->menu_entries.items[i].menu;
		enum menu_place place = hinted_place(import, slug);
		if (place != PLACE_NONE && !chosen[place].len)
			chosen[place] = slug;
	}
	for (size_t i = 0; i < import->menu_entries.count; i++) {
		struct str slug = import->menu_entries.items[i].menu;
		bool has_place = false;
		for (size_t p = 0; p < PLACES; p++)
			has_place |= str_eq(chosen[p], slug);
		enum menu_place free_place = !chosen[PLACE_PRIMARY].len     ? PLACE_PRIMARY
					     : !chosen[PLACE_SECONDARY].len ? PLACE_SECONDARY
									    : PLACE_NONE;
		if (!has_place && free_place != PLACE_NONE)
			chosen[free_place] = slug;
	}
}

static enum err story_target(struct import *import, const struct menu_entry *entry,
			     struct menu_item *out)
{
	struct story story;
	int64_t row;
	struct str uri = wxr_item_uri(&import->item, &import->place, entry->object_id);
	if (!link_row(import, "story", uri, &row))
		return ERR_NOT_FOUND;
	TRY(store_story_any(import->store, import->keep, (story_id){ row }, &story));
	out->url = story.path;
	if (!out->label.len)
		out->label = story.headline;
	return OK;
}

static enum err term_target(struct import *import, const struct menu_entry *entry,
			    struct menu_item *out)
{
	struct section section;
	struct topic topic;
	int64_t row;
	bool is_topic = str_eq(entry->object, S("post_tag"));
	struct str key =
		str_fmt(&import->item, "%s %.*s", is_topic ? "post_tag" : "category",
			STR_ARG(wxr_item_uri(&import->item, &import->place, entry->object_id)));
	if (!key_map_get(&import->rows, key, &row))
		return ERR_NOT_FOUND;
	if (is_topic) {
		TRY(store_topic(import->store, import->keep, (topic_id){ row }, &topic));
		section.name = topic.name;
		section.path = topic.path;
	} else {
		TRY(store_section(import->store, import->keep, (section_id){ row }, &section));
	}
	out->url = section.path;
	if (!out->label.len)
		out->label = section.name;
	return OK;
}

static enum err custom_target(struct import *import, const struct menu_entry *entry,
			      struct menu_item *out)
{
	struct own_address own;
	struct address address;
	struct arena *keep = import->keep;
	out->url = entry->url;
	if (!entry->url.len)
		return ERR_NOT_FOUND;
	if (!wxr_own_address(keep, &import->place, entry->url, &own))
		return str_starts(entry->url, S("#")) || str_starts(entry->url, S("http")) ||
				       str_starts(entry->url, S("mailto:"))
			       ? OK
			       : ERR_NOT_FOUND;
	struct str path = own.number.len ? own.number : own.path;
	if (store_address(import->store, keep, path, &address) == OK)
		path = address.current;
	out->url = path;
	return OK;
}

/* Fails: ERR_NOT_FOUND when it leads nowhere. */
static enum err make_item(struct import *import, const struct menu_entry *entry,
			  struct menu_item *out)
{
	*out = (struct menu_item){
		.id = entry->post_id,
		.parent = entry->parent,
		.label = entry->label,
		.opens_new = entry->opens_new,
	};
	if (str_eq(entry->type, S("post_type")))
		return story_target(import, entry, out);
	if (str_eq(entry->type, S("taxonomy")))
		return term_target(import, entry, out);
	return custom_target(import, entry, out);
}

/* An entry below one that is not there stands at the top. */
static void lift_orphans(struct menu *menu)
{
	for (size_t i = 0; i < menu->count; i++) {
		bool is_there = false;
		for (size_t j = 0; j < menu->count; j++)
			is_there |= j != i && menu->items[j].id == menu->items[i].parent;
		if (!is_there)
			menu->items[i].parent = 0;
	}
}

static int by_order(const void *a, const void *b)
{
	const struct menu_entry *x = a, *y = b;
	if (x->order != y->order)
		return x->order < y->order ? -1 : 1;
	return (x->post_id > y->post_id) - (x->post_id < y->post_id);
}

static int by_number(const void *a, const void *b)
{
	const struct menu_entry *x = a, *y = b;
	return (x->post_id > y->post_id) - (x->post_id < y->post_id);
}

static bool is_same_menu(const struct menu *a, const struct menu *b)
{
	if (a->count != b->count)
		return false;
	for (size_t i = 0; i < a->count; i++)
		if (!str_eq(a->items[i].label, b->items[i].label) ||
		    !str_eq(a->items[i].url, b->items[i].url) ||
		    a->items[i].opens_new != b->items[i].opens_new)
			return false;
	return true;
}

static struct str social_lines(struct arena *into, const struct menu *menu)
{
	struct buf out = buf_in(into, 8192);
	for (size_t i = 0; i < menu->count; i++)
		if (str_starts(menu->items[i].url, S("http")))
			buf_fmt(&out, "%s%.*s %.*s", out.len ? "\n" : "",
				STR_ARG(str_replace(into, menu->items[i].label, S(" "), S("-"))),
				STR_ARG(menu->items[i].url));
	return out.fault ? S("") : buf_str(&out);
}

static enum err set_menu(struct import *import, enum menu_place place, const struct menu *menu,
			 enum outcome *outcome)
{
	struct menu is;
	struct str name = str_of(place_names[place]);
	*outcome = OUTCOME_NEW;
	if (place == PLACE_SOCIAL) {
		if (store_setting_is_set(import->store, name))
			*outcome = OUTCOME_SAME;
		return *outcome == OUTCOME_SAME
			       ? OK
			       : import_setting(import, "social", social_lines(import->keep, menu));
	}
	TRY(store_menu(import->store, import->keep, name, &is));
	if (is_same_menu(&is, menu))
		*outcome = OUTCOME_SAME;
	else if (is.count)
		*outcome = OUTCOME_UPDATED;
	return *outcome == OUTCOME_SAME ? OK : store_menu_set(import->store, name, menu);
}

static void count_entry(struct import *import, const struct menu_entry *entry, bool is_skipped,
			enum skip_reason reason, enum outcome outcome)
{
	struct account_skip place = entry->place;
	if (is_skipped) {
		place.reason = reason;
		account_skip(import->account, place);
	}
	account_item(import->account, place.type, entry->status,
		     is_skipped ? OUTCOME_SKIPPED : outcome);
}

static enum err make_menu(struct import *import, enum menu_place place, struct str slug)
{
	struct menu menu = { 0 };
	struct menu_entry **used;
	enum outcome outcome;
	menu.items = arena_new(import->keep, struct menu_item, import->menu_entries.count + 1);
	used = arena_new(import->keep, struct menu_entry *, import->menu_entries.count + 1);
	for (size_t i = 0; i < import->menu_entries.count; i++) {
		struct menu_entry *entry = &import->menu_entries.items[i];
		if (!str_eq(entry->menu, slug))
			continue;
		enum err err = make_item(import, entry, &menu.items[menu.count]);
		if (err && err != ERR_NOT_FOUND)
			return err;
		if (err)
			count_entry(import, entry, true, SKIP_MENU_TARGET, OUTCOME_SKIPPED);
		else
			used[menu.count++] = entry;
	}
	lift_orphans(&menu);
	TRY(set_menu(import, place, &menu, &outcome));
	for (size_t i = 0; i < menu.count; i++)
		count_entry(import, used[i], false, SKIP_MENU_PLACE, outcome);
	return OK;
}

enum err menus_make(struct import *import)
{
	struct str chosen[PLACES] = { { 0 } };
	if (!import->menu_entries.count)
		return OK;
	/* whatever the order of the files, the same menu is the first one */
	qsort(import->menu_entries.items, import->menu_entries.count,
	      sizeof *import->menu_entries.items, by_number);
	choose(import, chosen);
	qsort(import->menu_entries.items, import->menu_entries.count,
	      sizeof *import->menu_entries.items, by_order);
	for (int place = 0; place < PLACES; place++)
		if (chosen[place].len)
			TRY(make_menu(import, (enum menu_place)place, chosen[place]));
	for (size_t i = 0; i < import->menu_entries.count; i++) {
		bool has_place = false;
		for (size_t p = 0; p < PLACES; p++)
			has_place |= str_eq(chosen[p], import->menu_entries.items[i].menu);
		if (!has_place)
			count_entry(import, &import->menu_entries.items[i], true, SKIP_MENU_PLACE,
				    OUTCOME_SKIPPED);
	}
	return OK;
}
