/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fact.h: what a page stood on, and what a write touched.
 *
 * A fact is a name: "story 41", "list section=3", "address /a/b/" (also when nothing was there),
 * "comments 41", "setting title". The store notes one for each read and one for each row or list
 * range a write changed. A page is valid until one of its facts is touched, or until `until`.
 *
 *   - a set holds each name once
 *   - names are made by the store's fact functions (store/facts.h) only, so that a read and a write
 *     that belong together spell the same
 */
#pragma once
#include "base/base.h"

struct fact {
	uint64_t hash; /* str_hash(name) */
	struct str name;
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
void fact_add(struct fact_set *set, struct str name); /* copies name; no-op if there */
void fact_until(struct fact_set *set, unix_ms at);    /* keeps the earlier; {0} is ignored */
bool fact_has(const struct fact_set *set, struct str name);
bool fact_sets_meet(const struct fact_set *a, const struct fact_set *b);
