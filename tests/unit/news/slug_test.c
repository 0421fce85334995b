/* SPDX-License-Identifier: Apache-2.0 */
#include "../cmocka_first.h"

#include "news/slug.h"

static void headlines_become_slugs(void **state)
{
	static const struct {
		const char *text, *slug;
	} cases[] = {
		{ "Hello, World!", "hello-world" },
		{ "  --a  --  b--  ", "a-b" },
		{ "Don't stop: it’s 5 o'clock", "dont-stop-its-5-oclock" },
		{ "Straße & Größe", "strasse-grosse" },
		{ "Ærø på Åland, Øl", "aero-pa-aland-ol" },
		{ "Łódź, Đà Nẵng, Þór, Œuvre", "lodz-da-nang-thor-oeuvre" },
		{ "İstanbul ışık", "istanbul-isik" },
		{ "ﬁne Ａｌｔ ①", "fine-alt-1" },
		{ "Привет, мир", "privet-mir" },
		{ "Ёжик щука йод объект", "yozhik-shchuka-yod-obekt" },
		{ "Київ і Львів", "kyiv-i-lviv" },
		{ "Їжак", "yizhak" },
		{ "Ђорђе Љубић", "djordje-ljubic" },
		{ "Αθήνα Ψυχή Χάος", "athina-psychi-chaos" },
		{ "日本語 の 記事", "日本語-の-記事" },
		{ "が ガ", "が-ガ" },
		{ "한국어 기사", "한국어-기사" },
		{ "हिन्दी ख़बर", "हिन्दी-ख़बर" },
		{ "مرحبا بالعالم", "مرحبا-بالعالم" },
		{ "e\xCC\x81t\xC3\xA9", "ete" },
		{ "100% 2/3 3.5", "100-2-3-3-5" },
		{ "😀 !!", "" },
		{ "", "" },
		{ "a\xFF b", "a-b" },
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct str slug = slug_from_text(*state, str_of(cases[i].text));
		if (!str_eq(slug, str_of(cases[i].slug)))
			fail_msg("\"%s\" gave \"%.*s\", not \"%s\"", cases[i].text, STR_ARG(slug),
				 cases[i].slug);
		assert_true(str_eq(slug_from_text(*state, slug), slug));
	}
}

static struct str times(struct arena *arena, struct str what, size_t count)
{
	struct buf out = buf_in(arena, 1 << 20);
	while (count--)
		buf_put(&out, what);
	return buf_str(&out);
}

static void a_slug_is_cut_between_words_at_the_limit(void **state)
{
	struct str fits = times(*state, S("a"), LIMIT_SLUG_BYTES);
	assert_true(str_eq(slug_from_text(*state, fits), fits));
	struct str over = times(*state, S("a"), LIMIT_SLUG_BYTES + 1);
	assert_int_equal(slug_from_text(*state, over).len, LIMIT_SLUG_BYTES);
	struct str words = slug_from_text(*state, times(*state, S("word "), 100));
	assert_true(words.len <= LIMIT_SLUG_BYTES);
	assert_true(str_ends(words, S("-word")));
	struct str wide = slug_from_text(*state, times(*state, S("語"), 100));
	assert_true(utf8_valid(wide));
	assert_int_equal(wide.len, LIMIT_SLUG_BYTES / 3 * 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(headlines_become_slugs),
		cmocka_unit_test(a_slug_is_cut_between_words_at_the_limit),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
