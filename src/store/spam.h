/* SPDX-License-Identifier: Apache-2.0 */
/* spam.h: what the spam filter has learnt, kept as rows: one a feature (comment/learner.h says what
 * the numbers mean), and a few by name. Only intake and moderation ask; nothing is noted. */
#pragma once
#include "store/store.h"

struct spam_weight {
	int64_t feature;
	double weight, push;
};

/* Calls take for each; those that were never learnt have no row. */
enum err store_spam_weights(struct store *store, void (*take)(void *to, const struct spam_weight *),
			    void *to) MUST_CHECK;
enum err store_spam_weights_set(struct store *store, const struct spam_weight *items,
				size_t count) MUST_CHECK;
enum err store_spam_forget(struct store *store) MUST_CHECK; /* weights and numbers */
/* fallback: when it was never set. */
enum err store_spam_number(struct store *store, struct str name, double fallback,
			   double *out) MUST_CHECK;
enum err store_spam_number_set(struct store *store, struct str name, double value) MUST_CHECK;
