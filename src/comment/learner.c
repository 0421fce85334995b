/* SPDX-License-Identifier: Apache-2.0 */
/* learner.c: logistic regression with AdaGrad steps, and the threshold. */
#include "comment/learner.h"

#include <math.h>
#include <stdlib.h>

static const float RATE = 0.2f;
static const float DECAY = 2e-6f; /* of a weight at each push: what is never confirmed fades */
static const double UNTRAINED_THRESHOLD = 0.85;

struct learner learner_in(struct arena *into)
{
	struct learner learner = {
		.weights = arena_new(into, float, FEATURE_SPACE),
		.pushes = arena_new(into, float, FEATURE_SPACE),
	};
	learner_reset(&learner);
	return learner;
}

void learner_reset(struct learner *learner)
{
	memset(learner->weights, 0, sizeof *learner->weights * FEATURE_SPACE);
	memset(learner->pushes, 0, sizeof *learner->pushes * FEATURE_SPACE);
	prior_weights(learner->weights);
	learner->threshold = UNTRAINED_THRESHOLD;
	learner->spam = learner->fine = 0;
}

static double sum_of(const struct learner *learner, const struct features *features)
{
	double sum = 0;
	for (size_t i = 0; i < features->count; i++)
		sum += (double)learner->weights[features->items[i].place] *
		       (double)features->items[i].value;
	return sum;
}

static double probability(double sum)
{
	return 1 / (1 + exp(-sum));
}

double learner_score(const struct learner *learner, const struct features *features)
{
	return probability(sum_of(learner, features));
}

static void push(struct learner *learner, const struct example *example)
{
	float error = (float)(probability(sum_of(learner, &example->features)) -
			      (example->is_spam ? 1 : 0));
	for (size_t i = 0; i < example->features.count; i++) {
		uint32_t place = example->features.items[i].place;
		float gradient =
			error * example->features.items[i].value + DECAY * learner->weights[place];
		float *pushes = &learner->pushes[place];
		*pushes += gradient * gradient;
		learner->weights[place] -= RATE * gradient / (sqrtf(*pushes) + 1e-6f);
	}
}

static void count(struct learner *learner, bool is_spam)
{
	learner->spam += is_spam;
	learner->fine += !is_spam;
}

void learner_learn(struct learner *learner, const struct example *example)
{
	push(learner, example);
	count(learner, example->is_spam);
}

/* xorshift (Marsaglia 2003): the order must be mixed, and the same each time. */
static uint32_t next_random(uint32_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 17;
	*state ^= *state << 5;
	return *state;
}

static void shuffle(const struct example **items, size_t count, uint32_t *state)
{
	for (size_t i = count; i > 1; i--) {
		size_t j = next_random(state) % i;
		const struct example *other = items[i - 1];
		items[i - 1] = items[j];
		items[j] = other;
	}
}

static void train_on(struct learner *learner, const struct example **items, size_t count)
{
	enum { MOST_ROUNDS = 10, PUSHES = 600000 };
	size_t rounds = count ? PUSHES / count + 1 : 0;
	uint32_t state = 2463534242u;
	if (rounds > MOST_ROUNDS)
		rounds = MOST_ROUNDS;
	for (size_t round = 0; round < rounds; round++) {
		shuffle(items, count, &state);
		for (size_t i = 0; i < count; i++)
			push(learner, items[i]);
	}
}

void learner_train(struct learner *learner, const struct example *examples, size_t total)
{
	const struct example **items = calloc(total + 1, sizeof(struct example *));
	if (!items)
		die("out of memory");
	for (size_t i = 0; i < total; i++) {
		items[i] = &examples[i];
		count(learner, examples[i].is_spam);
	}
	train_on(learner, items, total);
	free(items);
}

struct scored {
	double score;
	bool is_spam;
};

static int highest_first(const void *a, const void *b)
{
	const struct scored *x = a, *y = b;
	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	return x->is_spam - y->is_spam; /* of equals the worst order */
}

/*
 * The lowest score at which what lies above is spam, as sure as can be said: of n called spam no
 * more than WRONG are replies, one of few being EXCUSED in part, for a share of few says little.
 * Another set will hold replies unlike these, so the aim is stricter than what is promised. Where
 * so few examples cannot say that much: the score that calls much spam by its name for hardly any
 * wrong.
 */
static double threshold_of(struct scored *scored, size_t count)
{
	static const double WRONG = 0.012, EXCUSED = 0.3, LEAST = 20, COST = 40;
	double sure = 0, cheap = 1, best = 0;
	size_t wrong = 0;
	qsort(scored, count, sizeof *scored, highest_first);
	for (size_t i = 0; i < count; i++) {
		double n = (double)(i + 1), next = i + 1 < count ? scored[i + 1].score : 0;
		wrong += !scored[i].is_spam;
		if (next == scored[i].score)
			continue;
		double between = (scored[i].score + next) / 2, worth = n - COST * (double)wrong;
		if (n >= LEAST && (double)wrong - EXCUSED <= WRONG * n)
			sure = between;
		if (worth > best) {
			best = worth;
			cheap = between;
		}
	}
	return sure > 0 ? sure : cheap;
}

void learner_calibrate(struct learner *learner, struct arena scratch,
		       const struct example *examples, size_t total)
{
	enum { PARTS = 5, LEAST = 40 };
	if (learner->spam < LEAST || learner->fine < LEAST)
		return;
	struct scored *scored = arena_new(&scratch, struct scored, total);
	const struct example **rest = arena_new(&scratch, const struct example *, total);
	struct learner part = learner_in(&scratch);
	for (size_t fold = 0; fold < PARTS; fold++) {
		size_t kept = 0;
		learner_reset(&part);
		for (size_t i = 0; i < total; i++)
			if (i % PARTS != fold)
				rest[kept++] = &examples[i];
		train_on(&part, rest, kept);
		for (size_t i = fold; i < total; i += PARTS)
			scored[i] = (struct scored){ learner_score(&part, &examples[i].features),
						     examples[i].is_spam };
	}
	learner->threshold = threshold_of(scored, total);
}

double learner_weight(const struct learner *learner, struct str family, struct str name)
{
	return (double)learner->weights[feature_place(family, name)];
}
