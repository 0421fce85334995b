/* SPDX-License-Identifier: Apache-2.0 */
/* posting.c: writing lists block by block, and walking through them. */
#include "words/posting.h"

void put_number(struct buf *out, uint32_t n)
{
	for (; n >= 128; n >>= 7)
		buf_put_char(out, (char)(n | 128));
	buf_put_char(out, (char)n);
}

struct posting_writer posting_writer_in(struct arena *arena)
{
	return (struct posting_writer){
		.docs = buf_in(arena, LIMIT_POSTING_BYTES),
		.places = buf_in(arena, LIMIT_POSTING_BYTES),
		.block_docs = buf_in(arena, 5 * POSTING_BLOCK),
		.block_weights = buf_in(arena, 6 * POSTING_BLOCK),
		.least_length = UINT32_MAX,
	};
}

void posting_writer_clear(struct posting_writer *w)
{
	buf_truncate(&w->docs, 0);
	buf_truncate(&w->places, 0);
	buf_truncate(&w->block_docs, 0);
	buf_truncate(&w->block_weights, 0);
	w->count = w->last_doc = w->block_last_doc = 0;
	w->block_count = w->block_places_at = w->most_weight = 0;
	w->least_length = UINT32_MAX;
}

static void end_block(struct posting_writer *w)
{
	if (!w->block_count)
		return;
	put_number(&w->docs, w->block_count);
	put_number(&w->docs, w->last_doc - w->block_last_doc);
	put_number(&w->docs, w->most_weight);
	put_number(&w->docs, w->least_length);
	put_number(&w->docs, (uint32_t)w->block_docs.len);
	put_number(&w->docs, (uint32_t)w->block_weights.len);
	put_number(&w->docs, (uint32_t)w->places.len - w->block_places_at);
	buf_put(&w->docs, buf_str(&w->block_docs));
	buf_put(&w->docs, buf_str(&w->block_weights));
	buf_truncate(&w->block_docs, 0);
	buf_truncate(&w->block_weights, 0);
	w->block_last_doc = w->last_doc;
	w->block_places_at = (uint32_t)w->places.len;
	w->block_count = w->most_weight = 0;
	w->least_length = UINT32_MAX;
}

void posting_add(struct posting_writer *w, const struct posting *posting, uint32_t length)
{
	bool is_usual = posting->fields == POSTING_USUAL_FIELDS;
	uint32_t weight = posting->weight < INT32_MAX ? posting->weight : INT32_MAX;
	BUG_IF(posting->doc <= w->last_doc);
	put_number(&w->block_docs, posting->doc - w->last_doc);
	put_number(&w->block_weights, weight * 2 + !is_usual);
	if (!is_usual)
		buf_put_char(&w->block_weights, (char)posting->fields);
	buf_put(&w->places, posting->places);
	w->last_doc = posting->doc;
	w->count++;
	if (weight > w->most_weight)
		w->most_weight = weight;
	if (length < w->least_length)
		w->least_length = length;
	if (++w->block_count == POSTING_BLOCK)
		end_block(w);
}

void posting_writer_end(struct posting_writer *w)
{
	end_block(w);
}

void posting_put_places(struct buf *out, const uint32_t *places, uint32_t count)
{
	uint32_t before = 0;
	put_number(out, count);
	for (uint32_t i = 0; i < count; i++) {
		put_number(out, places[i] - before);
		before = places[i];
	}
}

static void stop(struct posting_cursor *c)
{
	c->doc = POSTING_END;
	c->count = c->index = 0;
	c->at = c->end;
}

static void stop_broken(struct posting_cursor *c)
{
	c->is_broken = true;
	stop(c);
}

/* Reads the next block's head and stands before its first posting. False at the end. */
static bool next_block(struct posting_cursor *c)
{
	uint32_t span, docs, weights, places;
	if (c->at >= c->end) {
		stop(c);
		return false;
	}
	c->block_before = c->block_last;
	bool is_whole =
		take_number(&c->at, c->end, &c->count) && take_number(&c->at, c->end, &span) &&
		take_number(&c->at, c->end, &c->most_weight) &&
		take_number(&c->at, c->end, &c->least_length) &&
		take_number(&c->at, c->end, &docs) && take_number(&c->at, c->end, &weights) &&
		take_number(&c->at, c->end, &places);
	if (!is_whole || !c->count || c->count > POSTING_BLOCK || !span ||
	    span >= POSTING_END - c->block_before ||
	    (uint64_t)docs + weights > (uint64_t)(c->end - c->at)) {
		stop_broken(c);
		return false;
	}
	c->block_last = c->block_before + span;
	c->docs = c->at;
	c->weights = c->docs + docs;
	c->at = c->weights_end = c->weights + weights;
	c->places = c->places_next;
	c->places_next += places <= (size_t)(c->places_end - c->places) ? places : 0;
	c->index = c->place_index = 0;
	c->has_docs = c->has_weights = false;
	return true;
}

static bool read_docs(struct posting_cursor *c)
{
	const uint8_t *at = c->docs;
	uint32_t doc = c->block_before, delta;
	for (uint32_t i = 0; i < c->count; i++) {
		if (at < c->weights && *at < 128)
			delta = *at++;
		else if (!take_number(&at, c->weights, &delta))
			return false;
		if (!delta || delta > c->block_last - doc)
			return false;
		doc += delta;
		c->doc_of[i] = doc;
	}
	c->has_docs = true;
	return doc == c->block_last;
}

static void read_weights(struct posting_cursor *c)
{
	const uint8_t *at = c->weights;
	uint32_t n;
	c->has_weights = true;
	for (uint32_t i = 0; i < c->count; i++) {
		if (!take_number(&at, c->weights_end, &n))
			c->is_broken = true;
		c->weight_of[i] = n >> 1;
		c->fields_of[i] = POSTING_USUAL_FIELDS;
		if (n & 1)
			c->fields_of[i] = at < c->weights_end ? *at++ : 0;
	}
}

/* Stands at the posting c->index of a block whose head was read. */
static void settle(struct posting_cursor *c)
{
	if (!c->has_docs && !read_docs(c)) {
		stop_broken(c);
		return;
	}
	c->doc = c->doc_of[c->index];
}

void posting_open(struct posting_cursor *c, struct str docs, struct str places)
{
	c->doc = 0;
	c->is_broken = false;
	c->block_last = 0;
	c->at = (const uint8_t *)docs.ptr;
	c->end = c->at + docs.len;
	c->places_next = (const uint8_t *)places.ptr;
	c->places_end = c->places_next + places.len;
	if (next_block(c))
		settle(c);
}

void posting_next(struct posting_cursor *c)
{
	if (c->doc == POSTING_END)
		return;
	if (++c->index < c->count)
		c->doc = c->doc_of[c->index];
	else if (next_block(c))
		settle(c);
}

bool posting_reach(struct posting_cursor *c, uint32_t doc)
{
	while (c->block_last < doc || !c->count)
		if (!next_block(c))
			return false;
	return true;
}

void posting_seek(struct posting_cursor *c, uint32_t doc)
{
	if (c->doc == POSTING_END || !posting_reach(c, doc))
		return;
	if (!c->has_docs) {
		settle(c);
		if (c->doc == POSTING_END)
			return;
	}
	while (c->doc_of[c->index] < doc) /* the block's last is not below doc */
		c->index++;
	c->doc = c->doc_of[c->index];
}

uint32_t posting_weight(struct posting_cursor *c)
{
	if (!c->has_weights)
		read_weights(c);
	return c->weight_of[c->index];
}

uint8_t posting_fields(struct posting_cursor *c)
{
	if (!c->has_weights)
		read_weights(c);
	return c->fields_of[c->index];
}

static const uint64_t ONES = 0x0101010101010101u;

/* Moves behind count numbers: so many bytes that end one. Eight bytes at a time as long as not all
 * of their ends are wanted. */
static const uint8_t *skip_numbers(const uint8_t *at, const uint8_t *end, uint32_t count)
{
	while (end - at >= 8) {
		uint64_t bytes;
		memcpy(&bytes, at, sizeof bytes);
		uint32_t ends = (uint32_t)(((~bytes >> 7 & ONES) * ONES) >> 56);
		if (ends >= count)
			break;
		count -= ends;
		at += sizeof bytes;
	}
	while (count && at < end)
		count -= *at++ < 128;
	return at;
}

/* Moves behind one posting's places. */
static void skip_places(const uint8_t **at, const uint8_t *end)
{
	uint32_t count;
	if (take_number(at, end, &count))
		*at = skip_numbers(*at, end, count);
}

static void reach_places(struct posting_cursor *c)
{
	for (; c->place_index < c->index; c->place_index++)
		skip_places(&c->places, c->places_next);
}

struct str posting_places_on(struct posting_cursor *c)
{
	reach_places(c);
	return (struct str){ (const char *)c->places, (size_t)(c->places_next - c->places) };
}

struct str posting_places(struct posting_cursor *c)
{
	reach_places(c);
	const uint8_t *end = c->places;
	skip_places(&end, c->places_next);
	return (struct str){ (const char *)c->places, (size_t)(end - c->places) };
}

uint32_t posting_unpack(struct str places, uint32_t *out, uint32_t room)
{
	const uint8_t *at = (const uint8_t *)places.ptr, *end = at + places.len;
	uint32_t count, delta, place = 0, got = 0;
	take_number(&at, end, &count);
	while (got < count && got < room && take_number(&at, end, &delta)) {
		if (delta > UINT32_MAX - place)
			break;
		place += delta;
		out[got++] = place;
	}
	return got;
}
