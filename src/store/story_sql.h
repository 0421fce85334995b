/* SPDX-License-Identifier: Apache-2.0 */
/*
 * story_sql.h: news/life.h's rule, as SQL asks it.
 *
 * A story's row keeps visible_at: the moment from which readers see it, worked out by story_life()
 * itself whenever one of its three columns changes; NULL when they never will. So the whole clause
 * is `visible_at <= now`, and it is written as STORY_IS_PUBLIC only. Private to store/.
 */
#pragma once
#include "store/story.h"

/* table: the table or alias with the column; now: the placeholder it is bound to. */
#define STORY_IS_PUBLIC(table, now) table ".visible_at <= " now

/* Whether readers ever see it, and from when on. */
bool story_visible_at(enum story_status status, unix_ms published_at, unix_ms embargo_until,
		      unix_ms *from);

/* When the next story that waits becomes visible; {0} if none waits. One indexed query. */
enum err story_next_due(struct store *store, unix_ms *out) MUST_CHECK;
/* Notes that moment as the time at which what is read now may change. */
enum err story_note_due(struct store *store) MUST_CHECK;
