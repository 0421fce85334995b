/* SPDX-License-Identifier: Apache-2.0 */
/*
 * related_pick.h: what editors say of a story's related ones: which stand first, which never do.
 *
 * It lies in the row of what was found (store/related.h), so that readers' pages cost no more for
 * it; finding anew leaves it as it is. Setting it touches "related N".
 */
#pragma once
#include "store/story.h"

#define LIMIT_RELATED_PINS 4 /* as many as a page shows */
#define LIMIT_RELATED_OUTS 40

struct related_picks {
	story_id pins[LIMIT_RELATED_PINS]; /* in order */
	size_t pin_count;
	story_id outs[LIMIT_RELATED_OUTS]; /* no story is in both */
	size_t out_count;
};

enum err store_related_picks(struct store *store, story_id story,
			     struct related_picks *out) MUST_CHECK;
enum err store_related_picks_set(struct store *store, story_id story,
				 const struct related_picks *picks) MUST_CHECK;

/* Changes of what is said; each gives false when there is no room. */
bool related_picks_pin(struct related_picks *picks, story_id other); /* behind the others */
bool related_picks_out(struct related_picks *picks, story_id other);
/* Where `was` was pinned `other` is now, else behind the others; `was` is out. */
bool related_picks_replace(struct related_picks *picks, story_id was, story_id other);
void related_picks_up(struct related_picks *picks, story_id other);     /* one place */
void related_picks_forget(struct related_picks *picks, story_id other); /* nothing is said of it */

bool related_picks_has_pin(const struct related_picks *picks, story_id other);
bool related_picks_has_out(const struct related_picks *picks, story_id other);
