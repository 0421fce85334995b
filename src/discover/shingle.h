/* SPDX-License-Identifier: Apache-2.0 */
/*
 * shingle.h: a text as the set of its runs of five words, and how alike two such sets are.
 *
 * Likeness is what two sets have in common among all that either has (A. Broder: On the resemblance
 * and containment of documents, 1997). Words are runs of letters and digits in small letters; in
 * scripts without spaces each character is one. Nothing is stemmed or left out: two texts are alike
 * when they are written alike.
 *
 * A sketch guesses that from 128 bytes: of 128 ways to order all shingles, each byte comes from the
 * first one of the text. It is the same in two sketches as often as the sets are alike, and by
 * chance one time in 256 (P. Li, A. Koenig: b-Bit Minwise Hashing, WWW 2010).
 *
 *   - a set holds each shingle once, in order; equal texts have equal sets and sketches, on any
 *     machine
 *   - a text of fewer than five words has none: it is like nothing, also not like itself
 */
#pragma once
#include "base/base.h"

#define SHINGLE_WORDS 5
#define SKETCH_BYTES 128
#define LIMIT_SHINGLES 200000 /* of a text; what follows in it is not compared */

struct shingles {
	uint64_t *items;
	size_t count;
};

/* text is plain UTF-8. */
struct shingles shingles_of(struct arena *into, struct str text);
double shingles_likeness(const struct shingles *a, const struct shingles *b); /* 0 to 1 */

/* The same in the order of the text, some more than once: enough for a sketch. */
struct shingles shingles_unsorted(struct arena *into, struct str text);

struct sketch {
	uint8_t bytes[SKETCH_BYTES]; /* all 0: of an empty set */
};
struct sketch sketch_of(const struct shingles *set);
/* Gives: about how alike the sets are; one time in twenty it is off by more than 0.09. */
double sketch_likeness(const struct sketch *a, const struct sketch *b);
