/* SPDX-License-Identifier: Apache-2.0 */
/* press_private.h: what the acts share. Private to press/. */
#pragma once
#include "press/edit.h"

/* For one story, whole. Reserved, not used up. */
#define PRESS_ARENA_BYTES ((size_t)128 << 20)

bool press_is_seen(const struct store *store, const struct story *story);
/* The end of an act on a story: finds what is near to it when that is due, and commits. */
enum err press_commit(struct txn *txn, story_id id) MUST_CHECK;
/* press_open(), but ERR_CONFLICT unless base is the newest. */
enum err press_open_version(struct store *store, struct arena *arena, story_id id,
			    struct version base, struct edit *out) MUST_CHECK;
/* Fails: ERR_INVALID when a hard check fails. */
enum err press_check_complete(struct store *store, struct arena *arena,
			      const struct story *story) MUST_CHECK;
/* What is staged becomes the story, which then says that nothing is staged. story: as
 * press_open() gave it; its address is made anew when its slug is another. */
enum err press_adopt(struct store *store, struct arena *arena, const struct actor *by,
		     struct edit *edit, unix_ms updated_at) MUST_CHECK;

/* Links of a body that lead to what readers do not see. */
struct broken_links {
	int64_t count;
	struct str first; /* a headline, or a path */
};
enum err press_broken_links(struct store *store, struct arena *into, struct str body,
			    struct broken_links *out) MUST_CHECK;
