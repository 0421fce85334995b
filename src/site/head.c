/* SPDX-License-Identifier: Apache-2.0 */
/* head.c: one map, made once a page. */
#include "site/head.h"

#include "site/view.h"
#include "store/shown.h"

static const struct {
	struct str type, name, file;
} formats[] = {
	{ STR_CONST("application/rss+xml"), STR_CONST("RSS"), STR_CONST("rss/") },
	{ STR_CONST("application/atom+xml"), STR_CONST("Atom"), STR_CONST("atom.xml") },
	{ STR_CONST("application/feed+json"), STR_CONST("JSON"), STR_CONST("feed.json") },
};

void head_add_data(struct head *head, struct html json)
{
	if (json.s.len && head->data_count < HEAD_DATA_MAX)
		head->data[head->data_count++] = json;
}

static void add_feeds(struct visit *visit, struct value_array *feeds, struct str title,
		      struct str path)
{
	for (size_t i = 0; i < COUNT_OF(formats); i++) {
		struct value_map *map = view_map(visit);
		struct str address =
			str_fmt(visit->arena, "%.*s%.*s", STR_ARG(path), STR_ARG(formats[i].file));
		if (i == 0 && str_eq(path, S("/")))
			address = visit->settings.route_rss;
		view_set(visit, map, S("type"), value_text(formats[i].type));
		view_set(visit, map, S("title"),
			 value_text(str_fmt(visit->arena, "%.*s (%.*s)", STR_ARG(title),
					    STR_ARG(formats[i].name))));
		view_set(visit, map, S("url"), value_text(address));
		*list_push(visit->arena, feeds) = value_of_map(map);
	}
}

static struct value feeds_of(struct visit *visit, const struct head *head)
{
	struct value_array *feeds = arena_new(visit->arena, struct value_array, 1);
	if (head->feed_path.len)
		add_feeds(visit, feeds, head->feed_title, head->feed_path);
	add_feeds(visit, feeds, VISIT_SETTING(visit, title), S("/"));
	return value_of_array(feeds);
}

static struct value data_of(struct visit *visit, const struct head *head)
{
	struct value_array *array = arena_new(visit->arena, struct value_array, 1);
	for (size_t i = 0; i < head->data_count; i++)
		*list_push(visit->arena, array) = value_html(head->data[i]);
	return value_of_array(array);
}

/* The cover of the story, else the paper's own picture. */
static struct value image_of(struct visit *visit, const struct story *story)
{
	struct value_map *map = view_map(visit);
	if (story && !story_is_locked(story) && media_is_picture(&story->cover)) {
		const struct media *cover = &story->cover;
		store_note_shown(visit->store, FACT_ALT, cover->id.n);
		view_set(visit, map, S("url"),
			 value_text(visit_absolute(visit, media_url(visit, cover))));
		view_set(visit, map, S("width"), value_number(cover->width));
		view_set(visit, map, S("height"), value_number(cover->height));
		view_set_text(visit, map, S("alt"), cover->alt);
		return value_of_map(map);
	}
	struct str cover = link_address(VISIT_SETTING(visit, cover));
	if (cover.len == 0)
		return value_null();
	view_set(visit, map, S("url"), value_text(visit_absolute(visit, cover)));
	return value_of_map(map);
}

static void add_story(struct visit *visit, struct value_map *map, const struct story *story)
{
	struct value_array *topics = arena_new(visit->arena, struct value_array, 1);
	struct value_array *authors = arena_new(visit->arena, struct value_array, 1);
	const struct section *section = story_section(visit, story);
	for (size_t i = 0; i < story->topic_count; i++)
		if (!story->topics[i].internal)
			*list_push(visit->arena, topics) = value_text(story->topics[i].name);
	for (size_t i = 0; i < story->byline_count; i++)
		*list_push(visit->arena, authors) = value_text(story->bylines[i].person.name);
	view_set(visit, map, S("topics"), value_of_array(topics));
	view_set(visit, map, S("authors"), value_of_array(authors));
	view_set_text(visit, map, S("section"), section ? section->name : S(""));
	if (story->kind != STORY_POST)
		return;
	view_set(visit, map, S("type"), value_text(S("article")));
	view_set_text(visit, map, S("published"), visit_time(visit, story->published_at));
	view_set_text(visit, map, S("modified"), visit_time(visit, story->updated_at));
}

/* "en-GB" as OpenGraph spells it; "" where there is no country. */
static struct str open_graph_locale(struct visit *visit, struct str language)
{
	struct str_pair cut = str_cut(language, '-');
	if (!cut.found || cut.tail.len != 2)
		return S("");
	return str_fmt(visit->arena, "%.*s_%.*s", STR_ARG(cut.head), STR_ARG(cut.tail));
}

struct value head_view(struct visit *visit, const struct head *head)
{
	struct value_map *map = view_map(visit);
	struct str canonical = visit_absolute(visit, head->canonical);
	struct str title = head->title.len ? head->title : VISIT_SETTING(visit, title);
	view_set_text(visit, map, S("description"), head->description);
	view_set_text(visit, map, S("robots"), head->robots);
	view_set_text(visit, map, S("canonical"), canonical);
	view_set_text(visit, map, S("prev"), visit_absolute(visit, head->prev));
	view_set_text(visit, map, S("next"), visit_absolute(visit, head->next));
	view_set(visit, map, S("type"), value_text(S("website")));
	view_set(visit, map, S("title"), value_text(title));
	view_set_text(visit, map, S("locale"), open_graph_locale(visit, VISIT_SETTING(visit, language)));
	view_set(visit, map, S("image"), image_of(visit, head->story));
	if (head->story)
		add_story(visit, map, head->story);
	view_set(visit, map, S("data"), data_of(visit, head));
	view_set(visit, map, S("feeds"), feeds_of(visit, head));
	return value_of_map(map);
}
