/* SPDX-License-Identifier: Apache-2.0 */
/*
 * db.h: a database as this program sees it, whatever engine is behind.
 *
 * SQL is written once, in what the engines agree on: placeholders ?1 ?2 ..., ON CONFLICT,
 * RETURNING, common table expressions. Where they differ, a migration writes a word in braces that
 * the engine replaces: {id} (a primary key that numbers itself), {clustered} (rows lie in the order
 * of the primary key), {bytes} (bytes that are no text, ordered byte by byte).
 *
 *   - a query is prepared once for its text and kept; its text must be the same bytes each time
 *   - parameters are bound and columns taken in order, each by a call
 *   - the first failure of a query sticks; it is told by the next db_next(), db_one() or db_run()
 *   - what went wrong is noted in the fault given to db_open(), the first cause since db_forgive()
 *
 *     CLEANUP(db_done) struct query q = db_query(db, S("SELECT name FROM topic WHERE id = ?1"));
 *     db_put_i64(&q, id.n);
 *     TRY(db_one(&q));
 *     *out = db_str(&q, into);
 */
#pragma once
#include "base/base.h"

#define LIMIT_KEPT_STATEMENTS 256 /* prepared and kept; more are prepared each time */

struct db;
struct db_statement;

/* STILL: nobody writes to it, the disk is read-only; else what is being written is missed. */
enum db_mode { DB_READ, DB_READ_STILL, DB_WRITE };

/* path: the database file of an embedded engine. DB_WRITE makes it if need be.
 * Fails: ERR_NOT_FOUND, ERR_INVALID (no database), ERR_BUSY, ERR_IO. */
enum err db_open(struct str path, enum db_mode mode, struct db **out,
		 struct fault *fault) MUST_CHECK;
enum err db_hold_more(struct db *db) MUST_CHECK; /* as store_hold_more() and store_rush() */
enum err db_rush(struct db *db) MUST_CHECK;
void db_close(struct db **db);
void db_forgive(struct db *db); /* forgets the fault noted */

/* Opens a second database beside the first, for writing, in the same transactions: its tables are
 * known by their names, or as "schema.name". One file's share of a commit may be lost without the
 * other's when the machine itself goes down. Fails as db_open(). */
enum err db_attach(struct db *db, struct str path, const char *schema) MUST_CHECK;
/* The same where nothing can be written (DB_READ_STILL). */
enum err db_attach_still(struct db *db, struct str path, const char *schema) MUST_CHECK;

/* Whose database it is and how far it was migrated. A new one: mark 0, version 0, empty. */
struct db_identity {
	int64_t mark, version;
	bool is_empty;
};
/* schema: "main", or that of one attached. */
enum err db_identity(struct db *db, const char *schema, struct db_identity *out) MUST_CHECK;
enum err db_identify(struct db *db, const char *schema, int64_t mark,
		     int64_t version) MUST_CHECK; /* in a txn */

/* Runs statements without parameters, words in braces replaced. */
enum err db_script(struct db *db, struct arena scratch, struct str sql) MUST_CHECK;

enum err db_begin(struct db *db) MUST_CHECK;         /* for writing, at once. Fails: ERR_BUSY */
enum err db_begin_reading(struct db *db) MUST_CHECK; /* one state for all that is read */
void db_end_reading(struct db *db);
enum err db_commit(struct db *db) MUST_CHECK;
void db_rollback(struct db *db);
/* What is deleted from here on is written over, wherever it lies; outside a transaction. Then,
 * after the commit, nothing of it stays in the log either. */
enum err db_wipe(struct db *db) MUST_CHECK;
enum err db_empty_log(struct db *db) MUST_CHECK; /* readers that linger may keep a part of it */
bool db_is_in_txn(const struct db *db);          /* also ended by the engine, after some failures */

/* A part of a transaction that can be undone by itself. */
enum err db_part_begin(struct db *db) MUST_CHECK;
enum err db_part_keep(struct db *db) MUST_CHECK;
void db_part_undo(struct db *db);

struct query {
	struct db *db;
	struct db_statement *statement;
	int next_put, next_take;
	enum err fault;
};

struct query db_query(struct db *db, struct str sql);
void db_done(struct query *q);  /* for CLEANUP */
void db_again(struct query *q); /* from the start, with new parameters */

/* Bytes bound must live until the query is done or run again. */
void db_put_i64(struct query *q, int64_t n);
void db_put_time(struct query *q, unix_ms t);
void db_put_f64(struct query *q, double n);
void db_put_str(struct query *q, struct str s);       /* text; never NULL */
void db_put_bytes(struct query *q, struct str bytes); /* a column of {bytes}; never NULL */
void db_put_null(struct query *q);

/* The next row. Fails: ERR_CONFLICT (a unique rule), ERR_NOT_FOUND (a reference to no row),
 * ERR_TOO_BIG, ERR_BUSY, ERR_IO. */
enum err db_next(struct query *q, bool *has_row) MUST_CHECK;
enum err db_one(struct query *q) MUST_CHECK; /* the first row. Fails also: ERR_NOT_FOUND */
enum err db_run(struct query *q) MUST_CHECK; /* for what gives no rows */
int64_t db_changed(struct query *q);         /* rows the last run changed */

/* The next column of the row; NULL gives 0 and "". */
int64_t db_i64(struct query *q);
unix_ms db_time(struct query *q);
double db_f64(struct query *q);
struct str db_str(struct query *q, struct arena *into); /* copied */
struct str db_bytes(struct query *q, struct arena *into);
struct str db_bytes_view(struct query *q); /* not copied: until the next db_next() or db_done() */
