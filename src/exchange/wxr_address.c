/* SPDX-License-Identifier: Apache-2.0 */
/* wxr_address.c: where an imported story lives, and which other addresses lead to it. */
#include "exchange/wxr_import.h"
#include "exchange/wxr_type.h"
#include "http/url.h"
#include "store/setting.h"
#include "store/story.h"

static bool is_public(const struct wxr_item *item)
{
	struct str status = wxr_status_name(item);
	return str_eq(status, S("publish")) || str_eq(status, S("future")) ||
	       str_eq(status, S("private"));
}

/* Of a site that answers to more names than its export says, the path ends in the item's own slug;
 * a plugin's link to somewhere else does not. */
static bool other_host_address(struct import *import, struct arena *into,
			       const struct wxr_item *item, struct own_address *out)
{
	struct url url;
	struct wxr_place place = import->place;
	struct str slug = url_decode(into, str_trim(item->post_name));
	if (!slug.len || url_parse(str_trim(item->link), &url) || !url.host.len)
		return false;
	place.hosts[0] = str_lower(into, url.host);
	str_drop_prefix(&place.hosts[0], S("www."));
	place.host_count = 1;
	if (url.port.len || !wxr_own_address(into, &place, item->link, out))
		return false;
	struct str last = url_decode(into, out->path);
	str_drop_suffix(&last, S("/"));
	return str_eq(str_cut_last(last, '/').tail, slug);
}

/* "" when the link is none of the site's, or a number. */
struct str address_of_item(struct import *import, struct arena *into, const struct wxr_item *item)
{
	struct own_address own;
	struct url url;
	if (!is_public(item) || (!wxr_own_address(into, &import->place, item->link, &own) &&
				 !other_host_address(import, into, item, &own)))
		return S("");
	if (own.number.len || own.path.len < 2 || url_parse(str_trim(item->link), &url))
		return S("");
	return url.query.len ? S("") : own.path;
}

/* The number that the link names, where that is not the item's own. */
static struct str number_of_link(struct import *import, const struct wxr_item *item)
{
	struct own_address own;
	return is_public(item) && wxr_own_address(&import->item, &import->place, item->link, &own)
		       ? own.number
		       : S("");
}

static bool is_unpublished(const struct story *story)
{
	return story->status == STORY_DRAFT || story->status == STORY_IN_REVIEW;
}

/* A draft lives where its slug puts it; an item that was published there has the older right. */
enum err address_make_way(struct import *import, struct str path, story_id target)
{
	struct arena *arena = &import->item;
	struct story story;
	struct address there;
	enum err err = OK;
	TRY(store_story_any(import->store, arena, target, &story));
	if (!is_unpublished(&story))
		return OK;
	str_drop_suffix(&path, S("/"));
	for (int n = 2; !err; n++) {
		story.path = str_fmt(arena, "%.*s-%d/", STR_ARG(path), n);
		err = store_address(import->store, arena, story.path, &there);
	}
	return err == ERR_NOT_FOUND ? store_story_amend(import->store, &story) : err;
}

/* Where addresses are made of numbers, an item keeps the old system's number. */
enum err address_by_number(struct import *import, const struct wxr_item *item,
			   const struct story *story, struct str *out)
{
	struct str pattern;
	unix_ms at = time_is_set(story->published_at) ? story->published_at : story->created_at;
	struct permalink_parts parts = {
		.published = zone_civil(import->zone, at),
		.id = item->post_id,
		.slug = story->slug,
	};
	TRY(store_setting(import->store, &import->item, S("permalink"), &pattern));
	if (!permalink_needs_id(pattern) || !item->post_id)
		return OK;
	enum err err = permalink_make(&import->item, pattern, &parts, out);
	return err == ERR_INVALID || err == ERR_TOO_BIG ? OK : err;
}

enum err address_add(struct import *import, struct str path, enum address_kind kind, int64_t target)
{
	struct arena_mark mark = arena_mark(&import->item);
	struct address there;
	enum err err = store_address(import->store, &import->item, path, &there);
	bool is_there = err == OK;
	arena_reset(&import->item, mark);
	if (err && err != ERR_NOT_FOUND)
		return err;
	/* of two of a kind the first one has it, each time */
	if (is_there && (there.is_current || there.kind == kind))
		return OK;
	err = store_address_add(import->store, path, kind, target, S(""));
	if (!err)
		import->account->old_addresses++;
	return err == ERR_CONFLICT ? OK : err;
}

/* The number of a public item's link leads to it, also where a draft had that number first. */
static enum err take_number(struct import *import, struct str number, story_id id)
{
	struct address there;
	struct story story = { 0 };
	enum err err = store_address(import->store, &import->item, number, &there);
	if (err && err != ERR_NOT_FOUND)
		return err;
	if (!err && there.kind == ADDRESS_STORY && there.target != id.n)
		TRY(store_story_any(import->store, &import->item, (story_id){ there.target },
				    &story));
	return story.id.n && is_unpublished(&story)
		       ? store_address_add(import->store, number, ADDRESS_STORY, id.n, S(""))
		       : address_add(import, number, ADDRESS_STORY, id.n);
}

static enum err add_number(struct import *import, const char *name, const struct wxr_item *item,
			   const struct story *story)
{
	int64_t post_id = item->post_id;
	if (!post_id || !twin_has_number(import, item))
		return OK;
	return address_add(import, str_fmt(&import->item, "/?%s=%lld", name, (long long)post_id),
			   ADDRESS_STORY, story->id.n);
}

/* The path with its last part replaced. */
static struct str with_last_part(struct arena *into, struct str path, struct str part)
{
	struct str head = path, tail = S("");
	if (str_drop_suffix(&head, S("/")))
		tail = S("/");
	size_t slash = str_find_last_char(head, '/');
	return str_fmt(into, "%.*s/%.*s%.*s", STR_ARG(str_first(head, slash)),
		       STR_ARG(url_encode_segment(into, part)), STR_ARG(tail));
}

static enum err add_old_slugs(struct import *import, const struct wxr_item *item,
			      const struct story *story)
{
	struct arena *arena = &import->item;
	for (size_t i = 0; i < item->metas.count; i++) {
		struct str slug = noun_slug(arena, item->metas.items[i].value), path;
		if (!str_eq(item->metas.items[i].key, S("_wp_old_slug")) || !slug.len ||
		    url_normal_path(arena, with_last_part(arena, story->path, slug), &path))
			continue;
		TRY(address_add(import, path, ADDRESS_STORY, story->id.n));
	}
	return OK;
}

/* "/slug/2/" was the second page of a text in several. */
static enum err add_pages(struct import *import, const struct wxr_item *item,
			  const struct story *story)
{
	int pages = wp_page_count(item->content);
	for (int page = 2; page <= pages && page <= LIMIT_PAGES_OF_STORY; page++) {
		struct str path = story->path;
		str_drop_suffix(&path, S("/"));
		TRY(address_add(import, str_fmt(&import->item, "%.*s/%d/", STR_ARG(path), page),
				ADDRESS_STORY, story->id.n));
	}
	return OK;
}

/* The newspaper has a front page of its own. */
static void note_front_page(struct import *import, const struct wxr_item *item,
			    const struct story *story)
{
	struct own_address own;
	bool is_there = is_public(item) && story->kind == STORY_PAGE &&
			wxr_own_address(&import->item, &import->place, item->link, &own) &&
			!own.number.len && own.path.len == 1;
	if (is_there)
		import->account->front_page = str_dup(import->keep, story->path);
}

enum err address_keep_old(struct import *import, const struct wxr_item *item,
			  const struct story *story)
{
	struct str path = address_of_item(import, &import->item, item);
	struct str number = number_of_link(import, item);
	note_front_page(import, item, story);
	TRY(add_number(import, "p", item, story));
	if (number.len)
		TRY(take_number(import, number, story->id));
	if (story->kind == STORY_PAGE)
		TRY(add_number(import, "page_id", item, story));
	if (path.len && !str_eq(path, story->path))
		TRY(address_add(import, path, ADDRESS_STORY, story->id.n));
	TRY(add_old_slugs(import, item, story));
	return add_pages(import, item, story);
}
