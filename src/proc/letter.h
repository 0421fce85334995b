/* SPDX-License-Identifier: Apache-2.0 */
/*
 * letter.h: the payloads of the small messages: which worker, how many deaths, which facts.
 *
 * Numbers have the machine's own byte order: both ends are the same program on one machine. What
 * does not have exactly its length is refused (ERR_INVALID).
 */
#pragma once
#include "proc/role.h"

/* WORKER, WORKER_GONE, KILL */
struct letter_worker {
	uint32_t role; /* an enum role */
	uint32_t id;   /* of that process; never used twice in a server's life */
};
struct str letter_worker_text(const struct letter_worker *worker); /* views it */
enum err letter_worker_read(struct str payload, struct letter_worker *out) MUST_CHECK;

/* STATS */
struct letter_deaths {
	uint64_t front, reader, desk;
};
struct str letter_deaths_text(const struct letter_deaths *deaths); /* views it */
enum err letter_deaths_read(struct str payload, struct letter_deaths *out) MUST_CHECK;

/* TOUCHED: the facts' hashes (fact/fact.h). Gives: views into payload, which must stay. */
struct str letter_touched_text(const uint64_t *hashes, size_t count);
size_t letter_touched_count(struct str payload);
uint64_t letter_touched_at(struct str payload, size_t index);
