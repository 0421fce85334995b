/* SPDX-License-Identifier: Apache-2.0 */
/*
 * posting.h: in which texts a word stands, as bytes.
 *
 * A list of postings in the order of their documents, in blocks of POSTING_BLOCK. Each block says
 * first how far it reaches and what a posting in it can weigh at most, so that a search passes over
 * what cannot matter without reading it (S. Ding, T. Suel: Faster Top-k Document Retrieval Using
 * Block-Max Indexes, SIGIR 2011). The places of the word in each text lie in bytes of their own,
 * which only phrases and nearness ask for.
 *
 *   block  = count, last document - last of the block before, most weight, least length,
 *            bytes of documents, bytes of weights, bytes of places, documents, weights
 *   documents = each less the one before it; weights = weight * 2 + 1 and fields, or weight * 2
 * when fields is POSTING_USUAL_FIELDS; places = count, each less the one before it
 *
 * Numbers are LEB128, at most 32 bits.
 *
 *   - documents are above 0 and rise strictly
 *   - whatever the bytes are, a cursor ends, and gives documents that rise strictly; bytes that no
 *     writer wrote set is_broken
 */
#pragma once
#include "base/base.h"

#define POSTING_BLOCK 128
#define POSTING_END UINT32_MAX
#define POSTING_USUAL_FIELDS 4
#define LIMIT_POSTING_BYTES (1u << 30) /* of one list */

struct posting {
	uint32_t doc;
	uint32_t weight;   /* how often, each place counting as its field does */
	uint8_t fields;    /* bits: in which fields */
	struct str places; /* as packed; "" none kept */
};

/* Numbers. Reading past the end or above 32 bits gives false and 0. */
void put_number(struct buf *out, uint32_t n);
static inline bool take_number(const uint8_t **at, const uint8_t *end, uint32_t *n)
{
	uint32_t value = 0;
	*n = 0;
	for (int shift = 0; *at < end && shift < 35; shift += 7) {
		uint8_t byte = *(*at)++;
		if (shift == 28 && byte > 15)
			return false;
		value |= (uint32_t)(byte & 127) << shift;
		if (byte < 128) {
			*n = value;
			return true;
		}
	}
	return false;
}

struct posting_writer {
	struct buf docs, places; /* done when posting_writer_end() was called */
	uint32_t count, last_doc;
	struct buf block_docs, block_weights;
	uint32_t block_count, block_last_doc, block_places_at, most_weight, least_length;
};

struct posting_writer posting_writer_in(struct arena *arena);
void posting_writer_clear(struct posting_writer *writer); /* for the next list, in its memory */
/* length: of the document, as a search will measure it. */
void posting_add(struct posting_writer *writer, const struct posting *posting, uint32_t length);
void posting_writer_end(struct posting_writer *writer);
/* A place in a buffer of packed places: count first, then each place with the one before it. */
void posting_put_places(struct buf *out, const uint32_t *places, uint32_t count);

struct posting_cursor {
	uint32_t doc; /* where it stands; POSTING_END behind the last */
	bool is_broken;
	/* Of the block it stands in; docs may not be read yet (see posting_reach). */
	uint32_t block_last, most_weight, least_length;

	/* private */
	const uint8_t *at, *end; /* the next block */
	const uint8_t *docs, *weights, *weights_end;
	const uint8_t *places, *places_next, *places_end;
	uint32_t count, index, block_before;
	bool has_docs, has_weights;
	uint32_t place_index; /* whose places `places` points at */
	uint32_t doc_of[POSTING_BLOCK], weight_of[POSTING_BLOCK];
	uint8_t fields_of[POSTING_BLOCK];
};

/* Stands at the first posting. docs and places are what a writer wrote; places may be "". */
void posting_open(struct posting_cursor *cursor, struct str docs, struct str places);
void posting_next(struct posting_cursor *cursor);
/* To the first posting at doc or behind it. */
void posting_seek(struct posting_cursor *cursor, uint32_t doc);
/* Makes block_last, most_weight and least_length those of the block in which doc would stand,
 * without reading it; cursor->doc is not to be looked at before the next posting_seek(). Gives:
 * false when no block reaches that far. */
bool posting_reach(struct posting_cursor *cursor, uint32_t doc);
uint32_t posting_weight(struct posting_cursor *cursor);
uint8_t posting_fields(struct posting_cursor *cursor);
/* Packed places of the posting it stands at. */
struct str posting_places(struct posting_cursor *cursor);
/* The same without looking for their end: what follows them stands behind. */
struct str posting_places_on(struct posting_cursor *cursor);
/* Unpacks at most room of them, rising. Gives: how many. */
uint32_t posting_unpack(struct str places, uint32_t *out, uint32_t room);
