/* SPDX-License-Identifier: Apache-2.0 */
/* comment_act_row.h: reading rows of comment_act. Private to store/. */
#pragma once
#include "store/comment_act.h"
#include "store/db.h"

#define ACT_COLUMNS "id, batch, comment, at, person, who, act, was, was_picked, was_why, undone_at"

/* Each row there is. */
enum err comment_acts_take(struct query *q, struct arena *into, struct comment_act **out,
			   size_t *count) MUST_CHECK;
