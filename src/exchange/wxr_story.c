/* SPDX-License-Identifier: Apache-2.0 */
/* wxr_story.c: a post or page as a story. */
#include "exchange/wp_date.h"
#include "exchange/wxr_import.h"
#include "exchange/wxr_type.h"
#include "html/clean.h"
#include "news/line.h"
#include "news/slug.h"
#include "store/story.h"
#include "store/waiting.h"

/* What of a story's references is not there yet. */
struct lacking {
	bool links;
	struct str parent, cover; /* uris */
};

static struct str find_reusable(void *self, int64_t id)
{
	struct import *import = self;
	struct str uri = wxr_item_uri(&import->item, &import->place, id);
	for (size_t i = 0; i < import->blocks.count; i++)
		if (str_eq(import->blocks.items[i].uri, uri))
			return import->blocks.items[i].content;
	return S("");
}

static enum err make_body(struct import *import, const struct wxr_item *item, struct story *story,
			  struct lacking *lacking)
{
	struct arena *arena = &import->item;
	struct wp_text text = {
		.content = item->content,
		.attached = media_attached_to(import, arena, item->post_id),
		.reusable = { import, find_reusable },
	};
	struct wp_world world = { import, media_of_picture, link_of };
	struct html body;
	import->has_unknown_links = false;
	import->world_err = OK;
	import->links_found = 0;
	if (!link_row(import, "story", story->uri, &import->story))
		import->story = 0;
	TRY(wp_body(arena, &text, &world, &body));
	TRY(import->world_err);
	import->account->links += import->links_found;
	story->body = body.s;
	lacking->links = import->has_unknown_links;
	return OK;
}

/* An SEO plugin's title may be a pattern of its own ("%%title%%"): then it says nothing. */
static struct str seo_text(struct import *import, const struct wxr_item *item,
			   const char *const *keys)
{
	for (size_t i = 0; keys[i]; i++) {
		struct str text =
			line_clean(&import->item, wp_plain(&import->item, wxr_meta(item, keys[i])));
		if (text.len && str_find_char(text, '%') == STR_NONE)
			return text;
	}
	return S("");
}

static void describe(struct import *import, const struct wxr_item *item, struct story *story)
{
	static const char *const titles[] = { "_yoast_wpseo_title", "rank_math_title",
					      "_aioseo_title", "_aioseop_title", NULL };
	static const char *const texts[] = { "_yoast_wpseo_metadesc", "rank_math_description",
					     "_aioseo_description", "_aioseop_description", NULL };
	story->headline = line_clean(&import->item, wp_plain(&import->item, item->title));
	story->standfirst = wp_inline(&import->item, item->excerpt);
	story->meta_title = seo_text(import, item, titles);
	story->meta_description = seo_text(import, item, texts);
	story->password = str_trim(item->post_password);
	story->is_lead = item->is_sticky;
	story->menu_order = item->menu_order;
	story->replies =
		str_eq(str_trim(item->comment_status), S("closed")) ? REPLIES_CLOSED : REPLIES_SITE;
}

static void date(struct import *import, const struct wxr_item *item, struct story *story)
{
	unix_ms published = wp_published(item, import->zone);
	story->status = wxr_status_of(item, published, store_now(import->store));
	bool is_out = story->status == STORY_PUBLISHED || story->status == STORY_SCHEDULED;
	bool has_date = time_is_set(wp_date(item->post_date_gmt));
	story->updated_at = wp_modified(item, import->zone);
	story->created_at = time_is_set(published) ? published : story->updated_at;
	story->published_at = is_out || has_date ? published : (unix_ms){ 0 };
	if (is_out && !time_is_set(story->published_at))
		story->published_at = unix_ms_of(1000); /* an export without any date */
	if (!time_is_set(story->updated_at))
		story->created_at = story->updated_at = unix_ms_of(1000);
}

struct term_rows {
	int64_t *items;
	size_t count, cap;
};

static void add_row(struct arena *into, struct term_rows *rows, int64_t row)
{
	for (size_t i = 0; i < rows->count; i++)
		if (rows->items[i] == row)
			return;
	*list_push(into, rows) = row;
}

/* WordPress before 3.0 lists each term twice, once without its nicename. */
static struct str nicename_of(struct arena *into, const struct wxr_item *item,
			      const struct wxr_category *category)
{
	if (category->nicename.len)
		return noun_slug(into, category->nicename);
	for (size_t i = 0; i < item->categories.count; i++)
		if (item->categories.items[i].nicename.len)
			return S("");
	return slug_from_text(into, wp_plain(into, category->name));
}

static enum err take_category(struct import *import, const struct wxr_item *item,
			      const struct wxr_category *category, struct term_rows *sections,
			      struct term_rows *topics, struct term_rows *people)
{
	struct arena *arena = &import->item;
	struct str slug = nicename_of(arena, item, category), domain = category->domain;
	section_id section;
	topic_id topic;
	person_id person;
	if (!slug.len)
		return OK;
	if (!domain.len || str_eq(domain, S("category"))) {
		TRY(noun_section(import, slug, category->name, &section));
		add_row(arena, sections, section.n);
	} else if (str_eq(domain, S("post_tag")) || str_eq(domain, S("tag"))) {
		TRY(noun_topic(import, slug, category->name, &topic));
		add_row(arena, topics, topic.n);
	} else if (str_eq(domain, S("author"))) {
		str_drop_prefix(&slug, S("cap-"));
		TRY(noun_person(import, slug, wp_plain(arena, category->name), &person));
		add_row(arena, people, person.n);
	} else if (str_eq(domain, S("post_format"))) {
		import->account->post_formats++;
	} else {
		import->account->other_terms++;
	}
	return OK;
}

/* The section that an SEO plugin calls the primary one goes first. */
static void put_primary_first(struct import *import, const struct wxr_item *item,
			      struct term_rows *sections)
{
	int64_t term, row;
	struct str value = wxr_meta(item, "_yoast_wpseo_primary_category");
	if (!value.len)
		value = wxr_meta(item, "rank_math_primary_category");
	if (str_to_i64(str_trim(value), &term) ||
	    !key_map_get(&import->rows,
			 str_fmt(&import->item, "category %.*s",
				 STR_ARG(wxr_item_uri(&import->item, &import->place, term))),
			 &row))
		return;
	for (size_t i = 0; i < sections->count; i++)
		if (sections->items[i] == row) {
			sections->items[i] = sections->items[0];
			sections->items[0] = row;
			return;
		}
}

static enum err classify(struct import *import, const struct wxr_item *item, struct story *story)
{
	struct arena *arena = &import->item;
	struct term_rows sections = { 0 }, topics = { 0 }, people = { 0 };
	for (size_t i = 0; i < item->categories.count; i++)
		TRY(take_category(import, item, &item->categories.items[i], &sections, &topics,
				  &people));
	put_primary_first(import, item, &sections);
	struct str login = noun_login(arena, item->creator);
	if (!people.count && login.len) {
		person_id person;
		TRY(noun_person(import, login, S(""), &person));
		add_row(arena, &people, person.n);
	}
	story->sections = arena_new(arena, struct section, sections.count + 1);
	story->topics = arena_new(arena, struct topic, topics.count + 1);
	story->bylines = arena_new(arena, struct byline, people.count + 1);
	for (size_t i = 0; i < sections.count; i++)
		story->sections[i].id.n = sections.items[i];
	for (size_t i = 0; i < topics.count; i++)
		story->topics[i].id.n = topics.items[i];
	for (size_t i = 0; i < people.count; i++)
		story->bylines[i].person.id.n = people.items[i];
	story->section_count = sections.count;
	story->topic_count = topics.count;
	story->byline_count = people.count;
	return OK;
}

static void refer(struct import *import, const struct wxr_item *item, struct story *story,
		  struct lacking *lacking)
{
	struct arena *arena = &import->item;
	int64_t cover, row;
	bool has_cover =
		str_to_i64(str_trim(wxr_meta(item, "_thumbnail_id")), &cover) == OK && cover > 0;
	if (has_cover) {
		story->cover.id.n = media_by_attachment(import, arena, cover);
		if (!story->cover.id.n)
			lacking->cover = wxr_item_uri(arena, &import->place, cover);
	}
	if (story->kind != STORY_PAGE || !item->post_parent || item->post_parent == item->post_id)
		return;
	struct str uri = wxr_item_uri(arena, &import->place, item->post_parent);
	if (link_row(import, "story", uri, &row))
		story->parent = row;
	else
		lacking->parent = uri;
}

static enum err map_story(struct import *import, const struct wxr_item *item, struct story *story,
			  struct lacking *lacking)
{
	*story = (struct story){
		.kind = wxr_type_of(item) == TYPE_PAGE ? STORY_PAGE : STORY_POST,
		.uri = item->post_id ? twin_uri(import, &import->item, item) : str_trim(item->link),
		.slug = noun_slug(&import->item, item->post_name),
		.path = address_of_item(import, &import->item, item),
	};
	describe(import, item, story);
	date(import, item, story);
	if (!story->slug.len && !story->headline.len)
		story->slug = str_fmt(&import->item, "%lld", (long long)item->post_id);
	if (!story->path.len && story->kind == STORY_POST)
		TRY(address_by_number(import, item, story, &story->path));
	TRY(classify(import, item, story));
	refer(import, item, story, lacking);
	return make_body(import, item, story, lacking);
}

/* is it the same? */

static bool same_rows(const struct story *a, const struct story *b)
{
	if (a->section_count != b->section_count || a->topic_count != b->topic_count ||
	    a->byline_count != b->byline_count)
		return false;
	for (size_t i = 0; i < a->section_count; i++)
		if (a->sections[i].id.n != b->sections[i].id.n)
			return false;
	for (size_t i = 0; i < a->topic_count; i++)
		if (a->topics[i].id.n != b->topics[i].id.n)
			return false;
	for (size_t i = 0; i < a->byline_count; i++)
		if (a->bylines[i].person.id.n != b->bylines[i].person.id.n)
			return false;
	return true;
}

static bool same_texts(const struct story *a, const struct story *b)
{
	return str_eq(a->headline, b->headline) && str_eq(a->slug, b->slug) &&
	       str_eq(a->path, b->path) && str_eq(a->body, b->body) &&
	       str_eq(a->standfirst.s, b->standfirst.s) && str_eq(a->password, b->password) &&
	       str_eq(a->meta_title, b->meta_title) &&
	       str_eq(a->meta_description, b->meta_description);
}

static bool is_same_story(const struct story *a, const struct story *b)
{
	return a->kind == b->kind && a->status == b->status &&
	       a->published_at.ms == b->published_at.ms && a->is_lead == b->is_lead &&
	       a->replies == b->replies && a->parent == b->parent &&
	       a->menu_order == b->menu_order && a->cover.id.n == b->cover.id.n &&
	       same_texts(a, b) && same_rows(a, b);
}

/* A slug or an address that had to give way to another's when it came in stays as it became. */
static enum err keep_what_became(struct import *import, const struct story *is, struct story *story)
{
	struct address there;
	story->id = is->id;
	story->language = is->language;
	story->canonical_url = is->canonical_url;
	story->template_name = is->template_name;
	story->embargo_until = is->embargo_until;
	if (!story->slug.len ||
	    str_starts(is->slug, str_fmt(&import->item, "%.*s-", STR_ARG(story->slug))))
		story->slug = is->slug;
	if (!story->path.len || str_eq(story->path, is->path)) {
		story->path = is->path;
		return OK;
	}
	enum err err = store_address(import->store, &import->item, story->path, &there);
	if (err && err != ERR_NOT_FOUND)
		return err;
	bool is_anothers = !err && there.is_current &&
			   (there.kind != ADDRESS_STORY || there.target != is->id.n);
	if (is_anothers)
		story->path = is->path;
	return OK;
}

/* A status of ours that an export knows nothing of. */
static bool is_our_state(const struct story *is)
{
	return is->status == STORY_WITHDRAWN || is->status == STORY_READY;
}

/* A new address is taken only if nobody lives there: the store then makes another one. */
static enum err save(struct import *import, struct story *story)
{
	struct address there;
	bool has_path = story->path.len > 0;
	enum err err = has_path ? store_address(import->store, &import->item, story->path, &there)
				: ERR_NOT_FOUND;
	if (!err && there.kind == ADDRESS_STORY && there.is_current &&
	    there.target != story->id.n) {
		TRY(address_make_way(import, story->path, (story_id){ there.target }));
		err = store_address(import->store, &import->item, story->path, &there);
	}
	if (err && err != ERR_NOT_FOUND)
		return err;
	bool is_ours = !err && there.kind == ADDRESS_STORY && there.target == story->id.n;
	if (!err && there.is_current && !is_ours)
		story->path = S("");
	return store_story_save(import->store, story, (person_id){ 0 }, S("imported"), &story->id);
}

static enum err wait_for(struct import *import, story_id id, const struct lacking *lacking)
{
	struct arena *arena = &import->item;
	if (lacking->links)
		TRY(store_waiting_add(import->store, id, S(WAIT_LINKS)));
	if (lacking->parent.len)
		TRY(store_waiting_add(
			import->store, id,
			str_fmt(arena, WAIT_PARENT "%.*s", STR_ARG(lacking->parent))));
	if (lacking->cover.len)
		TRY(store_waiting_add(import->store, id,
				      str_fmt(arena, WAIT_COVER "%.*s", STR_ARG(lacking->cover))));
	return OK;
}

/* The path as the store settled it. */
static enum err read_back(struct import *import, struct story *story)
{
	if (story->path.len)
		return OK;
	return store_story_path(import->store, &import->item, story->id, &story->path);
}

static enum err store_it(struct import *import, const struct wxr_item *item, struct story *story,
			 const struct lacking *lacking)
{
	struct story is;
	enum outcome outcome = OUTCOME_NEW;
	enum err err = store_story_by_uri(import->store, &import->item, story->uri, &is);
	if (err && err != ERR_NOT_FOUND)
		return err;
	bool is_new = err == ERR_NOT_FOUND;
	if (!is_new) {
		TRY(keep_what_became(import, &is, story));
		if (is.updated_at.ms > story->updated_at.ms || is_our_state(&is))
			return import_skip(import, item, SKIP_OLDER);
		/* what could not be resolved anew is not taken away */
		if (lacking->parent.len)
			story->parent = is.parent;
		outcome = is_same_story(&is, story) ? OUTCOME_SAME : OUTCOME_UPDATED;
	}
	if (outcome != OUTCOME_SAME)
		TRY(save(import, story));
	TRY(wait_for(import, story->id, lacking));
	TRY(read_back(import, story));
	key_map_put(&import->rows, str_fmt(&import->item, "story %.*s", STR_ARG(story->uri)),
		    story->id.n);
	import_count(import, item, outcome);
	TRY(address_keep_old(import, item, story));
	return comments_of_item(import, item, story->id, is_new);
}

static enum err take_story(struct import *import, const struct wxr_item *item)
{
	struct story story;
	struct lacking lacking = { 0 };
	int64_t seen;
	if (!item->post_id && !str_trim(item->link).len)
		return import_skip(import, item, SKIP_NO_ID);
	struct str key =
		item->post_id ? twin_uri(import, &import->item, item) : str_trim(item->link);
	int64_t modified = wp_modified(item, import->zone).ms;
	if (key_map_get(&import->seen, key, &seen) && seen >= modified)
		return import_skip(import, item, SKIP_DUPLICATE);
	key_map_put(&import->seen, key, modified);
	enum err err = map_story(import, item, &story, &lacking);
	if (err == ERR_TOO_BIG)
		return import_skip(import, item, SKIP_TOO_BIG);
	if (err)
		return err;
	return store_it(import, item, &story, &lacking);
}

enum err stories_item(void *self, const struct wxr_item *item)
{
	struct import *import = self;
	switch (wxr_type_of(item)) {
	case TYPE_STORY:
	case TYPE_PAGE: return take_story(import, item);
	case TYPE_ATTACHMENT: return media_page(import, item);
	case TYPE_MENU_ENTRY: return menu_collect(import, item);
	case TYPE_SKIPPED:
	case TYPE_REUSABLE: return import_skip(import, item, wxr_skip_reason(item));
	default: return OK;
	}
}
