/* SPDX-License-Identifier: Apache-2.0 */
/*
 * db_sqlite.c: db.h on SQLite. Only db_sqlite_copy.c beside it knows this engine too.
 *
 * Write-ahead logging, so that readers never wait; synchronous=FULL, so that what was committed
 * survives a power cut. A reader opens with mode=ro and can change nothing.
 */
#include "store/db_sqlite.h"

#include <stdio.h>
#include <stdlib.h>

#include "os/os.h"

#define BUSY_MS 5000
#define SLOTS (2 * LIMIT_KEPT_STATEMENTS)

struct db_statement {
	uint64_t hash;
	char *sql; /* our copy; NULL in a free slot */
	size_t len;
	sqlite3_stmt *handle;
	bool in_use, is_kept;
};

struct db {
	sqlite3 *handle;
	struct fault *fault;
	struct db_statement slots[SLOTS]; /* open addressing over sql */
	size_t kept;
};

static enum err err_of(int code)
{
	switch (code) {
	case SQLITE_CONSTRAINT_UNIQUE:
	case SQLITE_CONSTRAINT_PRIMARYKEY:
	case SQLITE_CONSTRAINT_ROWID: return ERR_CONFLICT;
	case SQLITE_CONSTRAINT_FOREIGNKEY: return ERR_NOT_FOUND;
	case SQLITE_READONLY_RECOVERY: /* whoever writes died in the middle: the next one mends it
					*/
	case SQLITE_READONLY_CANTINIT: return ERR_BUSY;
	}
	switch (code & 0xff) {
	case SQLITE_OK:
	case SQLITE_ROW:
	case SQLITE_DONE: return OK;
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
	case SQLITE_PROTOCOL: return ERR_BUSY;
	case SQLITE_TOOBIG: return ERR_TOO_BIG;
	case SQLITE_NOTADB:
	case SQLITE_CONSTRAINT:
	case SQLITE_MISMATCH: return ERR_INVALID;
	case SQLITE_CANTOPEN: return ERR_NOT_FOUND;
	case SQLITE_MISUSE:
	case SQLITE_RANGE: bug(__FILE__, __LINE__, "the database was used wrongly");
	default: return ERR_IO;
	}
}

/* What the person who runs the server can do something about, in plain words. */
static const char *trouble_of(struct db *db, int code)
{
	switch (code & 0xff) {
	case SQLITE_FULL: return "the disk is full";
	case SQLITE_READONLY: return "the disk or the file is read-only";
	case SQLITE_CORRUPT: return "the file is damaged";
	case SQLITE_IOERR:
		if (db->handle && sqlite3_system_errno(db->handle))
			return strerror(sqlite3_system_errno(db->handle));
	}
	return db->handle ? sqlite3_errmsg(db->handle) : sqlite3_errstr(code);
}

enum err db_failed(struct db *db, int code, const char *what)
{
	return fault_set(db->fault, err_of(code), "the database: %s: %.200s", trouble_of(db, code),
			 what);
}

sqlite3 *db_handle(struct db *db)
{
	return db->handle;
}

static enum err run_plain(struct db *db, const char *sql)
{
	int code = sqlite3_exec(db->handle, sql, NULL, NULL, NULL);
	return code == SQLITE_OK ? OK : db_failed(db, sqlite3_extended_errcode(db->handle), sql);
}

/* "file:/a/b?mode=ro" with what has a meaning in an address escaped. Ended by free(). */
static char *file_address(struct str path, enum db_mode mode)
{
	static const char hex[] = "0123456789ABCDEF";
	static const char *const modes[] = { [DB_READ] = "?mode=ro",
					     [DB_READ_STILL] = "?mode=ro&immutable=1",
					     [DB_WRITE] = "?mode=rwc" };
	char *z = malloc(path.len * 3 + 32), *at = z;
	if (!z)
		die("out of memory");
	at = stpcpy(at, "file:");
	for (size_t i = 0; i < path.len; i++) {
		char c = path.ptr[i];
		if (c == '%' || c == '?' || c == '#') {
			*at++ = '%';
			*at++ = hex[(unsigned char)c >> 4];
			*at++ = hex[(unsigned char)c & 15];
		} else {
			*at++ = c;
		}
	}
	stpcpy(at, modes[mode]);
	return z;
}

static enum err set_up(struct db *db, enum db_mode mode)
{
	sqlite3_extended_result_codes(db->handle, 1);
	sqlite3_busy_timeout(db->handle, BUSY_MS);
	sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	/* Reading the header first tells a foreign file from a database before anything is set. */
	TRY(run_plain(db, "PRAGMA trusted_schema=OFF; PRAGMA schema_version;"));
	if (mode == DB_WRITE)
		return run_plain(db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
				     "PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY;"
				     "PRAGMA secure_delete=FAST; PRAGMA cache_size=-8000;");
	return run_plain(db, "PRAGMA query_only=ON; PRAGMA temp_store=MEMORY;"
			     "PRAGMA cache_size=-6000;");
}

/* Every process of ours has one thread, so the engine need not lock, nor count what it allocates.
 */
static void set_up_engine(void)
{
	static bool is_set_up;
	if (is_set_up)
		return;
	is_set_up = true;
	sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

enum err db_open(struct str path, enum db_mode mode, struct db **out, struct fault *fault)
{
	struct db *db = calloc(1, sizeof *db);
	if (!db)
		die("out of memory");
	db->fault = fault;
	set_up_engine();
	char *address = file_address(path, mode);
	int flags = mode == DB_WRITE ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
				     : SQLITE_OPEN_READONLY;
	int code = sqlite3_open_v2(address, &db->handle,
				   flags | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, NULL);
	free(address);
	enum err err = code == SQLITE_OK ? set_up(db, mode) : db_failed(db, code, "opening it");
	if (err) {
		db_close(&db);
		return err;
	}
	*out = db;
	return OK;
}

/* Made first if need be, for its owner's eyes only; SQLite gives the files beside it the same mode.
 */
static enum err make_private(struct str path, struct fault *fault)
{
	return os_exists(path) ? OK : os_write_secret_file(path, S(""), fault);
}

static enum err attach(struct db *db, struct str path, const char *schema, enum db_mode mode)
{
	char sql[200];
	char *address = file_address(path, mode);
	snprintf(sql, sizeof sql, "ATTACH ?1 AS %s", schema);
	CLEANUP(db_done) struct query q = db_query(db, str_of(sql));
	db_put_str(&q, str_of(address));
	enum err err = db_run(&q);
	free(address);
	return err;
}

enum err db_attach(struct db *db, struct str path, const char *schema)
{
	char sql[200];
	TRY(make_private(path, db->fault));
	TRY(attach(db, path, schema, DB_WRITE));
	snprintf(sql, sizeof sql,
		 "PRAGMA %s.schema_version; PRAGMA %s.journal_mode=WAL;"
		 "PRAGMA %s.synchronous=FULL; PRAGMA %s.cache_size=-1000;",
		 schema, schema, schema, schema);
	return run_plain(db, sql);
}

enum err db_attach_still(struct db *db, struct str path, const char *schema)
{
	return attach(db, path, schema, DB_READ_STILL);
}

enum err db_hold_more(struct db *db)
{
	return run_plain(db, "PRAGMA cache_size=-64000;");
}

enum err db_rush(struct db *db)
{
	return run_plain(db, "PRAGMA synchronous=OFF; PRAGMA cache_size=-400000;"
			     "PRAGMA wal_autocheckpoint=50000;");
}

void db_close(struct db **at)
{
	struct db *db = *at;
	if (!db)
		return;
	for (size_t i = 0; i < SLOTS; i++) {
		sqlite3_finalize(db->slots[i].handle);
		free(db->slots[i].sql);
	}
	sqlite3_close_v2(db->handle);
	free(db);
	*at = NULL;
}

void db_forgive(struct db *db)
{
	*db->fault = (struct fault){ 0 };
}

/* "PRAGMA main.user_version" and the like. */
static enum err ask_number(struct db *db, const char *fmt, const char *schema, int64_t *out)
{
	char sql[96];
	snprintf(sql, sizeof sql, fmt, schema);
	CLEANUP(db_done) struct query q = db_query(db, str_of(sql));
	TRY(db_one(&q));
	*out = db_i64(&q);
	return OK;
}

enum err db_identity(struct db *db, const char *schema, struct db_identity *out)
{
	int64_t tables;
	TRY(ask_number(db, "PRAGMA %s.application_id", schema, &out->mark));
	TRY(ask_number(db, "PRAGMA %s.user_version", schema, &out->version));
	TRY(ask_number(db, "SELECT count(*) FROM %s.sqlite_schema", schema, &tables));
	out->is_empty = tables == 0;
	return OK;
}

enum err db_identify(struct db *db, const char *schema, int64_t mark, int64_t version)
{
	char sql[128];
	snprintf(sql, sizeof sql, "PRAGMA %s.application_id=%lld; PRAGMA %s.user_version=%lld",
		 schema, (long long)mark, schema, (long long)version);
	return run_plain(db, sql);
}

enum err db_script(struct db *db, struct arena scratch, struct str sql)
{
	sql = str_replace(&scratch, sql, S("{id}"), S("INTEGER PRIMARY KEY"));
	sql = str_replace(&scratch, sql, S("{clustered}"), S("WITHOUT ROWID"));
	sql = str_replace(&scratch, sql, S("{bytes}"), S("BLOB"));
	return run_plain(db, str_z(&scratch, sql));
}

enum err db_begin(struct db *db)
{
	return run_plain(db, "BEGIN IMMEDIATE");
}

static enum err run_kept(struct db *db, struct str sql)
{
	CLEANUP(db_done) struct query q = db_query(db, sql);
	return db_run(&q);
}

/* Each page begins and ends so: these two are prepared once, as queries are. */
enum err db_begin_reading(struct db *db)
{
	return run_kept(db, S("BEGIN"));
}

void db_end_reading(struct db *db)
{
	if (db_is_in_txn(db) && run_kept(db, S("COMMIT")) != OK)
		db_rollback(db);
}

enum err db_commit(struct db *db)
{
	return run_plain(db, "COMMIT");
}

enum err db_wipe(struct db *db)
{
	return run_plain(db, "PRAGMA secure_delete=ON;");
}

enum err db_empty_log(struct db *db)
{
	return run_plain(db, "PRAGMA wal_checkpoint(TRUNCATE);");
}

void db_rollback(struct db *db)
{
	if (!sqlite3_get_autocommit(db->handle))
		sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL);
}

bool db_is_in_txn(const struct db *db)
{
	return !sqlite3_get_autocommit(db->handle);
}

enum err db_part_begin(struct db *db)
{
	return run_plain(db, "SAVEPOINT part");
}

enum err db_part_keep(struct db *db)
{
	return run_plain(db, "RELEASE part");
}

void db_part_undo(struct db *db)
{
	if (db_is_in_txn(db))
		sqlite3_exec(db->handle, "ROLLBACK TO part; RELEASE part", NULL, NULL, NULL);
}

static enum err prepare(struct db *db, struct str sql, sqlite3_stmt **out)
{
	int code = sqlite3_prepare_v3(db->handle, sql.ptr, (int)sql.len, SQLITE_PREPARE_PERSISTENT,
				      out, NULL);
	if (code == SQLITE_OK)
		return OK;
	char start[201];
	snprintf(start, sizeof start, "%.*s", STR_ARG(str_first(sql, 200)));
	return db_failed(db, code, start);
}

/* Of a statement's text, which is long and asked for with every query: eight bytes a step and
 * multiply. */
static uint64_t hash_of(struct str sql)
{
	const uint64_t factor = 0x9e3779b97f4a7c15u;
	uint64_t hash = sql.len, word = 0;
	size_t at = 0;
	for (; at + sizeof word <= sql.len; at += sizeof word) {
		memcpy(&word, sql.ptr + at, sizeof word);
		hash = (hash ^ word) * factor;
		hash ^= hash >> 32;
	}
	word = 0;
	memcpy(&word, sql.ptr + at, sql.len - at);
	hash = (hash ^ word) * factor;
	return hash ^ hash >> 32;
}

/* The slot of this text, or the free one where it belongs; at most half are taken. */
static struct db_statement *slot_for(struct db *db, struct str sql, uint64_t hash)
{
	for (size_t at = hash % SLOTS;; at = (at + 1) % SLOTS) {
		struct db_statement *slot = &db->slots[at];
		if (!slot->sql)
			return slot;
		if (slot->hash == hash && str_eq((struct str){ slot->sql, slot->len }, sql))
			return slot;
	}
}

static void keep(struct db *db, struct db_statement *slot, struct str sql, uint64_t hash)
{
	slot->sql = malloc(sql.len + 1);
	if (!slot->sql)
		die("out of memory");
	memcpy(slot->sql, sql.ptr, sql.len);
	slot->len = sql.len;
	slot->hash = hash;
	slot->is_kept = true;
	db->kept++;
}

struct query db_query(struct db *db, struct str sql)
{
	struct query q = { .db = db };
	uint64_t hash = hash_of(sql);
	struct db_statement *slot = slot_for(db, sql, hash);
	if (slot->in_use || (!slot->sql && db->kept == LIMIT_KEPT_STATEMENTS)) {
		slot = calloc(1, sizeof *slot); /* asked within itself, or one too many */
		if (!slot)
			die("out of memory");
	} else if (!slot->sql) {
		keep(db, slot, sql, hash);
	}
	if (!slot->handle)
		q.fault = prepare(db, sql, &slot->handle);
	slot->in_use = true;
	q.statement = slot;
	return q;
}

void db_done(struct query *q)
{
	struct db_statement *slot = q->statement;
	if (!slot)
		return;
	if (slot->is_kept) {
		sqlite3_reset(slot->handle);
		sqlite3_clear_bindings(slot->handle);
		slot->in_use = false;
	} else {
		sqlite3_finalize(slot->handle);
		free(slot);
	}
	q->statement = NULL;
}

void db_again(struct query *q)
{
	sqlite3_reset(q->statement->handle);
	q->next_put = q->next_take = 0;
}

static void note_bind(struct query *q, int code)
{
	if (code != SQLITE_OK && !q->fault)
		q->fault = db_failed(q->db, code, sqlite3_sql(q->statement->handle));
}

void db_put_i64(struct query *q, int64_t n)
{
	if (!q->fault)
		note_bind(q, sqlite3_bind_int64(q->statement->handle, ++q->next_put, n));
}

void db_put_time(struct query *q, unix_ms t)
{
	db_put_i64(q, t.ms);
}

void db_put_f64(struct query *q, double n)
{
	if (!q->fault)
		note_bind(q, sqlite3_bind_double(q->statement->handle, ++q->next_put, n));
}

void db_put_str(struct query *q, struct str s)
{
	if (!q->fault)
		note_bind(q, sqlite3_bind_text64(q->statement->handle, ++q->next_put,
						 s.ptr ? s.ptr : "", s.len, SQLITE_STATIC,
						 SQLITE_UTF8));
}

void db_put_bytes(struct query *q, struct str bytes)
{
	if (!q->fault)
		note_bind(q, sqlite3_bind_blob64(q->statement->handle, ++q->next_put,
						 bytes.ptr ? bytes.ptr : "", bytes.len,
						 SQLITE_STATIC));
}

void db_put_null(struct query *q)
{
	if (!q->fault)
		note_bind(q, sqlite3_bind_null(q->statement->handle, ++q->next_put));
}

enum err db_next(struct query *q, bool *has_row)
{
	TRY(q->fault);
	int code = sqlite3_step(q->statement->handle);
	q->next_take = 0;
	*has_row = code == SQLITE_ROW;
	if (code == SQLITE_ROW || code == SQLITE_DONE)
		return OK;
	return q->fault = db_failed(q->db, code, sqlite3_sql(q->statement->handle));
}

enum err db_one(struct query *q)
{
	bool has_row;
	TRY(db_next(q, &has_row));
	return has_row ? OK : ERR_NOT_FOUND;
}

enum err db_run(struct query *q)
{
	bool has_row;
	do
		TRY(db_next(q, &has_row));
	while (has_row);
	return OK;
}

int64_t db_changed(struct query *q)
{
	return sqlite3_changes64(q->db->handle);
}

int64_t db_i64(struct query *q)
{
	return sqlite3_column_int64(q->statement->handle, q->next_take++);
}

unix_ms db_time(struct query *q)
{
	return unix_ms_of(db_i64(q));
}

double db_f64(struct query *q)
{
	return sqlite3_column_double(q->statement->handle, q->next_take++);
}

struct str db_str(struct query *q, struct arena *into)
{
	const void *text = sqlite3_column_text(q->statement->handle, q->next_take);
	int len = sqlite3_column_bytes(q->statement->handle, q->next_take++);
	return str_dup(into, (struct str){ text, text ? (size_t)len : 0 });
}

struct str db_bytes_view(struct query *q)
{
	const void *bytes = sqlite3_column_blob(q->statement->handle, q->next_take);
	int len = sqlite3_column_bytes(q->statement->handle, q->next_take++);
	return (struct str){ bytes, bytes ? (size_t)len : 0 };
}

struct str db_bytes(struct query *q, struct arena *into)
{
	return str_dup(into, db_bytes_view(q));
}
