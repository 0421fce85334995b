/* SPDX-License-Identifier: Apache-2.0 */
#include "news/difference.h"

#include <stdlib.h>

#include "cmocka_first.h"

static struct arena arena;

/* "a [-b-]{+c+} d" */
static struct str shown(struct str before, struct str after)
{
	struct difference difference = difference_of(&arena, before, after);
	struct buf out = buf_in(&arena, 1 << 20);
	for (size_t i = 0; i < difference.count; i++) {
		static const char *const open[] = { "", "[-", "{+" }, *const close[] = { "", "-]",
											 "+}" };
		struct piece piece = difference.items[i];
		assert_true(piece.text.len > 0);
		buf_fmt(&out, "%s%.*s%s", open[piece.kind], STR_ARG(piece.text), close[piece.kind]);
	}
	return buf_str(&out);
}

#define assert_shown(before, after, expected)                                                      \
	do {                                                                                       \
		struct str got_ = shown(S(before), S(after));                                      \
		if (!str_eq(got_, S(expected)))                                                    \
			fail_msg("got %.*s", STR_ARG(got_));                                       \
	} while (0)

static void words_that_changed_are_told_and_no_others(void **state)
{
	(void)state;
	assert_shown("", "", "");
	assert_shown("same", "same", "same");
	assert_shown("", "new", "{+new+}");
	assert_shown("old", "", "[-old-]");
	assert_shown("the red door", "the blue door", "the [-red-]{+blue+} door");
	assert_shown("It rained.", "It rained, hard.", "It rained{+, hard+}.");
	assert_shown("one\ntwo\nthree\n", "one\nthree\n", "one\n[-two\n-]three\n");
	assert_shown("a\nb b\nc\n", "a\nb x b\nc\nd\n", "a\nb {+x +}b\nc\n{+d\n+}");
	assert_shown("naïve café", "naïve cafés", "naïve [-café-]{+cafés+}");
}

static struct str made_up(unsigned *seed)
{
	static const char *const words[] = { "rain ", "sun\n", "wind", " ", ", ", "snow " };
	struct buf out = buf_in(&arena, 4096);
	size_t count = (size_t)rand_r(seed) % 40;
	for (size_t i = 0; i < count; i++)
		buf_put(&out, str_of(words[(size_t)rand_r(seed) % COUNT_OF(words)]));
	return buf_str(&out);
}

static void both_texts_are_whole_in_every_difference(void **state)
{
	unsigned seed = 7;
	(void)state;
	for (int round = 0; round < 3000; round++) {
		struct arena_mark mark = arena_mark(&arena);
		struct str before = made_up(&seed), after = made_up(&seed);
		struct difference difference = difference_of(&arena, before, after);
		struct buf old = buf_in(&arena, 1 << 20), new = buf_in(&arena, 1 << 20);
		for (size_t i = 0; i < difference.count; i++) {
			struct piece piece = difference.items[i];
			if (piece.kind != PIECE_ADDED)
				buf_put(&old, piece.text);
			if (piece.kind != PIECE_REMOVED)
				buf_put(&new, piece.text);
		}
		assert_true(str_eq(buf_str(&old), before));
		assert_true(str_eq(buf_str(&new), after));
		arena_reset(&arena, mark);
	}
}

static struct str many(char first, size_t words)
{
	struct buf out = buf_in(&arena, 4 << 20);
	for (size_t i = 0; i < words; i++)
		buf_fmt(&out, "%c%zu ", first, i);
	return buf_str(&out);
}

static void texts_with_nothing_in_common_are_told_whole_and_in_time(void **state)
{
	(void)state;
	struct difference difference = difference_of(&arena, many('a', 50000), many('b', 50000));
	size_t removed = 0, added = 0;
	for (size_t i = 0; i < difference.count; i++) {
		removed += difference.items[i].kind == PIECE_REMOVED ? difference.items[i].text.len
								     : 0;
		added += difference.items[i].kind == PIECE_ADDED ? difference.items[i].text.len : 0;
	}
	assert_true(removed > 300000 && added > 300000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_that_changed_are_told_and_no_others),
		cmocka_unit_test(both_texts_are_whole_in_every_difference),
		cmocka_unit_test(texts_with_nothing_in_common_are_told_whole_and_in_time),
	};
	arena = arena_open(512 << 20);
	int status = cmocka_run_group_tests(tests, NULL, NULL);
	arena_close(&arena);
	return status;
}
