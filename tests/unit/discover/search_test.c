/* SPDX-License-Identifier: Apache-2.0 */
#include "../cmocka_first.h"

#include "discover/related.h"
#include "discover/search.h"
#include "store/search.h"

/* As much of a store as is asked here: how many stories have all, and how many any of the words. */
struct store {
	int64_t with_all, with_any;
	int asked;
	struct str terms;
	int64_t related, related_asked;
};

static struct search_hits hits_of(struct arena *into, int64_t total, int64_t offset, int64_t limit)
{
	struct search_hits hits = { .total = total };
	hits.ids = arena_new(into, story_id, (size_t)limit);
	for (int64_t n = offset; n < total && n < offset + limit; n++)
		hits.ids[hits.count++].n = n + 1;
	return hits;
}

enum err store_search(struct store *store, struct arena *into, const struct str *terms,
		      size_t term_count, bool all_terms, int64_t offset, int64_t limit,
		      struct search_hits *out)
{
	store->asked++;
	store->terms = str_join(into, terms, term_count, S(" "));
	*out = hits_of(into, all_terms ? store->with_all : store->with_any, offset, limit);
	return OK;
}

enum err store_related(struct store *store, struct arena *into, const struct story *to,
		       int64_t limit, struct search_hits *out)
{
	(void)to;
	store->related_asked = limit;
	*out = hits_of(into, store->related, 0, limit);
	return OK;
}

enum err store_story_cards(struct store *store, struct arena *into, const story_id *ids,
			   size_t count, struct story_list *out)
{
	(void)store;
	*out = (struct story_list){ .items = arena_new(into, struct story, count), .total = -1 };
	for (; out->count < count; out->count++)
		out->items[out->count].id = ids[out->count];
	return OK;
}

static struct search_result search(void **state, struct store *store, const char *typed,
				   int64_t offset)
{
	struct search_result result;
	assert_ok(discover_search(store, *state, str_of(typed), offset, 10, &result));
	return result;
}

static void stories_with_all_the_words_come_first(void **state)
{
	struct store store = { .with_all = 25, .with_any = 90 };
	struct search_result result = search(state, &store, "Budget VOTE", 20);
	assert_str(store.terms, "budget vote");
	assert_int_equal(result.stories.total, 25);
	assert_int_equal(result.stories.count, 5);
	assert_int_equal(result.stories.items[0].id.n, 21);
	assert_false(result.any_word);
	assert_int_equal(store.asked, 1);
}

static void where_none_has_all_those_with_some_are_shown(void **state)
{
	struct store store = { .with_all = 0, .with_any = 3 };
	struct search_result result = search(state, &store, "budget vote", 0);
	assert_true(result.any_word);
	assert_int_equal(result.stories.total, 3);
	assert_int_equal(result.stories.count, 3);
	assert_int_equal(search(state, &store, "budget", 0).stories.total, 0);
	assert_int_equal(store.asked, 3);
}

static void a_query_without_words_finds_nothing_and_asks_nobody(void **state)
{
	struct store store = { .with_all = 5, .with_any = 5 };
	struct search_result result = search(state, &store, " ?! ", 0);
	assert_int_equal(result.query.count, 0);
	assert_int_equal(result.stories.count, 0);
	assert_int_equal(result.stories.total, 0);
	assert_int_equal(store.asked, 0);
}

static void related_stories_leave_out_what_is_shown_already(void **state)
{
	struct store store = { .related = 20 };
	struct story story = { .id = { 2 } };
	story_id shown[] = { { 1 }, { 4 }, { 99 } };
	struct story_list list;
	assert_ok(discover_related(&store, *state, &story, shown, COUNT_OF(shown), 4, &list));
	static const int64_t wanted[] = { 3, 5, 6, 7 };
	assert_int_equal(list.count, COUNT_OF(wanted));
	for (size_t i = 0; i < list.count; i++)
		assert_int_equal(list.items[i].id.n, wanted[i]);
	assert_int_equal(store.related_asked, 4 + COUNT_OF(shown) + 1);
}

static void few_related_stories_are_few(void **state)
{
	struct store store = { .related = 2 };
	struct story story = { .id = { 2 } };
	struct story_list list;
	assert_ok(discover_related(&store, *state, &story, NULL, 0, 4, &list));
	assert_int_equal(list.count, 1);
	store.related = 0;
	assert_ok(discover_related(&store, *state, &story, NULL, 0, 4, &list));
	assert_int_equal(list.count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(stories_with_all_the_words_come_first),
		cmocka_unit_test(where_none_has_all_those_with_some_are_shown),
		cmocka_unit_test(a_query_without_words_finds_nothing_and_asks_nobody),
		cmocka_unit_test(related_stories_leave_out_what_is_shown_already),
		cmocka_unit_test(few_related_stories_are_few),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
