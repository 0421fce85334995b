/* SPDX-License-Identifier: Apache-2.0 */
/*
 * desk_list.h: stories in any state, as the newsroom lists them: last changed first, or, of a
 * search, last begun first.
 *
 * A list goes on from where the one before ended (keyset), so page 2,000 costs what page 1 does.
 * Where a filter names something with few stories those are gathered and sorted; where it names
 * something with many, the order's index is walked and each is asked. Nothing is noted: no reader's
 * page stands on this.
 */
#pragma once
#include "store/story.h"

/* Up to so many stories of a section, topic or author are gathered; more are walked. */
#define DESK_LIST_GATHERS 5000

struct desk_filter {
	bool has_status;
	enum story_status status;
	section_id section; /* with those below it */
	topic_id topic;
	person_id author;
	bool needs_attention; /* in review, or with an edit that waits */
	struct str words;     /* a search, as typed: all of them; "" none */
	/* Goes on behind this story; id 0: from the start. Of a search only the id counts. */
	unix_ms after_at;
	story_id after;
};

struct desk_row {
	struct story story; /* body empty */
	bool has_staged;    /* an edit that readers do not see yet */
};

enum err store_desk_list(struct store *store, struct arena *into, const struct desk_filter *filter,
			 int64_t limit, struct desk_row **out, size_t *count) MUST_CHECK;

/* How many stories are in a state, counted up to most. */
enum err store_desk_count(struct store *store, enum story_status status, int64_t most,
			  int64_t *out) MUST_CHECK;
