/* SPDX-License-Identifier: Apache-2.0 */
/* demo_store.h: puts a checked sample edition into a new site, in one transaction. */
#pragma once
#include "cmd/edition.h"
#include "store/store.h"

/* Takes: store is open for writing; site is its folder. Pictures are copied to SITE/media.
 * Fails: as the store does; the database is then as it was. */
enum err demo_store(struct arena *arena, struct store *store, struct str site,
		    const struct edition *edition, unix_ms now, struct fault *fault) MUST_CHECK;
