/* SPDX-License-Identifier: Apache-2.0 */
/* cookie.h: reading and setting cookies (RFC 6265). Readers get none: only the newsroom does. */
#pragma once
#include "http/message.h"

/* The first cookie of that name; "" when absent. Names differ by case. */
struct str cookie_get(const struct http_request *request, struct str name);

struct cookie {
	struct str name, value; /* no blanks, quotes, commas, semicolons or backslashes */
	struct str path;        /* "" is "/" */
	int64_t max_age_s;      /* 0: until the browser closes; < 0: forget it now */
	bool is_secure;         /* only over https */
};

/* Sets it, always HttpOnly and SameSite=Lax. Fails: ERR_INVALID. */
enum err cookie_set(struct http_response *response, const struct cookie *cookie) MUST_CHECK;
