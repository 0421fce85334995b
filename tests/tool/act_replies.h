/* SPDX-License-Identifier: Apache-2.0 */
/* act_replies.h: what a moderator does, for act.c. site: the newspaper's folder. */
#pragma once
#include "store/store.h"

/* words: approve|spam|trash|pick|unpick, then ids. Prints the batch. */
enum err replies_decide(struct store *store, struct arena *arena, struct str site,
			const struct str *words, size_t count) MUST_CHECK;
enum err replies_undo(struct store *store, struct arena *arena, struct str site,
		      int64_t batch) MUST_CHECK;
/* Prints "/desk/decide/...". */
enum err replies_link(struct store *store, struct arena *arena, struct str site, int64_t comment,
		      struct str act) MUST_CHECK;
enum err replies_make(struct store *store, struct arena *arena, int64_t story,
		      int64_t count) MUST_CHECK;
/* "ID STATE WHY<TAB>TEXT" a line. */
enum err replies_list(struct store *store, struct arena *arena) MUST_CHECK;
