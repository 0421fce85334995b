/* SPDX-License-Identifier: Apache-2.0 */
/*
 * privacy.h: what a newspaper keeps of one commenter: theirs to be told, and to be erased.
 *
 * They are found by the keyed hash of their address. Erased is what they wrote and what it was
 * written with, wherever it lay; a ban of that address ends too, for its hash is theirs as well.
 */
#pragma once
#include "comment/secret.h"
#include "store/store.h"

/* Every reply of theirs, in any state, the newest first, the address opened. */
enum err comments_of_person(struct store *store, struct arena *into,
			    const struct comment_keys *keys, struct str email, struct comment **out,
			    size_t *count) MUST_CHECK;
/* In one transaction. *erased: how many replies. */
enum err comment_erase_person(struct store *store, struct arena *into,
			      const struct comment_keys *keys, struct str email,
			      int64_t *erased) MUST_CHECK;
