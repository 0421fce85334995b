/* SPDX-License-Identifier: Apache-2.0 */
/* filter.c: who may be in, by time, section, topic, author, and what the query demands. */
#include "discover/filter.h"

#include "discover/phrase.h"
#include "os/zone.h"
#include "store/setting.h"
#include "store/taxonomy.h"
#include "words/fold.h"

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

enum err filter_need_links(struct filter *filter, struct arena *into)
{
	return filter->links.starts ? OK
				    : index_links_read(filter->base->store, into, &filter->links);
}

enum err filter_need_sections(struct filter *filter, struct arena *into)
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

static bool links_fit(struct index_run links, const struct wanted *wanted)
{
	bool fits[INDEX_LINK_KINDS] = { !wanted->is_section, !wanted->topic, !wanted->person };
	for (size_t i = 0; i < links.count; i++) {
		enum index_link kind = links.ids[i] >> INDEX_LINK_SHIFT;
		int64_t id = links.ids[i] & INDEX_LINK_ID;
		if (kind == LINK_SECTION)
			fits[kind] |= is_among(wanted->sections, wanted->section_count, id);
		else
			fits[kind] |= id == (kind == LINK_TOPIC ? wanted->topic : wanted->person);
	}
	return fits[LINK_SECTION] && fits[LINK_TOPIC] && fits[LINK_PERSON];
}

/* Drops those whose links do not fit. */
static void keep_fitting(const struct filter *filter, const struct wanted *wanted,
			 struct doc_set *set)
{
	for (uint32_t doc = doc_set_next(set, 0); doc != UINT32_MAX;
	     doc = doc_set_next(set, doc + 1))
		if (!links_fit(index_links_of(&filter->links, doc), wanted))
			set->bits[doc / 64] &= ~((uint64_t)1 << doc % 64);
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
	TRY(filter_need_sections(filter, into));
	bool *marked = arena_new(into, bool, filter->section_count + 1);
	if (section)
		mark_below(filter, section, marked);
	else
		mark_named(filter, into, name, marked);
	take_marked(filter, into, marked, &wanted);
	keep_fitting(filter, &wanted, set);
	return OK;
}

static enum err keep_links(struct filter *filter, struct arena *into,
			   const struct search_request *request, const struct query *query,
			   struct doc_set *set)
{
	struct wanted wanted = { .topic = request->topic.n, .person = request->author.n };
	if (!request->section.n && !query->section.len && !wanted.topic && !wanted.person)
		return OK;
	TRY(filter_need_links(filter, into));
	if (request->section.n)
		TRY(keep_section(filter, into, request->section.n, S(""), set));
	if (query->section.len)
		TRY(keep_section(filter, into, 0, query->section, set));
	keep_fitting(filter, &wanted, set);
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
