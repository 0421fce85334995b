/* SPDX-License-Identifier: Apache-2.0 */
/* policy.h: whether a story takes replies, and whether a reply waits for an editor. The story's own
 * choice goes first, then the site's settings "replies" and "reply_moderation". */
#pragma once
#include "store/store.h"

/* Never REPLIES_SITE. HIDDEN: neither form nor replies are shown. */
enum err comment_replies(struct store *store, struct arena *into, const struct story *story,
			 enum reply_policy *out) MUST_CHECK;

/* COMMENT_SHOWN or COMMENT_HELD for a new reply by the one with this hash. */
enum err comment_first_status(struct store *store, struct arena *into, struct str email_hash,
			      enum comment_status *out) MUST_CHECK;
