/* SPDX-License-Identifier: Apache-2.0 */
/*
 * connection.h: one client: bytes in, requests, answers, bytes out. It never blocks.
 *
 *   state      waits for            until                                     then
 *   IDLE       a request's start    LIMIT_IDLE_MS                             closed
 *   READING    the rest of it       LIMIT_HEAD_MS; LIMIT_BODY_MS for each     408
 *                                   LIMIT_BODY_PROGRESS bytes of a body
 *   WAITING    an answer            LIMIT_ANSWER_MS                           503
 *   WRITING    room for the answer  LIMIT_WRITE_MS for each                   closed
 *                                   LIMIT_WRITE_PROGRESS bytes
 *   LINGERING  the client to close  LIMIT_LINGER_MS                           closed
 *   CLOSED     its owner
 *
 * While an answer is waited for or written nothing is read: a client that does not take its answers
 * cannot send requests. LINGERING reads and forgets, so that a refusal is not lost to a reset.
 * Whoever is IDLE holds no memory but this struct.
 */
#pragma once
#include "front/answer.h"
#include "front/reader.h"

enum connection_state {
	CONNECTION_IDLE,
	CONNECTION_READING,
	CONNECTION_WAITING,
	CONNECTION_WRITING,
	CONNECTION_LINGERING,
	CONNECTION_CLOSED,
};

struct connection {
	int fd;
	enum connection_state state;
	int64_t deadline_ms;
	int64_t asked_ms;  /* when the request at hand was whole */
	size_t progress;   /* bytes since the deadline was last put off */
	struct str client; /* network address, in address */
	char address[48];
	struct reader reader;
	size_t counted, counted_filed; /* bytes of it in host->buffered, host->filed */
	struct {
		char *bytes; /* head and body that did not fit into the socket at once */
		size_t len, sent;
		struct str rest;  /* behind them: of what lives as long as held */
		struct held held; /* until all is sent */
		int file;         /* -1: none */
		int64_t file_at, file_bytes;
		bool then_close;
	} out;
	bool has_more;   /* was told to let others have their turn; call connection_turn() again */
	bool is_drained; /* the last read left nothing behind */
	bool keep_alive; /* the request at hand lets the connection live */
};

/* What a connection asks of its front for each request. */
struct connection_host {
	/* Answers request by connection_send(), at once or, after connection_wait(), later. request
	 * lives until this returns, and is at hand again by connection_request(). */
	void (*ask)(void *context, struct connection *connection, struct http_request *request);
	/* Says what was answered, for the log. */
	void (*note)(void *context, const struct connection *connection,
		     const struct http_request *request, const struct answer *answer, int64_t bytes,
		     int64_t ms);
	void *context;
	struct arena *arena; /* reset after each answer */
	size_t *buffered;    /* bytes held by the readers of all connections */
	size_t filed;        /* bytes of all their uploads */
	bool is_stopping;    /* answers end their connections */
	struct str_room {
		char *bytes; /* NULL none: each has a buffer of its own at once */
		size_t len;
	} room;          /* that all share for requests which come whole */
	int64_t idle_ms; /* 0: LIMIT_IDLE_MS */
};

/* Takes fd. It must not block. */
void connection_init(struct connection *connection, int fd, struct str client, int64_t now_ms);
void connection_fini(struct connection *connection);
/* Goes on as far as it can without waiting. */
void connection_turn(struct connection *connection, struct connection_host *host, int64_t now_ms);
/* Does what the table above says when the deadline is past. */
void connection_expire(struct connection *connection, struct connection_host *host, int64_t now_ms);
bool connection_wants_write(const struct connection *connection);
bool connection_wants_read(const struct connection *connection);

/* The answer to the request at hand comes later; what was read of it is kept until then. Gives:
 * false when there is no memory for that: answer it otherwise. */
bool connection_wait(struct connection *connection, struct connection_host *host, int64_t now_ms);
/* The request that is waited for, in host's arena. */
struct http_request connection_request(const struct connection *connection,
				       struct connection_host *host);
/* Sends the answer to the request at hand. Takes: answer and what it holds. */
void connection_send(struct connection *connection, struct connection_host *host,
		     const struct http_request *request, struct answer *answer, int64_t now_ms);
/* Whether the connection goes on after an answer given now. */
bool connection_goes_on(const struct connection *connection, const struct connection_host *host);
