/* SPDX-License-Identifier: Apache-2.0 */
/* fake_store.h: as much of a store as replies need, in memory: one public story and its comments.
 * For tests of what is decided before and around the store; included by one file only. */
#pragma once
#include "comment/policy.h"
#include "comment/submit.h"
#include "store/comment.h"
#include "store/setting.h"
#include "store/story.h"

struct store {
	unix_ms now;
	struct story story;
	struct str replies, moderation;
	struct comment comments[64];
	size_t comment_count;
	size_t committed; /* comments that a finished transaction kept */
	int begun, ended;
	enum err fails; /* what saving gives */
};

unix_ms store_now(const struct store *store)
{
	return store->now;
}

enum err store_story_public(struct store *store, struct arena *into, story_id id, struct story *out)
{
	(void)into;
	if (id.n != store->story.id.n)
		return ERR_NOT_FOUND;
	*out = store->story;
	return OK;
}

enum err store_setting(struct store *store, struct arena *into, struct str name, struct str *out)
{
	(void)into;
	BUG_IF(!str_eq(name, S("replies")) && !str_eq(name, S("reply_moderation")));
	*out = str_eq(name, S("replies")) ? store->replies : store->moderation;
	return OK;
}

enum err txn_begin(struct txn *txn, struct store *store)
{
	*txn = (struct txn){ store, true };
	store->begun++;
	return OK;
}

enum err txn_commit(struct txn *txn)
{
	txn->open = false;
	txn->store->committed = txn->store->comment_count;
	return OK;
}

void txn_end(struct txn *txn)
{
	if (!txn->store)
		return;
	txn->store->ended++;
	if (txn->open)
		txn->store->comment_count = txn->store->committed;
}

enum err store_comment_save(struct store *store, const struct comment *comment, comment_id *out)
{
	if (store->fails)
		return store->fails;
	store->comments[store->comment_count] = *comment;
	out->n = (int64_t)++store->comment_count;
	store->comments[store->comment_count - 1].id = *out;
	return OK;
}

enum err store_comment(struct store *store, struct arena *into, comment_id id, struct comment *out)
{
	(void)into;
	if (id.n <= 0 || (size_t)id.n > store->comment_count)
		return ERR_NOT_FOUND;
	*out = store->comments[id.n - 1];
	return OK;
}

enum err store_comment_known(struct store *store, struct str email_hash, bool *out)
{
	*out = false;
	for (size_t i = 0; i < store->comment_count; i++)
		*out |= store->comments[i].status == COMMENT_SHOWN &&
			str_eq(store->comments[i].email_hash, email_hash);
	return OK;
}

enum err store_comment_same(struct store *store, story_id story, struct str email_hash,
			    struct str source, bool *out)
{
	*out = false;
	for (size_t i = 0; i < store->comment_count; i++)
		*out |= store->comments[i].story.n == story.n &&
			str_eq(store->comments[i].email_hash, email_hash) &&
			str_eq(store->comments[i].source, source);
	return OK;
}
