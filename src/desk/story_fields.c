/* SPDX-License-Identifier: Apache-2.0 */
/* story_fields.c: a story's fields as its form shows them. */
#include "desk/story_view.h"
#include "store/taxonomy.h"

#define LIMIT_NAMES_OFFERED 500
#define EMPTY_BYLINES 1

static void add_sections(struct screen *screen, const struct story *story,
			 const struct section *all, size_t count)
{
	struct desk *desk = screen->desk;
	struct value_array *rows = desk_list(desk);
	/* a row for each it has, and one more to choose another */
	for (size_t row = 0; row <= story->section_count; row++) {
		struct value_map *map = desk_map(desk);
		struct value_array *options = desk_list(desk);
		for (size_t i = 0; i < count; i++) {
			struct value_map *option = desk_map(desk);
			bool is_it = row < story->section_count &&
				     story->sections[row].id.n == all[i].id.n;
			desk_set(desk, option, S("id"), value_number((double)all[i].id.n));
			desk_set_text(desk, option, S("name"), all[i].name);
			desk_set(desk, option, S("chosen"), value_bool(is_it));
			desk_push(desk, options, value_of_map(option));
		}
		desk_set(desk, map, S("options"), value_of_array(options));
		desk_push(desk, rows, value_of_map(map));
	}
	screen_set(screen, S("sections"), value_of_array(rows));
}

static void add_topics(struct screen *screen, const struct story *story)
{
	struct desk *desk = screen->desk;
	struct str *names = arena_new(desk->arena, struct str, story->topic_count + 1);
	for (size_t i = 0; i < story->topic_count; i++)
		names[i] = story->topics[i].name;
	screen_set_text(screen, S("topics"),
			str_join(desk->arena, names, story->topic_count, S(", ")));
}

static void add_bylines(struct screen *screen, const struct story *story)
{
	struct desk *desk = screen->desk;
	struct value_array *rows = desk_list(desk);
	for (size_t i = 0; i < story->byline_count + EMPTY_BYLINES; i++) {
		struct value_map *map = desk_map(desk);
		if (i < story->byline_count) {
			desk_set_text(desk, map, S("name"), story->bylines[i].person.name);
			desk_set_text(desk, map, S("role"), story->bylines[i].role);
		}
		desk_push(desk, rows, value_of_map(map));
	}
	screen_set(screen, S("bylines"), value_of_array(rows));
}

static enum err add_people(struct screen *screen)
{
	struct desk *desk = screen->desk;
	struct person *people;
	size_t count;
	struct value_array *list = desk_list(desk);
	TRY(store_people(desk->store, desk->arena, LIMIT_NAMES_OFFERED, &people, &count));
	for (size_t i = 0; i < count; i++)
		desk_push(desk, list, value_text(people[i].name));
	screen_set(screen, S("people"), value_of_array(list));
	return OK;
}

static void add_cover(struct screen *screen, const struct media *cover)
{
	struct desk *desk = screen->desk;
	struct value_map *map = desk_map(desk);
	if (!cover->id.n)
		return;
	desk_set(desk, map, S("id"), value_number((double)cover->id.n));
	desk_set_text(desk, map, S("url"),
		      cover->file.len ? str_fmt(desk->arena, "/desk/pictures/%lld/file",
						(long long)cover->id.n)
				      : S(""));
	desk_set_text(desk, map, S("alt"), cover->alt);
	desk_set_text(desk, map, S("credit"), cover->credit);
	desk_set_text(desk, map, S("title"), cover->title);
	desk_set(desk, map, S("width"), value_number(cover->width));
	desk_set(desk, map, S("height"), value_number(cover->height));
	screen_set(screen, S("cover"), value_of_map(map));
}

enum err story_form_show(struct screen *screen, const struct story *story)
{
	struct desk *desk = screen->desk;
	struct section *sections;
	size_t count;
	story_head_view(desk, screen->root, story);
	screen_set_text(screen, S("standfirst"), story->standfirst.s);
	screen_set_text(screen, S("body"), story->body);
	screen_set_text(screen, S("slug"), story->slug);
	screen_set_text(screen, S("canonical_url"), story->canonical_url);
	screen_set_text(screen, S("meta_title"), story->meta_title);
	screen_set_text(screen, S("meta_description"), story->meta_description);
	screen_set_truth(screen, S("is_lead"), story->is_lead);
	TRY(store_section_tree(desk->store, desk->arena, &sections, &count));
	add_sections(screen, story, sections, count);
	add_topics(screen, story);
	add_bylines(screen, story);
	add_cover(screen, &story->cover);
	return add_people(screen);
}
