/* SPDX-License-Identifier: Apache-2.0 */
/* related.c: rows of what is near to each story. */
#include "store/related.h"

#include <stdlib.h>

#include "store/related_private.h"
#include "store/story_save.h"
#include "store/store_private.h"

#define BYTES_A_STORY 6
#define LOOKED_AT_ONCE 8 /* of a list, for readers: mostly that is enough */

static void take_list(struct str bytes, struct related_row *row)
{
	const uint8_t *at = (const uint8_t *)bytes.ptr;
	row->count = bytes.len / BYTES_A_STORY;
	if (row->count > RELATED_KEPT)
		row->count = RELATED_KEPT;
	for (size_t i = 0; i < row->count; i++, at += BYTES_A_STORY)
		row->list[i] = (struct related_story){
			.id.n = (int64_t)at[0] | (int64_t)at[1] << 8 | (int64_t)at[2] << 16 |
				(int64_t)at[3] << 24,
			.nearness = (uint16_t)(at[4] | at[5] << 8),
		};
}

static struct str pack_list(struct arena *into, const struct related_row *row)
{
	char *bytes = arena_bytes(into, sizeof row->list), *at = bytes;
	for (size_t i = 0; i < row->count; i++) {
		const struct related_story *one = &row->list[i];
		for (int shift = 0; shift < 32; shift += 8)
			*at++ = (char)(one->id.n >> shift & 255);
		*at++ = (char)(one->nearness & 255);
		*at++ = (char)(one->nearness >> 8);
	}
	return (struct str){ bytes, (size_t)(at - bytes) };
}

static int by_story(const void *a, const void *b)
{
	int64_t x = ((const struct related_row *)a)->story.n,
		y = ((const struct related_row *)b)->story.n;
	return (x > y) - (x < y);
}

enum err store_related_rows(struct store *store, struct arena *into, const story_id *ids,
			    size_t count, struct related_row **out, size_t *found)
{
	SCRATCH(store);
	struct related_row *rows = arena_new(into, struct related_row, count + 1);
	int64_t *wanted = arena_new(&store->scratch, int64_t, count + 1);
	size_t n = 0;
	for (size_t i = 0; i < count; i++)
		wanted[i] = ids[i].n;
	count = ids_unique(wanted, count);
	for (size_t at = 0; at < count; at += LIMIT_IDS_A_QUERY) {
		size_t some = count - at < LIMIT_IDS_A_QUERY ? count - at : LIMIT_IDS_A_QUERY;
		CLEANUP(db_done)
		struct query q = query_ids(store,
					   S("SELECT story, due, vector, sketch, list FROM "
					     "related WHERE story IN ({ids})"),
					   0, some);
		put_ids(&q, wanted + at, some);
		for (bool has_row = true;;) {
			TRY(db_next(&q, &has_row));
			if (!has_row)
				break;
			struct related_row *row = &rows[n++];
			row->story.n = db_i64(&q);
			row->due = (enum related_due)db_i64(&q);
			row->vector = db_bytes(&q, into);
			row->sketch = db_bytes(&q, into);
			take_list(db_bytes(&q, &store->scratch), row);
		}
	}
	if (n)
		qsort(rows, n, sizeof *rows, by_story);
	*out = rows;
	*found = n;
	return OK;
}

enum err store_related_due(struct store *store, struct arena *into, enum related_due due,
			   size_t limit, story_id **out, size_t *count)
{
	story_id *ids = arena_new(into, story_id, limit + 1);
	size_t n = 0;
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT story FROM related WHERE due > 0 AND due = "
					       "?1 ORDER BY story LIMIT ?2"));
	db_put_i64(&q, due);
	db_put_i64(&q, (int64_t)limit);
	for (bool has_row = true;;) {
		TRY(db_next(&q, &has_row));
		if (!has_row)
			break;
		ids[n++].n = db_i64(&q);
	}
	*out = ids;
	*count = n;
	return OK;
}

static size_t first_difference(const struct related_row *a, const struct related_row *b)
{
	size_t i = 0;
	while (i < a->count && i < b->count && a->list[i].id.n == b->list[i].id.n)
		i++;
	return i;
}

enum err store_related_put(struct store *store, const struct related_row *is,
			   const struct related_row *next)
{
	SCRATCH(store);
	must_be_writing(store);
	size_t from = first_difference(is, next);
	if (from < is->count || from < next->count)
		touch_at(store, FACT_RELATED, next->story.n,
			 (struct span){ (int64_t)from, INT64_MAX }, (unix_ms){ 0 });
	CLEANUP(db_done)
	struct query q = db_query(
		store->db, S("INSERT INTO related (story, due, vector, sketch, list) VALUES (?1, "
			     "?2, ?3, ?4, ?5) ON CONFLICT (story) DO UPDATE SET due = ?2, "
			     "vector = ?3, sketch = ?4, list = ?5"));
	db_put_i64(&q, next->story.n);
	db_put_i64(&q, next->due);
	db_put_bytes(&q, next->vector);
	db_put_bytes(&q, next->sketch);
	db_put_bytes(&q, pack_list(&store->scratch, next));
	return db_run(&q);
}

enum err related_make_due(struct store *store, story_id id, bool has_new_words)
{
	CLEANUP(db_done)
	struct query q = db_query(
		store->db, S("INSERT INTO related (story, due, vector, sketch, list) VALUES (?1, "
			     "2, '', '', '') ON CONFLICT (story) DO UPDATE SET due = CASE WHEN "
			     "due > ?2 THEN due ELSE ?2 END"));
	db_put_i64(&q, id.n);
	db_put_i64(&q, has_new_words ? RELATED_WORDS_DUE : RELATED_LIST_DUE);
	return db_run(&q);
}

/* A reader's list, as far as it was looked at. */
struct looking {
	const story_id *leave_out;
	size_t leave_out_count, limit;
	story_id *ids;
	size_t count;
	size_t looked_at;
};

static bool is_left_out(const struct looking *looking, story_id id)
{
	for (size_t i = 0; i < looking->leave_out_count; i++)
		if (looking->leave_out[i].n == id.n)
			return true;
	return false;
}

/* From when on readers see each; INT64_MAX for those they never do. */
static enum err read_seen(struct store *store, const struct related_story *list, size_t count,
			  unix_ms seen[LOOKED_AT_ONCE])
{
	int64_t ids[LOOKED_AT_ONCE];
	for (size_t i = 0; i < count; i++) {
		ids[i] = list[i].id.n;
		seen[i] = (unix_ms){ INT64_MAX };
	}
	CLEANUP(db_done)
	struct query q =
		query_ids(store,
			  S(WITH_IDS "SELECT s.id, s.visible_at FROM ids CROSS JOIN story s "
				     "WHERE s.id = wanted AND s.visible_at IS NOT NULL"),
			  0, count);
	put_ids(&q, ids, count);
	for (bool has_row = true;;) {
		TRY(db_next(&q, &has_row));
		if (!has_row)
			return OK;
		int64_t id = db_i64(&q);
		unix_ms visible_at = db_time(&q);
		for (size_t i = 0; i < count; i++)
			if (ids[i] == id)
				seen[i] = visible_at;
	}
}

static enum err look(struct store *store, const struct related_story *list, size_t count,
		     struct looking *looking)
{
	unix_ms seen[LOOKED_AT_ONCE];
	TRY(read_seen(store, list, count, seen));
	for (size_t i = 0; i < count && looking->count < looking->limit; i++) {
		looking->looked_at++;
		if (is_left_out(looking, list[i].id))
			continue;
		note_id(store, FACT_LIFE, list[i].id.n);
		if (seen[i].ms <= store->now.ms)
			looking->ids[looking->count++] = list[i].id;
		else if (seen[i].ms != INT64_MAX)
			note_until(store, seen[i]);
	}
	return OK;
}

/* What was found, as editors want it. */
struct wanted {
	struct related_story items[LIMIT_RELATED_PINS + RELATED_KEPT];
	int64_t places[LIMIT_RELATED_PINS + RELATED_KEPT]; /* in the list found; -1: pinned */
	size_t count, pins;
};

static void merge(const struct related_row *row, const struct related_picks *picks,
		  struct wanted *out)
{
	for (size_t i = 0; i < picks->pin_count; i++) {
		out->places[out->count] = -1;
		out->items[out->count++] = (struct related_story){ picks->pins[i], UINT16_MAX };
	}
	for (size_t i = 0; i < row->count; i++)
		if (!related_picks_has_pin(picks, row->list[i].id) &&
		    !related_picks_has_out(picks, row->list[i].id)) {
			out->places[out->count] = (int64_t)i;
			out->items[out->count++] = row->list[i];
		}
	out->pins = picks->pin_count;
}

static enum err read_wanted(struct store *store, story_id story, struct wanted *out)
{
	SCRATCH(store);
	struct related_row row = { 0 };
	struct related_picks picks;
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT list, picks FROM related WHERE story = ?1"));
	db_put_i64(&q, story.n);
	enum err err = db_one(&q);
	if (err)
		return err == ERR_NOT_FOUND ? OK : err;
	take_list(db_bytes(&q, &store->scratch), &row);
	related_picks_take(db_bytes(&q, &store->scratch), &picks);
	merge(&row, &picks, out);
	return OK;
}

static size_t pins_among(const struct wanted *wanted, const struct looking *looking)
{
	size_t n = 0;
	for (size_t i = 0; i < wanted->pins && n < looking->count; i++)
		n += looking->ids[n].n == wanted->items[i].id.n;
	return n;
}

enum err store_related(struct store *store, struct arena *into, story_id story,
		       const story_id *leave_out, size_t leave_out_count, size_t limit,
		       story_id **out, size_t *count, size_t *pinned)
{
	struct wanted wanted = { 0 };
	struct looking looking = { .leave_out = leave_out,
				   .leave_out_count = leave_out_count,
				   .limit = limit,
				   .ids = arena_new(into, story_id, limit + 1) };
	TRY(read_wanted(store, story, &wanted));
	while (looking.looked_at < wanted.count && looking.count < limit) {
		size_t left = wanted.count - looking.looked_at;
		TRY(look(store, wanted.items + looking.looked_at,
			 left < LOOKED_AT_ONCE ? left : LOOKED_AT_ONCE, &looking));
	}
	/* One that was too short minds what is added behind it. */
	int64_t last = looking.count < limit ? INT64_MAX
		       : looking.looked_at   ? wanted.places[looking.looked_at - 1]
					     : -1;
	note_within(store, FACT_RELATED, story.n, (struct span){ last < 0 ? -1 : 0, last });
	if (pinned)
		*pinned = pins_among(&wanted, &looking);
	*out = looking.ids;
	*count = looking.count;
	return OK;
}
