/* SPDX-License-Identifier: Apache-2.0 */
/* topic_find.c: the newsroom's list of topics. */
#include "news/slug.h"
#include "store/store_private.h"
#include "store/topic_alias.h"

/* ?1: what a key must hold, "" anything. */
#define IS_MEANT                                                                                   \
	"(?1 = '' OR t.slug LIKE '%' || ?1 || '%' OR EXISTS (SELECT 1 FROM topic_alias a WHERE "   \
	"a.topic = t.id AND a.key LIKE '%' || ?1 || '%'))"

static enum err count_all(struct store *store, struct str key, int64_t *total)
{
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT count(*) FROM topic t WHERE " IS_MEANT));
	db_put_str(&q, key);
	TRY(db_one(&q));
	*total = db_i64(&q);
	return OK;
}

enum err store_topic_find(struct store *store, struct arena *into, struct str words, int64_t offset,
			  int64_t limit, struct topic **out, size_t *count, int64_t *total)
{
	struct {
		struct topic *items;
		size_t count, cap;
	} all = { 0 };
	struct str key = slug_from_text(into, words);
	TRY(count_all(store, key, total));
	CLEANUP(db_done)
	struct query q = db_query(
		store->db, S("SELECT t.id, t.slug, t.name, t.path, t.internal, (SELECT count(*) "
			     "FROM story_topic s WHERE s.topic = t.id) AS stories FROM topic t "
			     "WHERE " IS_MEANT " ORDER BY stories DESC, t.name, t.id LIMIT ?2 "
			     "OFFSET ?3"));
	db_put_str(&q, key);
	db_put_i64(&q, limit);
	db_put_i64(&q, offset);
	for (bool has_row = true;;) {
		TRY(db_next(&q, &has_row));
		if (!has_row)
			break;
		struct topic *topic = list_push(into, &all);
		topic->id.n = db_i64(&q);
		topic->slug = db_str(&q, into);
		topic->name = db_str(&q, into);
		topic->path = db_str(&q, into);
		topic->internal = db_i64(&q) != 0;
		topic->story_count = db_i64(&q);
	}
	*out = all.items;
	*count = all.count;
	return OK;
}
