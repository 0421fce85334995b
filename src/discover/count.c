/* SPDX-License-Identifier: Apache-2.0 */
/* count.c: how many of what was found are of each section, topic, author and year. All of them are
 * looked at, which may be the whole archive: so each is a few additions. */
#include "discover/filter.h"
#include "os/zone.h"

#define LIMIT_COUNTED_ID (1u << 24) /* no row has such a number */

/* Counts by small numbers: an array that grows to the highest. */
struct counted {
	uint32_t stories, last_doc; /* last_doc: nothing counts twice for a story */
};
struct tally {
	struct counted *items;
	size_t room;
};

static void grow(struct arena *into, struct tally *tally, uint32_t id)
{
	while (id >= tally->room)
		tally->items = list_grow(into, tally->items, &tally->room, sizeof *tally->items);
}

static inline void add(struct arena *into, struct tally *tally, uint32_t id, uint32_t doc)
{
	if (id >= tally->room) {
		if (id >= LIMIT_COUNTED_ID)
			return;
		grow(into, tally, id);
	}
	struct counted *counted = &tally->items[id];
	counted->stories += counted->last_doc != doc;
	counted->last_doc = doc;
}

/* The section above each, by id; 0 none. */
struct parents {
	uint32_t *of;
	size_t room;
};

/* A story counts for its sections and for those above them. */
static void count_above(struct arena *into, const struct parents *parents, uint32_t id,
			uint32_t doc, struct tally *tally)
{
	for (int steps = 0; id < parents->room && parents->of[id] && steps < 64; steps++) {
		id = parents->of[id];
		add(into, tally, id, doc);
	}
}

static void count_links(struct arena *into, struct index_run links, uint32_t doc,
			const struct parents *parents, struct tally tallies[INDEX_LINK_KINDS])
{
	for (size_t i = 0; i < links.count; i++) {
		uint32_t id = links.ids[i] & INDEX_LINK_ID;
		enum index_link kind = links.ids[i] >> INDEX_LINK_SHIFT;
		add(into, &tallies[kind], id, doc);
		if (kind == LINK_SECTION)
			count_above(into, parents, id, doc, &tallies[kind]);
	}
}

static struct parents parents_of(const struct filter *filter, struct arena *into)
{
	struct parents parents = { .room = 1 };
	for (size_t i = 0; i < filter->section_count; i++)
		if (filter->sections[i].id.n < LIMIT_COUNTED_ID &&
		    (size_t)filter->sections[i].id.n >= parents.room)
			parents.room = (size_t)filter->sections[i].id.n + 1;
	parents.of = arena_new(into, uint32_t, parents.room);
	for (size_t i = 0; i < filter->section_count; i++)
		if ((size_t)filter->sections[i].id.n < parents.room)
			parents.of[filter->sections[i].id.n] =
				(uint32_t)filter->sections[i].parent.n;
	return parents;
}

/* The largest counts, largest first; of years the newest first. */
static void take_most(const struct tally *tally, bool highest_first, struct search_counts *out)
{
	for (size_t id = 1; id < tally->room; id++) {
		struct search_count now = { (int64_t)id, tally->items[id].stories };
		if (!now.stories)
			continue;
		size_t at = out->count;
		while (at && (highest_first || out->items[at - 1].stories < now.stories))
			at--;
		if (at == LIMIT_SEARCH_COUNTS)
			continue;
		if (out->count < LIMIT_SEARCH_COUNTS)
			out->count++;
		memmove(&out->items[at + 1], &out->items[at],
			(out->count - at - 1) * sizeof *out->items);
		out->items[at] = now;
	}
}

/* When each year began in the paper's zone, from the earliest story's on. */
struct years {
	int first;
	int64_t *starts; /* one more than there are years */
	size_t count;
};
enum { LIMIT_YEARS = 500 };
static const int64_t YEAR_MS = 31556952000; /* on average */

static struct years years_of(const struct filter *filter, struct arena *into,
			     const struct doc_set *found)
{
	int64_t first = INT64_MAX, last = INT64_MIN;
	for (uint32_t doc = doc_set_next(found, 0); doc != UINT32_MAX;
	     doc = doc_set_next(found, doc + 1)) {
		int64_t at = filter->base->docs.items[doc].published_at.ms;
		first = at < first ? at : first;
		last = at > last ? at : last;
	}
	struct years years = { 0 };
	if (first > last)
		return years;
	years.first = zone_civil(filter->zone, unix_ms_of(first)).year;
	int years_long = zone_civil(filter->zone, unix_ms_of(last)).year - years.first + 1;
	years.count = years_long < LIMIT_YEARS ? (size_t)years_long : LIMIT_YEARS;
	years.starts = arena_new(into, int64_t, years.count + 1);
	for (size_t i = 0; i <= years.count; i++)
		years.starts[i] = zone_to_unix(filter->zone, (struct civil){ years.first + (int)i,
									     1, 1, 0, 0, 0, 0, 0 })
					  .ms;
	return years;
}

/* 0 for one outside. A guess by the average year is at most one off. */
static int year_of(const struct years *years, int64_t at)
{
	if (!years->count || at < years->starts[0] || at >= years->starts[years->count])
		return 0;
	size_t guess = (size_t)((at - years->starts[0]) / YEAR_MS);
	guess = guess < years->count ? guess : years->count - 1;
	if (at < years->starts[guess])
		guess--;
	else if (at >= years->starts[guess + 1])
		guess++;
	return years->first + (int)guess;
}

enum err filter_count(struct filter *filter, struct arena *into, const struct doc_set *found,
		      struct search_result *result)
{
	struct tally tallies[INDEX_LINK_KINDS] = { 0 }, by_year = { 0 };
	TRY(filter_need_links(filter, into));
	TRY(filter_need_sections(filter, into));
	struct parents parents = parents_of(filter, into);
	struct years years = years_of(filter, into, found);
	for (uint32_t doc = doc_set_next(found, 0); doc != UINT32_MAX;
	     doc = doc_set_next(found, doc + 1)) {
		int64_t at = filter->base->docs.items[doc].published_at.ms;
		int year = year_of(&years, at);
		count_links(into, index_links_of(&filter->links, doc), doc, &parents, tallies);
		if (year > 0)
			add(into, &by_year, (uint32_t)year, doc);
	}
	take_most(&tallies[LINK_SECTION], false, &result->sections);
	take_most(&tallies[LINK_TOPIC], false, &result->topics);
	take_most(&tallies[LINK_PERSON], false, &result->authors);
	take_most(&by_year, true, &result->years);
	return OK;
}
