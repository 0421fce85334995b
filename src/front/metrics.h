/* SPDX-License-Identifier: Apache-2.0 */
/*
 * metrics.h: what the operator can see of a front: counts since it started, in Prometheus' text
 * format (version 0.0.4), below /metrics on the admin address.
 *
 * Counting costs an addition; everything else is done when somebody looks.
 */
#pragma once
#include "front/connection.h"

/* What a request was for. */
#define REQUEST_CLASSES_X(X)                                                                       \
	X(PAGE, "page")   /* what a reader makes */                                                \
	X(DESK, "desk")   /* what the desk answers */                                              \
	X(ASSET, "asset") /* a theme's file */                                                     \
	X(MEDIA, "media") /* an uploaded file */                                                   \
	X(HEALTH, "health")                                                                        \
	X(ADMIN, "admin")     /* on the admin address */                                           \
	X(REFUSED, "refused") /* what never was a request */

/* Where its answer came from. */
#define CACHE_OUTCOMES_X(X)                                                                        \
	X(NONE, "front")       /* the front itself */                                              \
	X(HIT, "hit")          /* a kept page */                                                   \
	X(MISS, "miss")        /* upstream was asked */                                            \
	X(COALESCED, "shared") /* upstream had been asked already, by another */                   \
	X(PASSED, "passed")    /* upstream was asked, and no page is ever kept of it */

/* Which limit somebody ran into. */
#define LIMIT_HITS_X(X)                                                                            \
	X(CONNECTIONS, "connections")                                                              \
	X(IDLE_EVICTED, "idle_evicted")                                                            \
	X(CLIENT_CONNECTIONS, "client_connections")                                                \
	X(CLIENT_REQUESTS, "client_requests")                                                      \
	X(HEAD_TIME, "head_time")                                                                  \
	X(BODY_TIME, "body_time")                                                                  \
	X(ANSWER_TIME, "answer_time")                                                              \
	X(WRITE_TIME, "write_time")                                                                \
	X(IDLE_TIME, "idle_time")

#define REQUEST_ENUMERATOR(name, text) REQUEST_##name,
enum request_class { REQUEST_CLASSES_X(REQUEST_ENUMERATOR) REQUEST_CLASSES };
#define CACHE_ENUMERATOR(name, text) CACHE_##name,
enum cache_outcome { CACHE_OUTCOMES_X(CACHE_ENUMERATOR) CACHE_OUTCOMES };
#define HIT_ENUMERATOR(name, text) HIT_##name,
enum limit_hit { LIMIT_HITS_X(HIT_ENUMERATOR) LIMIT_HITS };

enum { METRICS_STATUSES = 600, METRICS_BUCKETS = 12 };

struct metrics {
	uint64_t answers[REQUEST_CLASSES][METRICS_STATUSES];
	uint64_t buckets[REQUEST_CLASSES][METRICS_BUCKETS]; /* of milliseconds; not cumulated */
	uint64_t total_ms[REQUEST_CLASSES];
	uint64_t outcomes[CACHE_OUTCOMES];
	uint64_t limits[LIMIT_HITS];
	int64_t limit_said_ms[LIMIT_HITS]; /* when the log was told last */
	uint64_t accepted, bytes;
	uint64_t outbox_waiting, outbox_sent, outbox_given_up; /* as the desk tells */
	uint64_t deaths[4]; /* of fronts, readers, desks, couriers, as the parent tells */
};

struct str cache_outcome_name(enum cache_outcome outcome);
void metrics_answer(struct metrics *metrics, enum request_class class, enum cache_outcome outcome,
		    int status, int64_t bytes, int64_t ms);
/* Counts, and tells the log, but not more than once a minute for each limit. */
void metrics_limit(struct metrics *metrics, enum limit_hit limit);
void metrics_deadline(struct metrics *metrics, const struct connection *connection);
/* Writes the front's own numbers. */
void metrics_write(struct buf *out, const struct metrics *metrics);
/* One line: NAME{LABEL="VALUE"} NUMBER; label "" for none. */
void metrics_number(struct buf *out, const char *name, const char *label, struct str value,
		    uint64_t number);
void metrics_type(struct buf *out, const char *name, const char *type, const char *help);
