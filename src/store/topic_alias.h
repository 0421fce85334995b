/* SPDX-License-Identifier: Apache-2.0 */
/*
 * topic_alias.h: topics by all of their names.
 *
 * A topic has one name and may have others: "UN", "U.N." for "United Nations". Each is kept under
 * its key, its spelling in addresses ("united-nations"), and leads to one topic only. Whoever asks
 * for a topic by a slug that is another name of it finds it too (store_topic_by_slug).
 */
#pragma once
#include "store/taxonomy.h"

#define LIMIT_TOPIC_ALIASES 100
#define LIMIT_ALIAS_BYTES 200

/* In the order of their keys. */
enum err store_topic_aliases(struct store *store, struct arena *into, topic_id id, struct str **out,
			     size_t *count) MUST_CHECK;
/* These and no others; empty ones, doubles and its own name are left out.
 * Fails: ERR_CONFLICT (one is another topic's name; the fault says which), ERR_TOO_BIG. */
enum err store_topic_set_aliases(struct store *store, topic_id id, const struct str *names,
				 size_t count) MUST_CHECK;
/* The topic whose slug or other name has that key. Fails: ERR_NOT_FOUND. */
enum err store_topic_by_key(struct store *store, struct arena *into, struct str key,
			    struct topic *out) MUST_CHECK;

struct topic_key {
	struct str key;
	topic_id topic;
};
/* Those whose key is the word, or begins with it and a hyphen. For the newsroom: nothing is noted.
 */
enum err store_topic_keys(struct store *store, struct arena *into, struct str word,
			  struct topic_key **out, size_t *count) MUST_CHECK;

/* Topics, internal ones too, one of whose names holds words ("": all), those with most stories in
 * any state first; story_count is of these. total: of all pages. For the newsroom: nothing is
 * noted. */
enum err store_topic_find(struct store *store, struct arena *into, struct str words, int64_t offset,
			  int64_t limit, struct topic **out, size_t *count,
			  int64_t *total) MUST_CHECK;
