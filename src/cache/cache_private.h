/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cache_private.h: how a page lies in memory, and the three tables over the pages.
 *
 * One block a page: the struct, its stands (one for each fact, chained into a table of facts), then
 * its bytes. A page is filed (found by its key and facts, on one of two shelves) or dropped; its
 * memory goes when it is dropped and the last who sends it lets go.
 */
#pragma once
#include "cache/cache.h"

struct kept;

struct stand {
	uint64_t hash;
	struct span minds;
	struct stand *next, **at; /* in its bucket */
	struct kept *kept;
};

struct kept {
	struct kept_page page; /* first: a kept_page is a kept */
	struct page_cache *cache;
	uint32_t refs; /* of those who send it, and one while it is filed */
	bool is_filed, is_loved, is_lesser, is_doomed;
	uint64_t key_hash;
	int64_t sequence;
	size_t bytes;               /* all of its memory, codings too */
	struct kept *next, **at;    /* in its bucket */
	struct kept *newer, *older; /* on its shelf */
	struct kept *next_doomed;
	size_t stand_count;
	struct stand stands[];
};

/* The sequences at which facts were touched last. What has no room any more raises the floor. */
enum { RECENT_WAYS = 4 };
struct recent_entry {
	uint64_t hash;
	int64_t sequence; /* 0: free */
};
struct recent {
	struct recent_entry *entries;
	size_t sets;   /* a power of two; each of RECENT_WAYS entries */
	int64_t floor; /* of no fact it is known that it was untouched before */
};
void recent_add(struct recent *recent, uint64_t hash, int64_t sequence);
/* Whether the fact was, or may have been, touched after sequence. */
bool recent_is_after(const struct recent *recent, uint64_t hash, int64_t sequence);

/* Pages in the order they were last asked for. */
struct shelf {
	struct kept *newest, *oldest;
	size_t bytes, count;
};
struct shelves {
	struct shelf probation, loved, lesser;
	size_t loved_limit, lesser_limit; /* bytes */
	uint64_t *remembered; /* hashes of keys whose page was loved when it was dropped */
	size_t slots;         /* a power of two */
};
void shelve(struct shelves *shelves, struct kept *kept); /* a new page */
void unshelve(struct shelves *shelves, struct kept *kept);
void shelf_asked(struct shelves *shelves, struct kept *kept);             /* it was found */
void shelf_grew(struct shelves *shelves, struct kept *kept, size_t more); /* a coding came to it */
void shelf_remember(struct shelves *shelves, const struct kept *kept);    /* before it is dropped */
/* Gives: whom to evict for a page, or for one of the lesser that are too many; NULL when all that
 * may go is being sent. */
struct kept *shelf_victim(struct shelves *shelves);
struct kept *shelf_lesser_victim(struct shelves *shelves);

struct page_cache {
	struct page_cache_limits limits;
	struct kept **by_key;
	size_t key_slots;
	struct stand **by_fact;
	size_t fact_slots;
	struct recent recent;
	struct shelves shelves;
	int64_t sequence;
	bool is_told;   /* how far it is told is known */
	bool is_closed; /* only its sums are left, for pages still being sent */
	size_t bytes, sending_bytes, sending;
	struct page_cache_stats stats;
};
