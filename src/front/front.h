/* SPDX-License-Identifier: Apache-2.0 */
/*
 * front.h: the side of the program that readers touch: listens, reads requests, asks upstream for
 * answers, keeps those that may be kept, sends them.
 *
 * One thread, one loop; what answers is behind upstream.h: workers, or a plain function. Who
 * answers what is the table in route.c. Memory is limited by front/limits.h whatever clients do.
 *
 *     TRY(front_open(&settings, &front, fault));
 *     TRY(front_listen(front, S("127.0.0.1:8080"), fault));
 *     while (front_turn(front, -1))
 *         ;
 *     front_close(&front);
 */
#pragma once
#include "front/assets.h"
#include "front/upstream.h"

struct front;
struct pool;

typedef struct http_response front_handler(void *context, const struct http_request *request,
					   struct arena *arena);

struct front_settings {
	front_handler *handler; /* answers at once; used when pool and upstream are NULL */
	void *context;
	void (*reads)(void *context, struct str letters); /* likewise; NULL: nobody counts */
	struct pool *pool;                 /* workers, whose loop runs in the front's; not owned */
	const struct upstream *upstream;   /* any other; copied */
	size_t cache_bytes;                /* of finished pages; 0: none are kept */
	struct str media_folder;           /* "" none */
	bool downstream;                   /* caches beyond us may keep pages, and are purged */
	bool media_needs_permit;           /* a reader is asked before a file is shown */
	const struct asset_folder *assets; /* read once; none: upstream is asked */
	size_t asset_count;
	/* Addresses and nets of proxies whose X-Forwarded-For, -Proto and -Host are believed. */
	const struct str *proxies;
	size_t proxy_count;
	size_t most_connections; /* 0: LIMIT_CONNECTIONS */
	int log_fd;              /* for access_log.h; not owned; 0: none */
	bool logs_nets;          /* with the clients' nets */
};

/* settings is copied, what it points to is not. Files are opened and read here, none later but
 * media. Fails: ERR_INVALID (a proxy that is no address), ERR_TOO_BIG, ERR_BUSY, ERR_IO. */
enum err front_open(const struct front_settings *settings, struct front **out,
		    struct fault *fault) MUST_CHECK;
void front_close(struct front **front);

/* "127.0.0.1:8080", "[::1]:8080", ":8080"; port 0 picks a free one.
 * Fails: ERR_INVALID, ERR_CONFLICT (somebody listens there), ERR_DENIED, ERR_IO. */
enum err front_listen(struct front *front, struct str address, struct fault *fault) MUST_CHECK;
/* For who opens ports for fronts in other processes: is_shared with SO_REUSEPORT, so that several
 * sockets can have one address. Fails as front_listen(). */
enum err front_open_port(struct str address, bool is_shared, int *fd,
			 struct fault *fault) MUST_CHECK;
struct str front_port_address(int fd, struct arena *into); /* "" if there is none */

/* The same with a socket that listens already; takes fd, in place of one it had. */
enum err front_take_listener(struct front *front, int fd, struct fault *fault) MUST_CHECK;
/* And for the operator: /metrics is answered there, and nothing else. */
enum err front_take_admin(struct front *front, int fd, struct fault *fault) MUST_CHECK;
struct str front_address(const struct front *front, struct arena *into); /* as it came out */

/* Where upstream's answers and tidings go. */
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
/* How many processes of each role died unasked so far, for /metrics. */
void front_tell_deaths(struct front *front, uint64_t fronts, uint64_t readers, uint64_t desks,
		       uint64_t couriers);
/* What waits to be told to others' servers, was told, and given up. */
void front_tell_outbox(struct front *front, uint64_t waiting, uint64_t sent, uint64_t given_up);
