/* SPDX-License-Identifier: Apache-2.0 */
#include "../cmocka_first.h"

#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

struct wide {
	_Alignas(64) char bytes[64];
};

static void memory_comes_zeroed_and_aligned(void **state)
{
	struct arena *arena = *state;
	arena_bytes(arena, 3);
	int64_t *numbers = arena_new(arena, int64_t, 10);
	assert_int_equal((uintptr_t)numbers % _Alignof(int64_t), 0);
	for (int i = 0; i < 10; i++)
		assert_int_equal(numbers[i], 0);
	arena_bytes(arena, 1);
	assert_int_equal((uintptr_t)arena_new(arena, struct wide, 1) % 64, 0);
}

static void memory_used_before_a_reset_comes_zeroed_again(void **state)
{
	struct arena *arena = *state;
	struct arena_mark mark = arena_mark(arena);
	memset(arena_bytes(arena, 3 << 20), 'x', 3 << 20);
	arena_reset(arena, mark);
	char *again = arena_new(arena, char, 3 << 20);
	for (size_t i = 0; i < 3 << 20; i += 1000)
		assert_int_equal(again[i], 0);
}

static void a_reset_gives_the_same_place_again(void **state)
{
	struct arena *arena = *state;
	struct arena_mark mark = arena_mark(arena);
	size_t used = arena_used(arena);
	char *first = arena_bytes(arena, 100);
	assert_int_equal(arena_used(arena), used + 100);
	arena_reset(arena, mark);
	assert_int_equal(arena_used(arena), used);
	assert_ptr_equal(arena_bytes(arena, 100), first);
}

static void an_arena_is_used_to_its_last_byte(void **state)
{
	(void)state;
	struct arena small = arena_open(4096);
	arena_bytes(&small, 4096);
	assert_int_equal(arena_left(&small), 0);
	arena_bytes(&small, 0);
	arena_close(&small);
	arena_close(&small); /* twice is fine */
}

static int status_of_child_that_asks_for(size_t size, size_t count)
{
	int status = 0;
	pid_t child = fork();
	if (child == 0) {
		struct arena small = arena_open(4096);
		if (!freopen("/dev/null", "w", stderr))
			_exit(9);
		arena_alloc(&small, size, 1, count);
		_exit(0);
	}
	assert_true(waitpid(child, &status, 0) == child && WIFEXITED(status));
	return WEXITSTATUS(status);
}

static void one_byte_more_ends_the_process(void **state)
{
	(void)state;
	assert_int_equal(status_of_child_that_asks_for(1, 4096), 0);
	assert_int_equal(status_of_child_that_asks_for(1, 4097), 1);
	assert_int_equal(status_of_child_that_asks_for(SIZE_MAX / 2, 3), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(memory_comes_zeroed_and_aligned),
		cmocka_unit_test(memory_used_before_a_reset_comes_zeroed_again),
		cmocka_unit_test(a_reset_gives_the_same_place_again),
		cmocka_unit_test(an_arena_is_used_to_its_last_byte),
		cmocka_unit_test(one_byte_more_ends_the_process),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
