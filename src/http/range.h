/* SPDX-License-Identifier: Apache-2.0 */
/* range.h: one part of a file (RFC 9110, 14). Several ranges at once are answered with the whole,
 * as the RFC allows. */
#pragma once
#include "http/message.h"

enum range_kind {
	RANGE_WHOLE, /* none asked for, or one that is not understood */
	RANGE_PART,
	RANGE_OUTSIDE, /* 416: begins past the end */
};

struct range {
	enum range_kind kind;
	int64_t first, count; /* RANGE_PART: bytes [first, first + count); else the whole */
};

struct range range_parse(struct str header, int64_t size);
/* The same for a request; If-Range must name what there is now, else it is the whole. */
struct range range_of(const struct http_request *request, int64_t size, struct str etag,
		      unix_ms modified_at);
