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

#define ANSWER_KEEPS 1u /* the connection lives on */
#define ANSWER_AS_IS 2u /* not compressed: it is not worth it, or the time for it is another */

/* Takes: response, which it changes, and file, which is sent as the body if there is one (else
 * response->file is opened if it is set). Results live in the response's arena. how: ANSWER_. */
struct answer answer_make(const struct http_request *request, struct http_response *response,
			  const struct answer_file *file, unsigned how);
/* A refusal in plain words, for what never reached a handler. */
struct http_response answer_plain(struct arena *arena, int status);

/* Sets what every answer to anybody must have: what is kept is completed once. */
void answer_complete(struct http_response *response);
/* "\r\nName: value\r\nName: value". */
struct str answer_lines(const struct http_response *response);
/* The end of a head: length (-1: none), what becomes of the connection, empty line. coding "" for
 * none. */
struct str answer_end(struct arena *arena, const struct http_request *request, struct str coding,
		      int64_t bytes, unsigned how);
bool answer_has_no_body(int status); /* and says no length */
#define WORTH_COMPRESSING_BYTES 1024
