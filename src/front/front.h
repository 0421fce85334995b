/* SPDX-License-Identifier: Apache-2.0 */
/*
 * front.h: the side of the program that readers touch: listens, reads requests, asks a handler for
 * answers, sends them.
 *
 * One thread, one loop; what answers is behind upstream.h: workers, or a plain function.
 * Requests for /media/ and methods nobody serves are answered here. Memory is limited by
 * front/limits.h whatever clients do.
 *
 *     TRY(front_open(&settings, &front, fault));
 *     TRY(front_listen(front, S("127.0.0.1:8080"), fault));
 *     while (front_turn(front, -1))
 *         ;
 *     front_close(&front);
 */
#pragma once
#include "front/upstream.h"

struct front;

typedef struct http_response front_handler(void *context, const struct http_request *request,
					   struct arena *arena);

struct front_settings {
	front_handler *handler; /* answers at once; NULL: upstream does */
	void *context;
	const struct upstream *upstream; /* copied */
	struct str media_folder;         /* "" none */
	/* Addresses of proxies whose X-Forwarded-For and X-Forwarded-Proto are believed. */
	const struct str *proxies;
	size_t proxy_count;
	bool logs; /* a line for each answer: no addresses, no query, no successes below /assets/ */
};

/* settings is copied, what it points to is not. */
enum err front_open(const struct front_settings *settings, struct front **out,
		    struct fault *fault) MUST_CHECK;
void front_close(struct front **front);

/* "127.0.0.1:8080", "[::1]:8080", ":8080"; port 0 picks a free one.
 * Fails: ERR_INVALID, ERR_CONFLICT (somebody listens there), ERR_DENIED, ERR_IO. */
enum err front_listen(struct front *front, struct str address, struct fault *fault) MUST_CHECK;
struct str front_address(const struct front *front, struct arena *into); /* as it came out */

/* What upstream's answers and tidings go to. */
struct upstream_sink front_sink(struct front *front);

/* Takes a connected socket as a client. Fails: ERR_BUSY, and fd is closed. */
enum err front_adopt(struct front *front, int fd, struct str client) MUST_CHECK;

#define LIMIT_FRONT_WATCHES 4
/* Calls fn whenever fd is readable. Fails: ERR_TOO_BIG, ERR_IO. */
enum err front_watch(struct front *front, int fd, void (*fn)(void *context),
		     void *context) MUST_CHECK;

/* Waits at most max_wait_ms (-1: as long as it takes) for something to do and does it. Gives:
 * false once the front was told to stop and is done. */
bool front_turn(struct front *front, int max_wait_ms);
/* No more connections; answers that are under way are finished, within LIMIT_DRAIN_MS. */
void front_stop(struct front *front);
size_t front_connections(const struct front *front);
