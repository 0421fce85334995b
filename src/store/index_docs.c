/* SPDX-License-Identifier: Apache-2.0 */
/*
 * index_docs.c: what a search asks of each story, by runs of ids.
 *
 * records: INDEX_DOC_RUN records of RECORD_BYTES, the lowest id first, numbers little-endian:
 * visible_at and published_at (64 bits), generation and length (32). links: packed numbers, as many
 * stories; of one that is not indexed: 0 0 0.
 */
#include <stdlib.h>

#include "store/index_private.h"

enum { RECORD_BYTES = 24 };
#define KEPT_BYTES ((size_t)512 << 20) /* of address space */

static uint64_t take_le(const char *at, int bytes)
{
	uint64_t n = 0;
	for (int i = bytes - 1; i >= 0; i--)
		n = n << 8 | (unsigned char)at[i];
	return n;
}

static void put_le(char *at, uint64_t n, int bytes)
{
	for (int i = 0; i < bytes; i++, n >>= 8)
		at[i] = (char)n;
}

static void take_records(struct str bytes, struct index_doc *out)
{
	size_t count = bytes.len / RECORD_BYTES;
	for (size_t i = 0; i < count && i < INDEX_DOC_RUN; i++) {
		const char *at = bytes.ptr + i * RECORD_BYTES;
		out[i] = (struct index_doc){
			.visible_at = unix_ms_of((int64_t)take_le(at, 8)),
			.published_at = unix_ms_of((int64_t)take_le(at + 8, 8)),
			.generation = (uint32_t)take_le(at + 16, 4),
			.length = (uint32_t)take_le(at + 20, 4),
		};
	}
}

static struct str put_records(struct arena *into, const struct index_doc *docs)
{
	size_t len = (size_t)RECORD_BYTES * INDEX_DOC_RUN;
	char *bytes = arena_bytes(into, len);
	for (size_t i = 0; i < INDEX_DOC_RUN; i++) {
		char *at = bytes + i * RECORD_BYTES;
		put_le(at, (uint64_t)docs[i].visible_at.ms, 8);
		put_le(at + 8, (uint64_t)docs[i].published_at.ms, 8);
		put_le(at + 16, docs[i].generation, 4);
		put_le(at + 20, docs[i].length, 4);
	}
	return (struct str){ bytes, len };
}

/* Cuts the links of one story off. */
static struct str take_links(const uint8_t **at, const uint8_t *end)
{
	const uint8_t *from = *at;
	uint32_t count, id;
	for (int kind = 0; kind < 3; kind++) {
		take_number(at, end, &count);
		for (uint32_t i = 0; i < count && take_number(at, end, &id); i++)
			;
	}
	return (struct str){ (const char *)from, (size_t)(*at - from) };
}

static void take_all_links(struct str bytes, struct str *out)
{
	const uint8_t *at = (const uint8_t *)bytes.ptr, *end = at + bytes.len;
	for (size_t i = 0; i < INDEX_DOC_RUN; i++)
		out[i] = take_links(&at, end);
}

static enum err read_run(struct store *store, struct arena *into, struct doc_run *run)
{
	CLEANUP(db_done)
	struct query q =
		db_query(store->db, S("SELECT records, links FROM search_doc WHERE id = ?1"));
	db_put_i64(&q, run->number + 1);
	enum err err = db_one(&q);
	if (err == ERR_NOT_FOUND)
		return OK;
	TRY(err);
	take_records(db_bytes(&q, into), run->docs);
	take_all_links(db_bytes(&q, into), run->links);
	return OK;
}

static enum err run_of(struct store *store, story_id id, struct doc_run **out)
{
	struct index *index;
	int64_t number = id.n / INDEX_DOC_RUN;
	TRY(index_open(store, &index));
	for (size_t i = index->runs.count; i-- > 0;) {
		if (index->runs.items[i].number == number) {
			*out = &index->runs.items[i];
			return OK;
		}
	}
	struct doc_run run = {
		.number = number,
		.docs = arena_new(&index->arena, struct index_doc, INDEX_DOC_RUN),
		.links = arena_new(&index->arena, struct str, INDEX_DOC_RUN),
	};
	TRY(read_run(store, &index->arena, &run));
	*out = list_push(&index->arena, &index->runs);
	**out = run;
	return OK;
}

enum err index_doc_change(struct store *store, story_id id, struct index_doc **out)
{
	struct doc_run *run;
	TRY(run_of(store, id, &run));
	*out = &run->docs[id.n % INDEX_DOC_RUN];
	return OK;
}

enum err index_doc_link(struct store *store, story_id id, struct str links)
{
	struct doc_run *run;
	TRY(run_of(store, id, &run));
	run->links[id.n % INDEX_DOC_RUN] = str_dup(&store->index->arena, links);
	return OK;
}

static enum err write_run(struct store *store, const struct doc_run *run)
{
	SCRATCH(store);
	struct buf links = buf_in(&store->scratch, LIMIT_POSTING_BYTES);
	for (size_t i = 0; i < INDEX_DOC_RUN; i++)
		buf_put(&links, run->links[i].len ? run->links[i] : S("\0\0\0"));
	TRY(links.fault);
	CLEANUP(db_done)
	struct query q = db_query(store->db,
				  S("INSERT INTO search_doc (id, records, links) VALUES (?1, ?2, "
				    "?3) ON CONFLICT (id) DO UPDATE SET records = ?2, links = ?3"));
	db_put_i64(&q, run->number + 1);
	db_put_bytes(&q, put_records(&store->scratch, run->docs));
	db_put_bytes(&q, buf_str(&links));
	return db_run(&q);
}

enum err index_docs_flush(struct store *store)
{
	for (size_t i = 0; i < store->index->runs.count; i++)
		TRY(write_run(store, &store->index->runs.items[i]));
	store->index->runs.count = store->index->runs.cap = 0;
	return OK;
}

static enum err newest_run(struct store *store, int64_t *runs)
{
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT coalesce(max(id), 0) FROM search_doc"));
	TRY(db_one(&q));
	*runs = db_i64(&q);
	return OK;
}

static enum err read_docs(struct store *store, struct arena *into, struct index_docs *out)
{
	int64_t runs;
	TRY(newest_run(store, &runs));
	struct index_docs docs = { .count = (uint32_t)(runs * INDEX_DOC_RUN) };
	docs.items = arena_new(into, struct index_doc, docs.count + 1);
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT id, records FROM search_doc ORDER BY id"));
	for (bool has_row = true;;) {
		SCRATCH(store);
		TRY(db_next(&q, &has_row));
		if (!has_row)
			break;
		int64_t number = db_i64(&q) - 1;
		if (number >= 0 && number < runs)
			take_records(db_bytes(&q, &store->scratch),
				     docs.items + number * INDEX_DOC_RUN);
	}
	*out = docs;
	return OK;
}

static enum err read_links(struct store *store, struct arena *into, uint32_t count,
			   struct str **out)
{
	struct str *links = arena_new(into, struct str, count + 1);
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT id, links FROM search_doc ORDER BY id"));
	for (bool has_row = true;;) {
		TRY(db_next(&q, &has_row));
		if (!has_row)
			break;
		int64_t number = db_i64(&q) - 1;
		if (number >= 0 && number < count / INDEX_DOC_RUN)
			take_all_links(db_bytes(&q, into), links + number * INDEX_DOC_RUN);
	}
	*out = links;
	return OK;
}

/* What the index was like when it was last read: each change of it counts the generations on, so
 * that their number tells whether it still is. */
struct index_kept {
	struct arena arena;
	struct arena_mark start;
	int64_t generation; /* -1: of none */
	struct index_docs docs;
	struct str *links; /* NULL: not read yet */
};

void index_kept_drop(struct store *store)
{
	if (store->kept)
		store->kept->generation = -1;
}

void index_kept_close(struct store *store)
{
	if (store->kept)
		arena_close(&store->kept->arena);
	free(store->kept);
	store->kept = NULL;
}

static enum err read_generation(struct store *store, int64_t *out)
{
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT generation FROM search_state WHERE id = 1"));
	TRY(db_one(&q));
	*out = db_i64(&q);
	return OK;
}

static enum err keep_docs(struct store *store)
{
	int64_t generation;
	TRY(read_generation(store, &generation));
	if (!store->kept) {
		store->kept = calloc(1, sizeof *store->kept);
		if (!store->kept)
			die("out of memory");
		store->kept->arena = arena_open(KEPT_BYTES);
		store->kept->start = arena_mark(&store->kept->arena);
		store->kept->generation = -1;
	}
	struct index_kept *kept = store->kept;
	if (kept->generation == generation)
		return OK;
	arena_reset(&kept->arena, kept->start);
	kept->generation = -1;
	kept->links = NULL;
	TRY(read_docs(store, &kept->arena, &kept->docs));
	kept->generation = generation;
	return OK;
}

enum err index_docs_read(struct store *store, struct arena *into, struct index_docs *out)
{
	index_note(store);
	TRY(index_flush(store));
	if (store->in_txn)
		return read_docs(store, into, out);
	TRY(keep_docs(store));
	*out = store->kept->docs;
	return OK;
}

enum err index_links_read(struct store *store, struct arena *into, struct str **out,
			  uint32_t *count)
{
	struct index_docs docs;
	TRY(index_docs_read(store, into, &docs));
	*count = docs.count;
	if (store->in_txn)
		return read_links(store, into, docs.count, out);
	struct index_kept *kept = store->kept;
	if (!kept->links)
		TRY(read_links(store, &kept->arena, docs.count, &kept->links));
	*out = kept->links;
	return OK;
}
