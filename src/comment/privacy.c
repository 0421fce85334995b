/* SPDX-License-Identifier: Apache-2.0 */
/* privacy.c: all of one commenter, told or gone. */
#include "comment/privacy.h"

#include "store/comment.h"
#include "store/comment_book.h"

static const int64_t ALL = INT64_MAX;

enum err comments_of_person(struct store *store, struct arena *into,
			    const struct comment_keys *keys, struct str email, struct comment **out,
			    size_t *count)
{
	struct str hash = comment_email_hash(into, keys, email);
	TRY(store_comments_by_hash(store, into, hash, ALL, out, count));
	for (size_t i = 0; i < *count; i++)
		(*out)[i].email = str_trim(email); /* the hash is the same: so was the address */
	return OK;
}

static enum err erase(struct store *store, struct arena *into, struct str hash, int64_t *erased)
{
	CLEANUP(txn_end) struct txn txn = { 0 };
	struct comment *comments;
	size_t count;
	TRY(txn_begin(&txn, store));
	TRY(store_comments_by_hash(store, into, hash, ALL, &comments, &count));
	for (size_t i = 0; i < count; i++)
		TRY(store_comment_erase(store, comments[i].id));
	TRY(store_ban_end(store, BAN_COMMENTER, hash));
	TRY(txn_commit(&txn));
	*erased = (int64_t)count;
	return OK;
}

enum err comment_erase_person(struct store *store, struct arena *into,
			      const struct comment_keys *keys, struct str email, int64_t *erased)
{
	TRY(store_wipe_begin(store));
	TRY(erase(store, into, comment_email_hash(into, keys, email), erased));
	return store_wipe_end(store);
}
