/* SPDX-License-Identifier: Apache-2.0 */
/* page.c: runs the template and dresses the answer. */
#include "site/page.h"

#include "fact/key.h"
#include "http/policy.h"

#include "site/view.h"

struct page page_of(struct visit *visit, int status)
{
	return (struct page){
		.visit = visit,
		.status = status,
		.root = view_map(visit),
		.cache_control = S("public, max-age=0, must-revalidate"),
	};
}

void page_try_template(struct page *page, struct str name)
{
	if (name.len && page->template_count < PAGE_TEMPLATES_MAX)
		page->templates[page->template_count++] = name;
}

void page_try_template_for(struct page *page, struct str name, struct str slug)
{
	page_try_template(page,
			  str_fmt(page->visit->arena, "%.*s-%.*s", STR_ARG(name), STR_ARG(slug)));
}

void page_add_context(struct page *page, struct str name)
{
	*list_push(page->visit->arena, &page->contexts) = value_text(name);
}

void page_set(struct page *page, struct str key, struct value value)
{
	view_set(page->visit, page->root, key, value);
}

void page_set_pagination(struct page *page, struct str path, const struct page_run *run)
{
	struct visit *visit = page->visit;
	int64_t n = visit->page;
	page->head.canonical = visit_list_page(visit, path, n);
	if (n > 1)
		page->head.prev = visit_list_page(visit, path, n - 1);
	if (n < run->pages)
		page->head.next = visit_list_page(visit, path, n + 1);
	if (n > 1)
		page_add_context(page, S("paged"));
	page_set(page, S("pagination"), view_pagination(visit, run->pages, run->limit, run->posts));
}

static struct str find_template(const struct page *page)
{
	for (size_t i = 0; i < page->template_count; i++)
		if (theme_has(page->visit->app->theme, page->templates[i]))
			return page->templates[i];
	return S("");
}

static struct str full_title(const struct page *page)
{
	struct visit *visit = page->visit;
	struct str title = page->head.title, site = VISIT_SETTING(visit, title);
	if (page->meta_title.len)
		return page->meta_title;
	if (title.len == 0 || str_eq(title, site))
		return site;
	if (visit->page > 1)
		return str_fmt(visit->arena, "%.*s (%lld) - %.*s", STR_ARG(title),
			       (long long)visit->page, STR_ARG(site));
	return str_fmt(visit->arena, "%.*s - %.*s", STR_ARG(title), STR_ARG(site));
}

static void note_until(void *app, unix_ms at)
{
	struct visit *visit = app;
	fact_until(&visit->facts, at);
}

void page_fill_world(struct visit *visit)
{
	struct value_map *page = view_map(visit);
	view_set(visit, page, S("show_title_and_feature_image"), value_bool(true));
	visit->world = (struct theme_world){
		.site = view_site(visit),
		.custom = value_of_map(view_map(visit)),
		.page = value_of_map(page),
		.config = theme_config(visit->app->theme),
		.extra = value_of_map(view_map(visit)),
		.locale = visit->settings.language,
		.asset_base = S("/assets/"),
		.zone = visit->settings.zone,
		.now = visit->now,
		.app = visit,
		.note_until = note_until,
		.arena = visit->arena,
	};
}

static struct str relative_url(const struct visit *visit)
{
	struct str query = visit_query(visit);
	return str_fmt(visit->arena, "%.*s%s%.*s", STR_ARG(visit->path), query.len ? "?" : "",
		       STR_ARG(query));
}

static void fill_extra(struct page *page)
{
	struct visit *visit = page->visit;
	struct value_map *extra = view_map(visit);
	struct value_array *contexts = arena_new(visit->arena, struct value_array, 1);
	*contexts = page->contexts;
	view_set(visit, extra, S("context"), value_of_array(contexts));
	view_set(visit, extra, S("relative_url"), value_text(relative_url(visit)));
	view_set(visit, extra, S("search_url"), value_text(visit->settings.route_search));
	view_set(visit, extra, S("meta_title"), value_text(full_title(page)));
	view_set_text(visit, extra, S("meta_description"), page->head.description);
	view_set(visit, extra, S("head"), head_view(visit, &page->head));
	visit->world.extra = value_of_map(extra);
}

enum err page_run_of(struct visit *visit, const struct story_filter *filter, int64_t limit,
		     struct page_run *out)
{
	struct story_filter *kept = arena_new(visit->arena, struct story_filter, 1);
	*kept = *filter;
	*out = (struct page_run){ .limit = limit, .posts.filter = kept };
	TRY(store_story_pages(visit->store, filter, limit, visit->page, &out->pages));
	return visit->page == 1 || visit->page <= out->pages ? OK : ERR_NOT_FOUND;
}

enum err page_send(struct page *page, struct http_response *out)
{
	struct visit *visit = page->visit;
	struct html html;
	struct str template = find_template(page);
	if (template.len == 0) {
		visit->theme_failed = true;
		return fault_set(&visit->fault, ERR_INVALID, "the theme has no template for it");
	}
	fill_extra(page);
	visit_note_setting(visit, S("language"));
	visit_note_setting(visit, S("timezone"));
	TRY(visit->trouble);
	enum err err = theme_run(visit->app->theme, template, value_of_map(page->root),
				 &visit->world, LIMIT_PAGE_BYTES, &html, &visit->fault);
	TRY(visit->trouble);
	visit->theme_failed |= err != OK;
	TRY(err);
	struct http_response response = http_response_in(visit->arena, page->status);
	http_set(&response, S("Content-Type"), S("text/html; charset=utf-8"));
	http_set(&response, S("Cache-Control"), page->cache_control);
	http_set(&response, S("Content-Security-Policy"),
		 page_policy(visit->arena, visit->style_sources));
	/* For caches that can drop pages by name. */
	http_set(&response, S("Surrogate-Key"), fact_keys(visit->arena, &visit->facts));
	response.body = html.s;
	*out = response;
	return OK;
}
