/* SPDX-License-Identifier: Apache-2.0 */
/* topic_dossier.h: what a topic's page shows beside its stories. Public posts only. */
#pragma once
#include "store/taxonomy.h"

#define LIMIT_BESIDE_STORIES                                                                       \
	100 /* the newest of a topic, among which others beside it are counted */

/* How many of the topic's posts were published in each month, by the paper's clock, that has
 * some, newest first. */
struct topic_month {
	int year, month; /* 1..12 */
	int64_t stories;
};
enum err store_topic_months(struct store *store, struct arena *into, topic_id id,
			    struct topic_month **out, size_t *count) MUST_CHECK;

/* Topics that its posts stand under as well, most often first; internal ones are left out. */
enum err store_topics_beside(struct store *store, struct arena *into, topic_id id, int64_t limit,
			     struct topic **out, size_t *count) MUST_CHECK;
/* Touches what stands beside the topics of a story, of which some came or went. */
void topics_touch_beside(struct store *store, const struct story *was, const struct story *is);
