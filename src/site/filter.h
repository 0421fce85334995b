/* SPDX-License-Identifier: Apache-2.0 */
/*
 * filter.h: what {{#get}} can be asked for: the part of Ghost's filter language that themes use.
 *
 *   filter = way { "," way }               any of the ways
 *   way    = term { "+" term }             all of its terms
 *   term   = name ":" [ "-" ] ( value | "[" [ value { "," value } ] "]" )
 *   value  = a word, or one in quotes      of several, any; with "-", none of them
 *   name   = tag tags primary_tag author authors primary_author featured id slug visibility page
 *
 * Whatever else stands there is refused: a list that leaves a condition out would show what a theme
 * wants hidden.
 */
#pragma once
#include "base/base.h"

#define LIMIT_FILTER_WAYS 4
#define LIMIT_FILTER_TERMS 8   /* of one way */
#define LIMIT_FILTER_VALUES 64 /* of one term */

enum filter_name {
	FILTER_TAG,
	FILTER_PRIMARY_TAG,
	FILTER_AUTHOR,
	FILTER_FEATURED,
	FILTER_ID,
	FILTER_SLUG,
	FILTER_PAGE,
	FILTER_VISIBILITY,
};

struct filter_term {
	enum filter_name name;
	bool is_not;
	struct str *items; /* its values */
	size_t count, cap;
};

struct filter_way {
	struct filter_term terms[LIMIT_FILTER_TERMS];
	size_t count;
};

struct filter {
	struct filter_way ways[LIMIT_FILTER_WAYS];
	size_t count; /* 0: whatever there is */
};

/* Values view text. Fails: ERR_INVALID; *bad is what is not understood, and what follows it. */
enum err filter_parse(struct arena *into, struct str text, struct filter *out,
		      struct str *bad) MUST_CHECK;

/* Whether value is one of the term's. */
bool filter_term_names(const struct filter_term *term, struct str value);
