/* SPDX-License-Identifier: Apache-2.0 */
/*
 * index_segment.c: terms in order, packed into rows of about ROW_BYTES; a list that is long by
 * itself gets rows of its own, cut between blocks.
 *
 * An entry of a packed row: bytes shared with the term before, bytes of its own and they, stories,
 * bytes of docs, bytes of places, docs. Places lie behind one another in the row's other column.
 */
#include "store/index_private.h"

#define ROW_BYTES (8u << 10)
#define LONG_BYTES (12u << 10) /* a list of so much stands alone */
#define PART_BYTES (48u << 10)

static enum err insert_run(struct segment_writer *w, struct str term, int64_t part,
			   uint32_t stories, struct str docs, struct str places)
{
	CLEANUP(db_done)
	struct query q = db_query(w->store->db,
				  S("INSERT INTO search_run (segment, term, part, stories, docs, "
				    "places) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"));
	db_put_i64(&q, w->id);
	db_put_bytes(&q, term);
	db_put_i64(&q, part);
	db_put_i64(&q, stories);
	db_put_bytes(&q, docs);
	db_put_bytes(&q, places);
	w->bytes += (int64_t)(term.len + docs.len + places.len);
	return db_run(&q);
}

enum err segment_begin(struct segment_writer *w, struct store *store, struct arena *arena,
		       uint32_t first, uint32_t last)
{
	*w = (struct segment_writer){ .store = store, .arena = arena };
	w->docs = buf_in(arena, ROW_BYTES + 2 * LONG_BYTES);
	w->places = buf_in(arena, ROW_BYTES + 2 * LONG_BYTES);
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("INSERT INTO search_segment (first, last, bytes) "
					       "VALUES (?1, ?2, 0) RETURNING id"));
	db_put_i64(&q, first);
	db_put_i64(&q, last);
	TRY(db_one(&q));
	w->id = db_i64(&q);
	return OK;
}

static enum err end_row(struct segment_writer *w)
{
	if (!w->docs.len)
		return OK;
	struct str first = { w->first_term, w->first_len };
	TRY(insert_run(w, first, 0, 0, buf_str(&w->docs), buf_str(&w->places)));
	buf_truncate(&w->docs, 0);
	buf_truncate(&w->places, 0);
	w->last_len = 0;
	return OK;
}

/* Bytes of the block at the start of docs, and of its places. */
static uint32_t block_bytes(struct str docs, uint32_t *places)
{
	const uint8_t *start = (const uint8_t *)docs.ptr, *at = start, *end = at + docs.len;
	uint32_t head[7];
	for (size_t i = 0; i < COUNT_OF(head); i++)
		BUG_IF(!take_number(&at, end, &head[i]));
	*places = head[6];
	return (uint32_t)(at - start) + head[4] + head[5];
}

static enum err put_long(struct segment_writer *w, struct str term,
			 const struct posting_writer *list)
{
	struct str docs = buf_str(&list->docs), places = buf_str(&list->places);
	TRY(end_row(w));
	for (int64_t part = 1; docs.len; part++) {
		size_t docs_len = 0, places_len = 0;
		while (docs_len < docs.len && docs_len + places_len < PART_BYTES) {
			uint32_t of_places;
			docs_len += block_bytes(str_from(docs, docs_len), &of_places);
			places_len += of_places;
		}
		TRY(insert_run(w, term, part, list->count, str_first(docs, docs_len),
			       str_first(places, places_len)));
		docs = str_from(docs, docs_len);
		places = str_from(places, places_len);
	}
	return OK;
}

static size_t shared_bytes(struct str a, struct str b)
{
	size_t n = 0;
	while (n < a.len && n < b.len && a.ptr[n] == b.ptr[n])
		n++;
	return n;
}

static void put_packed(struct segment_writer *w, struct str term, const struct posting_writer *list)
{
	size_t shared = shared_bytes((struct str){ w->last_term, w->last_len }, term);
	put_number(&w->docs, (uint32_t)shared);
	put_number(&w->docs, (uint32_t)(term.len - shared));
	buf_put(&w->docs, str_from(term, shared));
	put_number(&w->docs, list->count);
	put_number(&w->docs, (uint32_t)list->docs.len);
	put_number(&w->docs, (uint32_t)list->places.len);
	buf_put(&w->docs, buf_str(&list->docs));
	buf_put(&w->places, buf_str(&list->places));
	memcpy(w->last_term, term.ptr, term.len);
	w->last_len = term.len;
}

enum err segment_put(struct segment_writer *w, struct str term, const struct posting_writer *list)
{
	BUG_IF(term.len > LIMIT_TERM_BYTES);
	if (list->docs.len + list->places.len >= LONG_BYTES)
		return put_long(w, term, list);
	if (w->docs.len + w->places.len >= ROW_BYTES)
		TRY(end_row(w));
	if (!w->docs.len) {
		memcpy(w->first_term, term.ptr, term.len);
		w->first_len = term.len;
	}
	put_packed(w, term, list);
	return OK;
}

enum err segment_end(struct segment_writer *w)
{
	TRY(end_row(w));
	CLEANUP(db_done)
	struct query q =
		db_query(w->store->db, S("UPDATE search_segment SET bytes = ?1 WHERE id = ?2"));
	db_put_i64(&q, w->bytes);
	db_put_i64(&q, w->id);
	return db_run(&q);
}

struct packed_run packed_run_of(struct str docs, struct str places)
{
	const uint8_t *at = (const uint8_t *)docs.ptr, *of_places = (const uint8_t *)places.ptr;
	return (struct packed_run){ at, at + docs.len, of_places, of_places + places.len };
}

/* The term's bytes: what it shares with the one before stands in room already. */
static bool take_term(struct packed_run *run, struct packed_term *term)
{
	uint32_t shared, own;
	if (!take_number(&run->at, run->end, &shared) || !take_number(&run->at, run->end, &own) ||
	    shared > term->term.len || own > LIMIT_TERM_BYTES - shared ||
	    own > (size_t)(run->end - run->at))
		return false;
	memcpy(term->room + shared, run->at, own);
	run->at += own;
	term->term = (struct str){ term->room, shared + own };
	return true;
}

bool packed_next(struct packed_run *run, struct packed_term *term)
{
	uint32_t docs, places;
	if (!take_term(run, term) || !take_number(&run->at, run->end, &term->stories) ||
	    !take_number(&run->at, run->end, &docs) || !take_number(&run->at, run->end, &places) ||
	    docs > (size_t)(run->end - run->at))
		return false;
	term->docs = (struct str){ (const char *)run->at, docs };
	run->at += docs;
	size_t left = (size_t)(run->places_end - run->places);
	term->places = (struct str){ (const char *)run->places, places <= left ? places : 0 };
	run->places += term->places.len;
	return true;
}
