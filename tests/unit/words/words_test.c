/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>

#include "../cmocka_first.h"

#include "words/fold.h"
#include "words/words.h"

static struct lexicon *lexicon;

/* "place:folded/stem", + behind a compound's joined form, ' behind a word that says nothing. */
static struct str told(void **state, const char *language, const char *text)
{
	struct buf out = buf_in(*state, 1 << 20);
	struct words words = words_of(lexicon, str_of(text), language_of(str_of(language)), 0);
	for (struct word word; words_next(&words, &word);) {
		struct lexeme *lexeme = word.lexeme;
		buf_fmt(&out, "%s%u:%.*s", out.len ? " " : "", word.place, STR_ARG(lexeme->folded));
		if (!str_eq(lexeme->stem, lexeme->folded))
			buf_fmt(&out, "/%.*s", STR_ARG(lexeme->stem));
		buf_put(&out, word.is_joined ? S("+") : S(""));
		buf_put(&out, lexeme->is_stop ? S("'") : S(""));
	}
	return buf_str(&out);
}

static const struct {
	const char *language, *text, *told;
} cases[] = {
	{ "en", "", "" },
	{ "en", "The Ministers' vote.", "0:the' 1:ministers/minist 2:vote" },
	{ "en", "U.S. troops", "0:us' 1:troops/troop" },
	{ "en", "J.K. Rowling, www.example.org",
	  "0:jk 1:rowling/rowl 2:www 3:example/exampl 4:org" },
	{ "en", "don't O'Neill’s", "0:dont' 1:oneill/oneil" },
	{ "en", "co-operate", "0:co 1:operate/oper 0:cooperate/cooper+" },
	{ "en", "e-mail, e-mails", "0:e 1:mail 0:email+ 2:e 3:mails/mail 2:emails/email+" },
	{ "en", "2019-2020 covid-19", "0:2019 1:2020 2:covid 3:19 2:covid19+" },
	{ "en", "1,000 12,345,678.5 1,23 3.14", "0:1000 1:12345678.5 2:1,23 3:3.14" },
	{ "en", "snake_case x:y a/b", "0:snake 1:case 2:x 3:y 4:a' 5:b" },
	{ "en", "hyphen- -ated - --", "0:hyphen 1:ated/ate" },
	{ "en", "sh\xC2\xADy", "0:shy/shi" },
	{ "en", "😀 *** (((", "" },
	{ "en", "a\xFF\xC3z", "0:a' 1:z" },
	{ "de", "Straße STRASSE Städte", "0:strasse/strass 1:strasse/strass 2:stadte/stadt" },
	{ "fr", "l'école d’été", "0:l' 1:ecole/ecol 2:d' 3:ete" },
	{ "es", "publicación publicaciones", "0:publicacion/public 1:publicaciones/public" },
	{ "ru", "Ёлка ёлки", "0:елка/елк 1:елки/елк" },
	{ "el", "Αθήνα ΑΘΗΝΑ", "0:αθηνα/αθην 1:αθηνα/αθην" },
	{ "ar", "مَرْحَبًا", "0:مرحبا/مرحب" },
	{ "ja", "東京都 は", "0:東京 1:京都 2:は" },
	{ "zh", "中文x字", "0:中文 1:x 2:字" },
	{ "ko", "한국어", "0:한국 1:국어" },
	{ "hi", "हिन्दी", "0:हिन्दी/हिन्द" },
	{ "tlh", "Words stay", "0:words 1:stay" },
	{ "", "Ａｌｔ ﬁne", "0:alt 1:fine" },
};

static void words_are_cut_folded_and_brought_to_their_stem(void **state)
{
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct str got = told(state, cases[i].language, cases[i].text);
		if (!str_eq(got, str_of(cases[i].told)))
			fail_msg("%s: \"%s\" gave \"%.*s\"", cases[i].language, cases[i].text,
				 STR_ARG(got));
	}
}

static void what_the_lexicon_saw_before_changes_nothing(void **state)
{
	for (int round = 0; round < 2; round++) {
		words_are_cut_folded_and_brought_to_their_stem(state);
		lexicon_clear(lexicon);
	}
}

static void a_lexicon_is_full_once_it_has_learnt_so_much(void **state)
{
	char word[32];
	int learnt = 0;
	(void)state;
	lexicon_clear(lexicon);
	assert_false(lexicon_is_full(lexicon, LIMIT_SEARCH_LEXICON_BYTES));
	while (!lexicon_is_full(lexicon, LIMIT_SEARCH_LEXICON_BYTES)) {
		snprintf(word, sizeof word, "word%d", learnt++);
		assert_non_null(lexicon_find(lexicon, str_of(word), LANGUAGE_EN));
	}
	assert_true(learnt > 10000);
	assert_false(lexicon_is_full(lexicon, LIMIT_LEXICON_BYTES));
	lexicon_clear(lexicon);
	assert_false(lexicon_is_full(lexicon, LIMIT_SEARCH_LEXICON_BYTES));
}

static void folding_what_is_folded_changes_nothing(void **state)
{
	static const char *const words[] = { "ÉCOLE", "Straße", "İstanbul", "ﬃ", "Ώ",
					     "Йод",   "が",     "ǅ",        "ẞ" };
	for (size_t i = 0; i < COUNT_OF(words); i++) {
		struct str once = fold_marks(*state, fold_case(*state, str_of(words[i])));
		assert_true(str_eq(fold_marks(*state, fold_case(*state, once)), once));
	}
}

static void a_language_is_known_by_its_tag(void **state)
{
	(void)state;
	assert_int_equal(language_of(S("en")), LANGUAGE_EN);
	assert_int_equal(language_of(S("EN-gb")), LANGUAGE_EN);
	assert_int_equal(language_of(S("pt_BR")), LANGUAGE_PT);
	assert_int_equal(language_of(S("nb")), LANGUAGE_NO);
	assert_int_equal(language_of(S("")), LANGUAGE_OTHER);
	assert_int_equal(language_of(S("e")), LANGUAGE_OTHER);
	assert_int_equal(language_of(S("english")), LANGUAGE_OTHER);
}

static void a_word_is_cut_at_its_limit(void **state)
{
	char text[LIMIT_WORD_BYTES + 10];
	memset(text, 'w', sizeof text);
	for (size_t len = LIMIT_WORD_BYTES - 1; len <= sizeof text; len++) {
		struct words words = words_of(lexicon, (struct str){ text, len }, 0, 0);
		struct word word;
		assert_true(words_next(&words, &word));
		assert_int_equal(word.lexeme->folded.len,
				 len < LIMIT_WORD_BYTES ? len : LIMIT_WORD_BYTES);
		assert_false(words_next(&words, &word));
	}
	/* a character that folds to many stays within it too */
	struct buf wide = buf_in(*state, 4096);
	for (int i = 0; i < 40; i++)
		buf_put(&wide, S("\xEF\xB7\xBA"));
	struct words words = words_of(lexicon, buf_str(&wide), LANGUAGE_AR, 0);
	for (struct word word; words_next(&words, &word);) {
		assert_true(word.lexeme->folded.len <= LIMIT_WORD_BYTES);
		assert_true(word.lexeme->stem.len <= LIMIT_WORD_BYTES);
		assert_true(utf8_valid(word.lexeme->folded) && utf8_valid(word.lexeme->stem));
	}
}

static void a_long_text_is_walked_word_by_word(void **state)
{
	struct buf text = buf_in(*state, 1 << 20);
	for (int i = 0; i < 5000; i++)
		buf_put(&text, S("größe, "));
	struct words words = words_of(lexicon, buf_str(&text), LANGUAGE_DE, 7);
	uint32_t count = 0;
	for (struct word word; words_next(&words, &word); count++)
		assert_int_equal(word.place, 7 + count);
	assert_int_equal(count, 5000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_are_cut_folded_and_brought_to_their_stem),
		cmocka_unit_test(what_the_lexicon_saw_before_changes_nothing),
		cmocka_unit_test(a_lexicon_is_full_once_it_has_learnt_so_much),
		cmocka_unit_test(folding_what_is_folded_changes_nothing),
		cmocka_unit_test(a_language_is_known_by_its_tag),
		cmocka_unit_test(a_word_is_cut_at_its_limit),
		cmocka_unit_test(a_long_text_is_walked_word_by_word),
	};
	lexicon = lexicon_open();
	int failed = cmocka_run_group_tests(tests, open_arena, close_arena);
	lexicon_close(&lexicon);
	return failed;
}
