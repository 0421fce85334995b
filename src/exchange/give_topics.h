/* SPDX-License-Identifier: Apache-2.0 */
/*
 * give_topics.h: topics for stories that come without somebody who would choose them.
 *
 * The stories are read twice: first for what each names (discover/propose.h), then to give each the
 * topics that are sure enough. A topic that is not there yet is made only for a name that several
 * stories have, so that no archive ends with a page for everybody who was ever quoted.
 *
 *   - a story keeps the topics it has, in front; it gets no new version, and stays as old as it is
 *   - doing it again gives nothing more
 */
#pragma once
#include "store/store.h"

#define GIVE_MOST_TOPICS 8   /* to a story */
#define GIVE_LEAST_STORIES 2 /* that have a name, for a topic to be made of it */

struct give_topics {
	struct store *store;
	story_id after; /* only stories that came after this one; {0} all */
	int least_sure; /* 0..100 */
	void *self;     /* for progress */
	void (*progress)(void *self, int64_t done, int64_t total); /* stories; may be NULL */
};

struct topics_given {
	int64_t stories; /* that were given some */
	int64_t topics;  /* that were made */
	int64_t links;   /* topics given, counted each time */
};

/* In transactions of its own. Fails: ERR_BUSY, ERR_IO. */
enum err give_topics(const struct give_topics *job, struct topics_given *out,
		     struct fault *fault) MUST_CHECK;
