/* SPDX-License-Identifier: Apache-2.0 */
/*
 * load.h: many readers at once, from one thread.
 *
 * Two ways of asking. Without a rate each connection asks again as soon as it was answered: how
 * much can be served. With one, requests come at random moments (Poisson), so many a second on
 * average, whether or not earlier ones were answered, and the time of each counts from when it
 * came, not from when a connection was free for it: what a reader waits.
 *
 * Each answer's status must be the plan's, and its body as long as that of the first answer to the
 * same request.
 */
#pragma once
#include "dice.h"
#include "histogram.h"
#include "plan.h"
#include "reply.h"

#define LIMIT_LOAD_CONNECTIONS 20000
#define LIMIT_REPLY_HEAD (16u << 10)
#define LIMIT_REQUEST (16u << 10)

struct load_settings {
	int port; /* on 127.0.0.1 */
	struct plan plan;
	struct str headers; /* whole lines */
	size_t connections;
	size_t idle;   /* that ask nothing */
	double rate;   /* requests a second; 0: as many as are answered */
	double warm_s; /* asked before counting begins */
	double seconds;
	uint64_t first_number; /* that {n} becomes */
	bool once;             /* ends when each request of the plan was asked once */
};

struct load_result {
	struct histogram times; /* ns */
	double seconds;
	uint64_t answered, bytes; /* bytes: of bodies */
	uint64_t in_time;         /* answered before the time was over */
	uint64_t wrong;           /* another status or length */
	uint64_t failed;          /* no answer */
	struct plan_request first_wrong;
	int first_wrong_status;
	int64_t first_wrong_length;
};

/* Fails: ERR_IO, ERR_TOO_BIG (connections). */
enum err load_run(struct load_settings *settings, struct load_result *out,
		  struct fault *fault) MUST_CHECK;
