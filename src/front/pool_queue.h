/* SPDX-License-Identifier: Apache-2.0 */
/* pool_queue.h: private to pool.c: requests that wait for a worker, first come, first served. */
#pragma once
#include "base/base.h"

struct pool_waiting {
	uint64_t ticket; /* 0: forgotten */
	int64_t until_ms;
	struct str packed;
	int file; /* -1: none */
};

struct pool_queue {
	struct pool_waiting *items; /* a ring of LIMIT_QUEUE, made with the first */
	size_t first, count;
};

void pool_queue_fini(struct pool_queue *queue); /* a zeroed one is ready for use */
/* Copies packed, takes file (-1: none) unless it fails. Fails: ERR_BUSY (full, or no memory). */
enum err pool_queue_add(struct pool_queue *queue, uint64_t ticket, int64_t until_ms,
			struct str packed, int file) MUST_CHECK;
const struct pool_waiting *pool_queue_first(const struct pool_queue *queue); /* it is not empty */
void pool_queue_keep_file(struct pool_queue *queue); /* the first's is somebody else's now */
void pool_queue_drop_first(struct pool_queue *queue);
/* Gives: whether it was there. Its place is passed over later. */
bool pool_queue_forget(struct pool_queue *queue, uint64_t ticket);
