/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fact.h: what a page stood on, and what a write touched.
 *
 * A fact is a name: "story 41", "list section=3", "address /a/b/" (also when nothing was there),
 * "comments 41", "setting title". The store notes one for each read and one for each row or list
 * range a write changed. A page is valid until one of its facts is touched, or until `until`.
 *
 * A fact may be touched in part. A list is touched at moments of publication, a count at what it
 * now is: a span of such values. And who notes one may mind some values only: a list's first ten
 * stories whatever is published since the tenth, "4 pages of ten" each count but 31 to 40.
 *
 * What is scheduled is touched ahead of its time: a touch with a moment at which it is due.
 *
 *   - a set holds each name once
 *   - names are made by the store's fact functions (store/facts.h) only, so that a read and a write
 *     that belong together spell the same
 */
#pragma once
#include "base/base.h"

struct span {
	int64_t from, to; /* both within; from > to: all but what lies between them */
};
#define SPAN_ALL ((struct span){ INT64_MIN, INT64_MAX })

struct fact {
	uint64_t hash; /* str_hash(name) */
	struct str name;
	struct span span; /* noted: what it minds; touched: what was touched, from <= to */
	unix_ms due;      /* touched: when that shows; {0} now */
};

/* The same as they travel between processes and lie in caches: the hash stands for the name. Two
 * names of one hash drop a page too many, never one too few. */
struct fact_stand {
	uint64_t hash;
	struct span minds;
};
struct fact_touch {
	uint64_t hash;
	struct span touched;
	unix_ms due;
	uint32_t kind; /* enum fact_kind, for counting */
};

struct fact_set {
	struct arena *arena;
	struct fact *items;
	size_t count, cap;
	uint32_t *slots; /* open addressing over items, index + 1; 0 is free */
	size_t slot_count;
	unix_ms until; /* the first moment at which time alone changes what was read; {0} never */
	bool is_fleeting; /* stands on more than facts can tell: for this one answer only */
};

struct fact_set fact_set_in(struct arena *arena);
void fact_add(struct fact_set *set, struct str name); /* copies name; with SPAN_ALL, due now */
/* Notes a fact, or tells of one touched, within span. Twice: within both and what lies between; two
 * that are all but something leave out what both leave out. */
void fact_add_span(struct fact_set *set, struct str name, struct span span);
/* The same of what shows at a moment to come. Of several moments the earliest counts. */
void fact_add_due(struct fact_set *set, struct str name, struct span span, unix_ms due);
void fact_until(struct fact_set *set, unix_ms at); /* keeps the earlier; {0} is ignored */
bool fact_has(const struct fact_set *set, struct str name);

bool spans_meet(struct span minds, struct span touched);
/* Whether both sets hold a fact that was touched, now or later, where it is minded. */
bool fact_sets_meet(const struct fact_set *noted, const struct fact_set *touched);
