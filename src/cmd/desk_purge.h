/* SPDX-License-Identifier: Apache-2.0 */
/*
 * desk_purge.h: private to cmd/: tells a cache beyond us (`purge` of site.conf) what was touched,
 * by the courier: "PURGE URL" with the keys of the facts in Surrogate-Key.
 *
 *   - what was touched while an errand is under way goes together with the next
 *   - how far it was told is kept in the database, so nothing is missed across a restart; what was
 *     not taken is told again, ever later up to LIMIT_PURGE_RETRY_MS
 *   - what is scheduled is told at once: a page that is fetched again then says itself how long it
 *     may be kept
 *   - nothing here waits, and no commit waits for it
 */
#pragma once
#include "cmd/desk_courier.h"
#include "store/store.h"

#define LIMIT_PURGE_FACTS 4096 /* told at a time; more than these are "everything" */
#define LIMIT_PURGE_RETRY_MS 60000

struct desk_purge {
	struct store *store;
	struct desk_courier *courier;
	struct str url; /* "": nobody is told */
	struct arena arena;
	struct {
		struct str *items; /* the keys of one errand each */
		size_t count, cap;
	} errands;
	size_t taken;           /* of the errands */
	int64_t told, reaching; /* sequences: told up to; and when the errands are taken */
	int64_t tries, not_before_ms;
};

/* Takes: url lives as long as purge. */
void desk_purge_open(struct desk_purge *purge, struct store *store, struct desk_courier *courier,
		     struct str url);
/* After the fronts were told. */
void desk_purge_turn(struct desk_purge *purge, struct arena *scratch);
void desk_purge_ended(struct desk_purge *purge, const struct errand_end *end);
int desk_purge_wait_ms(const struct desk_purge *purge); /* until it is tried again; -1 */
