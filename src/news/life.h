/* SPDX-License-Identifier: Apache-2.0 */
/*
 * life.h: the one place that decides whether readers may see a story.
 *
 * Page, list, feed, sitemap, search, related, API and media all ask it; the store's SQL uses the
 * same three columns and its clause is written beside this rule's test (store/story_sql.h).
 *
 *   status      published_at  embargo_until   readers see it
 *   published   <= now        none or <= now  yes
 *   scheduled   <= now        none or <= now  yes (it came due; nobody need have noticed)
 *   either      otherwise                     from the later of the two on
 *   any other                                 no
 *
 * A story that has no published_at is seen by nobody.
 */
#pragma once
#include "base/base.h"

enum story_status {
	STORY_DRAFT,
	STORY_IN_REVIEW,
	STORY_READY,
	STORY_SCHEDULED,
	STORY_PUBLISHED,
	STORY_PRIVATE,   /* finished, for members of staff only */
	STORY_WITHDRAWN, /* was public once; its address answers 410 */
};

struct life {
	bool is_public;
	unix_ms changes_at; /* when time alone will make it public; {0} if it never will or already
			       is */
};

struct life story_life(enum story_status status, unix_ms published_at, unix_ms embargo_until,
		       unix_ms now);
struct str story_status_name(
	enum story_status status); /* "draft", "in-review", ... as stored and shown in addresses */
bool story_status_parse(struct str name, enum story_status *out);
