/* SPDX-License-Identifier: Apache-2.0 */
/*
 * policy.h: whether a story takes replies and what becomes of them, as site, section and story say.
 *
 * The story's rule goes first, then what the story came with, then the rule of its first section,
 * of the one above that, and so on, then the site's settings; each part (open, moderation, days,
 * links) by itself. What can only be said for the whole site (word lists, scores, rates, depth) is
 * in reply_settings.
 */
#pragma once
#include "store/comment_thread.h"
#include "store/reply_rule.h"

struct reply_settings {
	enum reply_policy policy; /* never REPLIES_SITE */
	enum reply_moderation moderation;
	int64_t close_days, links;
	struct str hold_words, spam_words; /* one a line */
	int64_t hold_score, spam_score;    /* percent; 0: as the filter has learnt */
	int64_t least_ms;
	int64_t rate_network, rate_commenter; /* in LIMIT_RATE_MINUTES; 0 any number */
	int64_t reports;                      /* so many hide a reply; 0 never */
	int64_t address_days;
	int64_t levels, per_page;
	enum comment_order order;
};
#define LIMIT_RATE_MINUTES 10

/* In one query. */
enum err reply_settings_read(struct store *store, struct arena *into,
			     struct reply_settings *out) MUST_CHECK;

struct reply_terms {
	enum reply_policy policy; /* never REPLIES_SITE; CLOSED when its days are over */
	enum reply_moderation moderation;
	int64_t links;
	unix_ms closes_at; /* {0}: never, or it has */
};

/* Takes the moment from store_now(). */
enum err reply_terms_of(struct store *store, const struct story *story,
			const struct reply_settings *settings, struct reply_terms *out) MUST_CHECK;
