/* SPDX-License-Identifier: Apache-2.0 */
/* relate_choose.h: of the stories held against one, which go into its list, and into whose it goes.
 * Private to relate.c. */
#pragma once
#include "store/index.h"
#include "store/related.h"

/* Where and when a story stands. */
struct filed {
	unix_ms published_at;
	struct index_run links;
};
/* What shared topics, the section and nearness in time make of how near two are: 1 or somewhat
 * more; the same both ways. */
double filed_factor(const struct filed *a, const struct filed *b);

struct contender {
	const struct related_row *row;
	unix_ms published_at;
	double nearness; /* by words, times filed_factor() */
	bool is_twin;    /* says nearly the same as the story itself */
	bool is_public;
};
struct contenders {
	struct contender *items; /* nearest first */
	size_t count;
};

/* Whether two say nearly the same. */
bool are_twins(const struct related_row *a, const struct related_row *b);

void contenders_sort(struct contenders *contenders);
/* The list of the story they were held against. Gives: how many. */
size_t contenders_choose(const struct contenders *contenders, struct arena scratch,
			 struct related_story *out, size_t limit);
/* Puts the story into the list of one of them, or takes it out, as it belongs. Gives: whether that
 * changed it. */
bool contenders_enter(const struct contenders *contenders, const struct contender *whose,
		      story_id story, struct related_row *theirs);
