/* SPDX-License-Identifier: Apache-2.0 */
/*
 * lookalike.h: public stories whose texts are nearly the same: by what is written, not by what it
 * says (discover/shingle.h).
 *
 * Which stories may be alike is guessed: of one by the rare words it has, of all by their sketches,
 * which are laid side by side in bands (J. Leskovec, A. Rajaraman, J. Ullman: Mining of Massive
 * Datasets, 3.4): two stories meet when one band of three bytes is the same. Of texts that are half
 * alike that happens 996 times in a thousand. Whoever met is then compared exactly.
 *
 *   - what is given is alike by LOOKALIKE_LEAST or more, as shingles_likeness() says
 *   - only posts that readers may see are given
 */
#pragma once
#include "discover/shingle.h"
#include "store/story_text.h"

#define LOOKALIKE_LEAST 0.5
#define LIMIT_LOOKALIKES 20 /* of one story */

struct lookalike {
	story_id id;
	struct str headline;
	double likeness;
};
struct lookalikes { /* the likest first */
	struct lookalike items[LIMIT_LOOKALIKES];
	size_t count;
};

/* Others like this one, which may be a draft. Fails: ERR_BUSY, ERR_IO. */
enum err lookalikes_of(struct store *store, struct arena *into, const struct story *story,
		       struct lookalikes *out) MUST_CHECK;

struct lookalike_pair {
	const struct story_text *a, *b; /* a has the lower id; bodies are not kept: "" */
	double likeness;
};

struct lookalike_job {
	story_id after; /* b has a higher id than this; 0: all pairs */
	void *self;
	/* Whatever is not OK ends it and is given back. */
	enum err (*found)(void *self, const struct lookalike_pair *pair);
};
/* All pairs, ordered by b, then a. Takes a fraction of a millisecond a story, and memory of about
 * half a kilobyte for each. Fails: ERR_BUSY, ERR_IO. */
enum err lookalikes_all(struct store *store, const struct lookalike_job *job) MUST_CHECK;
