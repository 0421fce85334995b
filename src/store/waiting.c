/* SPDX-License-Identifier: Apache-2.0 */
/* waiting.c: rows of (story, what). */
#include "store/waiting.h"

#include "store/store_private.h"

static enum err run(struct store *store, struct str sql, story_id story, struct str what)
{
	must_be_writing(store);
	CLEANUP(db_done) struct query q = db_query(store->db, sql);
	db_put_i64(&q, story.n);
	db_put_str(&q, what);
	return db_run(&q);
}

enum err store_waiting_add(struct store *store, story_id story, struct str what)
{
	return run(store,
		   S("INSERT INTO waiting (story, what) VALUES (?1, ?2) "
		     "ON CONFLICT (story, what) DO NOTHING"),
		   story, what);
}

enum err store_waiting_remove(struct store *store, story_id story, struct str what)
{
	return run(store, S("DELETE FROM waiting WHERE story = ?1 AND what = ?2"), story, what);
}

enum err store_waiting_scan(struct store *store, struct arena *into, story_id after, int64_t limit,
			    struct waiting **out, size_t *count)
{
	struct {
		struct waiting *items;
		size_t count, cap;
	} found = { 0 };
	CLEANUP(db_done)
	struct query q = db_query(
		store->db, S("SELECT story, what FROM waiting WHERE story > ?1 AND story <= "
			     "(SELECT coalesce(max(story), 0) FROM (SELECT story FROM waiting "
			     "WHERE story > ?1 ORDER BY story LIMIT ?2) some) "
			     "ORDER BY story, what"));
	db_put_i64(&q, after.n);
	db_put_i64(&q, limit);
	for (bool has_row = true;;) {
		TRY(db_next(&q, &has_row));
		if (!has_row)
			break;
		struct waiting *waiting = list_push(into, &found);
		waiting->story.n = db_i64(&q);
		waiting->what = db_str(&q, into);
	}
	*out = found.items;
	*count = found.count;
	return OK;
}
