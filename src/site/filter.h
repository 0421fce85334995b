/* SPDX-License-Identifier: Apache-2.0 */
/*
 * filter.h: what {{#get}} can be asked for: the part of Ghost's filter language that themes use.
 *
 *   filter = term { "+" term }
 *   term   = name ":" [ "-" ] value        value: a word, or one in quotes
 *   name   = tag tags primary_tag author authors primary_author featured id slug visibility page
 *
 * Whatever else stands there is refused: a list that leaves a condition out would show what a theme
 * wants hidden.
 */
#pragma once
#include "base/base.h"

#define LIMIT_FILTER_TERMS 8

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
	struct str value;
};

struct filter {
	struct filter_term terms[LIMIT_FILTER_TERMS];
	size_t count;
};

/* Fails: ERR_INVALID; *bad is the part that is not understood. */
enum err filter_parse(struct str text, struct filter *out, struct str *bad) MUST_CHECK;
