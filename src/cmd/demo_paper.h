/* SPDX-License-Identifier: Apache-2.0 */
/* demo_paper.h: what the parts of making the sample edition share. */
#pragma once
#include "cmd/edition.h"
#include "store/store.h"

struct demo {
	struct arena *arena;
	struct store *store;
	struct str site;
	const struct edition *edition;
	unix_ms now;
	int64_t *paper_ids; /* row of each record of paper.txt; 0: it makes no row */
	int64_t *story_ids, *reply_ids;
	struct fault *fault;
};

/* paper.txt: settings, sections, topics, people, pictures, menus. */
enum err demo_paper(struct demo *demo) MUST_CHECK;

/* The row made of the record of that kind and id; 0 if there is none. */
int64_t demo_row(const struct demo *demo, struct str kind, struct str id);
/* now, less the record's span of that name; now if it has none. */
unix_ms demo_before_now(const struct demo *demo, const struct record *record, struct str name);
