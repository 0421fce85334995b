/* SPDX-License-Identifier: Apache-2.0 */
/*
 * wxr_survey.c: what must be known before anything is written: the pattern of the permalinks, which
 * of our own addresses are in the way, and the reusable blocks.
 */
#include "exchange/wp_date.h"
#include "exchange/wxr_import.h"
#include "exchange/wxr_type.h"
#include "http/url.h"
#include "news/slug.h"
#include "store/setting.h"

static const struct {
	const char *setting;
	const char *names[4]; /* to move to, in this order */
} routes[ROUTES] = {
	[ROUTE_SEARCH] = { "route.search", { "/find/", "/site-search/", "/search-all/" } },
	[ROUTE_ARCHIVE] = { "route.archive", { "/days/", "/all-stories/", "/archive-by-day/" } },
	[ROUTE_RSS] = { "route.rss", { "/news-rss/", "/stories-rss/", "/feed-rss/" } },
	[ROUTE_SECTION] = { "route.section", { "/sections/", "/in/", "/all-sections/" } },
	[ROUTE_TOPIC] = { "route.topic", { "/topics/", "/about-topic/", "/all-topics/" } },
	[ROUTE_AUTHOR] = { "route.author", { "/by/", "/people/", "/all-authors/" } },
};

static struct str first_segment(struct str path)
{
	return str_first(str_from(path, 1), str_find_char(str_from(path, 1), '/'));
}

static void note_segment(struct import *import, struct str path)
{
	if (path.len > 1)
		key_map_put(&import->segments, first_segment(path), 1);
}

/* "world/asia" of a category's nicename, by what the file's head says of parents. */
static struct str section_path(struct import *import, struct arena *into, struct str slug)
{
	struct str path = slug;
	for (int steps = 0; steps < 10; steps++) {
		struct str parent = S("");
		for (size_t i = 0; i < import->sections.count; i++)
			if (str_eq(import->sections.items[i].slug, slug))
				parent = import->sections.items[i].parent;
		if (!parent.len)
			break;
		path = str_fmt(into, "%.*s/%.*s", STR_ARG(parent), STR_ARG(path));
		slug = parent;
	}
	return path;
}

static void take_sample(struct import *import, const struct wxr_item *item, struct str path)
{
	if (import->samples.count == LIMIT_SAMPLES)
		return;
	struct arena *keep = import->keep;
	struct permalink_sample sample = { .path = str_dup(keep, path) };
	unix_ms local = wp_date(item->post_date);
	if (!time_is_set(local))
		local = wp_published(item, import->zone);
	sample.parts.published = civil_from_unix(local, 0);
	sample.parts.id = item->post_id;
	sample.parts.slug = str_dup(keep, noun_slug(&import->item, item->post_name));
	sample.parts.author = slug_from_text(keep, item->creator);
	for (size_t i = 0; i < item->categories.count && !sample.parts.section_path.len; i++)
		if (str_eq(item->categories.items[i].domain, S("category")))
			sample.parts.section_path = str_dup(
				keep, section_path(import, &import->item,
						   noun_slug(&import->item,
							     item->categories.items[i].nicename)));
	*list_push(keep, &import->samples) = sample;
}

static void keep_block(struct import *import, const struct wxr_item *item)
{
	import->block_bytes += item->content.len;
	if (import->block_bytes > LIMIT_REUSABLE_BYTES)
		return;
	*list_push(import->keep, &import->blocks) = (struct reusable_block){
		.uri = wxr_item_uri(import->keep, &import->place, item->post_id),
		.content = str_dup(import->keep, item->content),
	};
}

enum err survey_item(void *self, const struct wxr_item *item)
{
	struct import *import = self;
	struct own_address own;
	enum wxr_type type = wxr_type_of(item);
	if (type == TYPE_REUSABLE)
		keep_block(import, item);
	if (type == TYPE_STORY || type == TYPE_PAGE || type == TYPE_ATTACHMENT)
		twin_survey(import, item);
	if (type != TYPE_STORY && type != TYPE_PAGE)
		return OK;
	if (!wxr_own_address(&import->item, &import->place, item->link, &own))
		return OK;
	if (!own.number.len)
		note_segment(import, own.path);
	if (str_eq(wxr_status_name(item), S("publish")) && str_eq(wxr_type_name(item), S("post")))
		take_sample(import, item, own.number.len ? own.number : own.path);
	return OK;
}

static bool is_taken(struct import *import, struct str route)
{
	int64_t value;
	return key_map_get(&import->segments, first_segment(route), &value) ||
	       store_address_taken(import->store, route);
}

/* Our own pages give way to the imported ones. */
static enum err move_routes(struct import *import)
{
	for (size_t i = 0; i < ROUTES; i++) {
		struct str now;
		int64_t value;
		TRY(store_setting(import->store, import->keep, str_of(routes[i].setting), &now));
		if (!key_map_get(&import->segments, first_segment(now), &value))
			continue;
		size_t name = 0;
		while (routes[i].names[name] && is_taken(import, str_of(routes[i].names[name])))
			name++;
		if (routes[i].names[name])
			TRY(import_setting(import, routes[i].setting,
					   str_of(routes[i].names[name])));
	}
	return OK;
}

/* A setting that nobody has made yet. */
static enum err set_if_unset(struct import *import, const char *name, struct str value)
{
	if (!value.len || store_setting_is_set(import->store, str_of(name)))
		return OK;
	return import_setting(import, name, value);
}

static enum err take_over_site(struct import *import)
{
	struct arena *arena = import->keep;
	struct str pattern, url;
	TRY(set_if_unset(import, "title", wp_plain(arena, import->site.title)));
	TRY(set_if_unset(import, "description", wp_plain(arena, import->site.description)));
	TRY(set_if_unset(import, "language", import->site.language));
	url = str_fmt(arena, "%.*s://%.*s", STR_ARG(import->place.scheme),
		      STR_ARG(import->place.host));
	TRY(set_if_unset(import, "url", url));
	TRY(set_if_unset(import, "base_path", import->place.base_path));
	if (permalink_guess(arena, import->samples.items, import->samples.count, &pattern) &&
	    !str_contains(pattern, S("?")))
		TRY(set_if_unset(import, "permalink", pattern));
	return OK;
}

enum err survey_settings(struct import *import)
{
	if (import->was_empty)
		TRY(take_over_site(import));
	return move_routes(import);
}
