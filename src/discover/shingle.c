/* SPDX-License-Identifier: Apache-2.0 */
/* shingle.c: cutting words and hashing runs of them; minima of many orders at once. */
#include "discover/shingle.h"

#include <stdlib.h>
#include <unicase.h>
#include <unictype.h>

/* What makes one number of several: the finish of splitmix64 (G. Steele, D. Lea, C. Flood: Fast
 * Splittable Pseudorandom Number Generators, OOPSLA 2014). */
static uint64_t mix(uint64_t n)
{
	n = (n ^ n >> 30) * 0xbf58476d1ce4e5b9u;
	n = (n ^ n >> 27) * 0x94d049bb133111ebu;
	return n ^ n >> 31;
}

/* Words, one after the other, as numbers. */
struct cutter {
	struct str text;
	size_t at;
};

static bool is_word_by_itself(uint32_t c)
{
	return (c >= 0x0e00 && c < 0x1000) || (c >= 0x1000 && c < 0x10a0) || /* Thai to Burmese */
	       (c >= 0x1780 && c < 0x1800) || (c >= 0x3040 && c < 0x3100) || /* Khmer, kana */
	       (c >= 0x3400 && c < 0xa000) || (c >= 0xf900 && c < 0xfb00) || /* Han */
	       (c >= 0x20000 && c < 0x32000);
}

static bool is_letter(uint32_t c)
{
	return c < 0x80 ? char_is_alpha((char)c) || char_is_digit((char)c)
			: uc_is_alnum(c) || uc_is_general_category(c, UC_CATEGORY_M);
}

static uint32_t small(uint32_t c)
{
	return c < 0x80 ? (uint32_t)(c >= 'A' && c <= 'Z' ? c + 32 : c) : uc_tolower(c);
}

static bool next_word(struct cutter *cut, uint64_t *out)
{
	bool is_under_way = false;
	uint64_t word = 0;
	while (cut->at < cut->text.len) {
		uint32_t c;
		size_t len = utf8_decode(str_from(cut->text, cut->at), &c);
		bool is_alone = is_word_by_itself(c);
		bool goes_on = is_letter(c) && !is_alone;
		if (is_under_way && !goes_on)
			break;
		cut->at += len;
		if (is_alone) {
			*out = mix(c + 1);
			return true;
		}
		if (goes_on)
			word = mix(word ^ (small(c) + 1));
		is_under_way |= goes_on;
	}
	*out = word;
	return is_under_way;
}

static int by_number(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
	return (x > y) - (x < y);
}

static void make_distinct(struct shingles *set)
{
	size_t kept = 0;
	if (set->count)
		qsort(set->items, set->count, sizeof *set->items, by_number);
	for (size_t i = 0; i < set->count; i++)
		if (!kept || set->items[i] != set->items[kept - 1])
			set->items[kept++] = set->items[i];
	set->count = kept;
}

struct shingles shingles_unsorted(struct arena *into, struct str text)
{
	size_t room = text.len / 2 + 1; /* a word and what parts it from the next: two bytes */
	if (room > LIMIT_SHINGLES)
		room = LIMIT_SHINGLES;
	struct shingles set = { arena_new(into, uint64_t, room), 0 };
	struct cutter cut = { text, 0 };
	uint64_t last[SHINGLE_WORDS] = { 0 };
	uint64_t word;
	for (size_t n = 0; set.count < room && next_word(&cut, &word); n++) {
		uint64_t shingle = 0;
		memmove(last, last + 1, sizeof last - sizeof *last);
		last[SHINGLE_WORDS - 1] = word;
		if (n + 1 < SHINGLE_WORDS)
			continue;
		for (size_t i = 0; i < SHINGLE_WORDS; i++)
			shingle = mix(shingle + last[i]);
		set.items[set.count++] = shingle;
	}
	return set;
}

struct shingles shingles_of(struct arena *into, struct str text)
{
	struct shingles set = shingles_unsorted(into, text);
	make_distinct(&set);
	return set;
}

double shingles_likeness(const struct shingles *a, const struct shingles *b)
{
	size_t i = 0, k = 0, shared = 0;
	while (i < a->count && k < b->count) {
		uint64_t x = a->items[i], y = b->items[k];
		shared += x == y;
		i += x <= y;
		k += y <= x;
	}
	size_t all = a->count + b->count - shared;
	return all ? (double)shared / (double)all : 0;
}

/* Order n of all shingles is that of x * factor + term, for 32 bits of each. */
struct order {
	uint32_t factor, term;
};

struct sketch sketch_of(const struct shingles *set)
{
	int32_t least[SKETCH_BYTES]; /* signed, with which older machines compare faster */
	struct order orders[SKETCH_BYTES];
	struct sketch sketch = { 0 };
	for (uint32_t n = 0; n < SKETCH_BYTES; n++) {
		uint64_t seed = mix(n + 1);
		orders[n] = (struct order){ (uint32_t)seed | 1, (uint32_t)(seed >> 32) };
		least[n] = INT32_MAX;
	}
	for (size_t i = 0; i < set->count; i++) {
		uint32_t x = (uint32_t)set->items[i];
		for (size_t n = 0; n < SKETCH_BYTES; n++) {
			int32_t y = (int32_t)(x * orders[n].factor + orders[n].term);
			least[n] = y < least[n] ? y : least[n];
		}
	}
	for (size_t n = 0; set->count && n < SKETCH_BYTES; n++)
		sketch.bytes[n] = (uint8_t)(mix((uint32_t)least[n]) >> 56);
	return sketch;
}

static bool is_empty(const struct sketch *sketch)
{
	static const struct sketch none;
	return memcmp(sketch, &none, sizeof none) == 0;
}

double sketch_likeness(const struct sketch *a, const struct sketch *b)
{
	int same = 0;
	for (size_t n = 0; n < SKETCH_BYTES; n++)
		same += a->bytes[n] == b->bytes[n];
	if (is_empty(a) || is_empty(b))
		return 0;
	double likeness = ((double)same / SKETCH_BYTES - 1.0 / 256) / (1 - 1.0 / 256);
	return likeness > 0 ? likeness : 0;
}
