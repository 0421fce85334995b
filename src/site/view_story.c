/* SPDX-License-Identifier: Apache-2.0 */
/* view_story.c: a story as themes see it. Of a locked one only what its headline tells is shown. */
#include "http/url.h"
#include "site/corrections.h"
#include "site/story_page.h"
#include "site/view.h"
#include "site/view_field.h"
#include "store/shown.h"

enum {
	TEASER_CHARS = 160,
	TITLE_CHARS = 60,
	WORDS_A_MINUTE = 275,
	UPDATED_AFTER_MS = 15 * 60 * 1000
};

#define FIELDS(X)                                                                                  \
	X(access)                                                                                  \
	X(authors)                                                                                 \
	X(bylines)                                                                                 \
	X(canonical_url)                                                                           \
	X(comment_count)                                                                           \
	X(comment_form)                                                                            \
	X(comment_id)                                                                              \
	X(comments)                                                                                \
	X(corrections)                                                                             \
	X(count)                                                                                   \
	X(cover)                                                                                   \
	X(created_at)                                                                              \
	X(custom_excerpt)                                                                          \
	X(custom_template)                                                                         \
	X(dir)                                                                                     \
	X(excerpt)                                                                                 \
	X(feature_image)                                                                           \
	X(feature_image_alt) X(feature_image_caption) X(featured) X(html) X(id) X(is_updated) X(   \
		label) X(language) X(locked) X(meta_description) X(meta_title) X(og_description)   \
		X(og_image) X(og_title) X(page) X(password_form) X(primary_author) X(primary_tag)  \
			X(published_at) X(reading_time) X(related) X(sections) X(share_url)        \
				X(slug) X(snippet) X(standfirst) X(tags) X(title) X(title_marked)  \
					X(topics) X(twitter_description) X(twitter_image)          \
						X(twitter_title) X(updated_at) X(url) X(uuid)      \
							X(visibility) X(word_count)
enum { FIELDS(VIEW_ENUM) };
static const struct view_fields fields = VIEW_FIELDS(FIELDS);

bool story_is_locked(const struct story *story)
{
	return story->password.len > 0;
}

bool story_was_updated(const struct story *story)
{
	return story->updated_at.ms >= story->published_at.ms + UPDATED_AFTER_MS;
}

struct str story_teaser(struct arena *into, const struct story *story)
{
	if (story_is_locked(story))
		return S("");
	return html_excerpt(into, story->excerpt, TEASER_CHARS);
}

struct str story_title(struct arena *into, const struct story *story)
{
	struct str text = story_is_locked(story) ? S("") : str_trim(story->excerpt);
	if (str_trim(story->headline).len)
		return story->headline;
	if (text.len)
		return html_excerpt(into, text, TITLE_CHARS);
	if (story->slug.len)
		return story->slug;
	return str_fmt(into, "%lld", (long long)story->id.n);
}

const struct section *story_section(struct visit *visit, const struct story *story)
{
	if (story->section_count == 0)
		return NULL;
	const struct section *known = visit_section(visit, story->sections[0].id);
	return known ? known : &story->sections[0];
}

static bool is_shut(const struct story_view *view)
{
	return story_is_locked(view->story) && !(view->page && view->page->is_unlocked);
}

static void add_sections(const struct story_view *view, struct value_array *array)
{
	for (size_t i = 0; i < view->story->section_count; i++)
		*list_push(view->visit->arena, array) = view_section(
			view->visit, &view->story->sections[i], (struct post_count){ 0 });
}

static void add_topics(const struct story_view *view, struct value_array *array, bool internal_too)
{
	for (size_t i = 0; i < view->story->topic_count; i++) {
		const struct topic *topic = &view->story->topics[i];
		if (internal_too || !topic->internal)
			*list_push(view->visit->arena, array) =
				view_topic(view->visit, topic, (struct post_count){ 0 });
		else
			store_note_shown(view->visit->store, FACT_TOPIC, topic->id.n);
	}
}

static struct value tags_of(const struct story_view *view, bool with_sections, bool with_internal)
{
	struct value_array *array = arena_new(view->visit->arena, struct value_array, 1);
	if (with_sections)
		add_sections(view, array);
	add_topics(view, array, with_internal);
	return value_of_array(array);
}

static struct value sections_of(const struct story_view *view)
{
	struct value_array *array = arena_new(view->visit->arena, struct value_array, 1);
	add_sections(view, array);
	return value_of_array(array);
}

static struct value first_or_null(struct value list, struct arena *arena)
{
	return value_count(list) ? value_at(list, 0, arena) : value_null();
}

/* The section that stands first, or where there is none the first topic. */
static struct value label_of(const struct story_view *view)
{
	bool has_section = view->story->section_count > 0;
	return first_or_null(has_section ? sections_of(view) : tags_of(view, false, false),
			     view->visit->arena);
}

static struct value bylines_of(const struct story_view *view)
{
	struct value_array *array = arena_new(view->visit->arena, struct value_array, 1);
	for (size_t i = 0; i < view->story->byline_count; i++) {
		const struct byline *byline = &view->story->bylines[i];
		*list_push(view->visit->arena, array) = view_person(
			view->visit, &byline->person, byline->role, (struct post_count){ 0 });
	}
	return value_of_array(array);
}

static struct value cover_of(const struct story_view *view, struct str key)
{
	struct value picture = value_null();
	if (!is_shut(view))
		picture = view_picture(view->visit, &view->story->cover);
	if (key.len == 0 || picture.kind == VALUE_NULL)
		return picture;
	return value_field(picture, key, view->visit->arena);
}

/* The whole standfirst on the story's own page; in lists no more than a list has room for. */
static struct value excerpt_of(const struct story_view *view, bool only_written)
{
	struct arena *arena = view->visit->arena;
	if (is_shut(view) || (only_written && view->story->standfirst.s.len == 0))
		return value_null();
	if (view->page && only_written)
		return value_text_or_null(html_text(arena, view->story->standfirst));
	struct str text = html_excerpt(arena, view->story->excerpt, TEASER_CHARS);
	return value_text_or_null(text);
}

static struct value count_of(const struct story_view *view)
{
	struct value_map *map = view_map(view->visit);
	view_set(view->visit, map, S("comments"), value_number((double)view->story->comment_count));
	return value_of_map(map);
}

static struct value language_of(const struct story_view *view, bool wants_direction)
{
	struct str language = view->story->language, site = VISIT_SETTING(view->visit, language);
	bool is_rtl = language_is_rtl(language);
	if (language.len == 0 || str_eq_nocase(language, site))
		return value_null();
	if (!wants_direction)
		return value_text(language);
	if (is_rtl == language_is_rtl(site))
		return value_null();
	return value_text(is_rtl ? S("rtl") : S("ltr"));
}

static struct value password_form_of(const struct story_view *view)
{
	struct value_map *map = view_map(view->visit);
	if (!is_shut(view) || !view->page)
		return value_null();
	view_set(view->visit, map, S("action"), value_text(view->story->path));
	view_set(view->visit, map, S("error"), value_bool(view->page->password_was_wrong));
	return value_of_map(map);
}

static struct value time_of(const struct story_view *view, unix_ms at)
{
	return value_text_or_null(visit_time(view->visit, at));
}

/* Without punctuation, as Ghost's: made of the id, so that it is the same each time. */
static struct value uuid_of(const struct story_view *view)
{
	return value_text(str_fmt(view->visit->arena, "00000000-0000-4000-8000-%012llx",
				  (unsigned long long)view->story->id.n & 0xffffffffffffull));
}

static struct value reading_minutes(const struct story *story)
{
	int minutes = (story->words + WORDS_A_MINUTE / 2) / WORDS_A_MINUTE;
	return value_number(minutes < 1 && story->words ? 1 : minutes);
}

static struct value view_of(struct visit *visit, const struct story *story,
			    const struct story_page *page, const struct story_found *found);

/* What one of them lacks is read for all when it is first asked for. */
static struct value view_related(struct visit *visit, const struct story_list *related)
{
	struct value_array *array = arena_new(visit->arena, struct value_array, 1);
	struct story_list *list = arena_new(visit->arena, struct story_list, 1);
	*list = *related;
	for (size_t i = 0; i < list->count; i++) {
		struct value value = view_of(visit, &list->items[i], NULL, NULL);
		((struct story_view *)(uintptr_t)value.object.self)->beside = list;
		*list_push(visit->arena, array) = value;
	}
	return value_of_array(array);
}

static struct value get_of_page(const struct story_view *view, int field)
{
	const struct story_page *page = view->page;
	if (!page)
		return value_null();
	switch (field) {
	case F_comment_form: return view_comment_form(view->visit, view->story, page);
	case F_comments: return view_comments(view->visit, view->story, page);
	case F_corrections:
		return view_corrections(view->visit, page->corrections, page->correction_count);
	case F_html: return is_shut(view) ? value_null() : value_html(page->html);
	case F_related: return view_related(view->visit, &page->related);
	default: return value_null();
	}
}

static struct value get_of_ours(const struct story_view *view, int field)
{
	const struct story *story = view->story;
	switch (field) {
	case F_bylines: return bylines_of(view);
	case F_comment_count: return value_number((double)story->comment_count);
	case F_cover: return cover_of(view, S(""));
	case F_dir: return language_of(view, true);
	case F_is_updated: return value_bool(story_was_updated(story));
	case F_label: return label_of(view);
	case F_language: return language_of(view, false);
	case F_locked: return value_bool(is_shut(view));
	case F_password_form: return password_form_of(view);
	case F_sections: return sections_of(view);
	case F_share_url: return value_text(visit_absolute(view->visit, story->path));
	case F_snippet:
		return view->found ? value_html_or_null(view->found->snippet) : value_null();
	case F_standfirst:
		return is_shut(view) ? value_null() : value_html_or_null(story->standfirst);
	case F_title_marked: return view->found ? value_html(view->found->title) : value_null();
	case F_topics: return tags_of(view, false, false);
	default: return get_of_page(view, field);
	}
}

static struct value get_of_ghost(const struct story_view *view, int field)
{
	const struct story *story = view->story;
	struct arena *arena = view->visit->arena;
	switch (field) {
	case F_access: return value_bool(!is_shut(view));
	case F_authors: return bylines_of(view);
	case F_canonical_url: return value_text_or_null(link_address(story->canonical_url));
	case F_comment_id:
	case F_id: return value_text(str_fmt(arena, "%lld", (long long)story->id.n));
	case F_count: return count_of(view);
	case F_created_at: return time_of(view, story->created_at);
	case F_custom_excerpt: return excerpt_of(view, true);
	case F_custom_template: return value_text_or_null(story->template_name);
	case F_excerpt: return excerpt_of(view, false);
	case F_feature_image: return cover_of(view, S("url"));
	case F_feature_image_alt: return cover_of(view, S("alt"));
	case F_feature_image_caption: return cover_of(view, S("caption"));
	case F_featured: return value_bool(story->is_lead);
	case F_meta_description:
		return is_shut(view) ? value_null() : value_text_or_null(story->meta_description);
	case F_meta_title: return value_text_or_null(story->meta_title);
	case F_page: return value_bool(story->kind == STORY_PAGE);
	case F_primary_author: return first_or_null(bylines_of(view), arena);
	case F_primary_tag: return label_of(view);
	case F_published_at: return time_of(view, story->published_at);
	case F_reading_time: return reading_minutes(story);
	case F_slug: return value_text(story->slug);
	case F_tags: return tags_of(view, true, true);
	case F_title: return value_text(story_title(arena, story));
	case F_updated_at: return time_of(view, story->updated_at);
	case F_url: return value_text(story->path);
	case F_uuid: return uuid_of(view);
	case F_visibility: return value_text(S("public"));
	case F_word_count: return value_number(story->words);
	default: return get_of_ours(view, field);
	}
}

static void note_part(struct story_view *view, enum fact_kind kind, size_t part)
{
	bool is_noted = view->page && kind != FACT_COMMENT_COUNT;
	if (!is_noted && !view->has_noted[part])
		store_note_shown(view->visit->store, kind, view->story->id.n);
	view->has_noted[part] = true;
}

/* What is shown of a story of a list; one that has a page of its own was noted whole, but for its
 * count of replies. */
static void note_shown(struct story_view *view, int field)
{
	static const enum fact_kind kinds[] = { FACT_STORY,  FACT_TEXT,   FACT_COMMENT_COUNT,
						FACT_TEASER, FACT_FILED,  FACT_LABEL,
						FACT_COVER,  FACT_BYLINES };
	size_t part = 0;
	switch (field) {
	case F_canonical_url:
	case F_custom_template:
	case F_featured:
	case F_is_updated:
	case F_meta_description:
	case F_meta_title:
	case F_reading_time:
	case F_updated_at:
	case F_word_count: part = 1; break;
	case F_comment_count:
	case F_count: part = 2; break;
	case F_custom_excerpt:
	case F_excerpt:
	case F_og_description:
	case F_standfirst:
	case F_twitter_description: part = 3; break;
	case F_sections:
	case F_tags:
	case F_topics: part = 4; break;
	case F_label:
	case F_primary_tag: part = 5; break;
	case F_cover:
	case F_feature_image:
	case F_feature_image_alt:
	case F_feature_image_caption:
	case F_og_image:
	case F_twitter_image: part = 6; break;
	case F_authors:
	case F_bylines:
	case F_primary_author: part = 7; break;
	}
	note_part(view, kinds[part], part);
	if (part == 3 || part == 6) /* shown unless it is locked, which its card tells */
		note_part(view, FACT_STORY, 0);
}

static bool is_of_topics_or_bylines(const struct story_view *view, int field)
{
	switch (field) {
	case F_authors:
	case F_bylines:
	case F_primary_author:
	case F_tags:
	case F_topics: return true;
	case F_label:
	case F_primary_tag: return view->story->section_count == 0;
	default: return false;
	}
}

static void dress(struct story_view *view)
{
	struct visit *visit = view->visit;
	struct story_list alone = { .count = 1 }, *list = view->beside ? view->beside : &alone;
	if (list == &alone) {
		alone.items = arena_new(visit->arena, struct story, 1);
		*alone.items = *view->story;
		view->story = alone.items;
	}
	enum err err = store_story_dress(visit->store, visit->arena, list->items, list->count);
	if (err && !visit->trouble)
		visit->trouble = err;
}

static bool is_made_of_many(int field)
{
	switch (field) {
	case F_bylines:
	case F_comment_form:
	case F_comments:
	case F_cover:
	case F_excerpt:
	case F_label:
	case F_related:
	case F_tags:
	case F_topics: return true;
	default: return false;
	}
}

/* A path such as comments.count asks for comments each time it stands somewhere. */
static struct value get_made(struct story_view *view, int field)
{
	for (size_t i = 0; i < view->made_count; i++)
		if (view->made[i].field == field)
			return view->made[i].value;
	struct value value = get_of_ghost(view, field);
	if (view->made_count < COUNT_OF(view->made)) {
		view->made[view->made_count].field = field;
		view->made[view->made_count++].value = value;
	}
	return value;
}

static struct value get(const void *self, struct str key, struct arena *arena)
{
	(void)arena;
	int field = view_field(&fields, key);
	if (field < 0)
		return value_missing();
	note_shown((struct story_view *)self, field);
	if (((const struct story_view *)self)->story->is_bare &&
	    is_of_topics_or_bylines(self, field))
		dress((struct story_view *)self);
	return is_made_of_many(field) ? get_made((struct story_view *)self, field)
				      : get_of_ghost(self, field);
}

static bool key_at(const void *self, size_t i, struct str *key)
{
	(void)self;
	return view_field_at(&fields, i, key);
}

const struct object_class story_view_class = { "post", get, key_at };
const struct object_class page_view_class = { "page", get, key_at };

static struct value view_of(struct visit *visit, const struct story *story,
			    const struct story_page *page, const struct story_found *found)
{
	struct story_view *view = arena_new(visit->arena, struct story_view, 1);
	view->visit = visit;
	view->story = story;
	view->page = page;
	view->found = found;
	bool is_page = story->kind == STORY_PAGE;
	return value_object(is_page ? &page_view_class : &story_view_class, view);
}

struct value view_story(struct visit *visit, const struct story *story)
{
	return view_of(visit, story, NULL, NULL);
}

struct value view_story_page(struct visit *visit, const struct story *story,
			     const struct story_page *page)
{
	return view_of(visit, story, page, NULL);
}

struct value view_found(struct visit *visit, const struct story *story,
			const struct story_found *found)
{
	return view_of(visit, story, NULL, found);
}

struct value view_stories(struct visit *visit, const struct story *stories, size_t count)
{
	struct value_array *array = arena_new(visit->arena, struct value_array, 1);
	for (size_t i = 0; i < count; i++)
		*list_push(visit->arena, array) = view_story(visit, &stories[i]);
	return value_of_array(array);
}
