/* SPDX-License-Identifier: Apache-2.0 */
/*
 * index_check.h: the index held against the stories. Private to store/.
 *
 * All lists are read once; of each story what they say is summed up in a number, which must be the
 * one that indexing the story now would give.
 */
#pragma once
#include "store/index.h"

struct index_check; /* lives in the arena it was begun in, but for index_check_end() */

enum err index_check_begin(struct store *store, struct arena *into,
			   struct index_check **out) MUST_CHECK;
/* Gives: what is wrong with the story in the index; "" nothing. */
enum err index_check_story(struct index_check *check, const struct story *story,
			   struct str *wrong) MUST_CHECK;
/* How many are indexed that are no stories, and lists that cannot be read. */
enum err index_check_strangers(const struct index_check *check, int64_t *out) MUST_CHECK;
void index_check_end(struct index_check *check);
