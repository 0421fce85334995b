/* SPDX-License-Identifier: Apache-2.0 */
/*
 * text_features.h: what a comment looks like to the spam filter, as numbers.
 *
 * Words and pairs of neighbouring words, pieces of words (so that "v1agra" still looks familiar),
 * addresses by host and ending, the author's name, e-mail host and website, and signs of form: how
 * many links, capitals, digits, how long. Each is hashed to one of FEATURE_SPACE places ("feature
 * hashing"); what shares a place shares its weight, which is rare enough.
 *
 * Values are scaled so that a long text does not outweigh what it is written like: each family of
 * features (words, pieces, signs) has the same length whatever the text's.
 */
#pragma once
#include "base/base.h"

enum { FEATURE_BITS = 18, FEATURE_SPACE = 1 << FEATURE_BITS };
#define LIMIT_FEATURE_TEXT_BYTES 6000 /* of a text; the rest says no more */

struct spam_text {
	struct str author, email, url, text;
};

struct feature {
	uint32_t place; /* below FEATURE_SPACE */
	float value;
};

/* Each place at most once, in order. */
struct features {
	struct feature *items;
	size_t count;
	int links; /* in the text */
};

void features_of(struct arena *into, const struct spam_text *text, struct features *out);

/* Where a sign or a word has its place, for weights known beforehand: feature_place(S("w"),
 * S("casino")). */
uint32_t feature_place(struct str family, struct str name);
uint32_t feature_pair(struct str first, struct str second); /* of neighbouring words */
uint32_t feature_sign(const char *name, int step);
