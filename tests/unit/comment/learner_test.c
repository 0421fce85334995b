/* SPDX-License-Identifier: Apache-2.0 */
/* The spam filter: what it looks at, what it knows untaught, and what it learns. */
#include "../cmocka_first.h"

#include "comment/learner.h"
#include "comment/shape.h"

static struct features look(struct arena *arena, const char *author, const char *text)
{
	struct features features;
	features_of(arena, &(struct spam_text){ .author = str_of(author), .text = str_of(text) },
		    &features);
	return features;
}

static void each_feature_has_one_place_and_families_have_their_length(void **state)
{
	struct features features = look(*state, "Ana", "A b b b, see http://a.example/x and b.");
	double length = 0;
	assert_true(features.count > 10);
	assert_int_equal(features.links, 1);
	for (size_t i = 0; i < features.count; i++) {
		assert_true(i == 0 || features.items[i - 1].place < features.items[i].place);
		assert_true(features.items[i].place < FEATURE_SPACE);
		length += (double)features.items[i].value * (double)features.items[i].value;
	}
	assert_true(length > 21.9 && length < 22.1); /* 3 and 3 and 2, squared */
	assert_true(look(*state, "", "").count > 0);
}

static void a_text_counts_up_to_its_limit(void **state)
{
	char *text = arena_bytes(*state, LIMIT_FEATURE_TEXT_BYTES + 20);
	memset(text, 'a', LIMIT_FEATURE_TEXT_BYTES + 20);
	memcpy(text + LIMIT_FEATURE_TEXT_BYTES - 7, " casino viagra", 14);
	text[LIMIT_FEATURE_TEXT_BYTES + 7] = 0;
	struct features features = look(*state, "", text);
	bool has_casino = false, has_viagra = false;
	for (size_t i = 0; i < features.count; i++) {
		has_casino |= features.items[i].place == feature_place(S("w"), S("casino"));
		has_viagra |= features.items[i].place == feature_place(S("w"), S("viagra"));
	}
	assert_true(has_casino);
	assert_false(has_viagra);
}

static void untaught_it_knows_the_worst(void **state)
{
	struct learner learner = learner_in(*state);
	struct features spam =
		look(*state, "cheap viagra",
		     "[url=http://pills.example.ru/buy-viagra]cialis[/url] "
		     "http://casino.example.biz/ http://x.example.info/ cheap pills");
	struct features fine = look(*state, "Ilse",
				    "I have been asked whether I mind the fog horn. I do not: it "
				    "is the only thing here that is on time.");
	assert_true(learner_score(&learner, &spam) > learner.threshold);
	assert_true(learner_score(&learner, &fine) < 0.3);
}

static void untaught_it_doubts_who_leads_readers_elsewhere(void **state)
{
	struct learner learner = learner_in(*state);
	static const char *const lures[] = { "Hey guys check out my channel please, thank you",
					     "Nice post! Visit my website for a free gift card",
					     "I make money from home, claim your place" };
	struct features fine =
		look(*state, "Ana", "Somebody should check the lamps out there, it is dark.");
	for (size_t i = 0; i < COUNT_OF(lures); i++) {
		struct features lure = look(*state, "Bo", lures[i]);
		assert_true(learner_score(&learner, &lure) > 0.6);
	}
	assert_true(learner_score(&learner, &fine) < 0.3);
}

enum { EXAMPLES = 400 };

/* Texts of two kinds that share most of their words, and now and then the wrong label. */
static struct example *make_examples(struct arena *arena)
{
	static const char *const words[] = { "lamp", "bridge", "tram", "harbour", "night", "boat" };
	struct example *examples = arena_new(arena, struct example, EXAMPLES);
	uint32_t state = 7;
	for (size_t i = 0; i < EXAMPLES; i++) {
		struct buf text = buf_in(arena, 1000);
		examples[i].is_spam = i % 2;
		for (int n = 0; n < 12; n++) {
			state = state * 1664525u + 1013904223u;
			buf_put(&text, str_of(words[(state >> 16) % COUNT_OF(words)]));
			buf_put(&text, n == 5 ? i % 2 ? S(" pontoon ") : S(" ferry ") : S(" "));
		}
		features_of(arena, &(struct spam_text){ .text = buf_str(&text) },
			    &examples[i].features);
	}
	return examples;
}

static void it_learns_the_word_that_tells_the_two_apart(void **state)
{
	struct learner learner = learner_in(*state);
	struct example *examples = make_examples(*state);
	struct arena scratch = arena_open(64 << 20);
	int right = 0;
	learner_train(&learner, examples, EXAMPLES / 2);
	learner_calibrate(&learner, scratch, examples, EXAMPLES / 2);
	assert_int_equal(learner.spam, EXAMPLES / 4);
	for (size_t i = EXAMPLES / 2; i < EXAMPLES; i++)
		right += (learner_score(&learner, &examples[i].features) >= learner.threshold) ==
			 examples[i].is_spam;
	assert_int_equal(right, EXAMPLES / 2);
	arena_close(&scratch);
}

static void learning_the_same_twice_from_the_start_gives_the_same(void **state)
{
	struct learner a = learner_in(*state), b = learner_in(*state);
	struct example *examples = make_examples(*state);
	learner_train(&a, examples, EXAMPLES);
	learner_train(&b, examples, EXAMPLES);
	assert_memory_equal(a.weights, b.weights, sizeof *a.weights * FEATURE_SPACE);
}

static void of_too_few_examples_the_threshold_stays(void **state)
{
	struct learner learner = learner_in(*state);
	struct example *examples = make_examples(*state);
	struct arena scratch = arena_open(64 << 20);
	double before = learner.threshold;
	learner_train(&learner, examples, 20);
	learner_calibrate(&learner, scratch, examples, 20);
	assert_true(learner.threshold >= before && learner.threshold <= before);
	arena_close(&scratch);
}

static void nearly_the_same_texts_have_near_shapes(void **state)
{
	(void)state;
	uint64_t a =
		text_shape(S("The old lamps on the chain bridge gave a warmer light, and we miss "
			     "them all."));
	uint64_t b =
		text_shape(S("the OLD lamps (7) on the chain bridge gave a warmer light and we "
			     "miss them all www.x.example/1"));
	uint64_t c = text_shape(S("Who pays for the boat, and who has to row it home at night when "
				  "there is fog?"));
	assert_true(shapes_are_near(a, b));
	assert_false(shapes_are_near(a, c));
	assert_int_equal(text_shape(S("Thank you very much.")), 0);
	assert_int_equal(text_shape(S("one two three four five six seven seven seven")), 0);
	assert_false(shapes_are_near(0, 0));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_feature_has_one_place_and_families_have_their_length),
		cmocka_unit_test(a_text_counts_up_to_its_limit),
		cmocka_unit_test(untaught_it_knows_the_worst),
		cmocka_unit_test(untaught_it_doubts_who_leads_readers_elsewhere),
		cmocka_unit_test(it_learns_the_word_that_tells_the_two_apart),
		cmocka_unit_test(learning_the_same_twice_from_the_start_gives_the_same),
		cmocka_unit_test(of_too_few_examples_the_threshold_stays),
		cmocka_unit_test(nearly_the_same_texts_have_near_shapes),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
