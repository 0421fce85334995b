/* SPDX-License-Identifier: Apache-2.0 */
/* relate_choose.c: the nearest, each of them once, and not all of one day. */
#include "discover/relate_choose.h"

#include <math.h>
#include <stdlib.h>

#include "discover/shingle.h"

#define A_SHARED_TOPIC 0.05
#define MOST_TOPICS 3
#define SAME_SECTION 0.05
#define SAME_TIME 0.10
#define TIME_HALF_DAYS 365 /* after which half of that is left */
/* All of them together. */
#define FACTOR_MOST (1 + A_SHARED_TOPIC * MOST_TOPICS + SAME_SECTION + SAME_TIME)

#define LEAST_NEARNESS 0.02 /* below that two have nothing to do with each other */
#define TWIN_LIKENESS 0.5   /* as far as sketches tell */
#define SAME_DAY_COST 0.02  /* for each that is there already */
#define MOST_SAME_DAY 4
#define MORE_THAN_WANTED 8 /* so many stand behind those wanted, for the sake of other days */
#define DAY_MS 86400000

#define LIMIT_LINKS 128 /* of a story, that are looked at */

static size_t shared(const struct filed *a, const struct filed *b, enum index_link kind)
{
	size_t n = 0;
	for (size_t i = 0; i < a->links.count && i < LIMIT_LINKS; i++)
		for (size_t k = 0; k < b->links.count && k < LIMIT_LINKS; k++)
			n += a->links.ids[i] == b->links.ids[k] &&
			     a->links.ids[i] >> INDEX_LINK_SHIFT == kind;
	return n;
}

double filed_factor(const struct filed *a, const struct filed *b)
{
	size_t of_topics = shared(a, b, LINK_TOPIC);
	double days = fabs((double)(a->published_at.ms - b->published_at.ms)) / DAY_MS;
	return 1 + A_SHARED_TOPIC * (double)(of_topics < MOST_TOPICS ? of_topics : MOST_TOPICS) +
	       SAME_SECTION * (shared(a, b, LINK_SECTION) > 0) +
	       SAME_TIME * exp2(-days / TIME_HALF_DAYS);
}

bool are_twins(const struct related_row *a, const struct related_row *b)
{
	struct sketch x, y;
	if (a->sketch.len != sizeof x || b->sketch.len != sizeof y)
		return false;
	memcpy(&x, a->sketch.ptr, sizeof x);
	memcpy(&y, b->sketch.ptr, sizeof y);
	return sketch_likeness(&x, &y) >= TWIN_LIKENESS;
}

static int nearest_first(const void *a, const void *b)
{
	const struct contender *x = a, *y = b;
	if (x->nearness != y->nearness)
		return x->nearness < y->nearness ? 1 : -1;
	return (x->row->story.n < y->row->story.n) - (x->row->story.n > y->row->story.n);
}

void contenders_sort(struct contenders *contenders)
{
	if (contenders->count)
		qsort(contenders->items, contenders->count, sizeof *contenders->items,
		      nearest_first);
}

static uint16_t as_kept(double nearness)
{
	return (uint16_t)(65535 * nearness / FACTOR_MOST);
}

/* The nearest of whom none says nearly the same as another. */
static size_t gather_pool(const struct contenders *contenders, const struct contender **pool,
			  size_t limit)
{
	size_t count = 0;
	for (size_t i = 0; i < contenders->count && count < limit; i++) {
		const struct contender *one = &contenders->items[i];
		bool is_wanted = one->is_public && !one->is_twin && one->nearness >= LEAST_NEARNESS;
		for (size_t k = 0; k < count && is_wanted; k++)
			is_wanted = !are_twins(one->row, pool[k]->row);
		if (is_wanted)
			pool[count++] = one;
	}
	return count;
}

/* What the days of those taken before cost it. */
static double beside(const struct contender *one, const struct contender *const *taken,
		     size_t count)
{
	size_t same_day = 0;
	for (size_t i = 0; i < count && same_day < MOST_SAME_DAY; i++)
		same_day += llabs(one->published_at.ms - taken[i]->published_at.ms) < DAY_MS;
	return one->nearness * (1 - SAME_DAY_COST * (double)same_day);
}

size_t contenders_choose(const struct contenders *contenders, struct arena scratch,
			 struct related_story *out, size_t limit)
{
	size_t room = limit + MORE_THAN_WANTED;
	const struct contender **pool = arena_new(&scratch, const struct contender *, room);
	size_t count = gather_pool(contenders, pool, room), taken = 0;
	for (; taken < count && taken < limit; taken++) {
		size_t best = taken;
		double most = -1;
		for (size_t i = taken; i < count && i <= taken + MORE_THAN_WANTED; i++) {
			double here = beside(pool[i], pool, taken);
			if (here > most) {
				most = here;
				best = i;
			}
		}
		const struct contender *one = pool[best];
		memmove(&pool[taken + 1], &pool[taken], (best - taken) * sizeof(*pool));
		pool[taken] = one;
		out[taken] = (struct related_story){ one->row->story, as_kept(one->nearness) };
	}
	return taken;
}

static void take_out(struct related_row *row, story_id story)
{
	size_t kept = 0;
	for (size_t i = 0; i < row->count; i++)
		if (row->list[i].id.n != story.n)
			row->list[kept++] = row->list[i];
	row->count = kept;
}

/* Whether their list has one that says nearly what the story says. */
static bool has_twin(const struct contenders *contenders, const struct related_row *theirs)
{
	for (size_t i = 0; i < contenders->count; i++)
		for (size_t k = 0; k < theirs->count && contenders->items[i].is_twin; k++)
			if (theirs->list[k].id.n == contenders->items[i].row->story.n)
				return true;
	return false;
}

static void put_in(struct related_row *row, struct related_story one)
{
	size_t at = 0;
	while (at < row->count && row->list[at].nearness >= one.nearness)
		at++;
	if (at == RELATED_KEPT)
		return;
	if (row->count < RELATED_KEPT)
		row->count++;
	memmove(&row->list[at + 1], &row->list[at], (row->count - 1 - at) * sizeof one);
	row->list[at] = one;
}

bool contenders_enter(const struct contenders *contenders, const struct contender *whose,
		      story_id story, struct related_row *theirs)
{
	struct related_story one = { story, as_kept(whose->nearness) };
	struct related_row before = *theirs;
	bool is_wanted = !whose->is_twin && whose->nearness >= LEAST_NEARNESS;
	for (size_t i = 0; i < theirs->count && is_wanted; i++)
		if (theirs->list[i].id.n == story.n && theirs->list[i].nearness == one.nearness)
			return false;
	take_out(theirs, story);
	if (is_wanted && !has_twin(contenders, theirs))
		put_in(theirs, one);
	return before.count != theirs->count ||
	       memcmp(before.list, theirs->list, theirs->count * sizeof *theirs->list) != 0;
}
