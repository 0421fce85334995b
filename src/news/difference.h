/* SPDX-License-Identifier: Apache-2.0 */
/*
 * difference.h: what differs between two versions of a text, word by word.
 *
 * First by paragraphs, then by words within those that changed: the shortest script of removals and
 * additions (Myers, "An O(ND) Difference Algorithm and Its Variations", 1986). Where two texts have
 * so little in common that finding it costs too much (more than LIMIT_DIFFERENCE_STEPS changes in
 * one place), the one is shown removed and the other added, whole.
 *
 *   - the same and removed pieces joined are the old text, the same and added ones the new
 */
#pragma once
#include "base/base.h"

#define LIMIT_DIFFERENCE_STEPS 1200

enum piece_kind { PIECE_SAME, PIECE_REMOVED, PIECE_ADDED };

struct piece {
	enum piece_kind kind;
	struct str text; /* a view of either text; never empty */
};

struct difference {
	struct piece *items;
	size_t count, cap;
};

/* Paragraphs end with a newline. Takes: both texts live as long as the difference. */
struct difference difference_of(struct arena *into, struct str before, struct str after);
