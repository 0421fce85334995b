/* SPDX-License-Identifier: Apache-2.0 */
/*
 * search.c: the index of words, on SQLite's FTS5. With migration 2, all that is of one engine.
 *
 * A row holds the plain words of a story that is or will be visible; whether it is now is asked of
 * the story when searching.
 */
#include "store/search_private.h"

#include "store/store_private.h"
#include "store/story_sql.h"

#define LIMIT_MATCH_BYTES (8u << 10)

static enum err drop_words(struct store *store, story_id id)
{
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("DELETE FROM search WHERE rowid = ?1"));
	db_put_i64(&q, id.n);
	return db_run(&q);
}

enum err search_index(struct store *store, story_id id, bool was_indexed,
		      const struct search_words *words)
{
	if (was_indexed)
		TRY(drop_words(store, id));
	if (!words)
		return OK;
	CLEANUP(db_done)
	struct query q = db_query(
		store->db,
		S("INSERT INTO search (rowid, headline, standfirst, body, bylines, topics) "
		  "VALUES (?1, ?2, ?3, ?4, ?5, ?6)"));
	db_put_i64(&q, id.n);
	db_put_str(&q, words->headline);
	db_put_str(&q, words->standfirst);
	db_put_str(&q, words->body);
	db_put_str(&q, words->bylines);
	db_put_str(&q, words->topics);
	return db_run(&q);
}

enum err search_index_unseen(struct store *store, story_id id, const struct search_words *words)
{
	CLEANUP(db_done)
	struct query old = db_query(store->db, S("DELETE FROM unseen_search WHERE rowid = ?1"));
	db_put_i64(&old, id.n);
	TRY(db_run(&old));
	if (!words)
		return OK;
	CLEANUP(db_done)
	struct query q =
		db_query(store->db, S("INSERT INTO unseen_search (rowid, headline, standfirst, "
				      "body) VALUES (?1, ?2, ?3, ?4)"));
	db_put_i64(&q, id.n);
	db_put_str(&q, words->headline);
	db_put_str(&q, words->standfirst);
	db_put_str(&q, words->body);
	return db_run(&q);
}

static enum err set_names(struct store *store, struct str sql, int64_t id)
{
	CLEANUP(db_done) struct query q = db_query(store->db, sql);
	db_put_i64(&q, id);
	return db_run(&q);
}

enum err search_renamed_person(struct store *store, person_id id)
{
	return set_names(store,
			 S("UPDATE search SET bylines = (SELECT group_concat(p.name, char(10)) "
			   "FROM story_byline b JOIN person p ON p.id = b.person WHERE b.story = "
			   "search.rowid) WHERE rowid IN (SELECT story FROM story_byline WHERE "
			   "person = ?1)"),
			 id.n);
}

enum err search_renamed_topic(struct store *store, topic_id id)
{
	return set_names(store,
			 S("UPDATE search SET topics = (SELECT group_concat(t.name, char(10)) "
			   "FROM story_topic l JOIN topic t ON t.id = l.topic WHERE l.story = "
			   "search.rowid AND t.internal = 0) WHERE rowid IN (SELECT story FROM "
			   "story_topic WHERE topic = ?1)"),
			 id.n);
}

struct str search_match_text(struct arena *into, const struct str *terms, size_t count,
			     bool all_terms)
{
	struct buf out = buf_in(into, LIMIT_MATCH_BYTES);
	for (size_t i = 0; i < count && !out.fault; i++) {
		size_t before = out.len;
		if (i)
			buf_put(&out, all_terms ? S(" AND ") : S(" OR "));
		buf_put_char(&out, '"');
		for (size_t k = 0; k < terms[i].len; k++) {
			char c = terms[i].ptr[k];
			buf_put(&out, c == '"' ? S("\"\"") : c ? str_sub(terms[i], k, 1) : S(" "));
		}
		buf_put_char(&out, '"');
		if (out.fault) {
			out.fault = OK;
			buf_truncate(&out, before);
			break;
		}
	}
	return buf_str(&out);
}

static enum err count_hits(struct store *store, struct str match, int64_t *out)
{
	CLEANUP(db_done)
	struct query q = db_query(
		store->db, S("SELECT count(*) FROM search JOIN story s ON s.id = search.rowid "
			     "WHERE search MATCH ?2 AND " STORY_IS_PUBLIC("s", "?1")));
	db_put_time(&q, store->now);
	db_put_str(&q, match);
	TRY(db_one(&q));
	*out = db_i64(&q);
	return OK;
}

/* Weights: headline, standfirst, body, bylines, topics. */
#define RANK "bm25(search, 8.0, 4.0, 1.0, 3.0, 4.0)"

static enum err read_hits(struct store *store, struct arena *into, struct str match, int64_t offset,
			  int64_t limit, struct search_hits *hits)
{
	size_t room = 0;
	CLEANUP(db_done)
	struct query q = db_query(
		store->db,
		S("SELECT s.id, " RANK " AS rank_of_it FROM search "
		  "JOIN story s ON s.id = search.rowid WHERE search MATCH ?2 AND " STORY_IS_PUBLIC(
			  "s", "?1") " ORDER BY rank_of_it, s.published_at "
				     "DESC, s.id DESC LIMIT ?3 OFFSET ?4"));
	db_put_time(&q, store->now);
	db_put_str(&q, match);
	db_put_i64(&q, limit);
	db_put_i64(&q, offset);
	for (bool has_row = true;;) {
		TRY(db_next(&q, &has_row));
		if (!has_row)
			return OK;
		if (hits->count == room) {
			size_t ids_room = room;
			hits->ids = list_grow(into, hits->ids, &ids_room, sizeof *hits->ids);
			hits->scores = list_grow(into, hits->scores, &room, sizeof *hits->scores);
		}
		hits->ids[hits->count].n = db_i64(&q);
		hits->scores[hits->count++] = -db_f64(&q);
	}
}

enum err store_search(struct store *store, struct arena *into, const struct str *terms,
		      size_t term_count, bool all_terms, int64_t offset, int64_t limit,
		      struct search_hits *out)
{
	SCRATCH(store);
	struct search_hits hits = { 0 };
	if (store->notes)
		store->notes->is_fleeting = true;
	struct str match = search_match_text(&store->scratch, terms, term_count, all_terms);
	if (match.len) {
		TRY(count_hits(store, match, &hits.total));
		if (hits.total > offset)
			TRY(read_hits(store, into, match, offset, limit, &hits));
	}
	*out = hits;
	return OK;
}
