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

/* OUTBOX: what waits now; what was sent and given up in the desk's life. */
struct letter_outbox {
	uint64_t waiting, sent, given_up;
};
struct str letter_outbox_text(const struct letter_outbox *outbox); /* views it */
enum err letter_outbox_read(struct str payload, struct letter_outbox *out) MUST_CHECK;

/* STATS */
struct letter_deaths {
	uint64_t front, reader, desk, courier;
	struct letter_outbox outbox; /* as the desk last told */
};
struct str letter_deaths_text(const struct letter_deaths *deaths); /* views it */
enum err letter_deaths_read(struct str payload, struct letter_deaths *out) MUST_CHECK;

/* TOUCHED: one fact's hash, the span of it that was touched, when that shows, its kind
 * (fact/fact.h's struct fact_touch, which this folder does not know). */
struct letter_touch {
	uint64_t hash;
	int64_t from, to, due;
	uint64_t kind;
};
struct str letter_touches_text(const struct letter_touch *touches, size_t count); /* views them */
/* Fails: ERR_INVALID (not a whole number of them). */
enum err letter_touches_count(struct str payload, size_t *out) MUST_CHECK;
struct letter_touch letter_touch_at(struct str payload, size_t index);

/* READS: a path and how often its page was opened, one behind the other. */
struct letter_read {
	struct str path;
	uint32_t reads;
};
void letter_read_put(struct buf *out, struct str path, uint32_t reads);
/* Cuts the first off. Fails: ERR_INVALID (what is there is none). */
enum err letter_read_next(struct str *payload, struct letter_read *out) MUST_CHECK;
