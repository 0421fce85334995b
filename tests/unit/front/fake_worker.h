/* SPDX-License-Identifier: Apache-2.0 */
/* fake_worker.h: for tests: the other end of a worker's channel, in the same process. */
#pragma once
#include <sys/socket.h>

#include "../cmocka_first.h"
#include "front/pool.h"
#include "http/packed.h"
#include "proc/letter.h"

struct fake_worker {
	struct arena arena;
	struct channel channel;
	uint64_t ticket; /* of the last request */
	struct http_request request;
};

/* Gives: the front's end. */
static inline int fake_worker_open(struct fake_worker *worker, enum role role)
{
	int pair[2];
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, pair),
			 0);
	*worker = (struct fake_worker){ .arena = arena_open(64 << 20) };
	channel_init(&worker->channel, pair[0], role, ROLE_FRONT);
	return pair[1];
}

static inline void fake_worker_die(struct fake_worker *worker)
{
	channel_fini(&worker->channel);
	arena_close(&worker->arena);
}

/* Whether it was given a request. */
static inline bool fake_worker_has_request(struct fake_worker *worker)
{
	struct message message;
	if (channel_receive(&worker->channel, &message) != OK || message.kind != MESSAGE_ASK)
		return false;
	worker->ticket = message.ticket;
	struct str kept = str_dup(&worker->arena, message.payload);
	assert_ok(unpack_request(&worker->arena, kept, &worker->request));
	return true;
}

static inline void fake_worker_send(struct fake_worker *worker, enum message_kind kind,
				    uint64_t ticket, struct str payload)
{
	assert_ok(channel_queue(&worker->channel, kind, ticket, payload, -1));
	assert_ok(channel_flush(&worker->channel));
}

static inline void fake_worker_answer(struct fake_worker *worker, uint64_t ticket,
				      const struct packed_answer *answer)
{
	struct buf packed = buf_in(&worker->arena, LIMIT_ANSWER_BYTES);
	assert_ok(pack_answer(&packed, answer));
	fake_worker_send(worker, MESSAGE_ANSWER, ticket, buf_str(&packed));
}

/* A page that stands on one fact, and looked at the parameter "page". */
static inline void fake_worker_answer_page(struct fake_worker *worker, const char *body,
					   uint64_t fact, int64_t sequence)
{
	const struct packed_fact facts[] = { { fact, INT64_MIN, INT64_MAX } };
	struct packed_answer answer = { .response = http_response_in(&worker->arena, 200),
					.may_keep = true,
					.sequence = sequence,
					.asked = S("page"),
					.facts = facts,
					.fact_count = 1 };
	http_set(&answer.response, S("Content-Type"), S("text/html; charset=utf-8"));
	answer.response.body = str_of(body);
	fake_worker_answer(worker, worker->ticket, &answer);
}
