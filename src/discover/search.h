/* SPDX-License-Identifier: Apache-2.0 */
/*
 * search.h: stories that answer what a reader typed, best first.
 *
 * A story is found when it has any of the words, and all that is required: phrases, names, filters.
 * Among those found, how many of each section, topic, author and year there are is counted exactly.
 *
 *   - nothing that is not public now is found, counted or proposed
 *   - pages end at LIMIT_SEARCH_DEPTH stories; the total is the true one
 */
#pragma once
#include "discover/query.h"
#include "store/story.h"

#define LIMIT_SEARCH_DEPTH 10000
#define LIMIT_SEARCH_COUNTS 12 /* of each kind */
/* With fewer results than this, another spelling is looked for. */
#define SEARCH_FEW 3

enum search_sort { SEARCH_BEST, SEARCH_NEWEST, SEARCH_OLDEST };

struct search_request {
	struct str typed;
	bool is_text;       /* typed is a text in which nothing is a sign */
	section_id section; /* with those below it */
	topic_id topic;
	person_id author;
	int year; /* in the paper's time zone; 0 any */
	enum search_sort sort;
	int64_t offset, limit;
	bool want_counts; /* filters, and another spelling when little was found */
};

struct search_count {
	int64_t id; /* of a section, topic, person; or the year */
	int64_t stories;
};

struct search_counts {
	struct search_count items[LIMIT_SEARCH_COUNTS]; /* most first; years newest first */
	size_t count;
};

struct search_result {
	struct query query; /* as understood; for highlighting */
	struct story_list stories;
	double *scores; /* one a story; 0 when sorted by date */
	int64_t total;  /* of all found */
	bool any_word;  /* none has all the words, or a phrase: these have some of them */
	struct search_counts sections, topics, authors, years;
	struct str meant; /* the query as the archive would spell it; "" as it is */
};

/* A query that asks for nothing finds nothing. Fails: ERR_BUSY, ERR_IO. */
enum err discover_search(struct store *store, struct arena *into,
			 const struct search_request *request,
			 struct search_result *out) MUST_CHECK;

/* How queries are read here: the store's lexicon, its languages. */
enum err search_tongue(struct store *store, struct arena *into,
		       struct query_tongue *out) MUST_CHECK;
