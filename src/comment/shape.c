/* SPDX-License-Identifier: Apache-2.0 */
/* shape.c: minwise hashing of a text's words. */
#include "comment/shape.h"

enum { MINIMA = 16, BITS = 4, LEAST_ALIKE = 13 };

static uint64_t mix(uint64_t h, uint64_t by)
{
	h = (h ^ by) * 0x9E3779B97F4A7C15u;
	h ^= h >> 29;
	h *= 0xBF58476D1CE4E5B9u;
	return h ^ h >> 32;
}

static bool is_word_byte(char c)
{
	return char_is_alpha(c) || (unsigned char)c >= 0x80;
}

/* The next word's hash; false at the end. What runs into dots or slashes is an address: passed. */
static bool next_word(struct str *rest, uint64_t *out)
{
	while (rest->len) {
		size_t len = 0;
		uint64_t hash = 0xCBF29CE484222325u;
		bool is_address = false;
		while (len < rest->len && !char_is_space(rest->ptr[len])) {
			char c = rest->ptr[len++];
			if (is_word_byte(c))
				hash = (hash ^ (unsigned char)char_lower(c)) * 0x100000001B3u;
			is_address |= (c == '/' || c == '@' || c == '.') && len < rest->len &&
				      is_word_byte(rest->ptr[len]);
		}
		*rest = str_from(*rest, len ? len : 1);
		*out = hash;
		if (len && !is_address && hash != 0xCBF29CE484222325u)
			return true;
	}
	return false;
}

uint64_t text_shape(struct str text)
{
	uint64_t minima[MINIMA], word, seen = 0, shape = 0;
	memset(minima, 0xFF, sizeof minima);
	while (next_word(&text, &word)) {
		seen |= (uint64_t)1
			<< (mix(word, 0) & 63); /* never more bits than different words */
		for (unsigned i = 0; i < MINIMA; i++) {
			uint64_t hash = mix(word, i + 1);
			if (hash < minima[i])
				minima[i] = hash;
		}
	}
	for (unsigned i = 0; i < MINIMA; i++)
		shape |= (minima[i] & ((1u << BITS) - 1)) << (i * BITS);
	if (__builtin_popcountll(seen) < LEAST_SHAPE_WORDS)
		return 0;
	return shape ? shape : 1;
}

bool shapes_are_near(uint64_t a, uint64_t b)
{
	int alike = 0;
	if (!a || !b)
		return false;
	for (uint64_t differs = a ^ b, i = 0; i < MINIMA; i++, differs >>= BITS)
		alike += (differs & ((1u << BITS) - 1)) == 0;
	return alike >= LEAST_ALIKE;
}
