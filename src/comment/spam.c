/* SPDX-License-Identifier: Apache-2.0 */
/* spam.c: between the learner and its rows. */
#include "comment/spam.h"

#include <stdlib.h>

#include "store/spam.h"

#define FILTER_BYTES ((size_t)8 << 20)
#define SCRATCH_BYTES ((size_t)64 << 20)

struct spam_filter {
	struct arena arena;   /* the learner's */
	struct arena scratch; /* features of the text asked about */
	struct learner learner;
	double version; /* of the rows it holds; 0: it has read none */
};

struct spam_filter *spam_filter_open(void)
{
	struct spam_filter *filter = calloc(1, sizeof *filter);
	if (!filter)
		die("out of memory");
	filter->arena = arena_open(FILTER_BYTES);
	filter->scratch = arena_open(SCRATCH_BYTES);
	filter->learner = learner_in(&filter->arena);
	return filter;
}

void spam_filter_close(struct spam_filter **filter)
{
	if (!*filter)
		return;
	arena_close(&(*filter)->arena);
	arena_close(&(*filter)->scratch);
	free(*filter);
	*filter = NULL;
}

struct learner *spam_filter_learner(struct spam_filter *filter)
{
	return &filter->learner;
}

static void take_weight(void *to, const struct spam_weight *weight)
{
	struct learner *learner = to;
	if (weight->feature < 0 || weight->feature >= FEATURE_SPACE)
		return; /* of a program with another space */
	learner->weights[weight->feature] = (float)weight->weight;
	learner->pushes[weight->feature] = (float)weight->push;
}

static enum err read_all(struct spam_filter *filter, struct store *store)
{
	struct learner *learner = &filter->learner;
	double spam, fine;
	learner_reset(learner);
	TRY(store_spam_weights(store, take_weight, learner));
	TRY(store_spam_number(store, S("threshold"), learner->threshold, &learner->threshold));
	TRY(store_spam_number(store, S("spam"), 0, &spam));
	TRY(store_spam_number(store, S("fine"), 0, &fine));
	learner->spam = (int64_t)spam;
	learner->fine = (int64_t)fine;
	return OK;
}

enum err spam_filter_refresh(struct spam_filter *filter, struct store *store)
{
	double version;
	TRY(store_spam_number(store, S("version"), 0, &version));
	if (version == filter->version)
		return OK;
	filter->version = 0;
	TRY(read_all(filter, store));
	filter->version = version;
	return OK;
}

struct spam_opinion spam_filter_ask(struct spam_filter *filter, const struct spam_text *text)
{
	enum { TAUGHT = 20 };
	const struct learner *learner = &filter->learner;
	struct arena_mark mark = arena_mark(&filter->scratch);
	struct features features;
	features_of(&filter->scratch, text, &features);
	double score = learner_score(learner, &features);
	struct spam_opinion opinion = {
		.score = score,
		.is_spam = score >= learner->threshold,
		.is_taught = learner->spam >= TAUGHT && learner->fine >= TAUGHT,
		.links = features.links,
	};
	arena_reset(&filter->scratch, mark);
	return opinion;
}

static enum err write_numbers(struct spam_filter *filter, struct store *store)
{
	const struct learner *learner = &filter->learner;
	filter->version += 1;
	TRY(store_spam_number_set(store, S("threshold"), learner->threshold));
	TRY(store_spam_number_set(store, S("spam"), (double)learner->spam));
	TRY(store_spam_number_set(store, S("fine"), (double)learner->fine));
	return store_spam_number_set(store, S("version"), filter->version);
}

static struct spam_weight weight_at(const struct learner *learner, uint32_t place)
{
	return (struct spam_weight){ place, (double)learner->weights[place],
				     (double)learner->pushes[place] };
}

/* A transaction that is undone later leaves the memory ahead of the rows, and a version that the
 * next refresh finds different: it reads again. */
enum err spam_filter_learn(struct spam_filter *filter, struct store *store,
			   const struct spam_text *text, bool is_spam)
{
	struct example example = { .is_spam = is_spam };
	struct arena_mark mark = arena_mark(&filter->scratch);
	TRY(spam_filter_refresh(filter, store));
	features_of(&filter->scratch, text, &example.features);
	learner_learn(&filter->learner, &example);
	size_t count = example.features.count;
	struct spam_weight *rows = arena_new(&filter->scratch, struct spam_weight, count + 1);
	for (size_t i = 0; i < count; i++)
		rows[i] = weight_at(&filter->learner, example.features.items[i].place);
	enum err err = store_spam_weights_set(store, rows, count);
	if (!err)
		err = write_numbers(filter, store);
	arena_reset(&filter->scratch, mark);
	return err;
}

static enum err write_all(struct spam_filter *filter, struct store *store)
{
	struct learner *learner = &filter->learner;
	struct arena_mark mark = arena_mark(&filter->scratch);
	struct spam_weight *rows = arena_new(&filter->scratch, struct spam_weight, FEATURE_SPACE);
	size_t count = 0;
	for (uint32_t place = 0; place < FEATURE_SPACE; place++)
		if (learner->pushes[place] > 0)
			rows[count++] = weight_at(learner, place);
	enum err err = store_spam_forget(store);
	if (!err)
		err = store_spam_weights_set(store, rows, count);
	if (!err)
		err = write_numbers(filter, store);
	arena_reset(&filter->scratch, mark);
	return err;
}

enum err spam_filter_train(struct spam_filter *filter, struct store *store,
			   const struct example *examples, size_t count)
{
	TRY(spam_filter_refresh(filter, store));
	learner_reset(&filter->learner);
	learner_train(&filter->learner, examples, count);
	learner_calibrate(&filter->learner, filter->scratch, examples, count);
	return write_all(filter, store);
}
