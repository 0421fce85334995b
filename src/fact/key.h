/* SPDX-License-Identifier: Apache-2.0 */
/*
 * key.h: facts as the Surrogate-Key header and `broadside cache SITE follow` spell them, for caches
 * downstream that drop pages by name.
 *
 * A key has no blanks and nothing but letters, digits and a few signs: what else a name holds is
 * percent-encoded, and its blanks are hyphens: "story-41", "list-section=3", "address-/a%20b/". A
 * page whose keys do not all fit a header carries FACT_KEY_MANY alone, and whoever follows what is
 * touched is told that one with each commit.
 */
#pragma once
#include "fact/fact.h"

#define LIMIT_FACT_KEYS_BYTES 8000 /* of one header: servers take 8,192 of a line at least */
#define FACT_KEY_MANY "many"

void fact_put_key(struct buf *out, struct str name);
/* All of a set's keys, parted by blanks; or FACT_KEY_MANY. */
struct str fact_keys(struct arena *into, const struct fact_set *facts);
