/* SPDX-License-Identifier: Apache-2.0 */
/* view_tag.c: sections and topics, which themes know as tags. */
#include "site/view.h"
#include "site/view_field.h"
#include "store/shown.h"

enum { HUES = 8 };

struct tag_view { /* of one of them */
	struct visit *visit;
	const struct section *section;
	const struct topic *topic;
	struct post_count posts;
};

#define FIELDS(X)                                                                                  \
	X(accent_color)                                                                            \
	X(children)                                                                                \
	X(count)                                                                                   \
	X(description)                                                                             \
	X(feature_image)                                                                           \
	X(feed_url)                                                                                \
	X(hue)                                                                                     \
	X(id)                                                                                      \
	X(kind) X(meta_description) X(meta_title) X(name) X(parent) X(slug) X(url) X(visibility)
enum { FIELDS(VIEW_ENUM) };
static const struct view_fields fields = VIEW_FIELDS(FIELDS);

static struct value count_of(struct visit *visit, const struct post_count *posts)
{
	struct value count = post_count_value(visit, posts);
	if (count.kind == VALUE_NULL)
		return count;
	struct value_map *map = view_map(visit);
	view_set(visit, map, S("posts"), count);
	return value_of_map(map);
}

static struct value feed_of(struct visit *visit, struct str path)
{
	return value_text(str_fmt(visit->arena, "%.*srss/", STR_ARG(path)));
}

static struct value get_of_section(const struct tag_view *view, int field)
{
	const struct section *section = view->section;
	struct visit *visit = view->visit;
	const struct section *parent;
	switch (field) {
	case F_children: return view_sections_below(visit, section->id);
	case F_count: return count_of(visit, &view->posts);
	case F_description: return value_html_or_null(section->description);
	case F_feed_url: return feed_of(visit, section->path);
	case F_hue: return value_number(visit_hue(visit, section->id));
	case F_id: return value_text(str_fmt(visit->arena, "s%lld", (long long)section->id.n));
	case F_kind: return value_text(S("section"));
	case F_name: return value_text(section->name);
	case F_parent:
		parent = visit_section(visit, visit_section_above(visit, section));
		return parent ? view_section(visit, parent, (struct post_count){ 0 })
			      : value_null();
	case F_slug: return value_text(section->slug);
	case F_url: return value_text(section->path);
	case F_visibility: return value_text(S("public"));
	default: return value_null();
	}
}

static struct value get_of_topic(const struct tag_view *view, int field)
{
	const struct topic *topic = view->topic;
	struct visit *visit = view->visit;
	switch (field) {
	case F_count: return count_of(visit, &view->posts);
	case F_description: return value_html_or_null(topic->description);
	case F_feed_url: return feed_of(visit, topic->path);
	case F_hue: return value_number((double)(topic->id.n % HUES));
	case F_id: return value_text(str_fmt(visit->arena, "t%lld", (long long)topic->id.n));
	case F_kind: return value_text(S("topic"));
	case F_name: return value_text(topic->name);
	case F_slug: return value_text(topic->slug);
	case F_url: return value_text(topic->path);
	case F_visibility: return value_text(topic->internal ? S("internal") : S("public"));
	default: return value_null();
	}
}

static struct value get(const void *self, struct str key, struct arena *arena)
{
	(void)arena;
	const struct tag_view *view = self;
	int field = view_field(&fields, key);
	if (field < 0)
		return value_missing();
	bool is_about = field == F_description || field == F_children;
	if (view->section) {
		enum fact_kind kind = is_about ? FACT_ABOUT_SECTION : FACT_SECTION;
		store_note_shown(view->visit->store, kind, view->section->id.n);
		return get_of_section(view, field);
	}
	store_note_shown(view->visit->store, is_about ? FACT_ABOUT_TOPIC : FACT_TOPIC,
			 view->topic->id.n);
	return get_of_topic(view, field);
}

static bool key_at(const void *self, size_t i, struct str *key)
{
	(void)self;
	return view_field_at(&fields, i, key);
}

static const struct object_class tag_view_class = { "tag", get, key_at };

struct value view_section(struct visit *visit, const struct section *section,
			  struct post_count posts)
{
	struct tag_view *view = arena_new(visit->arena, struct tag_view, 1);
	*view = (struct tag_view){ .visit = visit, .section = section, .posts = posts };
	return value_object(&tag_view_class, view);
}

struct value view_topic(struct visit *visit, const struct topic *topic, struct post_count posts)
{
	struct tag_view *view = arena_new(visit->arena, struct tag_view, 1);
	*view = (struct tag_view){ .visit = visit, .topic = topic, .posts = posts };
	return value_object(&tag_view_class, view);
}

struct value view_sections_below(struct visit *visit, section_id parent)
{
	struct value_array *array = arena_new(visit->arena, struct value_array, 1);
	size_t count;
	const struct section *sections = visit_sections(visit, &count);
	for (size_t i = 0; i < count; i++)
		if (sections[i].parent.n == parent.n)
			*list_push(visit->arena, array) =
				view_section(visit, &sections[i], (struct post_count){ 0 });
	return value_of_array(array);
}
