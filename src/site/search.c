/* SPDX-License-Identifier: Apache-2.0 */
/* search.c: what a reader looks for, best first, with the words marked. */
#include "site/search.h"

#include "discover/highlight.h"
#include "discover/search.h"
#include "http/url.h"
#include "html/body.h"
#include "site/list.h"
#include "site/page.h"
#include "site/view.h"
#include "store/index.h"

enum { SNIPPET_CHARS = 240, LIMIT_SHOWN_QUERY_BYTES = 500 };

static struct value mark_all(struct visit *visit, const struct search_result *result)
{
	struct value_array *array = arena_new(visit->arena, struct value_array, 1);
	for (size_t i = 0; i < result->stories.count; i++) {
		const struct story *story = &result->stories.items[i];
		struct story_found *found = arena_new(visit->arena, struct story_found, 1);
		const struct highlight highlight = { store_lexicon(visit->store),
						     language_of(story->language),
						     &result->query };
		found->title = highlight_all(visit->arena, story_title(visit->arena, story),
					     &highlight);
		if (!story_is_locked(story)) {
			struct str text = html_body_text(visit->arena, story->body);
			found->snippet =
				highlight_snippet(visit->arena, text.len ? text : story->excerpt,
						  &highlight, SNIPPET_CHARS);
		}
		*list_push(visit->arena, array) = view_found(visit, story, found);
	}
	return value_of_array(array);
}

static void set_search(struct page *page, struct str typed, const struct search_result *result)
{
	struct visit *visit = page->visit;
	struct value_map *map = view_map(visit);
	view_set(visit, map, S("query"), value_text(typed));
	view_set(visit, map, S("total"), value_number((double)result->stories.total));
	view_set(visit, map, S("action"), value_text(visit->settings.route_search));
	view_set(visit, map, S("any_word"), value_bool(result->any_word));
	page_set(page, S("search"), value_of_map(map));
}

/* /search/page/2/?q= and /search/?q=...&page=2 are the same. */
static void choose_page(struct visit *visit)
{
	if (visit->page == 1)
		visit->page = visit_param_number(visit, S("page"), 1);
}

static struct str with_query(struct visit *visit, struct str path, struct str typed)
{
	if (path.len == 0 || typed.len == 0)
		return path;
	return str_fmt(visit->arena, "%.*s?q=%.*s", STR_ARG(path),
		       STR_ARG(url_encode_query(visit->arena, typed)));
}

enum err search_serve(struct visit *visit, struct http_response *out)
{
	struct str typed =
		utf8_first(str_trim(visit_param(visit, S("q"))), LIMIT_SHOWN_QUERY_BYTES);
	struct search_result result = { 0 };
	struct page page = page_of(visit, 200);
	int64_t limit = list_length(visit);
	choose_page(visit);
	if (visit->page > LIMIT_PAGE_NUMBER)
		return ERR_NOT_FOUND;
	if (typed.len)
		TRY(discover_search(visit->store, visit->arena,
				    &(struct search_request){ .typed = typed,
							      .offset = (visit->page - 1) * limit,
							      .limit = limit },
				    &result));
	int64_t total = result.stories.total;
	struct page_run run = { (total + limit - 1) / limit, limit, post_count_of(total) };
	if (visit->page > 1 && visit->page > run.pages)
		return ERR_NOT_FOUND;
	TRY(store_story_bodies(visit->store, visit->arena, result.stories.items,
			       result.stories.count));
	set_search(&page, typed, &result);
	page_set(&page, S("posts"), mark_all(visit, &result));
	page_set_pagination(&page, visit->settings.route_search, &run);
	if (result.stories.count == 0)
		page_set(&page, S("latest"), list_latest(visit));
	page.head.canonical = with_query(visit, page.head.canonical, typed);
	page.head.prev = with_query(visit, page.head.prev, typed);
	page.head.next = with_query(visit, page.head.next, typed);
	page.head.title = typed;
	page.head.robots = S("noindex");
	page_try_template(&page, S("search"));
	page_try_template(&page, S("index"));
	page_add_context(&page, S("search"));
	return page_send(&page, out);
}
