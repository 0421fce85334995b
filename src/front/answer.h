/* SPDX-License-Identifier: Apache-2.0 */
/*
 * answer.h: makes of a handler's response what goes over the wire.
 *
 * Here, and only here, every answer gets what every answer must have: Date, Content-Length, the
 * security headers of pages, ETag and 304, ranges of files, compression. A header that the
 * response sets itself wins.
 */
#pragma once
#include "http/message.h"
#include "os/os.h"

struct answer_file {
	int fd; /* -1: none */
	struct os_stat stat;
};

/* A reference to what an answer is sent from; zeroed: none. */
struct held {
	const void *what;
	void (*release)(const void *what);
};

struct answer {
	int status;
	struct str start, head, end; /* the head in up to three pieces, with its empty line */
	struct str body;             /* "" for HEAD, 204, 304 and when a file is sent */
	bool body_stays;             /* as long as held, or for ever */
	struct held held;            /* to be released by the receiver */
	int file;                    /* descriptor, to be ended by the receiver; -1: none */
	int64_t file_at, file_bytes;
	bool keep_alive;
};

/* Takes: response, which it changes, and file, which is sent as the body if there is one (else
 * response->file is opened if it is set). Results live in the response's arena. */
struct answer answer_make(const struct http_request *request, struct http_response *response,
			  const struct answer_file *file, bool keep_alive);
/* A refusal in plain words, for what never reached a handler. */
struct http_response answer_plain(struct arena *arena, int status);
