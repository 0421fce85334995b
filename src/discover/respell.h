/* SPDX-License-Identifier: Apache-2.0 */
/*
 * respell.h: a query as the archive would spell it.
 *
 * A word that no public story has, or hardly any, is taken for a slip when the archive's own
 * vocabulary has a like one that many have: the fewest changes first (a letter more, less or
 * another, two neighbours swapped; two changes at most, one in a short word), then what most
 * stories have. Slips within the first letter are found by the second.
 *
 *   - what is proposed stands in a story that is public now
 */
#pragma once
#include "discover/query.h"
#include "discover/rank.h"

#define SEARCH_RARE 3   /* a word that so many public stories have is no slip */
#define LIMIT_RESPELT 6 /* words of a query looked at */

/* Gives: typed with other words put in; "" when there is nothing to propose. */
enum err respell(const struct rank_base *base, struct arena *into,
		 const struct query_tongue *tongue, struct str typed, struct str *out) MUST_CHECK;

/* Changes from a to b, counted up to most; most + 1 when there are more. At most LIMIT_WORD_BYTES
 * characters are compared. */
int respell_distance(struct str a, struct str b, int most);
