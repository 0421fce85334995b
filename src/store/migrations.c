/* SPDX-License-Identifier: Apache-2.0 */
/* migrations.c: the numbered files, embedded, and the mark that tells our databases. */
#include "store/migrations.h"

#include "desk_migrations.inc"
#include "migrations.inc"

static const int64_t OUR_MARK = 0x42725364; /* "BrSd" */

static const struct {
	const char *schema;
	const struct str *items;
	int64_t count;
} lists[] = {
	[MIGRATIONS_SITE] = { "main", migrations, COUNT_OF(migrations) },
	[MIGRATIONS_DESK] = { "desk", desk_migrations, COUNT_OF(desk_migrations) },
};

int64_t migrations_newest(enum migrations_of of)
{
	return lists[of].count;
}

static enum err check_ours(const struct db_identity *is, enum migrations_of of, struct fault *fault)
{
	bool is_new = is->mark == 0 && is->version == 0 && is->is_empty;
	if (is->mark != OUR_MARK && !is_new)
		return fault_set(fault, ERR_INVALID,
				 "the database is not a newspaper of this program");
	if (is->version > lists[of].count)
		return fault_set(fault, ERR_INVALID,
				 "the database is newer (%lld) than this program (%lld): use the "
				 "program that made it, or a later one",
				 (long long)is->version, (long long)lists[of].count);
	return OK;
}

static enum err run_missing(struct db *db, enum migrations_of of, int64_t last,
			    struct arena scratch, struct fault *fault)
{
	struct db_identity is;
	TRY(db_identity(db, lists[of].schema, &is)); /* again: somebody may have been first */
	TRY(check_ours(&is, of, fault));
	for (int64_t i = is.version; i < last; i++)
		TRY(db_script(db, scratch, lists[of].items[i]));
	return db_identify(db, lists[of].schema, OUR_MARK, last);
}

enum err migrations_run_to(struct db *db, enum migrations_of of, int64_t last, struct arena scratch,
			   struct fault *fault)
{
	struct db_identity is;
	TRY(db_identity(db, lists[of].schema, &is));
	TRY(check_ours(&is, of, fault));
	if (is.mark == OUR_MARK && is.version >= last)
		return OK;
	TRY(db_begin(db));
	enum err err = run_missing(db, of, last, scratch, fault);
	if (!err)
		err = db_commit(db);
	if (err)
		db_rollback(db);
	return err;
}

enum err migrations_run(struct db *db, enum migrations_of of, struct arena scratch,
			struct fault *fault)
{
	return migrations_run_to(db, of, lists[of].count, scratch, fault);
}

enum err migrations_check_ours(struct db *db, enum migrations_of of, struct fault *fault)
{
	struct db_identity is;
	TRY(db_identity(db, "main", &is));
	return check_ours(&is, of, fault);
}

enum err migrations_check(struct db *db, enum migrations_of of, struct fault *fault)
{
	struct db_identity is;
	TRY(db_identity(db, lists[of].schema, &is));
	TRY(check_ours(&is, of, fault));
	if (is.version < lists[of].count)
		return fault_set(fault, ERR_INVALID,
				 "the database is older (%lld) than this program (%lld): whatever "
				 "opens it for writing brings it up to date",
				 (long long)is.version, (long long)lists[of].count);
	return OK;
}
