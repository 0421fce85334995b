/* SPDX-License-Identifier: Apache-2.0 */
/* suggest.h: topics and people one of whose names' words begins so, for as-you-type. */
#pragma once
#include "store/store.h"

struct suggested_name {
	struct str name, path;
};

/* beginning: as in a slug ("emmanuel-m"). Those with public stories, most stories first. */
enum err store_topics_beginning(struct store *store, struct arena *into, struct str beginning,
				int64_t limit, struct suggested_name **out,
				size_t *count) MUST_CHECK;
enum err store_people_beginning(struct store *store, struct arena *into, struct str beginning,
				int64_t limit, struct suggested_name **out,
				size_t *count) MUST_CHECK;
