/* SPDX-License-Identifier: Apache-2.0 */
/* view_person.c: people, which themes know as authors. */
#include "site/view.h"
#include "site/view_field.h"
#include "store/shown.h"

struct person_view {
	struct visit *visit;
	const struct person *person;
	struct str role;
	struct post_count posts;
};

#define FIELDS(X)                                                                                  \
	X(bio)                                                                                     \
	X(count)                                                                                   \
	X(cover_image)                                                                             \
	X(feed_url)                                                                                \
	X(id)                                                                                      \
	X(location)                                                                                \
	X(meta_description)                                                                        \
	X(meta_title) X(name) X(picture) X(profile_image) X(role) X(slug) X(url) X(website)
enum { FIELDS(VIEW_ENUM) };
static const struct view_fields fields = VIEW_FIELDS(FIELDS);

static struct value count_of(const struct person_view *view)
{
	struct value count = post_count_value(view->visit, &view->posts);
	if (count.kind == VALUE_NULL)
		return count;
	struct value_map *map = view_map(view->visit);
	view_set(view->visit, map, S("posts"), count);
	return value_of_map(map);
}

static void note_shown(const struct person_view *view, int field)
{
	bool is_about = field == F_bio || field == F_location || field == F_website;
	store_note_shown(view->visit->store, is_about ? FACT_ABOUT_PERSON : FACT_PERSON,
			 view->person->id.n);
	if (field == F_picture || field == F_profile_image)
		store_note_shown(view->visit->store, FACT_MEDIA, view->person->picture.id.n);
}

static struct value picture_url(const struct person_view *view)
{
	const struct media *picture = &view->person->picture;
	return media_is_picture(picture) ? value_text(media_url(view->visit, picture))
					 : value_null();
}

static struct value get(const void *self, struct str key, struct arena *arena)
{
	const struct person_view *view = self;
	const struct person *person = view->person;
	int field = view_field(&fields, key);
	note_shown(view, field);
	switch (field) {
	case F_bio: return value_html_or_null(person->bio);
	case F_count: return count_of(view);
	case F_feed_url: return value_text(str_fmt(arena, "%.*srss/", STR_ARG(person->path)));
	case F_id: return value_text(str_fmt(arena, "%lld", (long long)person->id.n));
	case F_location: return value_text_or_null(person->location);
	case F_name: return value_text(person->name);
	case F_picture: return view_picture(view->visit, &person->picture);
	case F_profile_image: return picture_url(view);
	case F_role: return value_text(view->role);
	case F_slug: return value_text(person->slug);
	case F_url: return value_text(person->path);
	case F_website: return value_text_or_null(link_address(person->website));
	case F_cover_image:
	case F_meta_description:
	case F_meta_title: return value_null();
	default: return value_missing();
	}
}

static bool key_at(const void *self, size_t i, struct str *key)
{
	(void)self;
	return view_field_at(&fields, i, key);
}

static const struct object_class person_view_class = { "author", get, key_at };

struct value view_person(struct visit *visit, const struct person *person, struct str role,
			 struct post_count posts)
{
	struct person_view *view = arena_new(visit->arena, struct person_view, 1);
	*view = (struct person_view){ visit, person, role, posts };
	return value_object(&person_view_class, view);
}
