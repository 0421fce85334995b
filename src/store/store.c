/* SPDX-License-Identifier: Apache-2.0 */
/* store.c: opening and transactions. The rows that tell what was touched are touched.c's. */
#include <stdlib.h>

#include "os/os.h"
#include "store/index_private.h"
#include "store/migrations.h"
#include "store/store_private.h"

#define WORKING_BYTES ((size_t)1 << 30) /* reserved, not used up */
#define TOUCHED_BYTES ((size_t)64 << 20)
#define TREE_BYTES ((size_t)16 << 20)

enum err store_database_path(struct arena *into, struct str site_folder, struct str database,
			     struct str *out, struct fault *fault)
{
	if (str_starts(database, S("postgresql:")) || str_starts(database, S("postgres:")))
		return fault_set(fault, ERR_INVALID,
				 "this program was built without PostgreSQL: %.*s",
				 STR_ARG(database));
	str_drop_prefix(&database, S("sqlite:"));
	*out = database.len ? database : os_path_join(into, site_folder, S("site.db"));
	return OK;
}

static enum err bring_up_to_date(struct store *store, enum migrations_of of)
{
	if (store->mode == STORE_WRITE && !store->is_stuck)
		return migrations_run(store->db, of, store->scratch, &store->fault);
	return migrations_check(store->db, of, &store->fault);
}

/* Who may sign in is in a file of its own, which readers' processes never open. */
static enum err open_desk(struct store *store, struct str folder, struct fault *fault)
{
	struct str path = os_path_join(&store->scratch, folder, S("desk.db"));
	enum err err = store->is_stuck ? db_attach_still(store->db, path, "desk")
				       : db_attach(store->db, path, "desk");
	if (!err)
		err = bring_up_to_date(store, MIGRATIONS_DESK);
	if (err)
		return fault_set(fault, err, "%.*s: %.300s", STR_ARG(str_first(path, 160)),
				 store->fault.text);
	return OK;
}

static enum err open_database(struct store *store, struct str folder, struct str database,
			      struct fault *fault)
{
	SCRATCH(store);
	struct str path;
	struct os_stat stat;
	bool for_writing = store->mode == STORE_WRITE;
	TRY(store_database_path(&store->scratch, folder, database, &path, fault));
	if (os_stat(folder, &stat) || !stat.is_folder || (!for_writing && !os_exists(path)))
		return fault_set(fault, ERR_NOT_FOUND, "no newspaper there: %.*s", STR_ARG(folder));
	store->is_stuck = for_writing && os_exists(path) && store_is_still(path);
	enum err err = for_writing && !store->is_stuck
			       ? db_open(path, DB_WRITE, &store->db, &store->fault)
			       : store_open_to_read(path, &store->db, &store->fault);
	if (!err)
		err = bring_up_to_date(store, MIGRATIONS_SITE);
	if (err)
		return fault_set(fault, err, "%.*s: %.300s", STR_ARG(str_first(path, 160)),
				 store->fault.text);
	return for_writing ? open_desk(store, folder, fault) : OK;
}

enum err store_open(struct str site_folder, struct str database, enum store_mode mode,
		    struct store **out, struct fault *fault)
{
	struct store *store = calloc(1, sizeof *store);
	if (!store)
		die("out of memory");
	store->mode = mode;
	store->now = os_now();
	store->scratch = arena_open(WORKING_BYTES);
	store->work = arena_open(WORKING_BYTES);
	store->touched_arena = arena_open(TOUCHED_BYTES);
	store->touched_start = arena_mark(&store->touched_arena);
	store->touched = fact_set_in(&store->touched_arena);
	store->tree_arena = arena_open(TREE_BYTES);
	memo_open(&store->memo);
	enum err err = open_database(store, site_folder, database, fault);
	if (!err && mode == STORE_WRITE) {
		err = index_build(store);
		if (err)
			fault_set(fault, err, "indexing the stories: %s", store->fault.text);
	}
	if (err) {
		store_close(&store);
		return err;
	}
	*out = store;
	return OK;
}

enum err store_hold_more(struct store *store)
{
	return db_hold_more(store->db);
}

enum err store_rush(struct store *store)
{
	return db_rush(store->db);
}

void store_close(struct store **at)
{
	struct store *store = *at;
	if (!store)
		return;
	index_close(&store->index);
	index_kept_close(store);
	lexicon_close(&store->lexicon);
	db_close(&store->db);
	arena_close(&store->scratch);
	arena_close(&store->work);
	memo_close(&store->memo);
	arena_close(&store->touched_arena);
	arena_close(&store->tree_arena);
	free(store);
	*at = NULL;
}

bool store_is_stuck(const struct store *store)
{
	return store->is_stuck;
}

void store_set_now(struct store *store, unix_ms now)
{
	store->now = now;
	store->due_is_read = false;
}

unix_ms store_now(const struct store *store)
{
	return store->now;
}

void store_note_into(struct store *store, struct fact_set *set)
{
	store->notes = set;
	note(store, FACT_EVERYTHING);
}

const struct fault *store_fault(const struct store *store)
{
	return &store->fault;
}

enum err store_refuse(struct store *store, enum err err, const char *why, struct str what)
{
	return fault_set(&store->fault, err, "%s: %.*s", why, STR_ARG(str_first(what, 300)));
}

const struct fact_set *store_touched(const struct store *store)
{
	return &store->touched;
}

enum err store_read_begin(struct store *store, int64_t *sequence)
{
	BUG_IF(store->in_txn || store->is_reading);
	db_forgive(store->db);
	TRY(db_begin_reading(store->db));
	store->is_reading = true;
	store->due_is_read = false;
	enum err err = touched_newest(store, sequence);
	if (err) {
		store_read_end(store);
		return err;
	}
	if (store->memo.sequence != *sequence)
		store->tree_is_read = false;
	memo_settle(&store->memo, *sequence);
	return OK;
}

void store_read_end(struct store *store)
{
	if (store->is_reading)
		db_end_reading(store->db);
	store->is_reading = false;
}

static void forget_touched(struct store *store)
{
	arena_reset(&store->touched_arena, store->touched_start);
	store->touched = fact_set_in(&store->touched_arena);
	store->touches_everything = false;
}

enum err txn_begin(struct txn *txn, struct store *store)
{
	BUG_IF(store->in_txn || txn->open || store->is_reading);
	BUG_IF(store->mode != STORE_WRITE);
	db_forgive(store->db);
	if (store->is_stuck)
		return fault_set(&store->fault, ERR_IO, "the disk is read-only");
	TRY(store->group.is_open ? group_part_begin(store) : db_begin(store->db));
	store->in_txn = true;
	store->tree_is_read = false;
	forget_touched(store);
	*txn = (struct txn){ .store = store, .open = true };
	return OK;
}

enum err txn_commit(struct txn *txn)
{
	BUG_IF(!txn->open);
	TRY(index_flush(txn->store));
	TRY(touched_write(txn->store));
	TRY(txn->store->group.is_open ? db_part_keep(txn->store->db) : db_commit(txn->store->db));
	txn->open = false;
	txn->store->in_txn = false;
	return OK;
}

void txn_end(struct txn *txn)
{
	if (!txn->open)
		return;
	if (txn->store->group.is_open)
		db_part_undo(txn->store->db);
	else
		db_rollback(txn->store->db);
	index_forget(txn->store);
	index_kept_drop(txn->store);
	forget_touched(txn->store);
	txn->store->tree_is_read = false;
	txn->store->in_txn = false;
	txn->open = false;
}

struct lexicon *store_lexicon(struct store *store)
{
	if (!store->lexicon)
		store->lexicon = lexicon_open();
	return store->lexicon;
}

enum err store_wipe_begin(struct store *store)
{
	return db_wipe(store->db);
}

enum err store_wipe_end(struct store *store)
{
	return db_empty_log(store->db);
}

void must_be_writing(const struct store *store)
{
	BUG_IF(!store->in_txn);
}
