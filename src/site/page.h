/* SPDX-License-Identifier: Apache-2.0 */
/*
 * page.h: a reader's page, from what was gathered for it to the answer.
 *
 *     struct page page = page_of(visit, 200);
 *     page_try_template(&page, S("index"));
 *     page_set(&page, S("posts"), view_stories(visit, list.items, list.count));
 *     page.head.title = ...
 *     return page_send(&page, out);
 */
#pragma once
#include "site/head.h"
#include "site/view.h"
#include "theme/value.h"

#define LIMIT_PAGE_BYTES (16u << 20)
enum { PAGE_TEMPLATES_MAX = 8 };

struct page {
	struct visit *visit;
	int status;
	struct str templates[PAGE_TEMPLATES_MAX]; /* the first one the theme has */
	size_t template_count;
	struct value_map *root;
	struct value_array contexts; /* what {{#is}} asks for */
	struct head head;
	struct str meta_title; /* "" is the head's title and the paper's name */
	struct str cache_control;
};

struct page page_of(struct visit *visit, int status);
void page_try_template(struct page *page, struct str name);
/* name, but only with slug behind it: "tag-SLUG". */
void page_try_template_for(struct page *page, struct str name, struct str slug);
void page_add_context(struct page *page, struct str name); /* "post", "paged"... */
void page_set(struct page *page, struct str key, struct value value);

/* A list cut into pages. */
struct page_run {
	int64_t pages, limit; /* limit: stories on each */
	struct post_count posts;
};
/* Fails: ERR_NOT_FOUND when there is no page visit->page; the first one there is always. */
enum err page_run_of(struct visit *visit, const struct story_filter *filter, int64_t limit,
		     struct page_run *out) MUST_CHECK;
/* Pagination of a list at path: its field, and the head's canonical, prev and next addresses. */
void page_set_pagination(struct page *page, struct str path, const struct page_run *run);

/* Fails: ERR_INVALID (also when the theme has none of the templates), ERR_TOO_BIG (the theme's
 * fault: visit->fault says where), and what reading lazily failed with. */
enum err page_send(struct page *page, struct http_response *out) MUST_CHECK;

/* What templates see around their context; set once the settings are known. */
void page_fill_world(struct visit *visit);
