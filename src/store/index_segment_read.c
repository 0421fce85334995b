/* SPDX-License-Identifier: Apache-2.0 */
/* index_segment_read.c: segments, and all that is in one. */
#include "store/index_private.h"

enum err index_segments_read(struct store *store, struct arena *into, struct index_segments *out)
{
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT id, bytes, first, last FROM search_segment "
					       "ORDER BY first"));
	for (bool has_row = true;;) {
		TRY(db_next(&q, &has_row));
		if (!has_row)
			return OK;
		struct index_segment *segment = list_push(into, out);
		segment->id = db_i64(&q);
		segment->bytes = db_i64(&q);
		segment->first = (uint32_t)db_i64(&q);
		segment->last = (uint32_t)db_i64(&q);
	}
}

static void take_packed(struct arena *into, const struct index_segment *segment, struct str docs,
			struct str places, struct index_terms *out)
{
	struct packed_run run = packed_run_of(docs, places);
	struct packed_term term = { 0 };
	while (packed_next(&run, &term))
		*list_push(into, out) = (struct index_term){ str_dup(into, term.term), term.docs,
							     term.places, segment };
}

/* A long list's pieces follow one another: the later ones are put behind the first. */
static void take_part(struct arena *into, const struct index_term *part, int64_t number,
		      struct index_terms *out)
{
	if (number == 1 || !out->count) {
		*list_push(into, out) = *part;
		return;
	}
	struct index_term *first = &out->items[out->count - 1];
	first->docs = str_join(into, (struct str[]){ first->docs, part->docs }, 2, S(""));
	first->places = str_join(into, (struct str[]){ first->places, part->places }, 2, S(""));
}

enum err index_segment_read(struct store *store, struct arena *into,
			    const struct index_segment *segment, struct index_terms *out)
{
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT part, term, docs, places FROM search_run "
					       "WHERE segment = ?1 ORDER BY term, part"));
	db_put_i64(&q, segment->id);
	for (bool has_row = true;;) {
		TRY(db_next(&q, &has_row));
		if (!has_row)
			return OK;
		int64_t part = db_i64(&q);
		struct index_term row = { .term = db_bytes(&q, into), .segment = segment };
		row.docs = db_bytes(&q, into);
		row.places = db_bytes(&q, into);
		if (part)
			take_part(into, &row, part, out);
		else
			take_packed(into, segment, row.docs, row.places, out);
	}
}
