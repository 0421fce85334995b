/* SPDX-License-Identifier: Apache-2.0 */
/*
 * suggest.h: what a reader may be typing: headlines, topics, authors.
 *
 * The words of what was typed are all in a headline, the last of them perhaps only begun; newest
 * first. Of a topic or an author what was typed begins one of the name's words.
 *
 *   - only what is public now; topics and authors only with a story that is
 */
#pragma once
#include "store/store.h"

#define LIMIT_SUGGESTED_HEADLINES 5
#define LIMIT_SUGGESTED_NAMES 3 /* topics, and as many authors */
#define LIMIT_SUGGEST_BYTES 100 /* of what was typed; what follows is not read */

enum suggestion_kind { SUGGEST_TOPIC, SUGGEST_AUTHOR, SUGGEST_HEADLINE };

struct suggestion {
	enum suggestion_kind kind;
	struct str text, path;
};

struct suggestions {
	struct suggestion items[LIMIT_SUGGESTED_HEADLINES + 2 * LIMIT_SUGGESTED_NAMES];
	size_t count;
};

enum err discover_suggest(struct store *store, struct arena *into, struct str typed,
			  struct suggestions *out) MUST_CHECK;
