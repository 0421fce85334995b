/* SPDX-License-Identifier: Apache-2.0 */
/* topic.h: what makes a topic's first page a dossier: its other names, when its stories were
 * published, the topics they stand under as well. */
#pragma once
#include "site/page.h"

/* Sets "dossier". length: stories a page of its list has. topic outlives the page. */
void topic_set_dossier(struct page *page, const struct topic *topic, int64_t length);

/* Links the first mention of each of the story's topics in its rendered text, if the paper wants
 * that (the setting topic_links). */
enum err topic_link_names(struct visit *visit, const struct story *story,
			  struct html *html) MUST_CHECK;
