/* SPDX-License-Identifier: Apache-2.0 */
/* view.c: small objects put together by hand. */
#include "site/view.h"

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

struct value view_pagination(struct visit *visit, int64_t total, int64_t limit)
{
	struct value_map *map = view_map(visit);
	int64_t pages = total > 0 ? (total + limit - 1) / limit : 1, page = visit->page;
	view_set(visit, map, S("page"), page_number(page));
	view_set(visit, map, S("pages"), page_number(pages));
	view_set(visit, map, S("limit"), page_number(limit));
	view_set(visit, map, S("total"), value_number((double)total));
	view_set(visit, map, S("next"), page_number(page < pages ? page + 1 : 0));
	view_set(visit, map, S("prev"), page_number(page - 1));
	return value_of_map(map);
}
