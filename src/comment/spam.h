/* SPDX-License-Identifier: Apache-2.0 */
/*
 * spam.h: the spam filter of a site: what it has learnt, in memory, and its rows in the store.
 *
 * One process has one. It reads its rows when they are newer than what it holds (the command line
 * may have taught it meanwhile), so asking it is arithmetic. A decision writes the rows it moved.
 */
#pragma once
#include "comment/learner.h"
#include "store/store.h"

struct spam_filter;

struct spam_filter *spam_filter_open(void);          /* untrained; end with spam_filter_close() */
void spam_filter_close(struct spam_filter **filter); /* for CLEANUP too; NULL is fine */

/* Brings it to what the store has. */
enum err spam_filter_refresh(struct spam_filter *filter, struct store *store) MUST_CHECK;

struct spam_opinion {
	double score;   /* 0..1 */
	bool is_spam;   /* at or above what it learnt to call spam */
	bool is_taught; /* it has learnt of this paper; else it only guesses */
	int links;
};
struct spam_opinion spam_filter_ask(struct spam_filter *filter, const struct spam_text *text);

/* A moderator said so. Writes; within a transaction. */
enum err spam_filter_learn(struct spam_filter *filter, struct store *store,
			   const struct spam_text *text, bool is_spam) MUST_CHECK;

/* Many at once: starts anew from these and what is known beforehand, sets the threshold, writes all
 * of it. */
enum err spam_filter_train(struct spam_filter *filter, struct store *store,
			   const struct example *examples, size_t count) MUST_CHECK;

struct learner *spam_filter_learner(struct spam_filter *filter);
