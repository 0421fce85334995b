/* SPDX-License-Identifier: Apache-2.0 */
/* url.h: addresses (RFC 3986, and what browsers do with them). */
#pragma once
#include "base/base.h"

struct url {
	struct str scheme, host, port, path, query,
		fragment; /* parts as written; host without brackets stays bracketed */
};

/* Fails: ERR_INVALID. Relative references have an empty scheme and host. */
enum err url_parse(struct str s, struct url *out) MUST_CHECK;
/* Decodes %XX; bad escapes stay as they are; the result may hold any byte. */
struct str url_decode(struct arena *into, struct str s);
struct str url_encode_segment(struct arena *into,
			      struct str s); /* everything but unreserved characters */
struct str url_encode_query(struct arena *into, struct str s); /* the same, space as %20 */
/* One spelling for a path: decoded, repaired, encoded anew, dot segments resolved, doubled slashes
 * folded, lower-case hex turned upper. Fails: ERR_INVALID (NUL, or climbs above the root). */
enum err url_normal_path(struct arena *into, struct str path, struct str *out) MUST_CHECK;
