/* SPDX-License-Identifier: Apache-2.0 */
/*
 * variants.h: which parameters of a query matter at a path, as the pages there have told.
 *
 * A page says which it looked at. From then on what differs in others only (where a reader comes
 * from, what somebody made up) is the same page, under one key: a flood of such addresses fills
 * nothing.
 *
 *   - what was learnt is never forgotten, and paths may share what they learn (a table of fixed
 *     size): then more parameters count than would have to, never fewer
 *   - a key is that of a page only if it was put after what the page looked at was learnt: so find
 *     under it, and put under it, but share nothing that is not put yet
 */
#pragma once
#include "base/base.h"

#define LIMIT_VARIANT_NAMES 62      /* of all pages together; then whole queries count */
#define LIMIT_VARIANT_NAME_BYTES 32 /* of one; a longer one makes the whole query count */
#define VARIANT_SLOTS 4096

struct variants {
	uint64_t slots[VARIANT_SLOTS]; /* a bit a name; two more */
	size_t count;
	struct {
		char text[LIMIT_VARIANT_NAME_BYTES];
		size_t len;
	} names[LIMIT_VARIANT_NAMES];
};

/* asked: as http/packed.h has it. */
void variants_learn(struct variants *variants, struct str path, struct str asked);
/* Gives: target with the parameters that matter; the target itself while nothing is known. */
struct str variants_key(const struct variants *variants, struct arena *into, struct str target);
