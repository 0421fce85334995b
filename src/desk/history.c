/* SPDX-License-Identifier: Apache-2.0 */
/* history.c: every version of a story, what differs between any two, and going back to one. */
#include "desk/handlers.h"
#include "desk/story_view.h"
#include "html/lines.h"

static story_id story_of(const struct desk *desk)
{
	return (story_id){ desk->numbers[0] };
}

struct names {
	struct sign_in *items;
	size_t count;
};

static struct str name_of(const struct names *names, person_id person)
{
	for (size_t i = 0; i < names->count; i++)
		if (names->items[i].person.n == person.n)
			return names->items[i].name;
	return S("");
}

static struct value version_view(struct desk *desk, const struct revision *revision,
				 const struct names *names)
{
	struct value_map *map = desk_map(desk);
	desk_set(desk, map, S("id"), value_number((double)revision->id.n));
	desk_set_text(desk, map, S("by"), name_of(names, revision->by));
	desk_set_time(desk, map, S("at"), revision->at);
	desk_set_text(desk, map, S("note"), revision->note);
	desk_set_text(desk, map, S("headline"), revision->headline);
	return value_of_map(map);
}

/* Two were chosen from the lists at the foot of the page. */
static enum err compare_chosen(struct desk *desk, story_id id, int64_t show,
			       struct http_response *out)
{
	int64_t with = desk_number(form_get(&desk->query, S("with")), 0);
	struct str address = story_address(desk, id, "/history");
	return desk_see(desk,
			str_fmt(desk->arena, "%.*s/%lld?with=%lld", STR_ARG(address),
				(long long)show, (long long)with),
			S(""), out);
}

enum err desk_history(struct desk *desk, struct http_response *out)
{
	struct edit edit;
	struct story live;
	struct revision *revisions;
	struct names names;
	size_t count;
	bool is_own;
	struct screen screen = screen_of(desk, S("history"));
	struct value_array *list = desk_list(desk);
	int64_t show = desk_number(form_get(&desk->query, S("show")), 0);
	screen.place = S("stories");
	TRY(desk_open_story(desk, story_of(desk), &edit, &is_own));
	if (show)
		return compare_chosen(desk, edit.story.id, show, out);
	TRY(store_story_any(desk->store, desk->arena, edit.story.id, &live));
	TRY(store_revisions(desk->store, desk->arena, edit.story.id, &revisions, &count));
	TRY(store_sign_ins(desk->store, desk->arena, &names.items, &names.count));
	for (size_t i = 0; i < count; i++) {
		struct value view = version_view(desk, &revisions[i], &names);
		struct value_map *map = desk_map(desk);
		struct value_layer *layer = arena_new(desk->arena, struct value_layer, 1);
		desk_set(desk, map, S("is_newest"),
			 value_bool(revisions[i].id.n == edit.story.revision.n));
		desk_set(desk, map, S("is_live"),
			 value_bool(edit.is_seen && revisions[i].id.n == live.revision.n));
		if (i + 1 < count)
			desk_set(desk, map, S("before"),
				 value_number((double)revisions[i + 1].id.n));
		*layer = (struct value_layer){ view, value_of_map(map) };
		desk_push(desk, list, value_of_layer(layer));
	}
	story_head_view(desk, screen.root, &edit.story);
	screen_set(&screen, S("versions"), value_of_array(list));
	return screen_send(&screen, out);
}

static struct str names_of_sections(struct desk *desk, const struct story *story)
{
	struct str *names = arena_new(desk->arena, struct str, story->section_count + 1);
	for (size_t i = 0; i < story->section_count; i++)
		names[i] = story->sections[i].name;
	return str_join(desk->arena, names, story->section_count, S(", "));
}

static struct str names_of_topics(struct desk *desk, const struct story *story)
{
	struct str *names = arena_new(desk->arena, struct str, story->topic_count + 1);
	for (size_t i = 0; i < story->topic_count; i++)
		names[i] = story->topics[i].name;
	return str_join(desk->arena, names, story->topic_count, S(", "));
}

static void add_field(struct desk *desk, struct value_array *list, const char *name,
		      struct str before, struct str after)
{
	struct value_map *map = desk_map(desk);
	if (str_eq(before, after))
		return;
	desk_set_text(desk, map, S("name"), str_fmt(desk->arena, "field.%s", name));
	desk_set(desk, map, S("pieces"), desk_difference_view(desk, before, after));
	desk_push(desk, list, value_of_map(map));
}

static struct value fields_view(struct desk *desk, const struct story *a, const struct story *b)
{
	struct arena *arena = desk->arena;
	struct value_array *list = desk_list(desk);
	add_field(desk, list, "headline", a->headline, b->headline);
	add_field(desk, list, "standfirst", html_lines(arena, a->standfirst.s),
		  html_lines(arena, b->standfirst.s));
	add_field(desk, list, "body", html_lines(arena, a->body), html_lines(arena, b->body));
	add_field(desk, list, "authors", story_authors(desk, a), story_authors(desk, b));
	add_field(desk, list, "sections", names_of_sections(desk, a), names_of_sections(desk, b));
	add_field(desk, list, "topics", names_of_topics(desk, a), names_of_topics(desk, b));
	add_field(desk, list, "slug", a->slug, b->slug);
	add_field(desk, list, "language", a->language, b->language);
	add_field(desk, list, "canonical_url", a->canonical_url, b->canonical_url);
	add_field(desk, list, "meta_title", a->meta_title, b->meta_title);
	add_field(desk, list, "meta_description", a->meta_description, b->meta_description);
	return value_of_array(list);
}

/* "/history/12?with=9": what version 12 says that 9 did not; without with: all of it. */
enum err desk_compare(struct desk *desk, struct http_response *out)
{
	struct edit edit;
	struct story shown, other = { 0 };
	struct revision heads[2];
	struct names names;
	bool is_own;
	revision_id wanted = { desk->numbers[1] },
		    with = { desk_number(form_get(&desk->query, S("with")), 0) };
	struct screen screen = screen_of(desk, S("compare"));
	screen.place = S("stories");
	TRY(desk_open_story(desk, story_of(desk), &edit, &is_own));
	TRY(store_revision(desk->store, desk->arena, edit.story.id, wanted, &shown));
	TRY(store_revision_head(desk->store, desk->arena, edit.story.id, wanted, &heads[0]));
	TRY(store_sign_ins(desk->store, desk->arena, &names.items, &names.count));
	story_head_view(desk, screen.root, &edit.story);
	screen_set(&screen, S("shown"), version_view(desk, &heads[0], &names));
	if (with.n) {
		TRY(store_revision(desk->store, desk->arena, edit.story.id, with, &other));
		TRY(store_revision_head(desk->store, desk->arena, edit.story.id, with, &heads[1]));
		screen_set(&screen, S("other"), version_view(desk, &heads[1], &names));
	}
	screen_set(&screen, S("fields"), fields_view(desk, &other, &shown));
	screen_set_text(&screen, S("version"), version_text(desk->arena, edit.version));
	screen_set_truth(&screen, S("may_restore"),
			 can_edit_story(desk->role, is_own, edit.story.status) &&
				 wanted.n != edit.story.revision.n);
	return screen_send(&screen, out);
}

enum err desk_restore(struct desk *desk, struct http_response *out)
{
	struct edit edit;
	struct version base;
	struct revision head;
	revision_id wanted = { desk_number(form_get(&desk->form, S("revision")), 0) };
	TRY(desk_open_to_edit(desk, story_of(desk), &edit));
	if (!version_parse(form_get(&desk->form, S("version")), &base))
		return ERR_INVALID;
	TRY(store_revision_head(desk->store, desk->arena, edit.story.id, wanted, &head));
	struct civil c = zone_civil(desk->settings.zone, head.at);
	struct str note = str_fmt(desk->arena, "as of %04d-%02d-%02d %02d:%02d", c.year, c.month,
				  c.day, c.hour, c.minute);
	TRY(press_restore(desk->store, &desk->by, edit.story.id, base, wanted, note));
	return desk_see(desk, story_address(desk, edit.story.id, ""), S("restored"), out);
}
