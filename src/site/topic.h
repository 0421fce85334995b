/* SPDX-License-Identifier: Apache-2.0 */
/* topic.h: what makes a topic's first page a dossier: its other names, when its stories were
 * published, the topics they stand under as well. */
#pragma once
#include "site/page.h"

/* Sets "dossier". length: stories a page of its list has. topic outlives the page. */
void topic_set_dossier(struct page *page, const struct topic *topic, int64_t length);
