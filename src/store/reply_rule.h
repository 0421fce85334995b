/* SPDX-License-Identifier: Apache-2.0 */
/*
 * reply_rule.h: what a section or a story says of replies where it differs from the site.
 *
 * A rule may leave each of its parts unsaid; what the parts mean together is comment/policy.h's
 * business. A story's own open or closed is not here but in its row (struct story).
 */
#pragma once
#include "store/store.h"

enum reply_scope { RULE_SECTION, RULE_STORY };
enum reply_moderation { MODERATE_UNSAID = -1, MODERATE_ALL, MODERATE_FIRST, MODERATE_NONE };
#define RULE_UNSAID (-1)

struct reply_rule {
	enum reply_policy policy; /* REPLIES_SITE: unsaid */
	enum reply_moderation moderation;
	int64_t close_days; /* after publication; 0 never; RULE_UNSAID */
	int64_t links;      /* so many in a text hold it; 0 any number is fine; RULE_UNSAID */
};

struct reply_rule reply_rule_empty(void); /* says nothing */

/* An empty one when nothing is said. */
enum err store_reply_rule(struct store *store, enum reply_scope scope, int64_t target,
			  struct reply_rule *out) MUST_CHECK;
/* over goes before what is said below it. */
void reply_rule_lay_under(struct reply_rule *over, const struct reply_rule *below);
/* Sections above each other that are asked. */
#define LIMIT_RULE_SECTIONS 20
/* What the sections of a story that is filed under this one first say together: the nearest goes
 * before those above it. */
enum err store_reply_rule_over(struct store *store, story_id story, section_id first,
			       struct reply_rule *out) MUST_CHECK;
/* An empty rule takes what was said away. Fails: ERR_NOT_FOUND (no such section or story). */
enum err store_reply_rule_set(struct store *store, enum reply_scope scope, int64_t target,
			      const struct reply_rule *rule) MUST_CHECK;
