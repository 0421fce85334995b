/* SPDX-License-Identifier: Apache-2.0 */
/* policy.c: two settings and what they mean. */
#include "comment/policy.h"

#include "store/comment.h"
#include "store/setting.h"

enum err comment_replies(struct store *store, struct arena *into, const struct story *story,
			 enum reply_policy *out)
{
	enum reply_policy policy = story->replies;
	if (policy == REPLIES_SITE) {
		struct str setting;
		TRY(store_setting(store, into, S("replies"), &setting));
		policy = str_eq(setting, S("closed"))   ? REPLIES_CLOSED
			 : str_eq(setting, S("hidden")) ? REPLIES_HIDDEN
							: REPLIES_OPEN;
	}
	*out = policy;
	return OK;
}

enum err comment_first_status(struct store *store, struct arena *into, struct str email_hash,
			      enum comment_status *out)
{
	struct str setting;
	bool is_known = false;
	TRY(store_setting(store, into, S("reply_moderation"), &setting));
	if (str_eq(setting, S("first")))
		TRY(store_comment_known(store, email_hash, &is_known));
	bool is_shown = is_known || str_eq(setting, S("none"));
	*out = is_shown ? COMMENT_SHOWN : COMMENT_HELD;
	return OK;
}
