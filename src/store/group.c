/* SPDX-License-Identifier: Apache-2.0 */
/* group.c: one transaction of the database for several of ours, begun when the first of them is. */
#include "store/index_private.h"
#include "store/store_private.h"

void store_group_begin(struct store *store)
{
	BUG_IF(store->in_txn || store->group.is_open);
	store->group.is_open = true;
	store->group.is_begun = false;
}

/* After some failures (a full disk) the engine has ended the whole transaction by itself: then the
 * parts before this one are lost, and there is nothing to add to. */
enum err group_part_begin(struct store *store)
{
	if (!store->group.is_begun)
		TRY(db_begin(store->db));
	store->group.is_begun = true;
	if (!db_is_in_txn(store->db))
		return ERR_IO;
	return db_part_begin(store->db);
}

enum err store_group_commit(struct store *store)
{
	BUG_IF(store->in_txn || !store->group.is_open);
	store->group.is_open = false;
	if (!store->group.is_begun)
		return OK;
	enum err err = db_is_in_txn(store->db) ? db_commit(store->db) : ERR_IO;
	if (err) {
		db_rollback(store->db);
		index_kept_drop(store);
	}
	return err;
}
