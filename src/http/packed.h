/* SPDX-License-Identifier: Apache-2.0 */
/*
 * packed.h: requests and answers as bytes, for the way between two processes.
 *
 * Unpacking trusts nothing: every length is checked against what is there, every string and number
 * against what http/message.h promises of it, and bytes left over are an error. What was packed
 * comes out as it went in: unpack(pack(x)) = x.
 *
 *     struct buf out = buf_in(arena, LIMIT_ASK_BYTES);
 *     TRY(pack_request(&out, request));
 *     ...
 *     TRY(unpack_request(arena, bytes, &request));   // views bytes: they must stay
 */
#pragma once
#include "http/message.h"

#define LIMIT_PACKED_HEADERS 200
#define PACKED_ASKED_ALL "*"     /* the whole query, as it was sent */
#define LIMIT_PACKED_FACTS 65536 /* a page that stood on more is not kept */

/* What a page stood on: a fact's hash, and which touches of it the page outlives (fact/fact.h's
 * struct fact_stand, which this folder does not know). */
struct packed_fact {
	uint64_t hash;
	int64_t from, to;
};

/* A reader's answer: the page, and what a cache has to know of it. */
struct packed_answer {
	struct http_response response;
	bool may_keep;    /* the page may be shown again as long as its facts hold */
	int64_t sequence; /* of the newest touched fact when it was read */
	unix_ms until;    /* the first moment at which time alone changes it; {0} never */
	struct str
		asked; /* names of the query that it looked at, parted by '&'; PACKED_ASKED_ALL */
	const struct packed_fact *facts;
	size_t fact_count;
};

/* Fails: ERR_TOO_BIG (the buffer's limit, more headers or facts than the limits above). */
enum err pack_request(struct buf *out, const struct http_request *request) MUST_CHECK;
enum err pack_answer(struct buf *out, const struct packed_answer *answer) MUST_CHECK;

/* Strings are views into bytes; arrays live in the arena. Fails: ERR_INVALID. */
enum err unpack_request(struct arena *into, struct str bytes, struct http_request *out) MUST_CHECK;
enum err unpack_answer(struct arena *into, struct str bytes, struct packed_answer *out) MUST_CHECK;
