/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fact.h: what a page stood on, and what a write touched.
 *
 * A fact is a name: "story 41", "list section=3", "address /a/b/" (also when nothing was there),
 * "comments 41", "setting title". The store notes one for each read and one for each row or list
 * range a write changed. A page is valid until one of its facts is touched, or until `until`.
 *
 * A fact may be touched in part. A list is touched at moments of publication, a count at what it
 * now is: a span of such values. And who notes one may say which values it does not mind: a list's
 * first ten stories those older than the tenth, "4 pages of ten" each count from 31 to 40.
 *
 *   - a set holds each name once
 *   - names are made by the store's fact functions (store/facts.h) only, so that a read and a write
 *     that belong together spell the same
 */
#pragma once
#include "base/base.h"

struct span {
	int64_t from, to; /* both within; from > to is no span: NO_SPAN */
};
#define NO_SPAN ((struct span){ 1, 0 })

struct fact {
	uint64_t hash; /* str_hash(name) */
	struct str name;
	struct span
		span; /* noted: what may be touched and the fact still stands (NO_SPAN: nothing);
			 touched: all that was touched of it (NO_SPAN: unknown, so everything) */
};

/* The same as they travel between processes and lie in caches: the hash stands for the name. Two
 * names of one hash drop a page too many, never one too few. */
struct fact_stand {
	uint64_t hash;
	struct span spared;
};
struct fact_touch {
	uint64_t hash;
	struct span touched;
	uint32_t kind; /* enum fact_kind, for counting */
};

struct fact_set {
	struct arena *arena;
	struct fact *items;
	size_t count, cap;
	uint32_t *slots; /* open addressing over items, index + 1; 0 is free */
	size_t slot_count;
	unix_ms until; /* the first moment at which time alone changes what was read; {0} never */
};

struct fact_set fact_set_in(struct arena *arena);
void fact_add(struct fact_set *set, struct str name); /* copies name; with NO_SPAN */
/* Notes a fact that stands whatever is touched within spared. Noted twice: within both. */
void fact_add_sparing(struct fact_set *set, struct str name, struct span spared);
/* Tells that a fact was touched within span. Touched twice: within the hull of both. */
void fact_add_touched(struct fact_set *set, struct str name, struct span span);
void fact_until(struct fact_set *set, unix_ms at); /* keeps the earlier; {0} is ignored */
bool fact_has(const struct fact_set *set, struct str name);

/* Whether what was touched ends what was noted; of one fact, or of any that both sets hold. */
bool span_ends(struct span spared, struct span touched);
bool fact_sets_meet(const struct fact_set *noted, const struct fact_set *touched);
