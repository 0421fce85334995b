/* SPDX-License-Identifier: Apache-2.0 */
/*
 * form.h: names and values, from a query string or a posted form
 * (application/x-www-form-urlencoded as the WHATWG URL standard parses it; multipart/form-data, RFC
 * 7578).
 *
 * Text is repaired UTF-8. A name that is not asked for is ignored; of a name given twice the first
 * counts.
 */
#pragma once
#include "http/message.h"

struct form_field {
	struct str name, value;
	struct str filename, content_type; /* multipart files only */
};

struct form {
	struct form_field *items;
	size_t count, cap;
};

#define LIMIT_FORM_FIELDS 200
#define LIMIT_FORM_BYTES                                                                           \
	(1u << 20)                 /* of text; what files hold is limited by the request's body    \
				    */
#define LIMIT_PART_HEAD_BYTES 4096 /* the lines before one part of a multipart form */
#define LIMIT_BOUNDARY_BYTES 70    /* RFC 2046 */

/* Of a query the fields, as they were sent, whose name is wanted. */
struct str form_only(struct arena *into, struct str query,
		     bool (*wants)(const void *self, struct str name), const void *self);

/* Fails: ERR_TOO_BIG beyond the limits, ERR_INVALID (multipart only). */
enum err form_parse_urlencoded(struct arena *into, struct str text, struct form *out) MUST_CHECK;
enum err form_parse_multipart(struct arena *into, struct str body, struct str boundary,
			      struct form *out) MUST_CHECK;
/* By the request's Content-Type. Fails: ERR_INVALID also for a type that is no form's. */
enum err form_parse_body(struct arena *into, const struct http_request *request,
			 struct form *out) MUST_CHECK;
struct str form_get(const struct form *form, struct str name); /* "" when absent */
bool form_has(const struct form *form, struct str name);
