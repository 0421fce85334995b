/* SPDX-License-Identifier: Apache-2.0 */
/* ids.c: questions about many ids at once, in texts that both engines prepare once. */
#include <stdlib.h>

#include "store/store_private.h"

/* The lengths that lists of placeholders come in. */
static size_t room_for(size_t count)
{
	size_t room = 1;
	while (room < count)
		room *= 2;
	return room;
}

struct query query_ids(struct store *store, struct str sql, int first, size_t count)
{
	SCRATCH(store);
	BUG_IF(count > LIMIT_IDS_A_QUERY);
	struct str_pair parts = str_cut_str(sql, S("{ids}"));
	bool are_rows = !parts.found;
	if (are_rows)
		parts = str_cut_str(sql, S("{rows}"));
	BUG_IF(!parts.found);
	struct buf text = buf_in(&store->scratch, LIMIT_SQL_BYTES);
	buf_put(&text, parts.head);
	for (size_t i = 0; i < room_for(count); i++) {
		buf_put(&text, are_rows ? S("(?") : S("?"));
		buf_put_i64(&text, first + (int64_t)i + 1);
		buf_put(&text, are_rows ? S(")") : S(""));
		if (i + 1 < room_for(count))
			buf_put_char(&text, ',');
	}
	buf_put(&text, parts.tail);
	BUG_IF(text.fault);
	return db_query(store->db, buf_str(&text));
}

void put_ids(struct query *q, const int64_t *ids, size_t count)
{
	for (size_t i = 0; i < room_for(count); i++)
		db_put_i64(q, i < count ? ids[i] : 0);
}

static int by_number(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
	return (x > y) - (x < y);
}

size_t ids_unique(int64_t *ids, size_t count)
{
	size_t kept = 0;
	if (count)
		qsort(ids, count, sizeof *ids, by_number);
	for (size_t i = 0; i < count; i++)
		if (ids[i] && (kept == 0 || ids[kept - 1] != ids[i]))
			ids[kept++] = ids[i];
	return kept;
}

enum err find_id(struct store *store, struct str sql, struct str name, int64_t *out)
{
	CLEANUP(db_done) struct query q = db_query(store->db, sql);
	db_put_str(&q, name);
	TRY(db_one(&q));
	*out = db_i64(&q);
	return OK;
}
