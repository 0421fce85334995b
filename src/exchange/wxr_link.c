/* SPDX-License-Identifier: Apache-2.0 */
/*
 * wxr_link.c: links between the stories of a site, and what must wait for its target.
 *
 * A story is saved with the links that can be resolved then. If some of its own site's addresses
 * led nowhere, or its parent or cover was not there, it is put on the waiting list, and looked at
 * again when all files were read, and after every later import: files may come in any order.
 */
#include "exchange/wp_picture.h"
#include "exchange/wxr_import.h"
#include "http/url.h"
#include "store/media.h"
#include "store/setting.h"
#include "store/story.h"
#include "store/waiting.h"

bool link_row(struct import *import, const char *kind, struct str uri, int64_t *out)
{
	struct arena *arena = &import->item;
	if (key_map_get(&import->rows, str_fmt(arena, "%s %.*s", kind, STR_ARG(uri)), out))
		return *out != 0;
	if (str_eq(str_of(kind), S("story"))) {
		struct story story;
		if (store_story_by_uri(import->store, arena, uri, &story))
			return false;
		*out = story.id.n;
		return true;
	}
	struct media media;
	if (!str_eq(str_of(kind), S("media")) ||
	    store_media_by_uri(import->store, arena, uri, &media))
		return false;
	*out = media.id.n;
	return true;
}

/* Lists and feeds of WordPress that have their counterpart without a row. */
static bool is_machine_path(struct str path)
{
	static const struct str heads[] = { STR_CONST("/wp-"), STR_CONST("/feed/"),
					    STR_CONST("/comments/feed/"), STR_CONST("/xmlrpc"),
					    STR_CONST("/page/") };
	for (size_t i = 0; i < COUNT_OF(heads); i++)
		if (str_starts(path, heads[i]) && !str_starts(path, S("/wp-content/uploads/")))
			return true;
	return path.len <= 1;
}

/* With and without a slash at the end. */
static enum err find_address(struct import *import, struct arena *into, struct str path,
			     struct address *out)
{
	enum err err = store_address(import->store, into, path, out);
	if (err != ERR_NOT_FOUND || str_find_char(path, '?') != STR_NONE)
		return err;
	struct str other = path;
	if (!str_drop_suffix(&other, S("/")))
		other = str_fmt(into, "%.*s/", STR_ARG(path));
	return other.len ? store_address(import->store, into, other, out) : ERR_NOT_FOUND;
}

static struct wp_link found_link(const struct address *address, struct str fragment)
{
	switch (address->kind) {
	case ADDRESS_STORY: return (struct wp_link){ LINK_STORY, address->target, S(""), fragment };
	case ADDRESS_MEDIA: return (struct wp_link){ LINK_MEDIA, address->target, S(""), S("") };
	default: return (struct wp_link){ LINK_PATH, address->target, address->current, fragment };
	}
}

/* A file of ours by the address it had. What another site holds is one of ours only if it was an
 * attachment: a record that some text made of a picture elsewhere may come later than the link. */
static bool find_file(struct import *import, struct arena *into, struct str href, bool is_own,
		      int64_t *out)
{
	struct str url = wxr_absolute(into, &import->place, str_cut(href, '#').head);
	struct str rest = str_cut_str(url, S("//")).tail;
	struct media media;
	str_drop_prefix(&rest, S("www."));
	bool is_known = key_map_get(&import->rows, str_fmt(into, "url %.*s", STR_ARG(rest)), out);
	if (is_known && is_own)
		return true;
	enum err err = is_known ? store_media(import->store, into, (media_id){ *out }, &media)
				: media_by_address(import, into, url, &media);
	if (err || (!is_own && !media.uri.len))
		return false;
	*out = media.id.n;
	return true;
}

/* When the site keeps its host, its own pages are named without it. */
static struct str local_address(struct arena *into, struct str path, struct str fragment)
{
	return fragment.len ? str_fmt(into, "%.*s#%.*s", STR_ARG(path), STR_ARG(fragment)) : path;
}

/* What was made local before has no base path any more. */
static bool is_local_again(struct import *import, struct arena *into, struct str href,
			   struct own_address *out)
{
	struct wxr_place root = import->place;
	root.base_path = S("");
	return str_starts(href, S("/")) && !str_starts(href, S("//")) &&
	       wxr_own_address(into, &root, href, out);
}

/* A file's address stays as it was written until the file is known: it is found by its spelling. */
static bool is_file_path(struct str path)
{
	return str_contains(path, S("/wp-content/uploads/")) || wp_is_picture_address(path);
}

struct wp_link link_of(void *self, struct arena *into, struct str href)
{
	struct import *import = self;
	struct own_address own;
	struct address address;
	int64_t row;
	if (!href.len)
		return (struct wp_link){ .kind = LINK_FOREIGN };
	bool is_own = wxr_own_address(into, &import->place, href, &own) ||
		      (import->is_again && is_local_again(import, into, href, &own));
	if (find_file(import, into, href, is_own, &row))
		return (struct wp_link){ .kind = LINK_MEDIA, .id = row };
	if (!is_own)
		return (struct wp_link){ .kind = LINK_FOREIGN };
	struct str path = own.number.len ? own.number : own.path;
	struct wp_link link = { .kind = LINK_UNKNOWN };
	bool is_page = key_map_get(&import->rows, str_fmt(into, "page %.*s", STR_ARG(path)), &row);
	if (find_address(import, into, path, &address) == OK) {
		import->links_found += address.kind == ADDRESS_STORY;
		link = found_link(&address, own.fragment);
		/* a former address of the very story it stands in: its own attachment's */
		is_page |= address.kind == ADDRESS_STORY && !address.is_current &&
			   address.target == import->story;
	} else {
		if (!is_machine_path(own.path) || own.number.len)
			import->has_unknown_links = true;
		if (import->keeps_host && !is_file_path(own.path))
			link.path = local_address(into, path, own.fragment);
	}
	link.is_picture_page = is_page;
	return link;
}

/* The story's own site, should the files have come from another. */
static struct wxr_place place_of_story(struct import *import, const struct story *story)
{
	struct str_pair site = str_cut_str(story->uri, S("/?p="));
	return site.found && !str_eq(site.head, import->place.name)
		       ? wxr_place_of(&import->item, site.head, site.head)
		       : import->place;
}

static enum err resolve_links(struct import *import, struct story *story, bool *is_done)
{
	struct wp_world world = { import, media_of_picture, link_of };
	struct wxr_place place = import->place;
	struct html body;
	import->has_unknown_links = false;
	import->story = story->id.n;
	import->place = place_of_story(import, story);
	import->is_again = true;
	enum err err = wp_body_again(&import->item, story->body, &world, &body);
	import->place = place;
	import->is_again = false;
	TRY(err);
	TRY(import->world_err);
	story->body = body.s;
	*is_done = !import->has_unknown_links;
	return OK;
}

/* What a story waits for, put in if it is there now. */
static enum err resolve(struct import *import, struct story *story, struct str what, bool *is_done)
{
	struct str uri = what;
	int64_t row;
	if (str_eq(what, S(WAIT_LINKS)))
		return resolve_links(import, story, is_done);
	bool is_parent = str_drop_prefix(&uri, S(WAIT_PARENT));
	if (!is_parent)
		str_drop_prefix(&uri, S(WAIT_COVER));
	*is_done = link_row(import, is_parent ? "story" : "media", uri, &row);
	if (*is_done && is_parent)
		story->parent = row;
	else if (*is_done)
		story->cover = (struct media){ .id = { row } };
	return OK;
}

static enum err resolve_story(struct import *import, const struct waiting *rows, size_t count)
{
	struct story story;
	enum err err = store_story_any(import->store, &import->item, rows[0].story, &story);
	if (err)
		return err == ERR_NOT_FOUND ? OK : err;
	struct str body = story.body;
	int64_t parent = story.parent, cover = story.cover.id.n;
	for (size_t i = 0; i < count; i++) {
		bool is_done = false;
		TRY(resolve(import, &story, rows[i].what, &is_done));
		if (is_done)
			TRY(store_waiting_remove(import->store, rows[i].story, rows[i].what));
		else
			import->account->waiting++;
	}
	bool is_changed =
		!str_eq(body, story.body) || parent != story.parent || cover != story.cover.id.n;
	import->account->resolved += is_changed;
	return is_changed ? store_story_amend(import->store, &story) : OK;
}

enum err links_resolve_waiting(struct import *import)
{
	enum { STORIES_AT_ONCE = 50 };
	story_id after = { 0 };
	CLEANUP(arena_close) struct arena list = arena_open((size_t)64 << 20);
	for (;;) {
		struct arena_mark mark = arena_mark(&list);
		struct waiting *rows;
		size_t count;
		TRY(store_waiting_scan(import->store, &list, after, STORIES_AT_ONCE, &rows,
				       &count));
		if (!count)
			return OK;
		for (size_t i = 0, n; i < count; i += n) {
			struct arena_mark item = arena_mark(&import->item);
			for (n = 1; i + n < count && rows[i + n].story.n == rows[i].story.n; n++)
				continue;
			TRY(resolve_story(import, rows + i, n));
			arena_reset(&import->item, item);
			after = rows[i].story;
		}
		arena_reset(&list, mark);
	}
}
