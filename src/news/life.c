/* SPDX-License-Identifier: Apache-2.0 */
/* life.c: the rule of life.h. A story without a time of publication is not public. */
#include "news/life.h"

static const struct str names[] = {
	[STORY_DRAFT] = STR_CONST("draft"),         [STORY_IN_REVIEW] = STR_CONST("in-review"),
	[STORY_READY] = STR_CONST("ready"),         [STORY_SCHEDULED] = STR_CONST("scheduled"),
	[STORY_PUBLISHED] = STR_CONST("published"), [STORY_PRIVATE] = STR_CONST("private"),
	[STORY_WITHDRAWN] = STR_CONST("withdrawn"),
};

struct life story_life(enum story_status status, unix_ms published_at, unix_ms embargo_until,
		       unix_ms now)
{
	bool may_be = status == STORY_PUBLISHED || status == STORY_SCHEDULED;
	if (!may_be || !time_is_set(published_at))
		return (struct life){ 0 };
	unix_ms from = published_at.ms > embargo_until.ms ? published_at : embargo_until;
	if (!time_is_set(embargo_until))
		from = published_at;
	if (from.ms <= now.ms)
		return (struct life){ .is_public = true };
	return (struct life){ .changes_at = from };
}

struct str story_status_name(enum story_status status)
{
	BUG_IF((size_t)status >= COUNT_OF(names));
	return names[status];
}

bool story_status_parse(struct str name, enum story_status *out)
{
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		if (str_eq(name, names[i])) {
			*out = (enum story_status)i;
			return true;
		}
	}
	return false;
}
