/* SPDX-License-Identifier: Apache-2.0 */
/* filter.c: who may be in, by time, section, topic, author, and what the query demands. */
#include "discover/filter.h"

#include "discover/phrase.h"
#include "os/zone.h"
#include "store/setting.h"
#include "store/taxonomy.h"
#include "words/fold.h"
#include "words/posting.h"

enum err filter_open(const struct rank_base *base, struct arena *into, struct filter *out)
{
	struct filter filter = { .base = base };
	struct str zone;
	TRY(store_setting(base->store, into, S("timezone"), &zone));
	if (zone_open(into, zone, &filter.zone))
		TRY(zone_open(into, S("UTC"), &filter.zone));
	*out = filter;
	return OK;
}

static enum err need_links(struct filter *filter, struct arena *into)
{
	uint32_t count;
	return filter->links ? OK
			     : index_links_read(filter->base->store, into, &filter->links, &count);
}

static enum err need_sections(struct filter *filter, struct arena *into)
{
	if (filter->sections)
		return OK;
	return store_section_tree(filter->base->store, into, &filter->sections,
				  &filter->section_count);
}

/* Times from and to, to excluded; 0: open. */
struct time_span {
	int64_t from, to;
};

static int64_t start_of(const struct filter *filter, struct civil day)
{
	return zone_to_unix(filter->zone, day).ms;
}

static struct time_span span_of(const struct filter *filter, const struct search_request *request,
				const struct query *query)
{
	struct time_span span = { INT64_MIN, INT64_MAX };
	struct civil day;
	if (request->year) {
		span.from = start_of(filter, (struct civil){ request->year, 1, 1, 0, 0, 0, 0, 0 });
		span.to =
			start_of(filter, (struct civil){ request->year + 1, 1, 1, 0, 0, 0, 0, 0 });
	}
	if (query->after.len && query_date(query->after, &day) && start_of(filter, day) > span.from)
		span.from = start_of(filter, day);
	if (query->before.len && query_date(query->before, &day) && start_of(filter, day) < span.to)
		span.to = start_of(filter, day);
	return span;
}

/* Marks the section and all below it. Parents come before children. */
static void mark_below(const struct filter *filter, int64_t top, bool *marked)
{
	for (size_t i = 0; i < filter->section_count; i++) {
		const struct section *section = &filter->sections[i];
		marked[i] |= section->id.n == top;
		for (size_t k = 0; !marked[i] && k < i; k++)
			marked[i] = marked[k] && filter->sections[k].id.n == section->parent.n;
	}
}

static struct str folded(struct arena *into, struct str name)
{
	return fold_marks(into, fold_case(into, str_trim(name)));
}

static void mark_named(const struct filter *filter, struct arena *into, struct str name,
		       bool *marked)
{
	struct str wanted = folded(into, name);
	for (size_t i = 0; i < filter->section_count; i++) {
		const struct section *section = &filter->sections[i];
		if (str_eq(folded(into, section->slug), wanted) ||
		    str_eq(folded(into, section->name), wanted))
			mark_below(filter, section->id.n, marked);
	}
}

struct wanted {
	int64_t *sections; /* any of these, if is_section */
	size_t section_count;
	bool is_section;
	int64_t topic, person;
};

static bool is_among(const int64_t *ids, size_t count, int64_t id)
{
	for (size_t i = 0; i < count; i++)
		if (ids[i] == id)
			return true;
	return false;
}

static bool links_fit(struct str links, const struct wanted *wanted)
{
	const uint8_t *at = (const uint8_t *)links.ptr, *end = at + links.len;
	bool fits[3] = { !wanted->is_section, !wanted->topic, !wanted->person };
	for (int kind = 0; kind < 3; kind++) {
		uint32_t count, id;
		take_number(&at, end, &count);
		for (uint32_t i = 0; i < count && take_number(&at, end, &id); i++) {
			if (kind == 0)
				fits[0] |= is_among(wanted->sections, wanted->section_count, id);
			else
				fits[kind] |= id == (kind == 1 ? wanted->topic : wanted->person);
		}
	}
	return fits[0] && fits[1] && fits[2];
}

static void take_marked(const struct filter *filter, struct arena *into, const bool *marked,
			struct wanted *wanted)
{
	wanted->is_section = true;
	wanted->sections = arena_new(into, int64_t, filter->section_count + 1);
	for (size_t i = 0; i < filter->section_count; i++)
		if (marked[i])
			wanted->sections[wanted->section_count++] = filter->sections[i].id.n;
}

/* Both the request and the query may name a section: a story must be in both. */
static enum err keep_section(struct filter *filter, struct arena *into, int64_t section,
			     struct str name, struct doc_set *set)
{
	struct wanted wanted = { 0 };
	TRY(need_sections(filter, into));
	bool *marked = arena_new(into, bool, filter->section_count + 1);
	if (section)
		mark_below(filter, section, marked);
	else
		mark_named(filter, into, name, marked);
	take_marked(filter, into, marked, &wanted);
	for (uint32_t doc = 0; doc < set->count; doc++)
		if (doc_set_has(set, doc) && !links_fit(filter->links[doc], &wanted))
			set->bits[doc / 64] &= ~((uint64_t)1 << doc % 64);
	return OK;
}

static enum err keep_links(struct filter *filter, struct arena *into,
			   const struct search_request *request, const struct query *query,
			   struct doc_set *set)
{
	struct wanted wanted = { .topic = request->topic.n, .person = request->author.n };
	if (!request->section.n && !query->section.len && !wanted.topic && !wanted.person)
		return OK;
	TRY(need_links(filter, into));
	if (request->section.n)
		TRY(keep_section(filter, into, request->section.n, S(""), set));
	if (query->section.len)
		TRY(keep_section(filter, into, 0, query->section, set));
	for (uint32_t doc = 0; doc < set->count; doc++)
		if (doc_set_has(set, doc) && !links_fit(filter->links[doc], &wanted))
			set->bits[doc / 64] &= ~((uint64_t)1 << doc % 64);
	return OK;
}

static enum err keep_demanded(const struct filter *filter, struct arena *into,
			      const struct query *query, struct doc_set *set)
{
	for (size_t i = 0; i < query->required.count; i++) {
		struct doc_set with = doc_set_in(into, set->count);
		TRY(phrase_add(filter->base, into, &query->required.items[i], &with));
		doc_set_keep(set, &with);
	}
	for (size_t i = 0; i < query->excluded.count; i++) {
		struct doc_set with = doc_set_in(into, set->count);
		TRY(phrase_add(filter->base, into, &query->excluded.items[i], &with));
		doc_set_drop(set, &with);
	}
	return OK;
}

enum err filter_set(struct filter *filter, struct arena *into, const struct search_request *request,
		    const struct query *query, struct doc_set *out)
{
	const struct rank_base *base = filter->base;
	struct doc_set set = doc_set_in(into, base->docs.count);
	struct time_span span = span_of(filter, request, query);
	for (uint32_t doc = 0; doc < base->docs.count; doc++) {
		int64_t at = base->docs.items[doc].published_at.ms;
		if (rank_is_public(base, doc) && at >= span.from && at < span.to)
			doc_set_add(&set, doc);
	}
	TRY(keep_links(filter, into, request, query, &set));
	TRY(keep_demanded(filter, into, query, &set));
	*out = set;
	return OK;
}

/* Counts by small numbers: an array that grows to the highest. */
struct tally {
	uint32_t *of, *last_doc; /* last_doc: nothing counts twice for a story */
	size_t room;
};

static void tally_add(struct arena *into, struct tally *tally, uint32_t id, uint32_t doc)
{
	if (id >= 1u << 24)
		return; /* no row has such a number */
	while (id >= tally->room) {
		size_t room = tally->room;
		tally->of = list_grow(into, tally->of, &room, sizeof *tally->of);
		tally->last_doc =
			list_grow(into, tally->last_doc, &tally->room, sizeof *tally->last_doc);
	}
	if (tally->last_doc[id] == doc)
		return;
	tally->last_doc[id] = doc;
	tally->of[id]++;
}

/* A story counts for its sections and for those above them. parents: by section id. */
static void count_links(struct arena *into, struct str links, uint32_t doc,
			const struct tally *parents, struct tally tallies[3])
{
	const uint8_t *at = (const uint8_t *)links.ptr, *end = at + links.len;
	for (int kind = 0; kind < 3; kind++) {
		uint32_t count, id;
		take_number(&at, end, &count);
		for (uint32_t i = 0; i < count && take_number(&at, end, &id); i++) {
			tally_add(into, &tallies[kind], id, doc);
			for (int steps = 0;
			     kind == 0 && id < parents->room && parents->of[id] && steps < 64;
			     steps++) {
				id = parents->of[id];
				tally_add(into, &tallies[0], id, doc);
			}
		}
	}
}

static struct tally parents_of(const struct filter *filter, struct arena *into)
{
	struct tally parents = { 0 };
	for (size_t i = 0; i < filter->section_count; i++) {
		uint32_t id = (uint32_t)filter->sections[i].id.n;
		tally_add(into, &parents, id, 1);
		if (id < parents.room)
			parents.of[id] = (uint32_t)filter->sections[i].parent.n;
	}
	return parents;
}

/* The largest counts, largest first; of years the newest first. */
static void take_most(const struct tally *tally, bool highest_first, struct search_counts *out)
{
	for (size_t id = 1; id < tally->room; id++) {
		struct search_count now = { (int64_t)id, tally->of[id] };
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
		years.starts[i] = start_of(
			filter, (struct civil){ years.first + (int)i, 1, 1, 0, 0, 0, 0, 0 });
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
	struct tally tallies[3] = { 0 }, by_year = { 0 };
	TRY(need_links(filter, into));
	TRY(need_sections(filter, into));
	struct tally parents = parents_of(filter, into);
	struct years years = years_of(filter, into, found);
	for (uint32_t doc = doc_set_next(found, 0); doc != UINT32_MAX;
	     doc = doc_set_next(found, doc + 1)) {
		int64_t at = filter->base->docs.items[doc].published_at.ms;
		int year = year_of(&years, at);
		count_links(into, filter->links[doc], doc, &parents, tallies);
		if (year > 0)
			tally_add(into, &by_year, (uint32_t)year, doc);
	}
	take_most(&tallies[0], false, &result->sections);
	take_most(&tallies[1], false, &result->topics);
	take_most(&tallies[2], false, &result->authors);
	take_most(&by_year, true, &result->years);
	return OK;
}
