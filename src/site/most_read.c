/* SPDX-License-Identifier: Apache-2.0 */
/* most_read.c: what the last snapshot says. */
#include "site/most_read.h"

#include "site/page.h"
#include "site/view.h"
#include "store/most_read.h"

enum { IN_BLOCK = 5, ON_PAGE = 20 };

enum err most_read_block(struct visit *visit, struct value_array *out)
{
	enum read_period period;
	struct story_list list;
	bool is_on;
	TRY(store_most_read_period(visit->store, &period, &is_on));
	if (!is_on)
		return OK;
	TRY(store_most_read(visit->store, visit->arena, period, IN_BLOCK, &list));
	for (size_t i = 0; i < list.count; i++)
		*list_push(visit->arena, out) = view_story(visit, &list.items[i]);
	return OK;
}

static enum err set_periods(struct visit *visit, struct page *page)
{
	struct value_array *periods = arena_new(visit->arena, struct value_array, 1);
	for (int period = 0; period < READ_PERIODS; period++) {
		struct story_list *list = arena_new(visit->arena, struct story_list, 1);
		struct value_map *map = view_map(visit);
		TRY(store_most_read(visit->store, visit->arena, (enum read_period)period, ON_PAGE,
				    list));
		view_set_text(visit, map, S("period"), read_period_name((enum read_period)period));
		view_set(visit, map, S("posts"), view_stories(visit, list->items, list->count));
		*list_push(visit->arena, periods) = value_of_map(map);
		if (period == READ_WEEK)
			page_set(page, S("posts"), view_stories(visit, list->items, list->count));
	}
	page_set(page, S("most_read"), value_of_array(periods));
	return OK;
}

enum err most_read_serve(struct visit *visit, struct http_response *out)
{
	struct page page = page_of(visit, 200);
	enum read_period period;
	bool is_on;
	TRY(store_most_read_period(visit->store, &period, &is_on));
	if (!is_on)
		return ERR_NOT_FOUND;
	TRY(set_periods(visit, &page));
	page_try_template(&page, S("most-read"));
	page_try_template(&page, S("index"));
	page_add_context(&page, S("most-read"));
	page.head.title = S("Most read");
	page.head.canonical = visit->path;
	return page_send(&page, out);
}
