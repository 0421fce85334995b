/* SPDX-License-Identifier: Apache-2.0 */
/* reply_rule.c: a row for each section or story that says something. */
#include "store/reply_rule.h"

#include "store/store_private.h"

struct reply_rule reply_rule_empty(void)
{
	return (struct reply_rule){ REPLIES_SITE, MODERATE_UNSAID, RULE_UNSAID, RULE_UNSAID };
}

static enum fact_kind fact_of(enum reply_scope scope)
{
	return scope == RULE_SECTION ? FACT_RULE_SECTION : FACT_RULE_STORY;
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
	*out = reply_rule_empty();
	if (!has_row)
		return OK;
	out->policy = (enum reply_policy)db_i64(&q);
	out->moderation = (enum reply_moderation)db_i64(&q);
	out->close_days = db_i64(&q);
	out->links = db_i64(&q);
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
	must_be_writing(store);
	TRY(must_exist(store, scope, target));
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
