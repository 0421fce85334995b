/* SPDX-License-Identifier: Apache-2.0 */
#include "../cmocka_first.h"

#include "discover/highlight.h"

static struct lexicon *lexicon;

static struct query parsed(struct arena *into, const char *typed)
{
	const struct query_tongue tongue = { lexicon, LANGUAGE_EN, 1 << LANGUAGE_EN };
	return query_parse(into, &tongue, str_of(typed));
}

static struct str all(void **state, const char *text, const char *typed)
{
	struct query query = parsed(*state, typed);
	const struct highlight highlight = { lexicon, LANGUAGE_EN, &query };
	return highlight_all(*state, str_of(text), &highlight).s;
}

static struct str snippet(void **state, struct str text, const char *typed, size_t chars)
{
	struct query query = parsed(*state, typed);
	const struct highlight highlight = { lexicon, LANGUAGE_EN, &query };
	return highlight_snippet(*state, text, &highlight, chars).s;
}

static void words_of_the_query_are_marked_and_all_else_escaped(void **state)
{
	assert_str(all(state, "École & <b>ecole</b>", "ecole"),
		   "<mark>École</mark> &amp; &lt;b&gt;<mark>ecole</mark>&lt;/b&gt;");
	assert_str(all(state, "a \"quote\"", "nothing"), "a &quot;quote&quot;");
	assert_str(all(state, "", "x"), "");
	assert_str(all(state, "text", ""), "text");
}

static void a_word_is_known_by_its_stem_but_not_within_another(void **state)
{
	assert_str(all(state, "vote votes voting devote", "vote"),
		   "<mark>vote</mark> <mark>votes</mark> <mark>voting</mark> devote");
	assert_str(all(state, "to co-operate on e-mail", "cooperate email"),
		   "to <mark>co-operate</mark> on <mark>e-mail</mark>");
	assert_str(all(state, "cat cats category", "cat"), "<mark>cat</mark> <mark>cats</mark> category");
	assert_str(all(state, "newspapermen", "news"), "newspapermen");
}

static struct str long_text(void **state, const char *middle)
{
	struct buf out = buf_in(*state, 1 << 20);
	for (int i = 0; i < 100; i++)
		buf_put(&out, S("before "));
	buf_put(&out, str_of(middle));
	for (int i = 0; i < 100; i++)
		buf_put(&out, S(" after"));
	return buf_str(&out);
}

static void the_snippet_is_where_the_words_are(void **state)
{
	struct str got =
		snippet(state, long_text(state, "The budget vote failed"), "budget vote", 60);
	assert_true(str_contains(got, S("<mark>budget</mark> <mark>vote</mark> failed")));
	assert_true(str_starts(got, S("…before")));
	assert_true(str_ends(got, S("after…")));
}

static void more_different_words_beat_more_of_one(void **state)
{
	struct buf text = buf_in(*state, 1 << 16);
	buf_put(&text, S("vote vote vote vote "));
	for (int i = 0; i < 50; i++)
		buf_put(&text, S("filler "));
	buf_put(&text, S("the budget vote"));
	struct str got = snippet(state, buf_str(&text), "budget vote", 40);
	assert_true(str_contains(got, S("<mark>budget</mark> <mark>vote</mark>")));
}

static void without_a_match_the_text_begins_at_its_beginning(void **state)
{
	assert_str(snippet(state, S("one two three four"), "none", 9), "one two…");
	assert_str(snippet(state, S("one two"), "none", 100), "one two");
	assert_str(snippet(state, S("one two"), "one two", 100),
		   "<mark>one</mark> <mark>two</mark>");
	assert_str(snippet(state, S(""), "x", 100), "");
}

static size_t visible_chars(void **state, struct str html)
{
	return utf8_count(html_text(*state, html_trusted(html)));
}

static void a_snippet_is_never_longer_than_asked(void **state)
{
	static const char *const middles[] = { "budget", "wörter größe budget",
					       "語語語語語語語budget語", "budget & < >" };
	for (size_t i = 0; i < COUNT_OF(middles); i++)
		for (size_t chars = 10; chars < 200; chars += 7) {
			struct str got =
				snippet(state, long_text(state, middles[i]), "budget", chars);
			assert_true(utf8_valid(got));
			assert_true(visible_chars(state, got) <= chars + 2);
		}
}

static void what_follows_the_limit_is_not_looked_at(void **state)
{
	char *text = arena_bytes(*state, LIMIT_HIGHLIGHT_BYTES + 10);
	memset(text, ' ', LIMIT_HIGHLIGHT_BYTES + 10);
	memcpy(text + LIMIT_HIGHLIGHT_BYTES - 4, "word", 4);
	struct str whole = { text, LIMIT_HIGHLIGHT_BYTES + 10 };
	assert_true(str_contains(snippet(state, whole, "word", 50), S("<mark>word</mark>")));
	memcpy(text + LIMIT_HIGHLIGHT_BYTES - 4, "    word", 8);
	assert_false(str_contains(snippet(state, whole, "word", 50), S("<mark>")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_of_the_query_are_marked_and_all_else_escaped),
		cmocka_unit_test(a_word_is_known_by_its_stem_but_not_within_another),
		cmocka_unit_test(the_snippet_is_where_the_words_are),
		cmocka_unit_test(more_different_words_beat_more_of_one),
		cmocka_unit_test(without_a_match_the_text_begins_at_its_beginning),
		cmocka_unit_test(a_snippet_is_never_longer_than_asked),
		cmocka_unit_test(what_follows_the_limit_is_not_looked_at),
	};
	lexicon = lexicon_open();
	int failed = cmocka_run_group_tests(tests, open_arena, close_arena);
	lexicon_close(&lexicon);
	return failed;
}
