/* SPDX-License-Identifier: Apache-2.0 */
/* index_kept.c: the records and links of all stories, read at once and kept from one question to
 * the next. */
#include <stdlib.h>

#include "store/index_private.h"

#define KEPT_BYTES ((size_t)512 << 20) /* of address space */

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
		TRY(db_next(&q, &has_row));
		if (!has_row)
			break;
		int64_t number = db_i64(&q) - 1;
		if (number >= 0 && number < runs)
			index_records_take(db_bytes_view(&q), docs.items + number * INDEX_DOC_RUN);
	}
	*out = docs;
	return OK;
}

/* Links as they are read: one run of ids after the other. */
struct reading {
	uint32_t *starts, *ids;
	size_t doc, count, room;
};

/* The links of one story. Bytes that no index wrote end it early. */
static void take_links(struct reading *reading, const uint8_t **at, const uint8_t *end)
{
	uint32_t count, id;
	for (uint32_t kind = 0; kind < 3; kind++) {
		if (!take_number(at, end, &count))
			return;
		for (uint32_t i = 0; i < count && take_number(at, end, &id); i++)
			if (id <= INDEX_LINK_ID && reading->count < reading->room)
				reading->ids[reading->count++] = kind << INDEX_LINK_SHIFT | id;
	}
}

/* Up to `docs` stories; those that no row tells of have none. */
static void take_run(struct reading *reading, size_t from, struct str bytes, size_t docs)
{
	const uint8_t *at = (const uint8_t *)bytes.ptr, *end = at + bytes.len;
	while (reading->doc < from)
		reading->starts[reading->doc++] = (uint32_t)reading->count;
	for (size_t i = 0; i < INDEX_DOC_RUN && reading->doc < docs; i++) {
		reading->starts[reading->doc++] = (uint32_t)reading->count;
		take_links(reading, &at, end);
	}
}

/* No number takes less than a byte. */
static enum err count_link_bytes(struct store *store, size_t *out)
{
	CLEANUP(db_done)
	struct query q =
		db_query(store->db, S("SELECT coalesce(sum(length(links)), 0) FROM search_doc"));
	TRY(db_one(&q));
	*out = (size_t)db_i64(&q);
	return OK;
}

static enum err read_links(struct store *store, struct arena *into, uint32_t count,
			   struct index_links *out)
{
	struct reading reading = { 0 };
	TRY(count_link_bytes(store, &reading.room));
	reading.starts = arena_new(into, uint32_t, (size_t)count + 1);
	reading.ids = (uint32_t *)(void *)arena_bytes(into, reading.room * sizeof *reading.ids);
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT id, links FROM search_doc ORDER BY id"));
	for (bool has_row = true;;) {
		TRY(db_next(&q, &has_row));
		if (!has_row)
			break;
		int64_t number = db_i64(&q) - 1;
		if (number >= 0 && number < count / INDEX_DOC_RUN)
			take_run(&reading, (size_t)number * INDEX_DOC_RUN, db_bytes_view(&q),
				 count);
	}
	while (reading.doc <= count)
		reading.starts[reading.doc++] = (uint32_t)reading.count;
	*out = (struct index_links){ reading.starts, reading.ids, count };
	return OK;
}

/* What the index was like when it was last read: each change of it counts the generations on, so
 * that their number tells whether it still is. */
struct index_kept {
	struct arena arena;
	struct arena_mark start;
	int64_t generation; /* -1: of none */
	struct index_docs docs;
	struct index_segments segments;
	struct index_links links; /* starts NULL: not read yet */
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
	kept->links = (struct index_links){ 0 };
	kept->segments = (struct index_segments){ 0 };
	TRY(read_docs(store, &kept->arena, &kept->docs));
	TRY(index_segments_read(store, &kept->arena, &kept->segments));
	kept->generation = generation;
	return OK;
}

/* Within a transaction what it wrote itself is not kept: it may be undone. Until it has written
 * something, what is kept holds. */
static enum err is_kept(struct store *store, bool *out)
{
	int64_t generation;
	*out = true;
	if (!store->in_txn)
		return keep_docs(store);
	*out = false;
	if (!store->kept || store->kept->generation < 0)
		return OK;
	TRY(read_generation(store, &generation));
	*out = generation == store->kept->generation;
	return OK;
}

enum err index_docs_read(struct store *store, struct arena *into, struct index_docs *out)
{
	bool kept;
	index_note(store);
	TRY(index_flush(store));
	TRY(is_kept(store, &kept));
	if (!kept)
		return read_docs(store, into, out);
	*out = store->kept->docs;
	return OK;
}

enum err index_segments_now(struct store *store, struct arena *into, struct index_segments *out)
{
	bool kept;
	index_note(store);
	TRY(index_flush(store));
	TRY(is_kept(store, &kept));
	if (!kept)
		return index_segments_read(store, into, out);
	*out = store->kept->segments;
	return OK;
}

enum err index_links_read(struct store *store, struct arena *into, struct index_links *out)
{
	struct index_docs docs;
	bool kept;
	TRY(index_docs_read(store, into, &docs));
	TRY(is_kept(store, &kept));
	if (!kept)
		return read_links(store, into, docs.count, out);
	if (!store->kept->links.starts)
		TRY(read_links(store, &store->kept->arena, docs.count, &store->kept->links));
	*out = store->kept->links;
	return OK;
}
