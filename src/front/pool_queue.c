/* SPDX-License-Identifier: Apache-2.0 */
/* pool_queue.c: a ring; bytes are copied, so that nobody has to stay for them. */
#include "front/pool_queue.h"

#include <stdlib.h>

#include "front/pool.h"
#include "os/os.h"

void pool_queue_fini(struct pool_queue *queue)
{
	while (queue->count)
		pool_queue_drop_first(queue);
	free(queue->items);
	*queue = (struct pool_queue){ 0 };
}

enum err pool_queue_add(struct pool_queue *queue, uint64_t ticket, int64_t until_ms,
			struct str packed, int file)
{
	if (queue->count == LIMIT_QUEUE)
		return ERR_BUSY;
	if (!queue->items)
		queue->items = calloc(LIMIT_QUEUE, sizeof *queue->items);
	char *copy = queue->items ? malloc(packed.len + 1) : NULL;
	if (!copy)
		return ERR_BUSY;
	memcpy(copy, packed.ptr, packed.len);
	queue->items[(queue->first + queue->count++) % LIMIT_QUEUE] =
		(struct pool_waiting){ ticket, until_ms, { copy, packed.len }, file };
	return OK;
}

const struct pool_waiting *pool_queue_first(const struct pool_queue *queue)
{
	return &queue->items[queue->first];
}

void pool_queue_keep_file(struct pool_queue *queue)
{
	queue->items[queue->first].file = -1;
}

void pool_queue_drop_first(struct pool_queue *queue)
{
	os_close(&queue->items[queue->first].file);
	free((char *)(uintptr_t)queue->items[queue->first].packed.ptr);
	queue->first = (queue->first + 1) % LIMIT_QUEUE;
	queue->count--;
}

bool pool_queue_forget(struct pool_queue *queue, uint64_t ticket)
{
	for (size_t i = 0; i < queue->count; i++) {
		struct pool_waiting *waiting = &queue->items[(queue->first + i) % LIMIT_QUEUE];
		if (waiting->ticket == ticket) {
			waiting->ticket = 0;
			os_close(&waiting->file);
			return true;
		}
	}
	return false;
}
