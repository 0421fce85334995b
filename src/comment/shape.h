/* SPDX-License-Identifier: Apache-2.0 */
/*
 * shape.h: what a text looks like, in 64 bits, so that nearly the same text is known again.
 *
 * Sixteen minima of hashed words, four bits of each (b-bit minwise hashing; Li and König, WWW
 * 2010): of two texts about as many of the sixteen agree as the words they share, of all they have.
 * Case, digits, marks and addresses do not count: those are what a spammer's program changes.
 */
#pragma once
#include "base/base.h"

#define LEAST_SHAPE_WORDS 8 /* different ones; of fewer, many texts are alike by chance */

uint64_t text_shape(struct str text); /* 0: too short to say */
/* Nearly the same: at least four fifths of their words. Never when either is 0. */
bool shapes_are_near(uint64_t a, uint64_t b);
