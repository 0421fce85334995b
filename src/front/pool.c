/* SPDX-License-Identifier: Apache-2.0 */
/* pool.c: who is free, who waits, who is late. The loop of its own descriptors is an epoll that
 * the front's polls. */
#include "front/pool.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/epoll.h>

#include "front/pool_queue.h"
#include "http/packed.h"
#include "os/pair.h"
#include "proc/letter.h"

enum { KINDS = 2, EVENTS_AT_ONCE = 16 };

static const size_t POOL_ARENA = (size_t)64 << 20; /* one answer, unpacked */

struct asked {
	uint64_t ticket; /* 0: forgotten, but the worker has it still */
	uint64_t sent_as;
	int64_t deadline_ms;
};

struct worker {
	enum role role;
	uint32_t id;
	struct channel channel;
	uint32_t events;
	bool is_retired, is_killed;
	struct asked asked[LIMIT_DESK_IN_FLIGHT];
	size_t count;
};

struct pool {
	struct pool_settings settings;
	struct upstream_sink sink;
	struct arena arena;
	int epoll;
	struct worker *workers[LIMIT_WORKERS]; /* NULL: free */
	struct pool_queue queues[KINDS];
	size_t queued_bytes;
	int64_t deadline_ms; /* nothing is late before this */
	struct pool_stats stats;
};

static enum upstream_to kind_of(enum role role)
{
	return role == ROLE_DESK ? UPSTREAM_DESK : UPSTREAM_READER;
}

enum err pool_open(const struct pool_settings *settings, struct pool **out, struct fault *fault)
{
	struct pool *pool = calloc(1, sizeof *pool);
	if (!pool)
		return fault_set(fault, ERR_BUSY, "no memory for the workers");
	pool->settings = *settings;
	pool->deadline_ms = INT64_MAX;
	pool->epoll = epoll_create1(EPOLL_CLOEXEC);
	pool->arena = arena_open(POOL_ARENA);
	if (pool->epoll < 0) {
		pool_close(&pool);
		return fault_set(fault, ERR_IO, "cannot wait for workers: %s", strerror(errno));
	}
	*out = pool;
	return OK;
}

static void end_worker(struct pool *pool, size_t index)
{
	channel_fini(&pool->workers[index]->channel);
	free(pool->workers[index]);
	pool->workers[index] = NULL;
}

void pool_close(struct pool **pool)
{
	if (!*pool)
		return;
	for (size_t i = 0; i < LIMIT_WORKERS; i++)
		if ((*pool)->workers[i])
			end_worker(*pool, i);
	for (size_t i = 0; i < KINDS; i++)
		pool_queue_fini(&(*pool)->queues[i]);
	os_close(&(*pool)->epoll);
	arena_close(&(*pool)->arena);
	free(*pool);
	*pool = NULL;
}

void pool_serve(struct pool *pool, const struct upstream_sink *sink)
{
	pool->sink = *sink;
}

int pool_fd(const struct pool *pool)
{
	return pool->epoll;
}

int64_t pool_deadline_ms(const struct pool *pool)
{
	return pool->deadline_ms;
}

static void due_at(struct pool *pool, int64_t ms)
{
	if (ms < pool->deadline_ms)
		pool->deadline_ms = ms;
}

static void answer(struct pool *pool, uint64_t ticket, struct upstream_answer *with)
{
	if (ticket)
		pool->sink.answered(pool->sink.context, ticket, with);
}

/* Sends what is in line and watches for room for the rest. A peer that is gone is seen by the next
 * pool_turn(). */
static void flush(struct pool *pool, size_t index)
{
	struct worker *worker = pool->workers[index];
	if (channel_flush(&worker->channel) == ERR_IO)
		return;
	uint32_t wanted = EPOLLIN | (channel_has_queued(&worker->channel) ? EPOLLOUT : 0);
	struct epoll_event event = { .events = wanted, .data.u64 = index };
	if (wanted != worker->events &&
	    epoll_ctl(pool->epoll, EPOLL_CTL_MOD, worker->channel.fd, &event) == 0)
		worker->events = wanted;
}

static bool is_free(const struct worker *worker, enum upstream_to to)
{
	size_t most = to == UPSTREAM_DESK ? LIMIT_DESK_IN_FLIGHT : 1;
	return worker && kind_of(worker->role) == to && !worker->is_retired && !worker->is_killed &&
	       !worker->channel.is_broken && worker->count < most;
}

static size_t free_worker(const struct pool *pool, enum upstream_to to)
{
	size_t index = 0;
	while (index < LIMIT_WORKERS && !is_free(pool->workers[index], to))
		index++;
	return index;
}

/* Takes file unless it fails. */
static enum err hand_over(struct pool *pool, size_t index, uint64_t ticket, struct str packed,
			  int file)
{
	enum message_kind kind = file >= 0 ? MESSAGE_ASK_FILE : MESSAGE_ASK;
	struct worker *worker = pool->workers[index];
	bool is_desk = worker->role == ROLE_DESK;
	int64_t until = os_monotonic_ms() + (is_desk ? LIMIT_DESK_MS : LIMIT_WORKER_MS);
	TRY(channel_queue(&worker->channel, kind, ticket, packed, file));
	worker->asked[worker->count++] = (struct asked){ ticket, ticket, until };
	due_at(pool, until);
	flush(pool, index);
	return OK;
}

/* What readers get to see of a request. */
static struct http_request bare(const struct http_request *request)
{
	return (struct http_request){
		.method = HTTP_GET,
		.target = request->target,
		.path = request->path,
		.query = request->query,
		.id = request->id,
	};
}

static enum err ask(void *context, const struct upstream_sink *sink, uint64_t ticket,
		    enum upstream_to to, const struct http_request *request, struct arena *arena)
{
	struct pool *pool = context;
	struct buf packed = buf_in(arena, LIMIT_ASK_BYTES);
	struct http_request seen = to == UPSTREAM_DESK ? *request : bare(request);
	(void)sink; /* known from pool_serve() */
	TRY(pack_request(&packed, &seen));
	size_t index = free_worker(pool, to);
	CLEANUP(os_close) int file = -1;
	if (request->body_file && (file = os_copy_fd(request->body_file)) < 0)
		return ERR_BUSY;
	pool->stats.asked[to]++;
	if (index < LIMIT_WORKERS && pool->queues[to].count == 0) {
		TRY(hand_over(pool, index, ticket, buf_str(&packed), file));
		file = -1;
		return OK;
	}
	if (pool->queued_bytes + packed.len > LIMIT_QUEUE_BYTES ||
	    pool_queue_add(&pool->queues[to], ticket, os_monotonic_ms() + LIMIT_QUEUE_MS,
			   buf_str(&packed), file) != OK) {
		pool->stats.queue_full++;
		return ERR_BUSY;
	}
	file = -1;
	pool->queued_bytes += packed.len;
	due_at(pool, pool_queue_first(&pool->queues[to])->until_ms);
	return OK;
}

static void drop_first(struct pool *pool, enum upstream_to to)
{
	pool->queued_bytes -= pool_queue_first(&pool->queues[to])->packed.len;
	pool_queue_drop_first(&pool->queues[to]);
}

static void serve_queue(struct pool *pool, enum upstream_to to)
{
	while (pool->queues[to].count) {
		const struct pool_waiting *first = pool_queue_first(&pool->queues[to]);
		size_t index = free_worker(pool, to);
		if (first->ticket && index == LIMIT_WORKERS)
			return;
		uint64_t unserved = first->ticket;
		if (first->ticket &&
		    hand_over(pool, index, first->ticket, first->packed, first->file) == OK) {
			unserved = 0;
			pool_queue_keep_file(&pool->queues[to]);
		}
		drop_first(pool, to);
		answer(pool, unserved, NULL);
	}
}

static void forget(void *context, uint64_t ticket)
{
	struct pool *pool = context;
	for (size_t i = 0; i < KINDS; i++)
		if (pool_queue_forget(&pool->queues[i], ticket))
			return;
	for (size_t i = 0; i < LIMIT_WORKERS; i++)
		for (size_t j = 0; pool->workers[i] && j < pool->workers[i]->count; j++)
			if (pool->workers[i]->asked[j].ticket == ticket) {
				pool->workers[i]->asked[j].ticket = 0;
				return;
			}
}

/* Without a desk, just now, they are lost: it is a matter of a minute. */
static void reads(void *context, struct str letters)
{
	struct pool *pool = context;
	size_t index = free_worker(pool, UPSTREAM_DESK);
	if (index < LIMIT_WORKERS &&
	    channel_queue(&pool->workers[index]->channel, MESSAGE_READS, 0, letters, -1) == OK)
		flush(pool, index);
}

struct upstream pool_upstream(struct pool *pool)
{
	return (struct upstream){ ask, forget, reads, pool };
}

/* Lets a worker go; what it had is answered without it. */
static void bury(struct pool *pool, size_t index)
{
	struct worker *worker = pool->workers[index];
	bool was_expected = worker->is_retired && worker->count == 0;
	pool->stats.worker_died += !was_expected;
	pool->workers[index] = NULL;
	for (size_t i = 0; i < worker->count; i++)
		answer(pool, worker->asked[i].ticket, NULL);
	channel_fini(&worker->channel);
	free(worker);
}

static void tell_to_kill(struct pool *pool, struct worker *worker)
{
	if (!worker->is_killed && pool->settings.kill)
		pool->settings.kill(pool->settings.context, worker->role, worker->id);
	worker->is_killed = true;
}

enum err pool_add(struct pool *pool, enum role role, uint32_t id, int fd)
{
	size_t index = 0;
	while (index < LIMIT_WORKERS && pool->workers[index])
		index++;
	struct worker *worker = index < LIMIT_WORKERS ? calloc(1, sizeof *worker) : NULL;
	struct epoll_event event = { .events = EPOLLIN, .data.u64 = index };
	if (!worker || epoll_ctl(pool->epoll, EPOLL_CTL_ADD, fd, &event) != 0) {
		free(worker);
		os_close(&fd);
		return index < LIMIT_WORKERS ? ERR_BUSY : ERR_TOO_BIG;
	}
	worker->role = role;
	worker->id = id;
	worker->events = EPOLLIN;
	channel_init(&worker->channel, fd, ROLE_FRONT, role);
	pool->workers[index] = worker;
	if (role == ROLE_DESK) {
		uint64_t seen = (uint64_t)pool->sink.seen(pool->sink.context);
		if (channel_queue(&worker->channel, MESSAGE_SEEN, seen, S(""), -1) != OK) {
			bury(pool, index);
			return ERR_BUSY;
		}
		flush(pool, index);
	}
	serve_queue(pool, kind_of(role));
	return OK;
}

void pool_retire(struct pool *pool, enum role role, uint32_t id)
{
	for (size_t i = 0; i < LIMIT_WORKERS; i++) {
		struct worker *worker = pool->workers[i];
		if (!worker || worker->role != role || worker->id != id)
			continue;
		worker->is_retired = true;
		if (worker->count == 0)
			bury(pool, i);
	}
}

static enum err take_answer(struct pool *pool, struct worker *worker, const struct message *message)
{
	struct packed_answer packed;
	size_t at = 0;
	while (at < worker->count && worker->asked[at].sent_as != message->ticket)
		at++;
	if (at == worker->count)
		return ERR_INVALID;
	struct arena_mark mark = arena_mark(&pool->arena);
	TRY(unpack_answer(&pool->arena, message->payload, &packed));
	struct fact_stand *stands = arena_new(&pool->arena, struct fact_stand, packed.fact_count);
	for (size_t i = 0; i < packed.fact_count; i++)
		stands[i] = (struct fact_stand){ packed.facts[i].hash,
						 { packed.facts[i].from, packed.facts[i].to } };
	struct upstream_answer with = { packed.response, packed.may_keep, packed.sequence,
					packed.until,    stands,          packed.fact_count,
					packed.asked };
	uint64_t ticket = worker->asked[at].ticket;
	worker->asked[at] = worker->asked[--worker->count];
	pool->stats.answered[kind_of(worker->role)]++;
	answer(pool, ticket, &with);
	arena_reset(&pool->arena, mark);
	return OK;
}

static enum err take_touches(struct pool *pool, const struct message *message)
{
	size_t count;
	TRY(letter_touches_count(message->payload, &count));
	struct arena_mark mark = arena_mark(&pool->arena);
	struct fact_touch *touches = arena_new(&pool->arena, struct fact_touch, count);
	for (size_t i = 0; i < count; i++) {
		struct letter_touch touch = letter_touch_at(message->payload, i);
		touches[i] = (struct fact_touch){ .hash = touch.hash,
						  .touched = { touch.from, touch.to },
						  .due = unix_ms_of(touch.due),
						  .kind = (uint32_t)touch.kind };
	}
	pool->sink.touched(pool->sink.context, touches, count, (int64_t)message->ticket);
	arena_reset(&pool->arena, mark);
	return OK;
}

/* Fails: any error: the worker is not to be trusted any more. */
static enum err take(struct pool *pool, size_t index, const struct message *message)
{
	struct worker *worker = pool->workers[index];
	switch (message->kind) {
	case MESSAGE_ANSWER: return take_answer(pool, worker, message);
	case MESSAGE_TOUCHED: TRY(take_touches(pool, message)); break;
	case MESSAGE_FORGET_ALL:
		pool->sink.touched_all(pool->sink.context, (int64_t)message->ticket);
		break;
	default: return ERR_INVALID;
	}
	TRY(channel_queue(&worker->channel, MESSAGE_TOUCHED_DONE, message->ticket, S(""), -1));
	flush(pool, index);
	return OK;
}

/* Takes all that came. Fails: ERR_BUSY (that was all), any other error: the worker is gone. */
static enum err receive(struct pool *pool, size_t index)
{
	for (;;) {
		struct message message;
		TRY(channel_receive(&pool->workers[index]->channel, &message));
		TRY(take(pool, index, &message));
		if (channel_is_drained(&pool->workers[index]->channel))
			return ERR_BUSY;
	}
}

static void on_event(struct pool *pool, size_t index, uint32_t events)
{
	struct worker *worker = pool->workers[index];
	if (!worker)
		return; /* buried earlier in this round */
	if (events & EPOLLOUT)
		flush(pool, index);
	enum upstream_to to = kind_of(worker->role);
	enum err err = receive(pool, index);
	if (err == ERR_INVALID)
		tell_to_kill(pool, worker);
	if (err != ERR_BUSY)
		bury(pool, index);
	else if (worker->is_retired && worker->count == 0)
		bury(pool, index);
	serve_queue(pool, to);
}

static void expire_queue(struct pool *pool, enum upstream_to to, int64_t now_ms)
{
	struct pool_queue *queue = &pool->queues[to];
	while (queue->count && pool_queue_first(queue)->until_ms <= now_ms) {
		uint64_t ticket = pool_queue_first(queue)->ticket;
		pool->stats.queue_late += ticket != 0;
		drop_first(pool, to);
		answer(pool, ticket, NULL);
	}
	if (queue->count)
		due_at(pool, pool_queue_first(queue)->until_ms);
}

/* A request that is late is answered without its worker, which keeps its place among what it was
 * asked until it dies. */
static void expire_worker(struct pool *pool, struct worker *worker, int64_t now_ms)
{
	for (size_t i = 0; i < worker->count; i++) {
		struct asked *asked = &worker->asked[i];
		uint64_t ticket = asked->ticket;
		if (asked->deadline_ms > now_ms) {
			due_at(pool, asked->deadline_ms);
			continue;
		}
		if (!worker->is_killed) {
			pool->stats.worker_late++;
			tell_to_kill(pool, worker);
		}
		asked->ticket = 0;
		asked->deadline_ms = INT64_MAX;
		answer(pool, ticket, NULL);
	}
}

static void expire(struct pool *pool, int64_t now_ms)
{
	if (now_ms < pool->deadline_ms)
		return;
	pool->deadline_ms = INT64_MAX;
	for (size_t i = 0; i < KINDS; i++)
		expire_queue(pool, (enum upstream_to)i, now_ms);
	for (size_t i = 0; i < LIMIT_WORKERS; i++)
		if (pool->workers[i])
			expire_worker(pool, pool->workers[i], now_ms);
}

void pool_turn(struct pool *pool, int64_t now_ms)
{
	struct epoll_event events[EVENTS_AT_ONCE];
	int count = epoll_wait(pool->epoll, events, EVENTS_AT_ONCE, 0);
	for (int i = 0; i < count; i++)
		on_event(pool, events[i].data.u64, events[i].events);
	expire(pool, now_ms);
}

void pool_stats(const struct pool *pool, struct pool_stats *out)
{
	*out = pool->stats;
	for (size_t i = 0; i < KINDS; i++)
		out->queued[i] = pool->queues[i].count;
	for (size_t i = 0; i < LIMIT_WORKERS; i++) {
		const struct worker *worker = pool->workers[i];
		if (!worker)
			continue;
		out->workers[kind_of(worker->role)]++;
		out->in_flight[kind_of(worker->role)] += worker->count;
	}
}
