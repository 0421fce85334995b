/* SPDX-License-Identifier: Apache-2.0 */
/* search.c: what a reader looks for, best first, with the words marked. */
#include "site/search.h"

#include "discover/highlight.h"
#include "discover/suggest.h"
#include "html/body.h"
#include "site/feeds.h"
#include "site/json.h"
#include "site/list.h"
#include "site/page.h"
#include "site/search_asked.h"
#include "site/view.h"
#include "store/index.h"

enum { SNIPPET_CHARS = 240, LIMIT_SEARCH_FEED = 20 };
#define LIMIT_SUGGESTIONS_BYTES (256u << 10)

static struct value mark_all(struct visit *visit, const struct search_result *result)
{
	struct value_array *array = arena_new(visit->arena, struct value_array, 1);
	for (size_t i = 0; i < result->stories.count; i++) {
		const struct story *story = &result->stories.items[i];
		struct story_found *found = arena_new(visit->arena, struct story_found, 1);
		const struct highlight highlight = { store_lexicon(visit->store),
						     language_of(story->language), &result->query };
		found->title =
			highlight_all(visit->arena, story_title(visit->arena, story), &highlight);
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

/* /search/page/2/?q= and /search/?q=...&page=2 are the same. */
static void choose_page(struct visit *visit)
{
	if (visit->page == 1)
		visit->page = visit_param_number(visit, S("page"), 1);
}

static enum err find(struct visit *visit, struct search_asked *asked, int64_t limit,
		     struct search_result *out)
{
	asked->request.offset = (visit->page - 1) * limit;
	asked->request.limit = limit;
	asked->request.want_counts = true;
	if (!asked->typed.len || asked->is_void)
		return OK;
	TRY(discover_search(visit->store, visit->arena, &asked->request, out));
	return store_story_bodies(visit->store, visit->arena, out->stories.items,
				  out->stories.count);
}

/* Pages end at LIMIT_SEARCH_DEPTH; the total shown is the true one. */
static struct page_run pages_of(int64_t total, int64_t limit)
{
	int64_t shown = total < LIMIT_SEARCH_DEPTH ? total : LIMIT_SEARCH_DEPTH;
	return (struct page_run){ (shown + limit - 1) / limit, limit, post_count_of(total) };
}

enum err search_serve(struct visit *visit, struct http_response *out)
{
	struct search_asked asked;
	struct search_result result = { 0 };
	struct page page = page_of(visit, 200);
	int64_t limit = list_length(visit);
	choose_page(visit);
	if (visit->page > LIMIT_PAGE_NUMBER)
		return ERR_NOT_FOUND;
	TRY(search_asked_read(visit, &asked));
	TRY(find(visit, &asked, limit, &result));
	struct page_run run = pages_of(result.total, limit);
	if (visit->page > 1 && visit->page > run.pages)
		return ERR_NOT_FOUND;
	page_set(&page, S("search"), search_view(visit, &asked, &result));
	page_set(&page, S("posts"), mark_all(visit, &result));
	page_set_pagination(&page, visit->settings.route_search, &run);
	if (result.stories.count == 0)
		page_set(&page, S("latest"), list_latest(visit));
	page.head.canonical = search_asked_url(visit, &asked, page.head.canonical);
	page.head.prev = search_asked_url(visit, &asked, page.head.prev);
	page.head.next = search_asked_url(visit, &asked, page.head.next);
	page.head.title = asked.typed;
	page.head.robots = S("noindex");
	page_try_template(&page, S("search"));
	page_try_template(&page, S("index"));
	page_add_context(&page, S("search"));
	return page_send(&page, out);
}

/* The newest of what is found: a feed tells what came. */
static enum err serve_feed(struct visit *visit, enum feed_kind kind, struct http_response *out)
{
	struct search_asked asked;
	struct search_result result = { 0 };
	TRY(search_asked_read(visit, &asked));
	asked.sort = S("newest");
	asked.request.sort = SEARCH_NEWEST;
	asked.request.limit = LIMIT_SEARCH_FEED;
	if (asked.typed.len && !asked.is_void)
		TRY(discover_search(visit->store, visit->arena, &asked.request, &result));
	asked.sort = S("");
	struct feed feed = {
		.kind = kind,
		.title = str_fmt(visit->arena, "%.*s - %.*s", STR_ARG(asked.typed),
				 STR_ARG(VISIT_SETTING(visit, title))),
		.home_path = search_asked_url(visit, &asked, visit->settings.route_search),
		.self_path = search_asked_url(visit, &asked, visit->path),
		.stories = &result.stories,
	};
	return feed_serve(visit, &feed, out);
}

/* [{"kind": "topic", "text": "...", "url": "..."}, ...] */
static enum err serve_suggestions(struct visit *visit, struct http_response *out)
{
	static const char *const kinds[] = {
		[SUGGEST_TOPIC] = "topic", [SUGGEST_AUTHOR] = "author", [SUGGEST_HEADLINE] = "story"
	};
	struct suggestions found;
	struct buf text = buf_in(visit->arena, LIMIT_SUGGESTIONS_BYTES);
	struct json json = json_into(&text);
	TRY(discover_suggest(visit->store, visit->arena, visit_param(visit, S("q")), &found));
	json_open(&json, NULL, '[');
	for (size_t i = 0; i < found.count; i++) {
		json_open(&json, NULL, '{');
		json_text(&json, "kind", str_of(kinds[found.items[i].kind]));
		json_text(&json, "text", found.items[i].text);
		json_text(&json, "url", found.items[i].path);
		json_close(&json, '}');
	}
	json_close(&json, ']');
	TRY(text.fault);
	struct http_response response = http_response_in(visit->arena, 200);
	http_set(&response, S("Content-Type"), S("application/json; charset=utf-8"));
	http_set(&response, S("Cache-Control"), S("public, max-age=0, must-revalidate"));
	http_set(&response, S("X-Robots-Tag"), S("noindex"));
	response.body = buf_str(&text);
	*out = response;
	return OK;
}

static const struct {
	struct str below;
	enum feed_kind kind;
} feeds[] = { { STR_CONST("rss/"), FEED_RSS },
	      { STR_CONST("atom.xml"), FEED_ATOM },
	      { STR_CONST("feed.json"), FEED_JSON } };

bool search_takes(struct str below)
{
	for (size_t i = 0; i < COUNT_OF(feeds); i++)
		if (str_eq(below, feeds[i].below))
			return true;
	return !below.len || str_eq(below, S("suggest/"));
}

enum err search_serve_below(struct visit *visit, struct str below, struct http_response *out)
{
	for (size_t i = 0; i < COUNT_OF(feeds); i++)
		if (str_eq(below, feeds[i].below))
			return serve_feed(visit, feeds[i].kind, out);
	return below.len ? serve_suggestions(visit, out) : search_serve(visit, out);
}
