/* SPDX-License-Identifier: Apache-2.0 */
/* suggest.c: looks through the slugs, which are the names folded; there are few thousand. */
#include "store/suggest.h"

#include "store/index_private.h"
#include "store/listing.h"
#include "store/store_private.h"
#include "store/story_sql.h"

/* The list's kind, the table's name, and what else must hold of a row. */
#define NAMES_BEGINNING(list, table, also)                                                         \
	S("SELECT t.name, t.path FROM " table " t WHERE (t.slug LIKE ?2 || '%' OR t.slug LIKE "    \
	  "'%-' || ?2 || '%')" also " AND EXISTS (SELECT 1 FROM listing l WHERE l.list = " list    \
	  " AND l.target = t.id AND " STORY_IS_PUBLIC("l", "?1") ") ORDER BY (SELECT c.stories "   \
								 "FROM listing_count c WHERE "     \
								 "c.list = " list                  \
								 " AND c.target = t.id AND "       \
								 "c.scale = 0 AND c.span = 0) "    \
								 "DESC, t.id LIMIT ?3")

_Static_assert(LIST_TOPIC == 4 && LIST_AUTHOR == 6, "the lists named in the queries below");

static enum err names_beginning(struct store *store, struct arena *into, struct str sql,
				struct str beginning, int64_t limit, struct suggested_name **out,
				size_t *count)
{
	struct suggested_name *names = arena_new(into, struct suggested_name, (size_t)limit + 1);
	size_t n = 0;
	index_note(store);
	CLEANUP(db_done) struct query q = db_query(store->db, sql);
	db_put_time(&q, store->now);
	db_put_str(&q, beginning);
	db_put_i64(&q, limit);
	for (bool has_row = true;;) {
		TRY(db_next(&q, &has_row));
		if (!has_row || (int64_t)n == limit)
			break;
		names[n].name = db_str(&q, into);
		names[n++].path = db_str(&q, into);
	}
	*out = names;
	*count = n;
	return OK;
}

enum err store_topics_beginning(struct store *store, struct arena *into, struct str beginning,
				int64_t limit, struct suggested_name **out, size_t *count)
{
	return names_beginning(store, into, NAMES_BEGINNING("4", "topic", " AND t.internal = 0"),
			       beginning, limit, out, count);
}

enum err store_people_beginning(struct store *store, struct arena *into, struct str beginning,
				int64_t limit, struct suggested_name **out, size_t *count)
{
	return names_beginning(store, into, NAMES_BEGINNING("6", "person", ""), beginning, limit,
			       out, count);
}
