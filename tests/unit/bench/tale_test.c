/* SPDX-License-Identifier: Apache-2.0 */
#include "../cmocka_first.h"

#include "html/clean.h"
#include "tale.h"

static const struct str texts =
	STR_CONST("document The mayor opens the bridge\tTransport|City\n"
		  "text The first paragraph of the first text. It has two sentences.\n"
		  "text Its second paragraph.\n"
		  "document Rain stops the final\tSport|City\n"
		  "text The first paragraph of the second text.\n"
		  "place Springfield\nplace Shelbyville\n");

static struct corpus read_corpus(struct arena *arena)
{
	struct corpus corpus;
	assert_ok(corpus_parse(arena, texts, &corpus, NULL));
	return corpus;
}

static void a_corpus_is_documents_with_their_texts(void **state)
{
	struct corpus corpus = read_corpus(*state);
	assert_int_equal(corpus.documents.count, 2);
	assert_int_equal(corpus.documents.items[0].count, 2);
	assert_int_equal(corpus.documents.items[1].first, 2);
	assert_int_equal(corpus.topics.count, 3);
	assert_str(corpus.topics.items[1], "City");
	assert_int_equal(corpus.places.count, 2);
}

static void a_broken_corpus_is_refused(void **state)
{
	const struct str bad[] = { STR_CONST(""), STR_CONST("text Before any document.\n"),
				   STR_CONST("document A\tb\nplace C\n"), STR_CONST("what\n") };
	struct corpus corpus;
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		assert_int_equal(corpus_parse(*state, bad[i], &corpus, NULL), ERR_INVALID);
}

static void the_nth_story_is_the_same_each_time(void **state)
{
	struct corpus corpus = read_corpus(*state);
	struct paper paper = paper_of(&corpus, 1000);
	for (uint64_t n = 0; n < 200; n++) {
		struct tale a, b;
		tale_tell(&paper, *state, n, &a);
		tale_tell(&paper, *state, n, &b);
		assert_true(str_eq(a.headline, b.headline));
		assert_int_equal(a.paragraph_count, b.paragraph_count);
		assert_int_equal(a.published_at.ms, b.published_at.ms);
		assert_true(a.see_also <= n && a.link <= n);
		assert_true(a.section < TALE_SECTIONS + TALE_SUBSECTIONS);
		assert_true(a.author < paper.authors && a.topic_count > 0);
	}
}

static void stories_come_in_the_order_of_their_dates(void **state)
{
	struct corpus corpus = read_corpus(*state);
	struct paper paper = paper_of(&corpus, 5000);
	int64_t last = 0;
	for (uint64_t n = 0; n < 5000; n++) {
		struct tale tale;
		tale_tell(&paper, *state, n, &tale);
		assert_true(tale.published_at.ms >= last);
		last = tale.published_at.ms;
	}
}

static void one_in_twenty_has_replies_and_sections_are_skewed(void **state)
{
	enum { STORIES = 20000 };
	struct corpus corpus = read_corpus(*state);
	struct paper paper = paper_of(&corpus, STORIES);
	int replied = 0, in_first = 0, in_last = 0;
	for (uint64_t n = 0; n < STORIES; n++) {
		struct tale tale;
		tale_tell(&paper, *state, n, &tale);
		replied += tale.replies > 0;
		in_first += tale.section == 0;
		in_last += tale.section == TALE_SECTIONS - 1;
	}
	assert_in_range(replied, STORIES / 25, STORIES / 16);
	assert_true(in_first > 4 * in_last && in_last > 0);
}

/* Else a grown site would hold bodies that no desk and no import can make. */
static void bodies_are_as_the_cleaner_leaves_them(void **state)
{
	struct tale tale = { .paragraphs = { STR_CONST("Q&A: <b> is \"bold\", 'quoted' & plain."),
					     STR_CONST("Second > first."), STR_CONST("Third.") },
			     .paragraph_count = 3 };
	struct buf body = buf_in(*state, 1 << 16);
	struct html clean;
	tale_put_body(&body, &tale, 12, 34);
	assert_ok(body.fault);
	assert_ok(html_clean(*state, buf_str(&body), CLEAN_STORY, &clean));
	if (!str_eq(clean.s, buf_str(&body)))
		fail_msg("%.*s\nis cleaned to\n%.*s", STR_ARG(buf_str(&body)), STR_ARG(clean.s));
	assert_true(str_contains(clean.s, S("data-see-also=\"12\"")));
	assert_true(str_contains(clean.s, S("data-story=\"34\"")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_corpus_is_documents_with_their_texts),
		cmocka_unit_test(a_broken_corpus_is_refused),
		cmocka_unit_test(the_nth_story_is_the_same_each_time),
		cmocka_unit_test(stories_come_in_the_order_of_their_dates),
		cmocka_unit_test(bodies_are_as_the_cleaner_leaves_them),
		cmocka_unit_test(one_in_twenty_has_replies_and_sections_are_skewed),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
