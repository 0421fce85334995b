/* SPDX-License-Identifier: Apache-2.0 */
/* getting.h: one {{#get}} while it is answered. Private to get*.c. */
#pragma once
#include "site/filter.h"
#include "site/get.h"
#include "site/visit.h"

struct getting {
	struct helper_call *call;
	struct visit *visit;
	struct filter filter;
	int64_t limit, page;
	enum { ORDER_NEWEST, ORDER_OLDEST, ORDER_COUNT, ORDER_NAME } order;
	struct value list; /* the answer */
	int64_t total;
};

/* Not having found something is no trouble. */
void getting_keep_trouble(struct getting *getting, enum err err);

/* Each fills list and total. False: the filter asks for what such things have not. */
bool get_stories(struct getting *getting, bool wants_pages);
bool get_tags(struct getting *getting);
bool get_people(struct getting *getting);

/* text with {{path}} replaced by what stands there: of a list the slugs of its things, with commas
 * between. */
struct str get_fill_in(struct helper_call *call, struct str text);
