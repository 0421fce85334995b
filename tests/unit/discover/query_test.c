/* SPDX-License-Identifier: Apache-2.0 */
#include "../cmocka_first.h"

#include "discover/query.h"

static struct str terms_of(void **state, const char *typed)
{
	struct query query = query_parse(*state, str_of(typed));
	return str_join(*state, query.terms, query.count, S("|"));
}

static void words_are_folded(void **state)
{
	static const struct {
		const char *typed, *terms;
	} cases[] = {
		{ "", "" },
		{ "Budget vote", "budget|vote" },
		{ "\"Budget vote\" 2024!", "budget|vote|2024" },
		{ "ÉCOLE école Ecole", "ecole" },
		{ "Straße STRASSE", "strasse" },
		{ "ﬁne Ａｌｔ", "fine|alt" },
		{ "don't 3.14", "don't|3.14" },
		{ "Ёлка ёлка", "елка" },
		{ "Αθήνα ΑΘΗΝΑ", "αθηνα" },
		{ "مَرْحَبًا", "مرحبا" },
		{ "が か", "が|か" },
		{ "हिन्दी", "हिन्दी" },
		{ "naïve-test a+b (c) -d NOT* ^x:y", "naive|test|a|b|c|d|not|x:y" },
		{ "' OR 1=1; --", "or|1" },
		{ "😀 *** ((( ", "" },
		{ "a\xFF"
		  "b",
		  "a|b" },
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct str terms = terms_of(state, cases[i].typed);
		if (!str_eq(terms, str_of(cases[i].terms)))
			fail_msg("\"%s\" gave \"%.*s\"", cases[i].typed, STR_ARG(terms));
	}
}

static void folding_what_is_folded_changes_nothing(void **state)
{
	static const char *const words[] = { "ÉCOLE", "Straße", "İstanbul", "ﬃ", "Ώ",
					     "Йод",   "が",     "ǅ",        "ẞ" };
	for (size_t i = 0; i < COUNT_OF(words); i++) {
		struct str once = query_fold(*state, str_of(words[i]));
		assert_true(str_eq(query_fold(*state, once), once));
	}
}

static void only_so_many_words_are_looked_for(void **state)
{
	struct buf typed = buf_in(*state, 4096);
	for (int i = 0; i < LIMIT_QUERY_TERMS; i++)
		buf_fmt(&typed, "w%d ", i);
	assert_int_equal(query_parse(*state, buf_str(&typed)).count, LIMIT_QUERY_TERMS);
	buf_put(&typed, S("more"));
	struct query query = query_parse(*state, buf_str(&typed));
	assert_int_equal(query.count, LIMIT_QUERY_TERMS);
	assert_str(query.terms[LIMIT_QUERY_TERMS - 1], "w19");
}

static void only_so_much_is_read(void **state)
{
	char *typed = arena_bytes(*state, LIMIT_QUERY_BYTES + 3);
	memset(typed, ' ', LIMIT_QUERY_BYTES + 3);
	memcpy(typed + LIMIT_QUERY_BYTES - 3, "end", 3);
	assert_int_equal(query_parse(*state, (struct str){ typed, LIMIT_QUERY_BYTES + 3 }).count,
			 1);
	memcpy(typed + LIMIT_QUERY_BYTES - 3, "   end", 6);
	assert_int_equal(query_parse(*state, (struct str){ typed, LIMIT_QUERY_BYTES + 3 }).count,
			 0);
}

static void a_word_is_cut_at_its_limit(void **state)
{
	char word[LIMIT_QUERY_WORD_BYTES + 10];
	memset(word, 'w', sizeof word);
	struct query query = query_parse(*state, (struct str){ word, sizeof word });
	assert_int_equal(query.count, 1);
	assert_int_equal(query.terms[0].len, LIMIT_QUERY_WORD_BYTES);
	query = query_parse(*state, (struct str){ word, LIMIT_QUERY_WORD_BYTES });
	assert_int_equal(query.terms[0].len, LIMIT_QUERY_WORD_BYTES);
	/* a character that folds to many stays within it too */
	struct buf wide = buf_in(*state, 4096);
	for (int i = 0; i < 40; i++)
		buf_put(&wide, S("\xEF\xB7\xBA"));
	query = query_parse(*state, buf_str(&wide));
	for (size_t i = 0; i < query.count; i++) {
		assert_true(query.terms[i].len <= LIMIT_QUERY_WORD_BYTES);
		assert_true(utf8_valid(query.terms[i]));
	}
}

static void a_long_text_is_walked_word_by_word(void **state)
{
	struct buf text = buf_in(*state, 1 << 20);
	for (int i = 0; i < 5000; i++)
		buf_put(&text, S("größe, "));
	struct word_walk walk;
	struct str word;
	int count = 0;
	for (word_walk_begin(&walk, buf_str(&text)); word_walk_next(&walk, &word); count++)
		assert_str(word, "größe");
	assert_int_equal(count, 5000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_are_folded),
		cmocka_unit_test(folding_what_is_folded_changes_nothing),
		cmocka_unit_test(only_so_many_words_are_looked_for),
		cmocka_unit_test(only_so_much_is_read),
		cmocka_unit_test(a_word_is_cut_at_its_limit),
		cmocka_unit_test(a_long_text_is_walked_word_by_word),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
