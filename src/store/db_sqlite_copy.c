/* SPDX-License-Identifier: Apache-2.0 */
/* db_sqlite_copy.c: db_copy.h on SQLite: its backup interface, inside one read transaction so that
 * a commit beside it does not make it start anew. */
#include "store/db_copy.h"

#include <stdio.h>

#include "os/os.h"
#include "store/db_sqlite.h"

enum { PAGES_A_STEP = 256 };

static void end_target(sqlite3 **target)
{
	sqlite3_close(*target);
}

static enum err fail_target(sqlite3 *target, struct str path, struct fault *fault)
{
	int error = sqlite3_system_errno(target);
	const char *why = error ? strerror(error) : sqlite3_errmsg(target);
	return fault_set(fault, ERR_IO, "cannot write %.*s: %s", STR_ARG(path), why);
}

static enum err copy_pages(struct db *db, sqlite3 *target, struct str path,
			   const struct db_watch *watch, struct fault *fault)
{
	sqlite3_backup *backup = sqlite3_backup_init(target, "main", db_handle(db), "main");
	bool is_stopped = false;
	if (!backup)
		return fail_target(target, path, fault);
	while (sqlite3_backup_step(backup, PAGES_A_STEP) == SQLITE_OK && !is_stopped) {
		int64_t total = sqlite3_backup_pagecount(backup);
		int64_t left = sqlite3_backup_remaining(backup);
		is_stopped = !watch->on(watch->self, total - left, total);
	}
	int code = sqlite3_backup_finish(backup);
	if (is_stopped)
		return fault_set(fault, ERR_BUSY, "stopped");
	return code == SQLITE_OK ? OK : fail_target(target, path, fault);
}

/* The copy says of itself that a log lies beside it, as the original does. */
static enum err stand_alone(sqlite3 *target, struct str path, struct fault *fault)
{
	int code = sqlite3_exec(target, "PRAGMA journal_mode=DELETE", NULL, NULL, NULL);
	return code == SQLITE_OK ? OK : fail_target(target, path, fault);
}

static enum err copy_into(struct db *db, const char *path_z, struct str path,
			  const struct db_watch *watch, struct fault *fault)
{
	CLEANUP(end_target) sqlite3 *target = NULL;
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;
	if (sqlite3_open_v2(path_z, &target, flags, NULL) != SQLITE_OK)
		return fail_target(target, path, fault);
	sqlite3_exec(target, "PRAGMA synchronous=OFF; PRAGMA journal_mode=OFF", NULL, NULL, NULL);
	TRY(copy_pages(db, target, path, watch, fault));
	return stand_alone(target, path, fault);
}

/* A transaction is of the moment of its first read; without one, each step of the copy would be of
 * its own. */
static enum err fix_moment(struct db *db)
{
	CLEANUP(db_done) struct query q = db_query(db, S("SELECT count(*) FROM sqlite_schema"));
	return db_one(&q);
}

enum err db_copy(struct db *db, struct str path, const struct db_watch *watch, struct fault *fault)
{
	char path_z[4096];
	if (path.len >= sizeof path_z)
		return fault_set(fault, ERR_TOO_BIG, "a path is too long: %.*s",
				 STR_ARG(str_first(path, 100)));
	snprintf(path_z, sizeof path_z, "%.*s", STR_ARG(path));
	TRY(db_begin_reading(db));
	enum err err = fix_moment(db);
	if (!err)
		err = copy_into(db, path_z, path, watch, fault);
	db_rollback(db);
	return err;
}

struct rows_told {
	const struct db_damage *damage;
	const char *fmt; /* of the row's texts, as many as it has of %s */
	int told;
};

/* The text of a column; SQLite's own words, so plain. */
static const char *word(char **values, int count, int at)
{
	return at < count && values[at] ? values[at] : "?";
}

static int tell_row(void *self, int count, char **values, char **names)
{
	struct rows_told *rows = self;
	char text[400];
	(void)names;
	if (count == 1 && strcmp(word(values, count, 0), "ok") == 0)
		return 0;
	snprintf(text, sizeof text, rows->fmt, word(values, count, 0), word(values, count, 1),
		 word(values, count, 2));
	if (rows->told++ < rows->damage->limit)
		rows->damage->found(rows->damage->self, str_of(text));
	return 0;
}

/* A database so damaged that it cannot be read through is a finding too. */
static enum err ask(struct db *db, const struct db_damage *damage, const char *sql, const char *fmt)
{
	struct rows_told rows = { damage, fmt, 0 };
	int code = sqlite3_exec(db_handle(db), sql, tell_row, &rows, NULL);
	if ((code & 0xff) == SQLITE_CORRUPT || (code & 0xff) == SQLITE_NOTADB) {
		damage->found(damage->self, str_of(sqlite3_errmsg(db_handle(db))));
		return OK;
	}
	return code == SQLITE_OK ? OK : db_failed(db, code, sql);
}

enum err db_examine(struct db *db, const struct db_damage *damage)
{
	TRY(ask(db, damage, "PRAGMA integrity_check(100)", "%s"));
	return ask(db, damage,
		   "SELECT type, name FROM sqlite_schema WHERE type IN ('trigger', 'view')",
		   "a %s that no Broadside made: %s");
}

enum err db_examine_references(struct db *db, const struct db_damage *damage)
{
	return ask(db, damage,
		   "SELECT count(*), \"table\", parent FROM pragma_foreign_key_check "
		   "GROUP BY \"table\", parent ORDER BY \"table\", parent",
		   "%s rows of %s belong to a row of %s that is not there");
}
