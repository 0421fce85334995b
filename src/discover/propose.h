/* SPDX-License-Identifier: Apache-2.0 */
/*
 * propose.h: topics that a story may stand under.
 *
 * First the paper's own: those one of whose names stands in the headline, standfirst or text. Then
 * names that no topic has yet (discover/names.h). How sure each is grows with how often, and where,
 * it is named; what the story stands under already is not proposed.
 */
#pragma once
#include "discover/names.h"
#include "store/story.h"

#define LIMIT_PROPOSALS 12
#define PROPOSAL_SURE 70 /* from here on a topic may be given without being looked at */

struct proposal {
	topic_id topic; /* 0: no topic is called so yet */
	struct str name;
	enum name_kind kind; /* of a new one */
	int sure;            /* 0..100 */
	size_t mentions;
};

struct proposals {
	struct proposal items[LIMIT_PROPOSALS]; /* surest first */
	size_t count;
};

/* What the story says may not be saved yet. Fails: ERR_BUSY, ERR_IO. */
enum err discover_propose(struct store *store, struct arena *into, const struct story *story,
			  struct proposals *out) MUST_CHECK;
