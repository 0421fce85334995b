/* SPDX-License-Identifier: Apache-2.0 */
/*
 * reader.h: makes requests out of bytes, in whatever pieces they come. No sockets here.
 *
 * One buffer holds it all: the head, behind it the body as far as it is decoded, behind that what
 * was not looked at yet (the raw rest, perhaps of later requests).
 *
 *     char *room = reader_room(&reader, &bytes);
 *     reader_added(&reader, read(fd, room, bytes));
 *     while (reader_step(&reader) == READER_READY) {
 *         ... head_parse(reader_head(&reader), &head), reader_body(&reader) ...
 *         reader_next(&reader);
 *     }
 *
 * A request that comes whole needs no buffer of its own: reader_lend() gives an empty reader one
 * that all share, until reader_keep().
 *
 * Always true:
 *   - of an upload (limits.h) the body goes into a file as it comes; reader_body() is then ""
 *   - head_len + body_len <= raw_at <= len <= cap
 *   - the outcome depends on the bytes only, not on how they were cut
 */
#pragma once
#include "front/chunked.h"
#include "front/head.h"

enum reader_event {
	READER_WAIT,    /* for more bytes */
	READER_EXPECTS, /* the same, and the client waits for "100 Continue"; told once */
	READER_READY,   /* a whole request */
	READER_REFUSED, /* reader.status says why; no way on from here */
};

struct reader {
	char *bytes;
	size_t len, cap;
	size_t head_len; /* 0 while the head is not whole */
	size_t body_len, raw_at;
	struct head_scan scan;
	struct chunked chunked;
	bool dropped_line, is_chunked, tells_expect;
	bool is_lent; /* bytes belong to somebody else */
	size_t content_length;
	int file;     /* that the body goes into, if it is an upload; 0: none */
	size_t filed; /* bytes in it */
	int status;
};

void reader_fini(struct reader *reader); /* a zeroed one is ready for use */
/* room is shared: what is still needed of it is copied by reader_keep(). The reader is empty. */
void reader_lend(struct reader *reader, char *room, size_t bytes);
/* From here on the reader holds what it needs itself. Gives: false when there is no memory. */
bool reader_keep(struct reader *reader);
size_t reader_held(const struct reader *reader); /* bytes of memory of its own */
/* Where the next bytes go. Gives: NULL when no memory is left or, in a refused reader, no more are
 * wanted. *room is never 0 otherwise. */
char *reader_room(struct reader *reader, size_t *room);
void reader_added(struct reader *reader, size_t bytes);
enum reader_event reader_step(struct reader *reader);
/* The same; *is_parsed says whether head was filled, which is when it became whole just now. */
enum reader_event reader_step_into(struct reader *reader, struct head *head, bool *is_parsed);
struct str reader_head(const struct reader *reader); /* both until reader_next() */
struct str reader_body(const struct reader *reader);
void reader_next(struct reader *reader); /* forgets the request that was ready */
/* Gives memory back as long as no byte is there. */
void reader_rest(struct reader *reader);
bool reader_is_empty(const struct reader *reader); /* nothing of a request is there */
