/* SPDX-License-Identifier: Apache-2.0 */
/*
 * shelf.c: which page goes when room is needed.
 *
 * Segmented LRU (Karedla, Love, Wherry: Caching strategies to improve disk system performance,
 * 1994): a page begins on probation and becomes loved when it is asked for again; the least lately
 * asked for of the loved go back on probation when those outgrow their share. Only what is on
 * probation is evicted. What was loved when a fact ended it is remembered, so that its successor
 * need not prove itself amid a flood.
 *
 * What says that there is nothing, or that it is elsewhere, is lesser: it has a small part of its
 * own, in which it pushes out its like and nothing else.
 */
#include "cache/cache_private.h"

/* Of pages that are being sent, how many are passed over in the search for one that is not. */
enum { LIMIT_PASSED_OVER = 64 };

static void put_newest(struct shelf *shelf, struct kept *kept)
{
	kept->newer = NULL;
	kept->older = shelf->newest;
	*(shelf->newest ? &shelf->newest->newer : &shelf->oldest) = kept;
	shelf->newest = kept;
	shelf->bytes += kept->bytes;
	shelf->count++;
}

static void take_off(struct shelf *shelf, struct kept *kept)
{
	*(kept->newer ? &kept->newer->older : &shelf->newest) = kept->older;
	*(kept->older ? &kept->older->newer : &shelf->oldest) = kept->newer;
	shelf->bytes -= kept->bytes;
	shelf->count--;
}

static struct shelf *shelf_of(struct shelves *shelves, const struct kept *kept)
{
	return kept->is_lesser  ? &shelves->lesser
	       : kept->is_loved ? &shelves->loved
				: &shelves->probation;
}

static void trim_loved(struct shelves *shelves)
{
	while (shelves->loved.bytes > shelves->loved_limit) {
		struct kept *kept = shelves->loved.oldest;
		take_off(&shelves->loved, kept);
		kept->is_loved = false;
		put_newest(&shelves->probation, kept);
	}
}

static uint64_t *slot_of(const struct shelves *shelves, const struct kept *kept)
{
	return &shelves->remembered[kept->key_hash & (shelves->slots - 1)];
}

void shelve(struct shelves *shelves, struct kept *kept)
{
	kept->is_loved = !kept->is_lesser && *slot_of(shelves, kept) == kept->key_hash;
	put_newest(shelf_of(shelves, kept), kept);
	trim_loved(shelves);
}

void unshelve(struct shelves *shelves, struct kept *kept)
{
	take_off(shelf_of(shelves, kept), kept);
}

void shelf_asked(struct shelves *shelves, struct kept *kept)
{
	take_off(shelf_of(shelves, kept), kept);
	kept->is_loved = !kept->is_lesser;
	put_newest(shelf_of(shelves, kept), kept);
	trim_loved(shelves);
}

void shelf_grew(struct shelves *shelves, struct kept *kept, size_t more)
{
	shelf_of(shelves, kept)->bytes += more;
	kept->bytes += more;
	trim_loved(shelves);
}

void shelf_remember(struct shelves *shelves, const struct kept *kept)
{
	if (kept->is_loved)
		*slot_of(shelves, kept) = kept->key_hash;
}

static struct kept *victim_on(struct shelf *shelf)
{
	for (int i = 0; i < LIMIT_PASSED_OVER && shelf->oldest; i++) {
		struct kept *kept = shelf->oldest;
		if (kept->refs == 1)
			return kept;
		take_off(shelf, kept);
		put_newest(shelf, kept);
	}
	return NULL;
}

struct kept *shelf_victim(struct shelves *shelves)
{
	struct kept *victim = victim_on(&shelves->probation);
	return victim ? victim : victim_on(&shelves->lesser);
}

struct kept *shelf_lesser_victim(struct shelves *shelves)
{
	return victim_on(&shelves->lesser);
}
