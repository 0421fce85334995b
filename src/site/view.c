/* SPDX-License-Identifier: Apache-2.0 */
/* view.c: small objects put together by hand. */
#include "site/view.h"

#include "site/view_field.h"

struct value_map *view_map(struct visit *visit)
{
	return arena_new(visit->arena, struct value_map, 1);
}

void view_set(struct visit *visit, struct value_map *map, struct str key, struct value value)
{
	value_map_set(visit->arena, map, key, value);
}

void view_set_text(struct visit *visit, struct value_map *map, struct str key, struct str text)
{
	value_map_set(visit->arena, map, key, value_text_or_null(text));
}

struct value value_html_or_null(struct html html)
{
	return html.s.len ? value_html(html) : value_null();
}

static struct value page_number(int64_t n)
{
	return n > 0 ? value_number((double)n) : value_null();
}

struct post_count post_count_of(int64_t known)
{
	return (struct post_count){ .is_known = true, .known = known };
}

struct value post_count_value(struct visit *visit, const struct post_count *posts)
{
	struct story_list list = { .total = posts->known };
	if (!posts->is_known && !posts->filter)
		return value_null();
	if (!posts->is_known) {
		enum err err = store_story_list(visit->store, visit->arena, posts->filter, 0, 0,
						true, &list);
		if (err && !visit->trouble)
			visit->trouble = err;
	}
	return value_number((double)list.total);
}

struct pagination_view {
	struct visit *visit;
	int64_t page, pages, limit;
	struct post_count posts;
};

#define FIELDS(X) X(limit) X(next) X(page) X(pages) X(prev) X(total)
enum { FIELDS(VIEW_ENUM) };
static const struct view_fields fields = VIEW_FIELDS(FIELDS);

/* The number itself is asked for: the page stands on it from now on. */
static int64_t pages_of(const struct pagination_view *view)
{
	struct visit *visit = view->visit;
	int64_t pages = view->pages;
	if (!view->posts.filter)
		return pages;
	enum err err = store_story_pages(visit->store, view->posts.filter, view->limit, 0, &pages);
	if (err && !visit->trouble)
		visit->trouble = err;
	return pages > 0 ? pages : 1;
}

static struct value get(const void *self, struct str key, struct arena *arena)
{
	const struct pagination_view *view = self;
	(void)arena;
	switch (view_field(&fields, key)) {
	case F_limit: return page_number(view->limit);
	case F_next: return page_number(view->page < view->pages ? view->page + 1 : 0);
	case F_page: return page_number(view->page);
	case F_pages: return page_number(pages_of(view));
	case F_prev: return page_number(view->page - 1);
	case F_total: return post_count_value(view->visit, &view->posts);
	default: return value_missing();
	}
}

static bool key_at(const void *self, size_t i, struct str *key)
{
	(void)self;
	return view_field_at(&fields, i, key);
}

static const struct object_class pagination_class = { "pagination", get, key_at };

struct value view_pagination(struct visit *visit, int64_t pages, int64_t limit,
			     struct post_count posts)
{
	struct pagination_view *view = arena_new(visit->arena, struct pagination_view, 1);
	*view = (struct pagination_view){
		.visit = visit,
		.page = visit->page,
		.pages = pages > 0 ? pages : 1,
		.limit = limit,
		.posts = posts,
	};
	return value_object(&pagination_class, view);
}
