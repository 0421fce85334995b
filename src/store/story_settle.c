/* SPDX-License-Identifier: Apache-2.0 */
/* story_settle.c: what a story gets from the store when it is saved. */
#include "news/permalink.h"
#include "news/slug.h"
#include "os/zone.h"
#include "store/address_private.h"
#include "store/setting.h"
#include "store/store_private.h"
#include "store/story_save.h"
#include "store/term.h"

#define EXCERPT_CHARS 220

static enum err settle_slug(struct saving *save)
{
	struct store *store = save->store;
	struct story *next = &save->next;
	if (next->slug.len)
		return OK;
	struct str wish = slug_from_text(&store->work, next->headline);
	if (!wish.len)
		wish = next->kind == STORY_PAGE ? S("page") : S("story");
	return slug_find_free(store, &store->work,
			      S("SELECT count(*) FROM story WHERE slug = ?1 AND id <> ?2"), wish,
			      next->id.n, &next->slug);
}

/* "world/asia": the slugs from the top down to the primary section. */
static enum err section_path(struct store *store, struct arena *into, const struct story *story,
			     struct str *out)
{
	struct str path = S("");
	size_t steps = 0;
	TRY(section_tree(store));
	int64_t at = story->section_count ? story->sections[0].id.n : 0;
	for (; at && steps++ <= store->tree_count; at = section_parent(store, at)) {
		struct section section;
		enum err err = store_section(store, into, (section_id){ at }, &section);
		if (err == ERR_NOT_FOUND)
			break;
		TRY(err);
		path = path.len ? str_join(into, (struct str[]){ section.slug, path }, 2, S("/"))
				: section.slug;
	}
	*out = path;
	return OK;
}

static enum err read_parts(struct store *store, struct arena *into, const struct story *story,
			   struct permalink_parts *out)
{
	struct str zone_name;
	const struct zone *zone;
	TRY(store_setting(store, into, S("timezone"), &zone_name));
	if (zone_open(into, zone_name, &zone))
		TRY(zone_open(into, S("UTC"), &zone));
	unix_ms at = time_is_set(story->published_at) ? story->published_at : story->created_at;
	out->published = zone_civil(zone, at);
	out->id = story->id.n;
	out->slug = story->slug;
	TRY(section_path(store, into, story, &out->section_path));
	if (story->byline_count) {
		struct person person = { 0 };
		enum err err = store_person(store, into, story->bylines[0].person.id, &person);
		if (err && err != ERR_NOT_FOUND)
			return err;
		out->author = person.slug;
	}
	return OK;
}

/* Where a page's address begins: its parent's address, else the root. */
static enum err page_head(struct store *store, struct arena *into, const struct story *page,
			  struct str *out)
{
	*out = S("/");
	if (!page->parent || page->parent == page->id.n)
		return OK;
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT path FROM story WHERE id = ?1"));
	db_put_i64(&q, page->parent);
	enum err err = db_one(&q);
	if (err == ERR_NOT_FOUND)
		return OK;
	TRY(err);
	struct str path = db_str(&q, into);
	if (str_ends(path, S("/")))
		*out = path;
	return OK;
}

/* The pattern's path with the slug in it; numbered when another has it. */
static enum err free_path(struct store *store, struct arena *into, struct str pattern,
			  struct str head, struct permalink_parts *parts, struct str *out)
{
	struct str slug = parts->slug;
	for (int n = 1;; n++) {
		bool is_taken;
		struct str path;
		if (n > 1)
			parts->slug = str_fmt(into, "%.*s-%d", STR_ARG(slug), n);
		TRY(permalink_make(into, pattern, parts, &path));
		if (head.len > 1)
			path = str_join(into, (struct str[]){ head, str_from(path, 1) }, 2, S(""));
		TRY(address_is_anothers(store, path, ADDRESS_STORY, parts->id, &is_taken));
		if (is_taken)
			continue;
		*out = path;
		return OK;
	}
}

enum err story_make_path(struct store *store, struct arena *into, const struct story *story,
			 struct str *path)
{
	struct str pattern = S("/%postname%/"), head = S("");
	struct permalink_parts parts = { .id = story->id.n, .slug = story->slug };
	if (story->kind == STORY_PAGE) {
		TRY(page_head(store, into, story, &head));
	} else {
		TRY(store_setting(store, into, S("permalink"), &pattern));
		TRY(read_parts(store, into, story, &parts));
	}
	if (permalink_needs_id(pattern) && !story->id.n) {
		*path = S("");
		return OK;
	}
	/* A pattern that tells by the id alone has nothing to number. */
	if (!str_contains(pattern, S("%postname%")))
		return permalink_make(into, pattern, &parts, path);
	return free_path(store, into, pattern, head, &parts, path);
}

static void settle_text(struct saving *save)
{
	struct arena *work = &save->store->work;
	struct story *next = &save->next, *is = &save->is;
	if (is->id.n && str_eq(is->body, next->body) &&
	    str_eq(is->standfirst.s, next->standfirst.s) &&
	    (is->password.len != 0) == (next->password.len != 0)) {
		next->excerpt = is->excerpt;
		next->words = is->words;
		return;
	}
	struct str body = html_text(work, html_trusted(next->body));
	struct str standfirst = html_text(work, next->standfirst);
	next->words = html_word_count(body);
	next->excerpt = next->password.len ? S("")
					   : html_excerpt(work, standfirst.len ? standfirst : body,
							  EXCERPT_CHARS);
}

static enum err settle_path(struct saving *save)
{
	struct story *next = &save->next;
	save->path_is_made = !next->path.len;
	if (next->path.len) {
		save->path_is_made = save->path_was_made && str_eq(next->path, save->is.path);
		return OK;
	}
	return story_make_path(save->store, &save->store->work, next, &next->path);
}

enum err story_settle(struct saving *save)
{
	struct store *store = save->store;
	struct story *next = &save->next;
	if (!next->language.len)
		TRY(store_setting(store, &store->work, S("language"), &next->language));
	if (!time_is_set(next->created_at))
		next->created_at = save->is.id.n ? save->is.created_at : store->now;
	next->comment_count = save->is.comment_count;
	next->revision = save->is.revision;
	settle_text(save);
	TRY(settle_slug(save));
	return settle_path(save);
}
