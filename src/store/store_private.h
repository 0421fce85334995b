/* SPDX-License-Identifier: Apache-2.0 */
/*
 * store_private.h: what the files of this folder share: the open store, its scratch memory, and
 * questions with many ids.
 */
#pragma once
#include "store/db.h"
#include "store/facts.h"
#include "store/memo.h"
#include "store/store.h"

struct section_link {
	int64_t id, parent;
};

struct store {
	struct db *db;
	enum store_mode mode;
	bool is_stuck; /* opened for writing where nothing can be written */
	unix_ms now;
	struct fault fault;
	struct fact_set *notes; /* NULL: reads are not noted */
	/* Workings, in two kinds. Each function leaves them as it found them. */
	struct arena scratch; /* for strings of the moment; never handed on as somebody's `into` */
	struct arena work;    /* for what saving reads first: may be handed on as `into` */

	bool in_txn, is_reading;
	struct memo memo;
	bool due_is_read; /* in what is being read; see story_next_due() */
	unix_ms due;
	struct {
		bool is_open, is_begun; /* begun: a transaction is under way for its parts */
	} group;
	bool touches_everything;
	struct arena touched_arena;
	struct arena_mark touched_start;
	struct fact_set touched;

	struct index *index;     /* what this transaction indexes; NULL before the first does */
	struct index_kept *kept; /* the index's records as last read; NULL before the first */
	struct lexicon *lexicon; /* for reading queries; NULL before the first */

	/* The tree of sections, read when first asked for; of this transaction, or, for reading, of
	 * the memo's sequence. */
	struct arena tree_arena;
	struct section_link *tree;
	size_t tree_count;
	bool tree_is_read;
};

struct scratch {
	struct store *store;
	struct arena_mark mark;
};

static inline void scratch_end(struct scratch *scratch)
{
	arena_reset(&scratch->store->scratch, scratch->mark);
}

static inline void work_end(struct scratch *scratch)
{
	arena_reset(&scratch->store->work, scratch->mark);
}
/* What this block takes from store->work, or from store->scratch, is gone at its end. */
#define WORK(s)                                                                                    \
	CLEANUP(work_end)                                                                          \
	struct scratch work_of_block __attribute__((unused)) = { s, arena_mark(&(s)->work) }
#define SCRATCH(s)                                                                                 \
	CLEANUP(scratch_end)                                                                       \
	struct scratch scratch_of_block __attribute__((unused)) = { s, arena_mark(&(s)->scratch) }

#define LIMIT_SQL_BYTES (64u << 10)
/* For what every page asks: "WITH_IDS SELECT ... FROM ids CROSS JOIN story s WHERE s.id = wanted".
 * The same as "s.id IN ({ids})", for which SQLite would make a table of its own first, which costs
 * more than the rows. In no promised order. */
#define WITH_IDS "WITH ids(wanted) AS (VALUES {rows}) "
/* A list of ids longer than this is asked for in several queries. */
#define LIMIT_IDS_A_QUERY 256

/* A query whose text has "{ids}" or "{rows}" once: there go count ids (at most LIMIT_IDS_A_QUERY)
 * as placeholders, "?1,?2" or "(?1),(?2)", after first other parameters. Lists are filled up with
 * zeros to one of a few lengths, so that few texts are prepared. */
struct query query_ids(struct store *store, struct str sql, int first, size_t count);
/* Binds them: next after the first parameters were put. */
void put_ids(struct query *q, const int64_t *ids, size_t count);

/* Sorts and drops doubles and zeros. Gives: how many remain. */
size_t ids_unique(int64_t *ids, size_t count);

/* Runs the query once with this one text parameter, for "which id has this name".
 * Fails: ERR_NOT_FOUND. */
enum err find_id(struct store *store, struct str sql, struct str name, int64_t *out) MUST_CHECK;

/* Where the database is: SITE/site.db, or what database ("" none) says. Fails: ERR_INVALID. */
enum err store_database_path(struct arena *into, struct str site_folder, struct str database,
			     struct str *out, struct fault *fault) MUST_CHECK;
/* For reading beside whoever writes, on a read-only disk too. What is noted of later trouble goes
 * into fault, which outlives it. */
bool store_is_still(struct str path); /* nobody can be writing to the database there */
enum err store_open_to_read(struct str path, struct db **out, struct fault *fault) MUST_CHECK;

enum err group_part_begin(struct store *store) MUST_CHECK;

enum err touched_newest(struct store *store, int64_t *out) MUST_CHECK;
enum err touched_write(struct store *store) MUST_CHECK; /* in a txn, at its end */

/* Until the end of the block nothing read is noted. */
struct unnoted {
	struct store *store;
	struct fact_set *notes;
};
static inline struct unnoted noting_stop(struct store *store)
{
	struct unnoted unnoted = { store, store->notes };
	store->notes = NULL;
	return unnoted;
}
static inline void noting_again(struct unnoted *unnoted)
{
	unnoted->store->notes = unnoted->notes;
}

void must_be_writing(const struct store *store); /* BUG outside a transaction */
