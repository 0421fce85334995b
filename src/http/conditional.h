/* SPDX-License-Identifier: Apache-2.0 */
/* conditional.h: has the client already got it (RFC 9110, 13)? */
#pragma once
#include "http/message.h"

/* A weak tag that names these bytes: W/"0123456789abcdef". Weak, because the same page goes out
 * compressed too. */
struct str etag_of(struct arena *into, struct str bytes);
/* Whether a list such as If-None-Match's names the tag, weak or not; "*" names any. */
bool etag_list_has(struct str list, struct str etag);
bool etag_is_strong_match(struct str a, struct str b);

/* Whether a GET or HEAD may be answered 304. If-None-Match counts before If-Modified-Since.
 * etag "" and modified_at {0}: the answer has none. */
bool http_is_not_modified(const struct http_request *request, struct str etag, unix_ms modified_at);
