/* SPDX-License-Identifier: Apache-2.0 */
/*
 * query.h: what a reader typed into the search field, as words to look for.
 *
 * A word is folded as the index folds its own: compatibility forms and case (NFKC, full case
 * folding), marks taken off letters of scripts where people leave them out. Quotes and signs only
 * part words; whatever came in is a query, if perhaps one without words.
 *
 *   - folding what is folded changes nothing
 *   - a word is never empty, never longer than LIMIT_QUERY_WORD_BYTES, and there is none twice
 */
#pragma once
#include "base/base.h"

#define LIMIT_QUERY_BYTES (10u << 10) /* what follows is not read */
#define LIMIT_QUERY_TERMS 20          /* what follows is not looked for */
#define LIMIT_QUERY_WORD_BYTES 64

struct query {
	struct str terms[LIMIT_QUERY_TERMS];
	size_t count;
};

struct query query_parse(struct arena *into, struct str typed);

/* One word, folded. */
struct str query_fold(struct arena *into, struct str word);

/* The next word of text from *at on, as it stands there (UAX 29, letters and digits). False at the
 * end. Notes: made for running through a text once; finds breaks a piece at a time. */
struct word_walk {
	struct str text;
	size_t at;        /* where the next word is looked for */
	size_t run_start; /* of the piece whose breaks are known */
	size_t run_len;
	char breaks[1024];
};
void word_walk_begin(struct word_walk *walk, struct str text);
bool word_walk_next(struct word_walk *walk, struct str *word);
