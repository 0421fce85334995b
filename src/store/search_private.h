/* SPDX-License-Identifier: Apache-2.0 */
/* search_private.h: keeping the index of words, for the files that save what it holds. */
#pragma once
#include "store/search.h"

/* What is searched of a story. Locked: its headline, bylines and topics only. */
struct search_words {
	struct str headline, standfirst, body, bylines, topics; /* plain text */
};

/* Puts the words in the place of those indexed before; NULL takes the story out. */
enum err search_index(struct store *store, story_id id, bool was_indexed,
		      const struct search_words *words) MUST_CHECK;
/* Indexes the new name with all stories that carry it. */
enum err search_renamed_person(struct store *store, person_id id) MUST_CHECK;
enum err search_renamed_topic(struct store *store, topic_id id) MUST_CHECK;
