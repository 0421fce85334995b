/* SPDX-License-Identifier: Apache-2.0 */
/* migrations.c: the numbered files, embedded, and the mark that tells our databases. */
#include "store/migrations.h"

#include "migrations.inc"

static const int64_t OUR_MARK = 0x42725364; /* "BrSd" */

int64_t migrations_newest(void)
{
	return COUNT_OF(migrations);
}

static enum err check_ours(const struct db_identity *is, struct fault *fault)
{
	bool is_new = is->mark == 0 && is->version == 0 && is->is_empty;
	if (is->mark != OUR_MARK && !is_new)
		return fault_set(fault, ERR_INVALID,
				 "the database is not a newspaper of this program");
	if (is->version > migrations_newest())
		return fault_set(fault, ERR_INVALID,
				 "the database is newer (%lld) than this program (%lld): use the "
				 "program that made it, or a later one",
				 (long long)is->version, (long long)migrations_newest());
	return OK;
}

static enum err run_missing(struct db *db, struct arena scratch, struct fault *fault)
{
	struct db_identity is;
	TRY(db_identity(db, &is)); /* again: somebody may have been first */
	TRY(check_ours(&is, fault));
	for (int64_t i = is.version; i < migrations_newest(); i++)
		TRY(db_script(db, scratch, migrations[i]));
	return db_identify(db, OUR_MARK, migrations_newest());
}

enum err migrations_run(struct db *db, struct arena scratch, struct fault *fault)
{
	struct db_identity is;
	TRY(db_identity(db, &is));
	TRY(check_ours(&is, fault));
	if (is.version == migrations_newest())
		return OK;
	TRY(db_begin(db));
	enum err err = run_missing(db, scratch, fault);
	if (!err)
		err = db_commit(db);
	if (err)
		db_rollback(db);
	return err;
}

enum err migrations_check(struct db *db, struct fault *fault)
{
	struct db_identity is;
	TRY(db_identity(db, &is));
	TRY(check_ours(&is, fault));
	if (is.version < migrations_newest())
		return fault_set(fault, ERR_INVALID,
				 "the database is older (%lld) than this program (%lld): whatever "
				 "opens it for writing brings it up to date",
				 (long long)is.version, (long long)migrations_newest());
	return OK;
}
