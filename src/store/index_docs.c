/* SPDX-License-Identifier: Apache-2.0 */
/*
 * index_docs.c: what a search asks of each story, by runs of ids.
 *
 * records: INDEX_DOC_RUN records of RECORD_BYTES, the lowest id first, numbers little-endian:
 * visible_at and published_at (64 bits), generation and length (32). links: packed numbers, as many
 * stories; of one that is not indexed: 0 0 0.
 */
#include <endian.h>

#include "store/index_private.h"

enum { RECORD_BYTES = 24 };

static inline uint64_t take_le(const char *at, int bytes)
{
	uint64_t n = 0;
	memcpy(&n, at, (size_t)bytes);
	return le64toh(n);
}

static void put_le(char *at, uint64_t n, int bytes)
{
	for (int i = 0; i < bytes; i++, n >>= 8)
		at[i] = (char)n;
}

void index_records_take(struct str bytes, struct index_doc *out)
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
	index_records_take(db_bytes_view(&q), run->docs);
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
