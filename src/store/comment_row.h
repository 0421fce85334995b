/* SPDX-License-Identifier: Apache-2.0 */
/* comment_row.h: reading rows of comment. The e-mail address is not among these columns, so that
 * whoever reads for readers cannot carry it. Private to store/. */
#pragma once
#include "store/comment.h"
#include "store/db.h"

#define COMMENT_COLUMNS                                                                            \
	"id, parent, story, status, uri, name, website, email_hash, address, source, body, "       \
	"staff, created_at, likes, reports, picked_at, looked_at, score, why"

struct comment comment_take(struct query *q, struct arena *into);
