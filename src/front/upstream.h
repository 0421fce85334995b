/* SPDX-License-Identifier: Apache-2.0 */
/*
 * upstream.h: what answers for the front, when it has no answer of its own.
 *
 * The front asks under a ticket and goes on; the answer comes back under that ticket, perhaps while
 * ask() still runs (a plain function), perhaps much later (a worker).
 *
 *   - each ticket that ask() took (OK) is answered exactly once, unless it was forgotten before
 *   - no answer comes for a ticket after forget()
 *   - what an answer points to lives until answered() returns
 *
 *     kind               in
 *     together           together.h   a function called at once; tests and `serve --together`
 *     pool               pool.h       workers over channels
 */
#pragma once
#include "cache/cache.h"
#include "http/message.h"

/* Readers get method, target and id of a request and nothing else: what is not sent cannot make
 * their pages differ. The desk gets all of it. */
enum upstream_to { UPSTREAM_READER, UPSTREAM_DESK };

struct upstream_answer {
	struct http_response response; /* its arena may be used until answered() returns */
	bool may_keep;                 /* page_cache_put() may have it, with what follows */
	int64_t sequence;
	unix_ms until;
	const struct fact_stand *stands;
	size_t stand_count;
	struct str asked; /* what it looked at of the query: http/packed.h */
};

/* Where answers and tidings go. */
struct upstream_sink {
	/* answer NULL: nobody could answer (a worker died, or was too slow): 503. */
	void (*answered)(void *context, uint64_t ticket, struct upstream_answer *answer);
	/* A commit touched these; stands that hold them have ended when this returns. */
	void (*touched)(void *context, const struct fact_touch *touches, size_t count,
			int64_t sequence);
	/* Anything may have been touched up to sequence. */
	void (*touched_all)(void *context, int64_t sequence);
	/* The newest sequence that was told of; 0: of none. */
	int64_t (*seen)(void *context);
	void *context;
};

struct upstream {
	/* Reads request; keeps nothing of it. arena is for answers that come at once.
	 * Fails: ERR_BUSY (all are busy and the queue is full), ERR_TOO_BIG; the ticket is free. */
	enum err (*ask)(void *context, const struct upstream_sink *sink, uint64_t ticket,
			enum upstream_to to, const struct http_request *request,
			struct arena *arena);
	void (*forget)(void *context, uint64_t ticket); /* nobody waits for it any more */
	/* Letters of what readers opened (front/reads.h), for the desk; NULL: nobody asks for them.
	 */
	void (*reads)(void *context, struct str letters);
	void *context;
};
