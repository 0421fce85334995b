/* SPDX-License-Identifier: Apache-2.0 */
/*
 * store.h: a site's database, open.
 *
 * All SQL lives in this folder, one file an entity; db.h below it hides the engine. Each read notes
 * the facts it stood on into the set given by store_note_into() (none: reads are not noted); each
 * write notes what it touched, and the touched facts become rows (sequence, fact) when its
 * transaction commits.
 *
 *   - a read outside a transaction sees the newest commit; reads inside one see that one's own
 * writes
 *   - writes need a transaction (BUG otherwise); one at a time
 *   - "public" reads apply news/life.h's rule with store->now and note when time alone will change
 * them
 *
 *     CLEANUP(txn_end) struct txn txn = { 0 };
 *     TRY(txn_begin(&txn, store));
 *     TRY(store_story_save(store, &draft, &id));
 *     return txn_commit(&txn);
 */
#pragma once
#include "fact/fact.h"
#include "news/story.h"

struct store;

enum store_mode { STORE_READ, STORE_WRITE };

/* Opens SITE's database. STORE_WRITE creates and migrates it as needed, in one transaction.
 * database: "" for SITE/site.db, else what --database says. On a disk where nothing can be written
 * STORE_WRITE reads, and each transaction fails with ERR_IO: a newspaper is shown all the same.
 * Fails: ERR_NOT_FOUND (no site there), ERR_INVALID (newer than this program, or not ours),
 * ERR_BUSY, ERR_IO. */
enum err store_open(struct str site_folder, struct str database, enum store_mode mode,
		    struct store **out, struct fault *fault) MUST_CHECK;
/* For long work by itself: more of the database is held in memory than beside readers. */
enum err store_hold_more(struct store *store) MUST_CHECK;
/* For who fills a site that nobody has yet, and would begin anew after a power cut: the same, and
 * nothing waits for the disk any more. */
enum err store_rush(struct store *store) MUST_CHECK;
void store_close(struct store **store);         /* for CLEANUP too */
bool store_is_stuck(const struct store *store); /* nothing can be written where it lies */

void store_set_now(struct store *store,
		   unix_ms now); /* the moment "public" is asked about; os_now() at opening */
unix_ms store_now(const struct store *store);
/* From here on reads are noted into set; NULL ends that. The set outlives its use here. */
void store_note_into(struct store *store, struct fact_set *set);
int64_t store_sequence(struct store *store);     /* of the newest touched fact; 0 in a new site */
unix_ms store_newest_touch(struct store *store); /* when it was; {0} in a new site */

/* Until store_read_end() all reads see one state of the database, in which *sequence is that of the
 * newest touched fact. Writes have to wait. Fails: ERR_BUSY, ERR_IO; there is nothing to end then.
 */
enum err store_read_begin(struct store *store, int64_t *sequence) MUST_CHECK;
void store_read_end(struct store *store);                   /* fine when nothing was begun */
const struct fault *store_fault(const struct store *store); /* detail of the last failure */

/* Notes why something is refused. Gives: err, so that one can `return store_refuse(...)`. */
enum err store_refuse(struct store *store, enum err err, const char *why, struct str what);

struct txn {
	struct store *store;
	bool open;
};
enum err txn_begin(struct txn *txn, struct store *store) MUST_CHECK; /* Fails: ERR_BUSY, ERR_IO */
enum err txn_commit(struct txn *txn) MUST_CHECK;
void txn_end(struct txn *txn); /* undoes what was not committed */

/* Many small transactions made durable at once. Until the group's end each txn_begin() ...
 * txn_commit() is a part of it: undone by itself if it is not committed, seen by the parts after
 * it, but on disk only after store_group_commit(). So nobody may be told of a part's success before
 * that.
 *
 *     store_group_begin(store);
 *     (any number of transactions, one after the other)
 *     enum err err = store_group_commit(store);      // not OK: none of them happened */
void store_group_begin(struct store *store);
enum err store_group_commit(struct store *store) MUST_CHECK; /* Fails: ERR_BUSY, ERR_IO */

/* For erasing what must not be found again, not even in the file: before the transaction, and after
 * its commit. */
enum err store_wipe_begin(struct store *store) MUST_CHECK;
enum err store_wipe_end(struct store *store) MUST_CHECK;

/* What the last committed transaction touched; valid until the next begins. Of a very large one
 * (more than LIMIT_TOUCHED_FACTS) nothing is told apart: it touched the one fact that each read
 * notes, "everything". */
const struct fact_set *store_touched(const struct store *store);
#define LIMIT_TOUCHED_FACTS 4096

/* What was touched after sequence, by whomever. Gives: false when rows that old are not kept any
 * more (LIMIT_TOUCHED_ROWS are): then anything may have been. */
enum err store_touched_since(struct store *store, int64_t sequence, struct fact_set *into,
			     bool *is_known) MUST_CHECK;
/* The same row by row, at most limit of them, for who must not mingle what is touched now and what
 * is due later; moves *sequence on to the last one given. */
enum err store_touched_rows(struct store *store, struct arena *into, int64_t *sequence,
			    int64_t limit, struct fact **out, size_t *count,
			    bool *is_known) MUST_CHECK;
#define LIMIT_TOUCHED_ROWS 100000
/* Up to which sequence a cache beyond us was told; the newest there is when none ever was. */
enum err store_purged(struct store *store, int64_t *out) MUST_CHECK;
enum err store_purged_set(struct store *store, int64_t sequence) MUST_CHECK; /* a transaction */
