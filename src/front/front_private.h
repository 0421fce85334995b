/* SPDX-License-Identifier: Apache-2.0 */
/*
 * front_private.h: the parts of a front, for the files that are it.
 *
 *   front.c     opening, the loop, stopping
 *   crowd.c     who has a connection: accepting, limits, deadlines, who has to make room
 *   route.c     who answers a request: the front itself, a kept page, upstream
 *   pages.c     answers from kept pages
 *   answers.c   what comes back from upstream
 *   watching.c  the access log and the operator's numbers
 */
#pragma once
#include <sys/epoll.h>

#include "front/access_log.h"
#include "front/assets.h"
#include "front/clients.h"
#include "front/connection.h"
#include "front/front.h"
#include "front/limits.h"
#include "front/metrics.h"
#include "front/proxies.h"
#include "front/reads.h"
#include "front/start_line.h"
#include "front/timers.h"
#include "front/together.h"
#include "front/variants.h"
#include "cache/flight.h"

enum { ACCEPTS_AT_ONCE = 16, ROOM_BYTES = 32768, SOURCE_GENERATIONS = 0xfffffff };

/* What an epoll event is about: kind, generation and index, in its 64 bits. */
enum source_kind { SOURCE_LISTENER, SOURCE_ADMIN, SOURCE_WATCH, SOURCE_POOL, SOURCE_CONNECTION };

/* Lists of slots, newest last. A slot may be in several, once in each. */
enum slot_list_name {
	LIST_FRESH,  /* idle, and has never asked for anything */
	LIST_RESTED, /* idle, and has */
	LIST_READY,  /* has more to do at once */
	SLOT_LISTS,
};
struct slot_link {
	struct slot *newer, *older;
	bool is_in;
};
struct slot_list {
	struct slot *newest, *oldest;
	size_t count;
};

struct slot {
	struct connection connection; /* first: a connection of ours is a slot */
	struct timer timer;
	struct flight_waiter waiter; /* for a page that others wait for too */
	uint64_t ticket;             /* of what was asked for this one alone; 0 none */
	struct slot_link links[SLOT_LISTS];
	uint32_t index, generation;
	uint32_t events;            /* that epoll watches for */
	uint32_t client, asker;     /* CLIENT_CONNECTIONS and CLIENT_REQUESTS it counts under */
	enum request_class class;   /* of the request at hand */
	enum cache_outcome outcome; /* the same */
	uint64_t request_id;
	bool is_admin, was_served;
};

#define TICKET_OF_SLOT (UINT64_C(1) << 63) /* else it is a flight's */

struct watch {
	void (*fn)(void *context);
	void *context;
};

struct front {
	struct front_settings settings;
	struct arena arena;
	struct connection_host host;
	int epoll, listener, admin, media;
	bool accepts; /* epoll watches the listener */
	struct watch watches[LIMIT_FRONT_WATCHES];
	size_t watch_count;
	/* the crowd */
	struct slot **slots; /* NULL: free */
	uint32_t *free_slots, *generations;
	size_t most_connections, connection_count, free_count;
	struct slot_list lists[SLOT_LISTS];
	struct slot *turning; /* its connection_turn() is running */
	struct clients *clients;
	struct timers timers;
	size_t buffered;
	/* answers */
	struct together together;
	bool is_together;
	struct upstream upstream;
	struct page_cache *cache; /* NULL: none */
	struct variants variants;
	struct flights *flights;
	struct assets *assets;
	struct proxies proxies;
	struct start_lines start_lines;
	uint64_t requests, tickets;
	/* watching */
	struct access_log log;
	struct metrics metrics;
	struct reads *reads; /* NULL: nobody asks for them */
	int64_t stop_at_ms;
	char room[ROOM_BYTES];
};

/* crowd.c */
enum err crowd_open(struct front *front, struct fault *fault) MUST_CHECK;
void crowd_close(struct front *front);
void crowd_accept(struct front *front, int listener, bool is_admin);
void crowd_turn(struct front *front, uint32_t index, uint32_t generation, uint32_t events);
void crowd_turn_ready(struct front *front);
void crowd_expire(struct front *front, int64_t now_ms);
void crowd_send_home(struct front *front, int64_t now_ms); /* those who are idle */
/* After an answer that came outside the connection's own turn. */
void crowd_settle(struct front *front, struct slot *slot);
bool front_watch_fd(struct front *front, int operation, int fd, uint32_t events, uint64_t data);
uint64_t source_data(enum source_kind kind, uint32_t generation, uint32_t index);

/* route.c */
void route_request(void *context, struct connection *connection, struct http_request *request);
/* What is asked for; and what its page is kept under. */
struct str route_target(struct front *front, const struct http_request *request);
struct str route_key(struct front *front, const struct http_request *request);
/* Nobody waits for what slot asked for any more. */
void route_forget(struct front *front, struct slot *slot);
/* The answer did not come in time. */
void route_late(struct front *front, struct slot *slot);

/* answers.c, pages.c: each reply answers the request at hand. */
struct upstream_sink answers_sink(struct front *front);
void reply(struct front *front, struct slot *slot, const struct http_request *request,
	   struct http_response *response, const struct answer_file *file, unsigned how);
void reply_plainly(struct front *front, struct slot *slot, const struct http_request *request,
		   int status);
/* An uploaded file, which somebody has found may be shown. */
void reply_file(struct front *front, struct slot *slot, const struct http_request *request);
void reply_page(struct front *front, struct slot *slot, const struct http_request *request,
		const struct kept_page *page); /* takes the reference */
void reply_asset(struct front *front, struct slot *slot, const struct http_request *request,
		 struct front_asset *asset, bool is_immutable);
void reply_sent(struct front *front, struct slot *slot); /* it waits for nothing any more */
struct http_request waiting_request(struct front *front, struct slot *slot);

/* watching.c */
void watching_note(void *context, const struct connection *connection,
		   const struct http_request *request, const struct answer *answer, int64_t bytes,
		   int64_t ms);
/* Tells what readers opened, when it is time to, or the front ends. */
void watching_tell_reads(struct front *front, int64_t now_ms, bool is_last);
struct http_response watching_metrics(struct front *front);
