/* SPDX-License-Identifier: Apache-2.0 */
/*
 * message.h: a request and its answer, whole, without sockets.
 *
 * What makes a request (front/, a test, the static export) has checked its limits; handlers read it
 * and never keep a view of it beyond the answer.
 */
#pragma once
#include "base/base.h"

enum http_method { HTTP_GET, HTTP_HEAD, HTTP_POST, HTTP_OTHER };

struct http_header {
	struct str name, value; /* names compare without case */
};

struct http_request {
	enum http_method method;
	struct str target; /* as sent: "/a%20b/?q=1" */
	struct str path;   /* raw, before "?": still percent-encoded */
	struct str query;  /* raw, after "?", "" without one */
	const struct http_header *headers;
	size_t header_count;
	struct str body;
	struct str client; /* network address in text, "127.0.0.1" */
	bool is_https;
	uint64_t id;   /* for the logs */
	int body_file; /* a sealed file that is the body, on its way to a worker; 0: none */
};

struct http_response {
	int status;
	struct {
		struct http_header *items;
		size_t count, cap;
	} headers;       /* Content-Length and Date are front's */
	struct str body; /* also for HEAD: front leaves it out */
	struct str file; /* not empty: front sends this file instead of body (a path below the site
			    or theme folder) */
	struct arena *arena;
};

struct http_response http_response_in(struct arena *arena, int status);
void http_set(struct http_response *response, struct str name,
	      struct str value); /* replaces; refuses CR, LF, NUL: the header is left out */
/* Adds one more of a name that may come several times: Set-Cookie, Link. Refuses what http_set
 * does. */
void http_add(struct http_response *response, struct str name, struct str value);
void http_drop(struct http_response *response, struct str name); /* fine if it is not there */
/* Adds member to a list such as Vary, unless it is there. */
void http_add_to_list(struct http_response *response, struct str name, struct str member);
struct str http_response_get(const struct http_response *response,
			     struct str name);                            /* "" when absent */
struct str http_get(const struct http_request *request, struct str name); /* "" when absent */
int http_status_of(enum err err); /* OK 200, NOT_FOUND 404, DENIED 403, INVALID 400, CONFLICT 409,
				     TOO_BIG 413, BUSY and IO 503 */
struct str http_reason(int status);
/* Sets Location too; what may not stand in an address is percent-encoded. */
void http_redirect(struct http_response *response, int status,
		   struct str location); /* 301, 303, 308 ... */
