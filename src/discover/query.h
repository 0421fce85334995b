/* SPDX-License-Identifier: Apache-2.0 */
/*
 * query.h: what a reader typed into the search field, understood.
 *
 *   words              looked for by their stems; all are preferred, none is required
 *   "a few words"      required, in that order, side by side
 *   -word -"a phrase"  stories with it are left out
 *   by:name topic:name section:name (also with "…" around)   required there
 *   before:2024 after:2023-05-14    by day of publication, in the paper's time zone
 *   in:headline        the words count in headlines only
 *
 * Whatever came in is a query, if perhaps one without words: a quote that is not closed, a sign
 * alone, a key without a value or with one that makes no sense part words, as other signs do. Words
 * that say nothing ("the") are looked for only when there are no others.
 *
 *   - a stem is never empty, never longer than LIMIT_WORD_BYTES
 *   - the same words give the same query, whatever was read before
 */
#pragma once
#include "words/words.h"

#define LIMIT_QUERY_BYTES (10u << 10) /* what follows is not read */
#define LIMIT_QUERY_TERMS 64          /* what follows is not looked for */
#define LIMIT_QUERY_RUNS 8            /* phrases and names, required or left out, of each */
#define LIMIT_QUERY_STEMS 6           /* of a word, in the languages of the archive */

struct query_word {
	struct str written, folded; /* "Ministers", "ministers" */
	struct str stems[LIMIT_QUERY_STEMS];
	size_t stem_count;
	double weight;  /* 1, less for a part of a compound, more for what is said again */
	unsigned times; /* it is said */
	bool is_stop, is_number, is_part;
};

/* Words that stand side by side. */
struct query_run {
	struct query_word *words;
	size_t count;
	uint8_t fields; /* FIELD_ bits where it must be; 0 anywhere */
};

struct query_runs {
	struct query_run items[LIMIT_QUERY_RUNS];
	size_t count;
};

struct query {
	struct query_word terms[LIMIT_QUERY_TERMS];
	size_t count;
	struct query_runs required, excluded;
	struct str section;       /* its slug or name; "" any */
	struct str after, before; /* "2024", "2024-05", "2024-05-14"; "" none */
	bool in_headline;
};

/* languages: bits of those that occur in the archive; language: the paper's own, whose words that
 * say nothing are left out. */
struct query_tongue {
	struct lexicon *lexicon;
	enum language language;
	int64_t languages;
};
struct query query_parse(struct arena *into, const struct query_tongue *tongue, struct str typed);
/* The words of a text, in which nothing is a sign: a headline whose like is looked for. */
struct query query_of_text(struct arena *into, const struct query_tongue *tongue, struct str text);
/* Whether anything is asked for. */
bool query_asks(const struct query *query);

/* "2024-05" is the month's first day, its civil fields; false when it is no date. */
bool query_date(struct str text, struct civil *out);
