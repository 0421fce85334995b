/* SPDX-License-Identifier: Apache-2.0 */
/* story_text.h: the texts of public posts, for who compares them: no more of a story than that. */
#pragma once
#include "store/story.h"

struct story_text {
	story_id id;
	struct str uri, path, headline;
	struct str body; /* as kept; html_body_text() makes it plain */
};

/* What is known of a text without reading it. */
struct story_sketch {
	struct story_text text; /* without its body */
	struct str sketch;      /* of its text as it is (store/related.h); "" not known */
};
/* By id: those with id > after, at most limit. */
enum err store_story_sketches(struct store *store, struct arena *into, story_id after,
			      int64_t limit, struct story_sketch **out, size_t *count) MUST_CHECK;
/* One. Fails: ERR_NOT_FOUND when it is no public post. */
enum err store_story_text(struct store *store, struct arena *into, story_id id,
			  struct story_text *out) MUST_CHECK;
enum err store_story_newest_id(struct store *store, story_id *out) MUST_CHECK; /* 0: none yet */
