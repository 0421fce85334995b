/* SPDX-License-Identifier: Apache-2.0 */
#include "../cmocka_first.h"

#include "words/posting.h"

#define POSTINGS 1000

static uint64_t seed = 7;

static uint32_t pick(uint32_t below)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(seed >> 33) % below;
}

struct model {
	uint32_t doc, weight, length, places[3], place_count;
	uint8_t fields;
};

/* A list of count random postings, most of them near one another. */
static void make(struct arena *arena, struct model *model, size_t count, struct str *docs,
		 struct str *places)
{
	struct posting_writer writer = posting_writer_in(arena);
	uint32_t doc = 0;
	for (size_t i = 0; i < count; i++) {
		struct model *one = &model[i];
		doc += 1 + (pick(10) ? pick(5) : pick(100000));
		*one = (struct model){ .doc = doc,
				       .weight = 1 + pick(9),
				       .length = pick(3000),
				       .place_count = pick(4),
				       .fields =
					       pick(4) ? POSTING_USUAL_FIELDS : (uint8_t)pick(64) };
		struct buf packed = buf_in(arena, 64);
		for (uint32_t k = 0, at = 0; k < one->place_count; k++)
			one->places[k] = at += pick(300);
		posting_put_places(&packed, one->places, one->place_count);
		posting_add(&writer,
			    &(struct posting){ doc, one->weight, one->fields, buf_str(&packed) },
			    one->length);
	}
	posting_writer_end(&writer);
	assert_int_equal(writer.count, count);
	*docs = buf_str(&writer.docs);
	*places = buf_str(&writer.places);
}

static void check_one(struct posting_cursor *cursor, const struct model *model)
{
	uint32_t places[8];
	assert_int_equal(cursor->doc, model->doc);
	assert_int_equal(posting_weight(cursor), model->weight);
	assert_int_equal(posting_fields(cursor), model->fields);
	uint32_t count = posting_unpack(posting_places(cursor), places, COUNT_OF(places));
	assert_int_equal(count, model->place_count);
	assert_memory_equal(places, model->places, count * sizeof *places);
}

static void what_was_written_is_read(void **state)
{
	static struct model model[POSTINGS];
	static const size_t counts[] = { 0, 1, 127, 128, 129, POSTINGS };
	for (size_t n = 0; n < COUNT_OF(counts); n++) {
		struct str docs, places;
		struct posting_cursor cursor;
		make(*state, model, counts[n], &docs, &places);
		posting_open(&cursor, docs, places);
		for (size_t i = 0; i < counts[n]; i++, posting_next(&cursor))
			check_one(&cursor, &model[i]);
		assert_int_equal(cursor.doc, POSTING_END);
		assert_false(cursor.is_broken);
	}
}

static void seeking_finds_the_first_at_or_behind(void **state)
{
	static struct model model[POSTINGS];
	struct str docs, places;
	make(*state, model, POSTINGS, &docs, &places);
	for (int round = 0; round < 300; round++) {
		struct posting_cursor cursor;
		posting_open(&cursor, docs, places);
		size_t at = 0;
		for (uint32_t doc = pick(2000); at < POSTINGS; doc += pick(30000)) {
			while (at < POSTINGS && model[at].doc < doc)
				at++;
			if (pick(2) && at < POSTINGS && cursor.doc < doc)
				assert_true(posting_reach(&cursor, doc));
			if (cursor.doc < doc || pick(2))
				posting_seek(&cursor, doc);
			if (at < POSTINGS && cursor.doc >= doc)
				check_one(&cursor, &model[at]);
		}
		assert_int_equal(cursor.doc, POSTING_END);
	}
}

static void a_block_tells_the_most_it_holds(void **state)
{
	static struct model model[POSTINGS];
	struct str docs, places;
	struct posting_cursor cursor;
	make(*state, model, POSTINGS, &docs, &places);
	posting_open(&cursor, docs, places);
	for (size_t i = 0; i < POSTINGS; i++) {
		assert_true(posting_reach(&cursor, model[i].doc));
		assert_true(model[i].doc <= cursor.block_last);
		assert_true(model[i].weight <= cursor.most_weight);
		assert_true(model[i].length >= cursor.least_length);
	}
	assert_false(posting_reach(&cursor, model[POSTINGS - 1].doc + 1));
}

static void numbers_of_all_sizes_survive(void **state)
{
	static const uint32_t numbers[] = { 0, 1, 127, 128, 16383, 16384, UINT32_MAX };
	for (size_t i = 0; i < COUNT_OF(numbers); i++) {
		struct buf out = buf_in(*state, 16);
		put_number(&out, numbers[i]);
		const uint8_t *at = (const uint8_t *)out.ptr, *end = at + out.len;
		uint32_t n;
		assert_true(take_number(&at, end, &n));
		assert_true(n == numbers[i] && at == end);
		at = (const uint8_t *)out.ptr;
		assert_false(take_number(&at, end - 1, &n));
	}
	const uint8_t too_big[] = { 255, 255, 255, 255, 16 }, *at = too_big;
	uint32_t n;
	assert_false(take_number(&at, at + sizeof too_big, &n));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_written_is_read),
		cmocka_unit_test(seeking_finds_the_first_at_or_behind),
		cmocka_unit_test(a_block_tells_the_most_it_holds),
		cmocka_unit_test(numbers_of_all_sizes_survive),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
