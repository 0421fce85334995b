/* SPDX-License-Identifier: Apache-2.0 */
/* reply_rule.c: a row for each section or story that says something. */
#include "store/reply_rule.h"

#include "store/store_private.h"
#include "store/story_save.h"
#include "store/term.h"

struct reply_rule reply_rule_empty(void)
{
	return (struct reply_rule){ REPLIES_SITE, MODERATE_UNSAID, RULE_UNSAID, RULE_UNSAID };
}

static enum fact_kind fact_of(enum reply_scope scope)
{
	return scope == RULE_SECTION ? FACT_RULE_SECTION : FACT_RULE_STORY;
}

void reply_rule_lay_under(struct reply_rule *over, const struct reply_rule *below)
{
	if (over->policy == REPLIES_SITE)
		over->policy = below->policy;
	if (over->moderation == MODERATE_UNSAID)
		over->moderation = below->moderation;
	if (over->close_days < 0)
		over->close_days = below->close_days;
	if (over->links < 0)
		over->links = below->links;
}

static struct reply_rule take_rule(struct query *q)
{
	struct reply_rule rule = { .policy = (enum reply_policy)db_i64(q) };
	rule.moderation = (enum reply_moderation)db_i64(q);
	rule.close_days = db_i64(q);
	rule.links = db_i64(q);
	return rule;
}

/* The rules of sections, nearest first; of those that say something. */
static enum err read_of_sections(struct store *store, const int64_t *ids, size_t count,
				 struct reply_rule *rules)
{
	CLEANUP(db_done)
	struct query q = query_ids(store,
				   S("SELECT target, policy, moderation, close_days, links FROM "
				     "reply_rule WHERE scope = ?1 AND target IN ({ids})"),
				   1, count);
	db_put_i64(&q, RULE_SECTION);
	put_ids(&q, ids, count);
	for (bool has_row = true;;) {
		TRY(db_next(&q, &has_row));
		if (!has_row)
			return OK;
		int64_t target = db_i64(&q);
		struct reply_rule rule = take_rule(&q);
		for (size_t i = 0; i < count; i++)
			if (ids[i] == target)
				rules[i] = rule;
	}
}

static enum err rule_of(struct store *store, section_id first, struct reply_rule *out)
{
	int64_t ids[LIMIT_RULE_SECTIONS];
	struct reply_rule rules[LIMIT_RULE_SECTIONS];
	size_t count = 0;
	*out = reply_rule_empty();
	TRY(section_tree(store));
	for (int64_t at = first.n; at && count < LIMIT_RULE_SECTIONS; count++) {
		note_id(store, FACT_RULE_SECTION, at);
		rules[count] = reply_rule_empty();
		ids[count] = at;
		at = section_parent(store, at);
	}
	if (count == 0)
		return OK;
	TRY(read_of_sections(store, ids, count, rules));
	for (size_t i = 0; i < count; i++)
		reply_rule_lay_under(out, &rules[i]);
	return OK;
}

static bool is_same(const struct reply_rule *a, const struct reply_rule *b)
{
	return a->policy == b->policy && a->moderation == b->moderation &&
	       (a->close_days == b->close_days || (a->close_days < 0 && b->close_days < 0)) &&
	       (a->links == b->links || (a->links < 0 && b->links < 0));
}

enum err store_reply_rule_over(struct store *store, story_id story, section_id first,
			       struct reply_rule *out)
{
	note_id(store, FACT_RULES_OVER, story.n);
	return rule_of(store, first, out);
}

enum err reply_rule_touch_refiled(struct store *store, story_id story, section_id was,
				  section_id is)
{
	struct reply_rule before, after;
	TRY(rule_of(store, was, &before));
	TRY(rule_of(store, is, &after));
	if (!is_same(&before, &after))
		touch_id(store, FACT_RULES_OVER, story.n);
	return OK;
}

enum err reply_rule_touch_moved(struct store *store, section_id id, section_id was, section_id is)
{
	struct reply_rule before, after;
	TRY(rule_of(store, was, &before));
	TRY(rule_of(store, is, &after));
	if (!is_same(&before, &after))
		touch_id(store, FACT_RULE_SECTION, id.n);
	return OK;
}

enum err store_reply_rule(struct store *store, enum reply_scope scope, int64_t target,
			  struct reply_rule *out)
{
	bool has_row;
	note_id(store, fact_of(scope), target);
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT policy, moderation, close_days, links FROM "
					       "reply_rule WHERE scope = ?1 AND target = ?2"));
	db_put_i64(&q, scope);
	db_put_i64(&q, target);
	TRY(db_next(&q, &has_row));
	*out = has_row ? take_rule(&q) : reply_rule_empty();
	return OK;
}

static bool says_nothing(const struct reply_rule *rule)
{
	return rule->policy == REPLIES_SITE && rule->moderation == MODERATE_UNSAID &&
	       rule->close_days < 0 && rule->links < 0;
}

static enum err remove_rule(struct store *store, enum reply_scope scope, int64_t target)
{
	CLEANUP(db_done)
	struct query q =
		db_query(store->db, S("DELETE FROM reply_rule WHERE scope = ?1 AND target = ?2"));
	db_put_i64(&q, scope);
	db_put_i64(&q, target);
	return db_run(&q);
}

static enum err must_exist(struct store *store, enum reply_scope scope, int64_t target)
{
	CLEANUP(db_done)
	struct query q =
		db_query(store->db, scope == RULE_SECTION ? S("SELECT 1 FROM section WHERE id = ?1")
							  : S("SELECT 1 FROM story WHERE id = ?1"));
	db_put_i64(&q, target);
	return db_one(&q);
}

enum err store_reply_rule_set(struct store *store, enum reply_scope scope, int64_t target,
			      const struct reply_rule *rule)
{
	struct reply_rule is;
	must_be_writing(store);
	TRY(must_exist(store, scope, target));
	TRY(store_reply_rule(store, scope, target, &is));
	if (is_same(&is, rule))
		return OK;
	touch_id(store, fact_of(scope), target);
	if (says_nothing(rule))
		return remove_rule(store, scope, target);
	CLEANUP(db_done)
	struct query q =
		db_query(store->db, S("INSERT INTO reply_rule (scope, target, policy, moderation, "
				      "close_days, links) VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON "
				      "CONFLICT (scope, target) DO UPDATE SET policy = ?3, "
				      "moderation = ?4, close_days = ?5, links = ?6"));
	db_put_i64(&q, scope);
	db_put_i64(&q, target);
	db_put_i64(&q, rule->policy);
	db_put_i64(&q, rule->moderation);
	db_put_i64(&q, rule->close_days);
	db_put_i64(&q, rule->links);
	return db_run(&q);
}
