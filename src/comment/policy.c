/* SPDX-License-Identifier: Apache-2.0 */
/* policy.c: the settings' words as values, and rules laid over each other. */
#include "comment/policy.h"

#include "store/setting.h"

enum setting {
	POLICY,
	MODERATION,
	CLOSE_DAYS,
	LINKS,
	HOLD_WORDS,
	SPAM_WORDS,
	HOLD_SCORE,
	SPAM_SCORE,
	LEAST_SECONDS,
	RATE_NETWORK,
	RATE_COMMENTER,
	REPORTS,
	ADDRESS_DAYS,
	LEVELS,
	PER_PAGE,
	ORDER,
	SETTINGS
};

static const struct str names[SETTINGS] = {
	[POLICY] = STR_CONST("replies"),
	[MODERATION] = STR_CONST("reply_moderation"),
	[CLOSE_DAYS] = STR_CONST("reply_close_days"),
	[LINKS] = STR_CONST("reply_hold_links"),
	[HOLD_WORDS] = STR_CONST("reply_hold_words"),
	[SPAM_WORDS] = STR_CONST("reply_spam_words"),
	[HOLD_SCORE] = STR_CONST("reply_hold_score"),
	[SPAM_SCORE] = STR_CONST("reply_spam_score"),
	[LEAST_SECONDS] = STR_CONST("reply_least_seconds"),
	[RATE_NETWORK] = STR_CONST("reply_rate_network"),
	[RATE_COMMENTER] = STR_CONST("reply_rate_commenter"),
	[REPORTS] = STR_CONST("reply_reports"),
	[ADDRESS_DAYS] = STR_CONST("reply_address_days"),
	[LEVELS] = STR_CONST("reply_levels"),
	[PER_PAGE] = STR_CONST("replies_per_page"),
	[ORDER] = STR_CONST("reply_order"),
};

static enum reply_policy policy_named(struct str name)
{
	return str_eq(name, S("closed"))   ? REPLIES_CLOSED
	       : str_eq(name, S("hidden")) ? REPLIES_HIDDEN
	       : str_eq(name, S("staff"))  ? REPLIES_STAFF
					   : REPLIES_OPEN;
}

static enum reply_moderation moderation_named(struct str name)
{
	return str_eq(name, S("all"))    ? MODERATE_ALL
	       : str_eq(name, S("none")) ? MODERATE_NONE
					 : MODERATE_FIRST;
}

static enum comment_order order_named(struct str name)
{
	return str_eq(name, S("newest"))  ? COMMENTS_NEWEST
	       : str_eq(name, S("liked")) ? COMMENTS_LIKED
					  : COMMENTS_OLDEST;
}

/* The store keeps no setting that is not a number where one is due. */
static int64_t number(struct str text)
{
	int64_t n = 0;
	return str_to_i64(text, &n) ? 0 : n;
}

enum err reply_settings_read(struct store *store, struct arena *into, struct reply_settings *out)
{
	struct str is[SETTINGS];
	TRY(store_settings(store, into, names, SETTINGS, is));
	*out = (struct reply_settings){
		.policy = policy_named(is[POLICY]),
		.moderation = moderation_named(is[MODERATION]),
		.close_days = number(is[CLOSE_DAYS]),
		.links = number(is[LINKS]),
		.hold_words = is[HOLD_WORDS],
		.spam_words = is[SPAM_WORDS],
		.hold_score = number(is[HOLD_SCORE]),
		.spam_score = number(is[SPAM_SCORE]),
		.least_ms = number(is[LEAST_SECONDS]) * 1000,
		.rate_network = number(is[RATE_NETWORK]),
		.rate_commenter = number(is[RATE_COMMENTER]),
		.reports = number(is[REPORTS]),
		.address_days = number(is[ADDRESS_DAYS]),
		.levels = number(is[LEVELS]),
		.per_page = number(is[PER_PAGE]),
		.order = order_named(is[ORDER]),
	};
	return OK;
}

enum err reply_terms_of(struct store *store, const struct story *story,
			const struct reply_settings *settings, struct reply_terms *out)
{
	static const int64_t DAY_MS = 24 * 3600 * 1000;
	struct reply_rule rule, over;
	TRY(store_reply_rule(store, RULE_STORY, story->id.n, &rule));
	if (rule.policy == REPLIES_SITE)
		rule.policy = story->replies;
	section_id first = { story->section_count ? story->sections[0].id.n : 0 };
	TRY(store_reply_rule_over(store, story->id, first, &over));
	reply_rule_lay_under(&rule, &over);
	reply_rule_lay_under(&rule, &(struct reply_rule){ settings->policy, settings->moderation,
							  settings->close_days, settings->links });
	struct reply_terms terms = { rule.policy, rule.moderation, rule.links, { 0 } };
	if (rule.close_days > 0 && time_is_set(story->published_at))
		terms.closes_at = unix_ms_of(story->published_at.ms + rule.close_days * DAY_MS);
	if (time_is_set(terms.closes_at) && terms.closes_at.ms <= store_now(store).ms) {
		terms.closes_at = (unix_ms){ 0 };
		if (terms.policy == REPLIES_OPEN || terms.policy == REPLIES_STAFF)
			terms.policy = REPLIES_CLOSED;
	}
	*out = terms;
	return OK;
}
