/* SPDX-License-Identifier: Apache-2.0 */
/* copy.c: databases by their files. What the rows mean is left to the files of the entities. */
#include "store/copy.h"

#include <stdio.h>

#include "os/os.h"
#include "store/migrations.h"
#include "store/store_private.h"

static void close_db(struct db **db)
{
	db_close(db);
}

enum err store_parts(struct arena *into, struct str site_folder, struct str database,
		     struct store_part out[LIMIT_STORE_PARTS], size_t *count, struct fault *fault)
{
	struct store_part site = { .name = S(STORE_SITE_FILE) };
	struct store_part desk = { S(STORE_DESK_FILE),
				   os_path_join(into, site_folder, S(STORE_DESK_FILE)) };
	size_t found = 0;
	TRY(store_database_path(into, site_folder, database, &site.path, fault));
	if (!os_exists(site.path))
		return fault_set(fault, ERR_NOT_FOUND, "no newspaper there: %.*s",
				 STR_ARG(site_folder));
	if (os_exists(desk.path))
		out[found++] = desk;
	out[found++] = site;
	*count = found;
	return OK;
}

/* Readers of a database make the files beside it that writers and they talk through, if they are
 * not there. Where none can be made and none is, nobody writes. */
bool store_is_still(struct str path)
{
	char log[4096];
	struct str_pair cut = str_cut_last(path, '/');
	snprintf(log, sizeof log, "%.*s-wal", STR_ARG(str_first(path, sizeof log - 5)));
	return !os_exists(str_of(log)) && !os_may_make_in(cut.found ? cut.head : S("."));
}

enum err store_open_to_read(struct str path, struct db **out, struct fault *fault)
{
	struct fault first = { 0 };
	enum err err = db_open(path, DB_READ, out, fault);
	if (!err || !store_is_still(path))
		return err;
	first = *fault;
	*fault = (struct fault){ 0 };
	err = db_open(path, DB_READ_STILL, out, fault);
	if (err)
		*fault = first;
	return err;
}

static enum err put_path(struct str path, enum err err, const struct fault *detail,
			 struct fault *fault)
{
	return err ? fault_set(fault, err, "%.*s: %.300s", STR_ARG(str_first(path, 160)),
			       detail->text)
		   : OK;
}

enum err store_copy(struct str from, struct str path, const struct db_watch *watch,
		    struct fault *fault)
{
	CLEANUP(close_db) struct db *db = NULL;
	struct fault detail = { 0 };
	TRY(os_write_secret_file(path, S(""), fault));
	TRY(put_path(from, store_open_to_read(from, &db, &detail), &detail, fault));
	enum err err = db_copy(db, path, watch, fault);
	return err && detail.err ? put_path(from, err, &detail, fault) : err;
}

void store_copy_remove(struct arena scratch, struct str path)
{
	static const char *const beside[] = { "", "-journal", "-wal", "-shm" };
	for (size_t i = 0; i < COUNT_OF(beside); i++) {
		struct str each = str_fmt(&scratch, "%.*s%s", STR_ARG(path), beside[i]);
		enum err err = os_remove_file(each);
		if (err && err != ERR_NOT_FOUND)
			log_warning("cannot take away %.*s: %s", STR_ARG(each), err_name(err));
	}
}

struct first_damage {
	struct fault *fault;
	struct str path;
};

static void note_first(void *self, struct str what)
{
	struct first_damage *first = self;
	fault_set(first->fault, ERR_INVALID, "%.*s is damaged: %.*s",
		  STR_ARG(str_first(first->path, 160)), STR_ARG(str_first(what, 200)));
}

enum err store_copy_verify(struct str name, struct str path, struct fault *fault)
{
	enum migrations_of of =
		str_eq(name, S(STORE_DESK_FILE)) ? MIGRATIONS_DESK : MIGRATIONS_SITE;
	CLEANUP(close_db) struct db *db = NULL;
	struct fault found = { 0 }, detail = { 0 };
	struct first_damage first = { &found, path };
	struct db_damage damage = { .self = &first, .found = note_first, .limit = 1 };
	TRY(put_path(path, db_open(path, DB_READ_STILL, &db, &detail), &detail, fault));
	TRY(put_path(path, migrations_check_ours(db, of, &detail), &detail, fault));
	TRY(put_path(path, db_examine(db, &damage), &detail, fault));
	return found.err ? fault_set(fault, found.err, "%s", found.text) : OK;
}

/* Originals of pictures are known since version 6. */
static enum err read_files(struct db *db, struct arena *into, struct str **out, size_t *count)
{
	struct {
		struct str *items;
		size_t count, cap;
	} files = { 0 };
	struct db_identity is;
	TRY(db_identity(db, "main", &is));
	CLEANUP(db_done)
	struct query q = db_query(
		db, is.version < 6
			    ? S("SELECT DISTINCT file FROM media WHERE file <> '' ORDER BY file")
			    : S("SELECT file FROM media WHERE file <> '' UNION SELECT "
				"'.originals/' || original FROM media WHERE original <> '' "
				"ORDER BY 1"));
	for (bool has_row = true;;) {
		TRY(db_next(&q, &has_row));
		if (!has_row)
			break;
		*list_push(into, &files) = db_str(&q, into);
	}
	*out = files.items;
	*count = files.count;
	return OK;
}

enum err store_copy_media(struct arena *into, struct str path, struct str **out, size_t *count,
			  struct fault *fault)
{
	CLEANUP(close_db) struct db *db = NULL;
	struct fault detail = { 0 };
	TRY(put_path(path, db_open(path, DB_READ_STILL, &db, &detail), &detail, fault));
	return put_path(path, read_files(db, into, out, count), &detail, fault);
}
