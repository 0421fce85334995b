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
/* Puts the words of a story that readers do not see in the place of those before, for the desk;
 * NULL takes it out. */
enum err search_index_unseen(struct store *store, story_id id,
			     const struct search_words *words) MUST_CHECK;
/* FTS5's question: each term as a phrase in quotes, so that nothing in it is an operator. */
struct str search_match_text(struct arena *into, const struct str *terms, size_t count,
			     bool all_terms);
/* Indexes the new name with all stories that carry it. */
enum err search_renamed_person(struct store *store, person_id id) MUST_CHECK;
enum err search_renamed_topic(struct store *store, topic_id id) MUST_CHECK;
