/* SPDX-License-Identifier: Apache-2.0 */
/* corrections.c: what the paper had wrong. */
#include "site/corrections.h"

#include "site/page.h"
#include "site/view.h"

static struct value_map *one(struct visit *visit, const struct correction *correction)
{
	struct value_map *map = view_map(visit);
	view_set_text(visit, map, S("date"), visit_time(visit, correction->at));
	view_set_text(visit, map, S("text"), correction->text);
	return map;
}

struct value view_corrections(struct visit *visit, const struct correction *corrections,
			      size_t count)
{
	struct value_array *list = arena_new(visit->arena, struct value_array, 1);
	for (size_t i = 0; i < count; i++)
		*list_push(visit->arena, list) = value_of_map(one(visit, &corrections[i]));
	return value_of_array(list);
}

static struct value with_stories(struct visit *visit, const struct correction *corrections,
				 size_t count, const struct story_list *stories)
{
	struct value_array *list = arena_new(visit->arena, struct value_array, 1);
	for (size_t i = 0; i < count; i++) {
		struct value_map *map = one(visit, &corrections[i]);
		for (size_t k = 0; k < stories->count; k++)
			if (stories->items[k].id.n == corrections[i].story.n)
				view_set(visit, map, S("post"),
					 view_story(visit, &stories->items[k]));
		*list_push(visit->arena, list) = value_of_map(map);
	}
	return value_of_array(list);
}

static enum err read_stories(struct visit *visit, const struct correction *corrections,
			     size_t count, struct story_list *out)
{
	story_id *ids = arena_new(visit->arena, story_id, count + 1);
	for (size_t i = 0; i < count; i++)
		ids[i] = corrections[i].story;
	return store_story_cards(visit->store, visit->arena, ids, count, out);
}

enum err corrections_serve(struct visit *visit, struct http_response *out)
{
	struct correction *corrections;
	struct story_list stories;
	size_t count;
	int64_t total;
	struct page page = page_of(visit, 200);
	TRY(store_corrections_newest(visit->store, visit->arena,
				     (visit->page - 1) * CORRECTIONS_A_PAGE, CORRECTIONS_A_PAGE,
				     &corrections, &count, &total));
	struct page_run run = { (total + CORRECTIONS_A_PAGE - 1) / CORRECTIONS_A_PAGE,
				CORRECTIONS_A_PAGE, post_count_of(total) };
	if (visit->page > 1 && visit->page > run.pages)
		return ERR_NOT_FOUND;
	TRY(read_stories(visit, corrections, count, &stories));
	page_try_template(&page, S("corrections"));
	page_try_template(&page, S("index"));
	page_add_context(&page, S("corrections"));
	page_set(&page, S("corrections"), with_stories(visit, corrections, count, &stories));
	page_set(&page, S("posts"), view_stories(visit, stories.items, stories.count));
	page_set_pagination(&page, S("/corrections/"), &run);
	page.head.title = S("Corrections");
	return page_send(&page, out);
}
