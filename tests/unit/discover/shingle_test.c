/* SPDX-License-Identifier: Apache-2.0 */
/* Texts as sets of their runs of words, and what a sketch says of them. */
#include "../cmocka_first.h"

#include "discover/shingle.h"

#define CASES 200
#define WORDS 300

static struct arena arena;

static int setup(void **state)
{
	(void)state;
	arena = arena_open((size_t)64 << 20);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	arena_close(&arena);
	return 0;
}

static double likeness(const char *a, const char *b)
{
	struct shingles x = shingles_of(&arena, str_of(a));
	struct shingles y = shingles_of(&arena, str_of(b));
	return shingles_likeness(&x, &y);
}

static void likeness_is_what_is_shared_among_all(void **state)
{
	(void)state;
	assert_true(likeness("one two three four five six", "one two three four five six") == 1);
	/* 2 runs and 2 runs, one of them shared */
	assert_true(likeness("one two three four five six", "two three four five six seven") ==
		    1.0 / 3);
	assert_true(likeness("one two three four five", "five four three two one") == 0);
}

static void a_run_that_comes_again_counts_once(void **state)
{
	(void)state;
	assert_true(likeness("a a a a a a a a a", "a a a a a") == 1);
}

static void signs_and_capitals_make_no_difference(void **state)
{
	(void)state;
	assert_true(likeness("The Mayor, \xc3\x84rgerlich, said: no!",
			     "the mayor \xc3\xa4rgerlich\n\nSAID no") == 1);
}

static void a_text_of_four_words_is_like_nothing(void **state)
{
	(void)state;
	assert_true(likeness("one two three four", "one two three four") == 0);
	assert_true(likeness("", "one two three four five") == 0);
	struct shingles none = shingles_of(&arena, S("four words are few"));
	struct sketch sketch = sketch_of(&none);
	assert_true(sketch_likeness(&sketch, &sketch) == 0);
}

static void characters_are_words_where_no_spaces_part_them(void **state)
{
	(void)state;
	assert_true(likeness("\xe5\xb8\x82\xe9\x95\xb7\xe3\x81\xaf\xe8\xa8\x80\xe3\x81\x86",
			     "\xe5\xb8\x82\xe9\x95\xb7\xe3\x81\xaf\xe8\xa8\x80\xe3\x81\x86") == 1);
}

static void bytes_that_are_no_utf8_part_words(void **state)
{
	(void)state;
	assert_true(likeness("one\xfftwo three\xc3 four five", "one two three four five") == 1);
}

static uint64_t seed;

static uint64_t random_number(void)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return seed >> 33;
}

/* Two texts that differ in about one word of `every`. */
static void make_pair(uint64_t every, struct str *a, struct str *b)
{
	struct buf x = buf_in(&arena, 1 << 16), y = buf_in(&arena, 1 << 16);
	for (int i = 0; i < WORDS; i++) {
		uint64_t word = random_number();
		buf_fmt(&x, "w%llu ", (unsigned long long)word);
		buf_fmt(&y, "w%llu ",
			(unsigned long long)(random_number() % every ? word : random_number()));
	}
	*a = buf_str(&x);
	*b = buf_str(&y);
}

static void a_sketch_guesses_likeness(void **state)
{
	(void)state;
	double sum = 0;
	for (int i = 0; i < CASES; i++) {
		struct str a, b;
		struct arena_mark mark = arena_mark(&arena);
		make_pair(3 + random_number() % 40, &a, &b);
		struct shingles x = shingles_of(&arena, a), y = shingles_of(&arena, b);
		struct sketch p = sketch_of(&x), q = sketch_of(&y);
		double off = sketch_likeness(&p, &q) - shingles_likeness(&x, &y);
		assert_true(off < 0.25 && off > -0.25);
		sum += off;
		arena_reset(&arena, mark);
	}
	assert_true(sum / CASES < 0.02 && sum / CASES > -0.02);
}

static void a_text_beyond_the_limit_is_read_up_to_it(void **state)
{
	(void)state;
	struct buf text = buf_in(&arena, 8u << 20);
	for (int i = 0; i < LIMIT_SHINGLES + 10; i++)
		buf_fmt(&text, "%d ", i);
	assert_int_equal(shingles_of(&arena, buf_str(&text)).count, LIMIT_SHINGLES);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(likeness_is_what_is_shared_among_all),
		cmocka_unit_test(a_run_that_comes_again_counts_once),
		cmocka_unit_test(signs_and_capitals_make_no_difference),
		cmocka_unit_test(a_text_of_four_words_is_like_nothing),
		cmocka_unit_test(characters_are_words_where_no_spaces_part_them),
		cmocka_unit_test(bytes_that_are_no_utf8_part_words),
		cmocka_unit_test(a_sketch_guesses_likeness),
		cmocka_unit_test(a_text_beyond_the_limit_is_read_up_to_it),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
