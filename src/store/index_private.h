/* SPDX-License-Identifier: Apache-2.0 */
/*
 * index_private.h: writing the index, for the files that save stories.
 *
 * Within a transaction what is indexed is gathered in memory; index_flush() makes a segment of it
 * when the transaction commits, when there is much, and before anybody reads. Private to store/.
 */
#pragma once
#include "store/index.h"
#include "store/store_private.h"
#include "words/posting.h"

#define INDEX_DOC_RUN 1024              /* ids whose records lie in one row */
#define LIMIT_INDEX_POSTINGS (3u << 20) /* gathered; then a segment is made */
#define LIMIT_INDEX_SEGMENTS 8          /* neighbours of like size; then they are merged */
#define LIMIT_COMPACTED_BYTES ((int64_t)64 << 20) /* what index_compact() makes at most */
#define LIMIT_COMPACTED_STEP_BYTES (24 << 20)     /* and index_compact_some() */
#define LIMIT_MERGED_BYTES (1u << 20) /* segments larger than this are not merged any more */

struct index;

struct index_text {
	struct str headline, standfirst, body, bylines, topics, captions; /* plain */
	struct str language;
	unix_ms visible_at, published_at;
	const int64_t *sections, *people, *topic_ids;
	size_t section_count, person_count, topic_count;
};

/* Puts the story as it is now in the place of what was indexed before. */
enum err index_put(struct store *store, story_id id, const struct index_text *text) MUST_CHECK;
enum err index_set_times(struct store *store, story_id id, unix_ms visible_at,
			 unix_ms published_at) MUST_CHECK;

void index_note(struct store *store); /* what is read now is fleeting */
enum err index_flush(struct store *store) MUST_CHECK;
void index_forget(struct store *store); /* what was gathered and not flushed */
void index_close(struct index **index);
void index_kept_drop(struct store *store); /* when a transaction was undone */
void index_kept_close(struct store *store);

/* Indexes again what shows this name or caption. */
enum err index_renamed_person(struct store *store, person_id id) MUST_CHECK;
enum err index_renamed_topic(struct store *store, topic_id id) MUST_CHECK;
enum err index_renamed_media(struct store *store, media_id id) MUST_CHECK;
/* Indexes the story by its id, as its rows say. */
enum err index_story(struct store *store, const struct story *story) MUST_CHECK;
/* What is indexed of the story, as its rows say. Lives in store->work. */
enum err index_text_of(struct store *store, const struct story *story,
		       struct index_text *out) MUST_CHECK;
/* Makes the index of a site that was made before there was one. */
enum err index_build(struct store *store) MUST_CHECK;

/* A segment being written: terms must come in order. */
struct segment_writer {
	struct store *store;
	struct arena *arena;
	int64_t id, bytes;
	struct buf docs, places;
	char first_term[LIMIT_TERM_BYTES], last_term[LIMIT_TERM_BYTES];
	size_t first_len, last_len;
};
enum err segment_begin(struct segment_writer *writer, struct store *store, struct arena *arena,
		       uint32_t first, uint32_t last) MUST_CHECK;
enum err segment_put(struct segment_writer *writer, struct str term,
		     const struct posting_writer *list) MUST_CHECK;
enum err segment_end(struct segment_writer *writer) MUST_CHECK;

/* An entry of a row of part 0. at moves behind it; docs and places are views. */
struct packed_term {
	struct str term; /* views `room` */
	char room[LIMIT_TERM_BYTES];
	uint32_t stories;
	struct str docs, places;
};
struct packed_run {
	const uint8_t *at, *end, *places, *places_end;
};
struct packed_run packed_run_of(struct str docs, struct str places);
bool packed_next(struct packed_run *run, struct packed_term *term);

/* The segments in the order of their generations. */
struct index_segment {
	int64_t id, bytes;
	uint32_t first, last;
};
struct index_segments {
	struct index_segment *items;
	size_t count, cap;
};
enum err index_segments_read(struct store *store, struct arena *into,
			     struct index_segments *out) MUST_CHECK;
/* For whoever reads the index: as they are once what was gathered is in it. Only to be read. */
enum err index_segments_now(struct store *store, struct arena *into,
			    struct index_segments *out) MUST_CHECK;

/* All terms of a segment with their lists, added in order. */
struct index_term {
	struct str term, docs, places;
	const struct index_segment *segment;
};
struct index_terms {
	struct index_term *items;
	size_t count, cap;
};
enum err index_segment_read(struct store *store, struct arena *into,
			    const struct index_segment *segment,
			    struct index_terms *out) MUST_CHECK;

/* Records of stories, in a transaction, written by index_docs_flush(). */
enum err index_doc_change(struct store *store, story_id id, struct index_doc **out) MUST_CHECK;
enum err index_doc_link(struct store *store, story_id id, struct str links) MUST_CHECK;
enum err index_docs_flush(struct store *store) MUST_CHECK;
void index_records_take(struct str bytes, struct index_doc *out); /* INDEX_DOC_RUN at most */

enum err index_merge(struct store *store) MUST_CHECK; /* if there are many small segments */

struct doc_run {
	int64_t number;
	struct index_doc *docs;
	struct str *links;
};

struct index {
	struct lexicon *lexicon;
	struct arena arena; /* of what is gathered */
	struct arena_mark start;
	struct index_words *words; /* gathered terms and postings; NULL: nothing yet */
	struct {
		struct doc_run *items;
		size_t count, cap;
	} runs;
	struct index_totals totals;
	int64_t generation; /* of what is gathered */
	bool is_open, has_postings;
};
enum err index_open(struct store *store, struct index **out) MUST_CHECK; /* reads the state once */
enum err index_words_flush(struct store *store, struct index *index) MUST_CHECK;
