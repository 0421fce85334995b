/* SPDX-License-Identifier: Apache-2.0 */
/* doc_set.h: a set of stories by their ids, as bits. */
#pragma once
#include "base/base.h"

struct doc_set {
	uint64_t *bits;
	uint32_t count; /* ids are below it */
};

static inline struct doc_set doc_set_in(struct arena *into, uint32_t count)
{
	return (struct doc_set){ arena_new(into, uint64_t, count / 64 + 1), count };
}
static inline bool doc_set_has(const struct doc_set *set, uint32_t doc)
{
	return doc < set->count && set->bits[doc / 64] >> doc % 64 & 1;
}
static inline void doc_set_add(struct doc_set *set, uint32_t doc)
{
	if (doc < set->count)
		set->bits[doc / 64] |= (uint64_t)1 << doc % 64;
}
static inline void doc_set_keep(struct doc_set *set, const struct doc_set *those)
{
	for (uint32_t i = 0; i <= set->count / 64; i++)
		set->bits[i] &= i <= those->count / 64 ? those->bits[i] : 0;
}
static inline void doc_set_join(struct doc_set *set, const struct doc_set *those)
{
	for (uint32_t i = 0; i <= set->count / 64 && i <= those->count / 64; i++)
		set->bits[i] |= those->bits[i];
}
static inline void doc_set_clear(struct doc_set *set)
{
	memset(set->bits, 0, (set->count / 64 + 1) * sizeof *set->bits);
}
static inline void doc_set_drop(struct doc_set *set, const struct doc_set *those)
{
	for (uint32_t i = 0; i <= set->count / 64 && i <= those->count / 64; i++)
		set->bits[i] &= ~those->bits[i];
}
static inline int64_t doc_set_size(const struct doc_set *set)
{
	int64_t size = 0;
	for (uint32_t i = 0; i <= set->count / 64; i++)
		size += __builtin_popcountll(set->bits[i]);
	return size;
}
/* The first of the set at doc or behind it; UINT32_MAX when there is none. */
static inline uint32_t doc_set_next(const struct doc_set *set, uint32_t doc)
{
	for (uint32_t i = doc / 64; i <= set->count / 64; i++) {
		uint64_t left = set->bits[i];
		if (i == doc / 64)
			left &= ~(uint64_t)0 << doc % 64;
		if (left)
			return i * 64 + (uint32_t)__builtin_ctzll(left);
	}
	return UINT32_MAX;
}
