/* fuzz: posting links: words base */
/* SPDX-License-Identifier: Apache-2.0 */
/* Property: a cursor over any bytes ends, gives documents that rise strictly and places that do not
 * fall; seeking gives the same documents as walking; what it gives, written anew, reads the same.
 */
#include "words/posting.h"

#define MOST 4096

static void check_places(struct posting_cursor *cursor)
{
	uint32_t places[64];
	uint32_t count = posting_unpack(posting_places(cursor), places, 64);
	for (uint32_t i = 1; i < count; i++)
		BUG_IF(places[i] < places[i - 1]);
}

static size_t walk(struct str docs, struct str places, struct posting *out)
{
	struct posting_cursor cursor;
	size_t count = 0;
	uint32_t before = 0;
	posting_open(&cursor, docs, places);
	for (; cursor.doc != POSTING_END && count < MOST; posting_next(&cursor)) {
		BUG_IF(cursor.doc <= before);
		before = cursor.doc;
		check_places(&cursor);
		out[count++] = (struct posting){ .doc = cursor.doc,
						 .weight = posting_weight(&cursor),
						 .fields = posting_fields(&cursor) };
	}
	return count;
}

static void check_seeking(struct str docs, struct str places, const struct posting *walked,
			  size_t count)
{
	struct posting_cursor cursor;
	posting_open(&cursor, docs, places);
	for (size_t i = 0; i < count; i += 3) {
		if (cursor.doc < walked[i].doc)
			posting_seek(&cursor, walked[i].doc);
		BUG_IF(cursor.doc != walked[i].doc || posting_weight(&cursor) != walked[i].weight);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct posting first[MOST], second[MOST];
	CLEANUP(arena_close) struct arena arena = arena_open(16u << 20);
	struct str_pair input = str_cut((struct str){ (const char *)data, size }, '|');
	size_t count = walk(input.head, input.tail, first);
	check_seeking(input.head, input.tail, first, count);
	struct posting_writer writer = posting_writer_in(&arena);
	for (size_t i = 0; i < count; i++)
		posting_add(&writer, &first[i], 1);
	posting_writer_end(&writer);
	BUG_IF(walk(buf_str(&writer.docs), S(""), second) != count);
	for (size_t i = 0; i < count; i++)
		BUG_IF(first[i].doc != second[i].doc || first[i].weight != second[i].weight ||
		       first[i].fields != second[i].fields);
	return 0;
}
