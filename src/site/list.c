/* SPDX-License-Identifier: Apache-2.0 */
/* list.c: the pages of a section, a topic and an author. */
#include "site/list.h"

#include "site/jsonld.h"
#include "site/page.h"
#include "site/topic.h"
#include "site/view.h"
#include "store/shown.h"
#include "store/story.h"
#include "store/taxonomy.h"

enum { LATEST = 8, DESCRIPTION_CHARS = 160 };

int64_t list_length(const struct visit *visit)
{
	struct value wish =
		value_field(theme_config(visit->app->theme), S("posts_per_page"), visit->arena);
	bool is_sound = wish.kind == VALUE_NUMBER && wish.number >= 1 &&
			wish.number <= LIMIT_POSTS_PER_PAGE;
	if (VISIT_SETTING(visit, has_posts_per_page) || !is_sound)
		return VISIT_SETTING(visit, posts_per_page);
	return (int64_t)wish.number;
}

enum err list_page(struct page *page, struct str path, const struct story_filter *filter,
		   const struct page_run *run)
{
	struct visit *visit = page->visit;
	struct story_list list;
	TRY(store_story_list(visit->store, visit->arena, filter, (visit->page - 1) * run->limit,
			     run->limit, false, &list));
	page_set(page, S("posts"), view_stories(visit, list.items, list.count));
	page_set_pagination(page, path, run);
	return OK;
}

struct value list_latest(struct visit *visit)
{
	struct story_filter filter = { .kind = POSTS_ONLY };
	struct story_list list = { 0 };
	enum err err =
		store_story_list(visit->store, visit->arena, &filter, 0, LATEST, false, &list);
	if (err && !visit->trouble)
		visit->trouble = err;
	return view_stories(visit, list.items, list.count);
}

/* What the three kinds differ in. */
struct listed {
	struct str name, slug, path;
	struct html description;
	struct story_filter filter;
};

static enum err read_stories(struct page *page, const struct listed *listed,
			     struct post_count *posts)
{
	struct visit *visit = page->visit;
	struct page_run run;
	TRY(page_run_of(visit, &listed->filter, list_length(visit), &run));
	TRY(list_page(page, listed->path, &listed->filter, &run));
	*posts = run.posts;
	return OK;
}

static void fill_head(struct page *page, const struct listed *listed)
{
	struct visit *visit = page->visit;
	struct str about = html_text(visit->arena, listed->description);
	struct crumb crumbs[] = { { VISIT_SETTING(visit, title), S("/") },
				  { listed->name, listed->path } };
	page->head.title = listed->name;
	page->head.description = html_excerpt(visit->arena, about, DESCRIPTION_CHARS);
	page->head.feed_path = listed->path;
	page->head.feed_title = str_fmt(visit->arena, "%.*s - %.*s", STR_ARG(listed->name),
					STR_ARG(VISIT_SETTING(visit, title)));
	head_add_data(&page->head, jsonld_crumbs(visit, crumbs, COUNT_OF(crumbs)));
}

static void choose_tag_template(struct page *page, struct str kind, struct str slug)
{
	page_try_template_for(page, kind, slug);
	page_try_template(page, kind);
	page_try_template_for(page, S("tag"), slug);
	page_try_template(page, S("tag"));
	page_try_template(page, S("index"));
	page_add_context(page, S("tag"));
	page_add_context(page, kind);
}

enum err section_serve(struct visit *visit, section_id id, struct http_response *out)
{
	const struct section *section = visit_section(visit, id);
	struct page page = page_of(visit, 200);
	struct post_count posts;
	TRY(visit->trouble);
	if (!section)
		return ERR_NOT_FOUND;
	struct listed listed = {
		.name = section->name,
		.slug = section->slug,
		.path = section->path,
		.description = section->description,
		.filter = { .section = id, .kind = POSTS_ONLY },
	};
	TRY(read_stories(&page, &listed, &posts));
	store_note_shown(visit->store, FACT_ABOUT_SECTION, id.n);
	fill_head(&page, &listed);
	choose_tag_template(&page, S("section"), listed.slug);
	page_set(&page, S("tag"), view_section(visit, section, posts));
	page_set(&page, S("section"), view_section(visit, section, posts));
	return page_send(&page, out);
}

enum err topic_serve(struct visit *visit, topic_id id, struct http_response *out)
{
	struct topic *topic = arena_new(visit->arena, struct topic, 1);
	struct page page = page_of(visit, 200);
	struct post_count posts;
	TRY(store_topic(visit->store, visit->arena, id, topic));
	if (topic->internal)
		return ERR_NOT_FOUND;
	struct listed listed = {
		.name = topic->name,
		.slug = topic->slug,
		.path = topic->path,
		.description = topic->description,
		.filter = { .topic = id, .kind = POSTS_ONLY },
	};
	TRY(read_stories(&page, &listed, &posts));
	fill_head(&page, &listed);
	store_note_shown(visit->store, FACT_ABOUT_TOPIC, id.n);
	if (visit->page == 1)
		topic_set_dossier(&page, topic, list_length(visit));
	choose_tag_template(&page, S("topic"), listed.slug);
	page_set(&page, S("tag"), view_topic(visit, topic, posts));
	page_set(&page, S("topic"), view_topic(visit, topic, posts));
	return page_send(&page, out);
}

enum err author_serve(struct visit *visit, person_id id, struct http_response *out)
{
	struct person *person = arena_new(visit->arena, struct person, 1);
	struct page page = page_of(visit, 200);
	struct post_count posts;
	TRY(store_person(visit->store, visit->arena, id, person));
	struct listed listed = {
		.name = person->name,
		.slug = person->slug,
		.path = person->path,
		.description = person->bio,
		.filter = { .author = id, .kind = POSTS_ONLY },
	};
	TRY(read_stories(&page, &listed, &posts));
	store_note_shown(visit->store, FACT_ABOUT_PERSON, id.n);
	fill_head(&page, &listed);
	page_try_template_for(&page, S("author"), person->slug);
	page_try_template(&page, S("author"));
	page_try_template(&page, S("index"));
	page_add_context(&page, S("author"));
	page_set(&page, S("author"), view_person(visit, person, S(""), posts));
	return page_send(&page, out);
}
