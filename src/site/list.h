/* SPDX-License-Identifier: Apache-2.0 */
/* list.h: pages that list stories: front page, section, topic, author. visit->page says which. Each
 * fails with ERR_NOT_FOUND beyond the last page, else as reading and rendering do. */
#pragma once
#include "site/visit.h"

enum err front_serve(struct visit *visit, struct http_response *out) MUST_CHECK;
enum err section_serve(struct visit *visit, section_id id, struct http_response *out) MUST_CHECK;
enum err topic_serve(struct visit *visit, topic_id id, struct http_response *out) MUST_CHECK;
enum err author_serve(struct visit *visit, person_id id, struct http_response *out) MUST_CHECK;

/* How many stories stand on a page: the editor's wish, else the theme's. */
int64_t list_length(const struct visit *visit);
/* Sets posts and pagination of one page of the list at path. */
struct page;
struct page_run;
struct story_filter;
enum err list_page(struct page *page, struct str path, const struct story_filter *filter,
		   const struct page_run *run) MUST_CHECK;
/* The newest posts, for pages that have nothing else to show. */
struct value list_latest(struct visit *visit);
