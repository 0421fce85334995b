/* SPDX-License-Identifier: Apache-2.0 */
/* filter.h: the stories that a search may give at all, and how many of them are of what. */
#pragma once
#include "discover/rank.h"
#include "discover/search.h"

struct filter {
	const struct rank_base *base;
	struct index_links links; /* starts NULL until somebody asked */
	struct section *sections;
	size_t section_count;
	const struct zone *zone;
};

enum err filter_open(const struct rank_base *base, struct arena *into,
		     struct filter *out) MUST_CHECK;

/* Those public now that the request's filters and the query's demands let through. */
enum err filter_set(struct filter *filter, struct arena *into, const struct search_request *request,
		    const struct query *query, struct doc_set *out) MUST_CHECK;

/* Reads filter->links, filter->sections. */
enum err filter_need_links(struct filter *filter, struct arena *into) MUST_CHECK;
enum err filter_need_sections(struct filter *filter, struct arena *into) MUST_CHECK;

/* Fills result's counts. */
enum err filter_count(struct filter *filter, struct arena *into, const struct doc_set *found,
		      struct search_result *result) MUST_CHECK;
