/* SPDX-License-Identifier: Apache-2.0 */
/* index_read.c: the lists of a term, segment by segment. */
#include "store/index_private.h"

static struct str key_of(char *room, char kind, struct str word)
{
	word = utf8_first(word, LIMIT_WORD_BYTES);
	room[0] = kind;
	memcpy(room + 1, word.ptr, word.len);
	return (struct str){ room, 1 + word.len };
}

static bool find_packed(struct str term, struct str docs, struct str places,
			struct packed_term *out)
{
	struct packed_run run = packed_run_of(docs, places);
	*out = (struct packed_term){ 0 };
	while (packed_next(&run, out)) {
		int order = str_cmp(out->term, term);
		if (order >= 0)
			return order == 0;
	}
	return false;
}

static bool take_packed(struct arena *into, struct str term, struct str docs, struct str places,
			struct index_list *out)
{
	struct packed_term at;
	if (!find_packed(term, docs, places, &at))
		return false;
	out->stories = at.stories;
	out->docs = str_dup(into, at.docs);
	out->places = str_dup(into, at.places);
	return true;
}

/* The rows that hold the term if any do: that with the greatest first term not above it. */
#define ROWS_OF_TERM                                                                               \
	" FROM search_run WHERE segment = ?1 AND term = (SELECT max(term) FROM search_run "        \
	"WHERE segment = ?1 AND term <= ?2) ORDER BY part"

/* The places of a long list: after its documents, so that either grows where it lies. */
static enum err read_places(struct store *store, struct arena *into, int64_t segment,
			    struct str term, struct str *out)
{
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT places FROM search_run WHERE segment = ?1 "
					       "AND term = ?2 AND part > 0 ORDER BY part"));
	struct buf places = buf_in(into, LIMIT_POSTING_BYTES);
	db_put_i64(&q, segment);
	db_put_bytes(&q, term);
	for (bool has_row = true;;) {
		TRY(db_next(&q, &has_row));
		if (!has_row)
			break;
		buf_put(&places, db_bytes_view(&q));
	}
	*out = buf_str(&places);
	return places.fault;
}

static enum err read_list(struct store *store, struct arena *into, int64_t segment, struct str term,
			  bool with_places, struct index_list *out, bool *is_there)
{
	CLEANUP(db_done)
	struct query q =
		db_query(store->db, S("SELECT part, stories, term, docs, places" ROWS_OF_TERM));
	struct buf docs = buf_in(into, LIMIT_POSTING_BYTES);
	db_put_i64(&q, segment);
	db_put_bytes(&q, term);
	*is_there = false;
	for (bool has_row = true;;) {
		TRY(db_next(&q, &has_row));
		if (!has_row)
			break;
		int64_t part = db_i64(&q);
		uint32_t stories = (uint32_t)db_i64(&q);
		struct str of = db_bytes_view(&q), row_docs = db_bytes_view(&q);
		if (!part) {
			struct str row_places = with_places ? db_bytes_view(&q) : S("");
			*is_there = take_packed(into, term, row_docs, row_places, out);
			return OK;
		}
		if (!str_eq(of, term))
			return OK;
		out->stories = stories;
		buf_put(&docs, row_docs);
		*is_there = true;
	}
	out->docs = buf_str(&docs);
	TRY(docs.fault);
	return with_places && *is_there ? read_places(store, into, segment, term, &out->places)
					: OK;
}

enum err index_lists(struct store *store, struct arena *into, char kind, struct str word,
		     bool with_places, struct index_list **out, size_t *count)
{
	char room[LIMIT_TERM_BYTES];
	struct str term = key_of(room, kind, word);
	struct index_segments segments = { 0 };
	TRY(index_segments_now(store, into, &segments));
	struct index_list *lists = arena_new(into, struct index_list, segments.count + 1);
	size_t n = 0;
	for (size_t i = 0; i < segments.count; i++) {
		const struct index_segment *segment = &segments.items[i];
		bool is_there;
		lists[n] = (struct index_list){ .first = segment->first, .last = segment->last };
		TRY(read_list(store, into, segment->id, term, with_places, &lists[n], &is_there));
		n += is_there;
	}
	*out = lists;
	*count = n;
	return OK;
}

/* What a segment says of the term; only of packed rows more is read than the number. */
static enum err count_in(struct store *store, int64_t segment, struct str term, uint32_t *out)
{
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT part, stories, term, docs" ROWS_OF_TERM));
	db_put_i64(&q, segment);
	db_put_bytes(&q, term);
	bool has_row;
	TRY(db_next(&q, &has_row));
	if (!has_row)
		return OK;
	bool is_packed = db_i64(&q) == 0;
	uint32_t stories = (uint32_t)db_i64(&q);
	struct str of = db_bytes_view(&q);
	struct packed_term found;
	if (!is_packed)
		*out += str_eq(of, term) ? stories : 0;
	else if (find_packed(term, db_bytes_view(&q), S(""), &found))
		*out += found.stories;
	return OK;
}

enum err index_stories(struct store *store, char kind, struct str word, uint32_t *out)
{
	WORK(store);
	char room[LIMIT_TERM_BYTES];
	struct str term = key_of(room, kind, word);
	struct index_segments segments = { 0 };
	*out = 0;
	TRY(index_segments_now(store, &store->work, &segments));
	for (size_t i = 0; i < segments.count; i++)
		TRY(count_in(store, segments.items[i].id, term, out));
	return OK;
}

enum err index_totals(struct store *store, struct index_totals *out)
{
	index_note(store);
	TRY(index_flush(store));
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT stories, length, languages FROM "
					       "search_state WHERE id = 1"));
	TRY(db_one(&q));
	out->stories = db_i64(&q);
	out->length = db_i64(&q);
	out->languages = db_i64(&q);
	return OK;
}

struct walk {
	void *self;
	enum err (*found)(void *self, struct str word, const struct index_list *list);
	struct str beginning; /* with the kind */
	struct index_list list;
};

static enum err walk_packed(struct walk *walk, struct str docs, struct str places)
{
	struct packed_run run = packed_run_of(docs, places);
	struct packed_term at = { 0 };
	while (packed_next(&run, &at)) {
		if (!str_starts(at.term, walk->beginning)) {
			if (str_cmp(at.term, walk->beginning) > 0)
				return OK;
			continue;
		}
		walk->list.stories = at.stories;
		walk->list.docs = at.docs;
		walk->list.places = at.places;
		TRY(walk->found(walk->self, str_from(at.term, 1), &walk->list));
	}
	return OK;
}

/* Each row that may hold terms with the beginning. A long list is not read: that there is one, and
 * of how many stories, is what is asked. */
static enum err walk_segment(struct store *store, struct walk *walk, int64_t segment,
			     struct str above)
{
	CLEANUP(db_done)
	struct query q = db_query(
		store->db,
		S("SELECT part, stories, term, docs FROM search_run WHERE segment = ?1 AND term >= "
		  "coalesce((SELECT max(term) FROM search_run WHERE segment = ?1 AND term <= ?2), "
		  "?2) AND term < ?3 AND part <= 1 ORDER BY term, part"));
	db_put_i64(&q, segment);
	db_put_bytes(&q, walk->beginning);
	db_put_bytes(&q, above);
	for (bool has_row = true;;) {
		TRY(db_next(&q, &has_row));
		if (!has_row)
			return OK;
		int64_t part = db_i64(&q);
		walk->list.stories = (uint32_t)db_i64(&q);
		struct str term = db_bytes_view(&q);
		walk->list.docs = walk->list.places = S("");
		if (!part)
			TRY(walk_packed(walk, db_bytes_view(&q), S("")));
		else if (str_starts(term, walk->beginning))
			TRY(walk->found(walk->self, str_from(term, 1), &walk->list));
	}
}

enum err index_terms(struct store *store, char kind, struct str beginning, void *self,
		     enum err (*found)(void *self, struct str word, const struct index_list *list))
{
	WORK(store);
	char room[LIMIT_TERM_BYTES], above[LIMIT_TERM_BYTES + 1];
	struct index_segments segments = { 0 };
	struct walk walk = { self, found, key_of(room, kind, beginning), { 0 } };
	memcpy(above, walk.beginning.ptr, walk.beginning.len);
	above[walk.beginning.len] = '\xFF'; /* above all that begins so: no word has this byte */
	TRY(index_segments_now(store, &store->work, &segments));
	for (size_t i = 0; i < segments.count; i++) {
		walk.list = (struct index_list){ .first = segments.items[i].first,
						 .last = segments.items[i].last };
		TRY(walk_segment(store, &walk, segments.items[i].id,
				 (struct str){ above, walk.beginning.len + 1 }));
	}
	return OK;
}

void index_note(struct store *store)
{
	if (store->notes)
		store->notes->is_fleeting = true;
}
