/* SPDX-License-Identifier: Apache-2.0 */
/*
 * pool.h: an upstream of workers, each at the other end of a channel.
 *
 * A reader has one request at a time, the desk up to LIMIT_DESK_IN_FLIGHT, so that it can commit
 * them together. What finds nobody free waits in a bounded queue. What has waited there for
 * LIMIT_QUEUE_MS, or has been with a worker for LIMIT_WORKER_MS, is answered without (503).
 *
 *   - a worker that dies costs the requests it had, and no other, a 503
 *   - a worker that is too slow is reported to kill(), and gets nothing more
 *   - what was touched is told before any answer that came behind it on the same channel
 *   - nothing here ends the process: without memory a request is ERR_BUSY
 *
 *     TRY(pool_open(&settings, &pool, fault));
 *     pool_serve(pool, &sink);
 *     TRY(pool_add(pool, ROLE_READER, id, fd));
 *     upstream = pool_upstream(pool);
 *     ...
 *     pool_turn(pool, now_ms)      when pool_fd() polls readable, or pool_deadline_ms() is past
 */
#pragma once
#include "front/upstream.h"
#include "proc/channel.h"

#define LIMIT_WORKERS 64
#define LIMIT_DESK_IN_FLIGHT 64
#define LIMIT_QUEUE 512 /* requests that wait for a reader, and as many for the desk */
#define LIMIT_QUEUE_BYTES (16u << 20) /* of all of them */
#define LIMIT_QUEUE_MS 2000           /* in the queue: 503 */
#define LIMIT_WORKER_MS 10000         /* with a reader: 503, and the worker is killed */
#define LIMIT_DESK_MS 30000           /* the same for the desk */

struct pool;

struct pool_settings {
	/* A worker kept a request for longer than it may, or said what no worker says: it is to
	 * end. NULL: nobody is told. */
	void (*kill)(void *context, enum role role, uint32_t id);
	void *context;
};

/* settings is copied. Fails: ERR_BUSY (no memory), ERR_IO. */
enum err pool_open(const struct pool_settings *settings, struct pool **out,
		   struct fault *fault) MUST_CHECK;
void pool_close(struct pool **pool);
struct upstream pool_upstream(struct pool *pool);
/* Where answers and tidings go; copied. */
void pool_serve(struct pool *pool, const struct upstream_sink *sink);

/* Takes fd: the channel to a worker that waits for work. Fails: ERR_TOO_BIG (LIMIT_WORKERS),
 * ERR_BUSY; fd is closed. */
enum err pool_add(struct pool *pool, enum role role, uint32_t id, int fd) MUST_CHECK;
/* It gets nothing more, and is let go with its last answer. Fine if it is not there. */
void pool_retire(struct pool *pool, enum role role, uint32_t id);

int pool_fd(const struct pool *pool);
void pool_turn(struct pool *pool, int64_t now_ms);
int64_t pool_deadline_ms(const struct pool *pool); /* INT64_MAX: none */

struct pool_stats {
	uint64_t asked[2], answered[2]; /* by enum upstream_to */
	uint64_t queue_full, queue_late, worker_late, worker_died;
	size_t queued[2], in_flight[2], workers[2];
};
void pool_stats(const struct pool *pool, struct pool_stats *out);
