/* SPDX-License-Identifier: Apache-2.0 */
/*
 * learner.h: tells spam from replies by what moderators decided: logistic regression over hashed
 * features, learnt one example at a time.
 *
 * Each feature has a weight, 0 until an example had it, except some that are known beforehand
 * (prior.c), so that an untrained filter is of use. An example moves the weights of its features
 * toward its label, each by its own step, which shrinks as that feature's pushes add up (AdaGrad;
 * Duchi, Hazan, Singer, JMLR 2011). Learning many examples goes over them several times.
 *
 * A score is a probability, but what is called spam is decided by a threshold: learner_calibrate()
 * finds by cross-validation the lowest one at which hardly any reply was called spam.
 */
#pragma once
#include "comment/text_features.h"

#define LIMIT_LEARN_EXAMPLES 200000 /* in one go */

struct learner {
	float *weights, *pushes; /* FEATURE_SPACE each */
	double threshold;        /* a score from here on is spam */
	int64_t spam, fine;      /* examples learnt */
};

struct example {
	struct features features;
	bool is_spam;
};

/* Untrained: what is known beforehand. */
struct learner learner_in(struct arena *into);
void learner_reset(struct learner *learner);

double learner_score(const struct learner *learner, const struct features *features); /* 0..1 */
/* A moderator's one decision. */
void learner_learn(struct learner *learner, const struct example *example);
/* All at once, from what the learner is; several times over, in an order that is always the same.
 */
void learner_train(struct learner *learner, const struct example *examples, size_t count);
/* Trains learners of its own on parts, tries them on the rest, and sets the threshold. Leaves it
 * where it is when there are too few examples to say. */
void learner_calibrate(struct learner *learner, struct arena scratch,
		       const struct example *examples, size_t count);

/* What speaks loudest for spam in an example, for the words in which a moderator reads why. */
double learner_weight(const struct learner *learner, struct str family, struct str name);

/* Weights known beforehand. */
void prior_weights(float weights[FEATURE_SPACE]);
