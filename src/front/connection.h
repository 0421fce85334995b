/* SPDX-License-Identifier: Apache-2.0 */
/*
 * connection.h: one client: bytes in, requests, answers, bytes out. It never blocks.
 *
 *   state      waits for            until                        then
 *   IDLE       a request's start    LIMIT_IDLE_MS                closed
 *   READING    the rest of it       LIMIT_HEAD_MS, LIMIT_BODY_MS 408
 *   WRITING    room for the answer  LIMIT_WRITE_MS without any   closed
 *   LINGERING  the client to close  LIMIT_LINGER_MS              closed
 *   CLOSED     its owner
 *
 * While an answer is being written nothing is read: a client that does not take its answers cannot
 * send requests. LINGERING reads and forgets, so that a refusal is not lost to a reset.
 */
#pragma once
#include "front/answer.h"
#include "front/reader.h"

enum connection_state {
	CONNECTION_IDLE,
	CONNECTION_READING,
	CONNECTION_WRITING,
	CONNECTION_LINGERING,
	CONNECTION_CLOSED,
};

struct connection {
	int fd;
	enum connection_state state;
	int64_t deadline_ms;
	struct str client; /* network address, in address */
	char address[64];
	struct reader reader;
	struct {
		char *bytes; /* head and body that did not fit into the socket at once */
		size_t len, sent;
		int file; /* -1: none */
		int64_t file_at, file_bytes;
		bool then_close;
	} out;
	bool has_more; /* was told to let others have their turn; call connection_turn() again */
	bool at_end;   /* the client has sent all it will */
};

/* What a connection asks of its front for each request. */
struct connection_host {
	/* Answers a request. opened->fd may be set to a file to send. */
	struct http_response (*answer)(void *context, struct http_request *request,
				       struct arena *arena, struct answer_file *opened);
	/* Says what was answered, for the log. */
	void (*note)(void *context, const struct http_request *request, const struct answer *answer,
		     int64_t bytes, int64_t ms);
	void *context;
	struct arena *arena; /* reset after each answer */
	size_t *buffered;    /* bytes held by the readers of all connections */
	bool is_stopping;    /* answers end their connections */
};

/* Takes fd. It must not block. */
void connection_init(struct connection *connection, int fd, struct str client, int64_t now_ms);
void connection_fini(struct connection *connection);
/* Goes on as far as it can without waiting. */
void connection_turn(struct connection *connection, struct connection_host *host, int64_t now_ms);
/* Does what the table above says when the deadline is past. */
void connection_expire(struct connection *connection, struct connection_host *host, int64_t now_ms);
bool connection_wants_write(const struct connection *connection); /* else it waits to read */
