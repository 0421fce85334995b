/* SPDX-License-Identifier: Apache-2.0 */
#include "../cmocka_first.h"

static void pushed_items_stay_in_order_while_the_list_moves(void **state)
{
	struct arena *arena = *state;
	struct {
		int *items;
		size_t count, cap;
	} list = { 0 };
	for (int i = 0; i < 1000; i++) {
		*list_push(arena, &list) = i;
		arena_bytes(arena, 5); /* so that it cannot grow in place */
	}
	assert_int_equal(list.count, 1000);
	assert_true(list.cap >= 1000);
	for (int i = 0; i < 1000; i++)
		assert_int_equal(list.items[i], i);
}

static void a_new_item_is_zeroed(void **state)
{
	struct arena *arena = *state;
	struct {
		struct str *items;
		size_t count, cap;
	} list = { 0 };
	for (int i = 0; i < 100; i++) {
		struct str *item = list_push(arena, &list);
		assert_true(item->ptr == NULL && item->len == 0);
		*item = S("x");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pushed_items_stay_in_order_while_the_list_moves),
		cmocka_unit_test(a_new_item_is_zeroed),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
