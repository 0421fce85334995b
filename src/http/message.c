/* SPDX-License-Identifier: Apache-2.0 */
/* message.c: headers in, headers out, and what a status is called. */
#include "http/message.h"

#include "http/field.h"

struct http_response http_response_in(struct arena *arena, int status)
{
	return (struct http_response){ .arena = arena, .status = status };
}

/* Without a branch a byte: values may be long, and all but none are sound. */
static bool header_is_sound(struct str name, struct str value)
{
	unsigned bad = 0;
	for (size_t i = 0; i < value.len; i++) {
		unsigned char c = (unsigned char)value.ptr[i];
		bad |= (unsigned)(c < ' ') & (unsigned)(c != '\t');
		bad |= c == 0x7f;
	}
	return !bad && field_is_token(name);
}

static struct http_header *find(const struct http_response *response, struct str name)
{
	for (size_t i = 0; i < response->headers.count; i++)
		if (str_eq_nocase(response->headers.items[i].name, name))
			return &response->headers.items[i];
	return NULL;
}

void http_set(struct http_response *response, struct str name, struct str value)
{
	struct http_header *there = find(response, name);
	if (!there)
		http_add(response, name, value);
	else if (header_is_sound(name, value))
		there->value = value;
}

void http_add(struct http_response *response, struct str name, struct str value)
{
	if (header_is_sound(name, value))
		*list_push(response->arena, &response->headers) =
			(struct http_header){ name, value };
}

void http_drop(struct http_response *response, struct str name)
{
	struct http_header *there = find(response, name);
	if (!there)
		return;
	struct http_header *end = response->headers.items + response->headers.count--;
	memmove(there, there + 1, (size_t)(end - there - 1) * sizeof *there);
}

void http_add_to_list(struct http_response *response, struct str name, struct str member)
{
	struct str list = http_response_get(response, name);
	if (list.len == 0)
		http_set(response, name, member);
	else if (!field_list_has(list, member))
		http_set(response, name,
			 str_fmt(response->arena, "%.*s, %.*s", STR_ARG(list), STR_ARG(member)));
}

struct str http_response_get(const struct http_response *response, struct str name)
{
	const struct http_header *there = find(response, name);
	return there ? there->value : S("");
}

struct str http_get(const struct http_request *request, struct str name)
{
	for (size_t i = 0; i < request->header_count; i++)
		if (str_eq_nocase(request->headers[i].name, name))
			return request->headers[i].value;
	return S("");
}

int http_status_of(enum err err)
{
	switch (err) {
	case OK: return 200;
	case ERR_NOT_FOUND: return 404;
	case ERR_DENIED: return 403;
	case ERR_INVALID: return 400;
	case ERR_CONFLICT: return 409;
	case ERR_TOO_BIG: return 413;
	case ERR_BUSY: return 503;
	case ERR_IO: return 503;
	}
	return 500;
}

struct str http_reason(int status)
{
	static const struct {
		int status;
		struct str reason;
	} reasons[] = {
		{ 100, STR_CONST("Continue") },
		{ 200, STR_CONST("OK") },
		{ 201, STR_CONST("Created") },
		{ 202, STR_CONST("Accepted") },
		{ 204, STR_CONST("No Content") },
		{ 206, STR_CONST("Partial Content") },
		{ 301, STR_CONST("Moved Permanently") },
		{ 302, STR_CONST("Found") },
		{ 303, STR_CONST("See Other") },
		{ 304, STR_CONST("Not Modified") },
		{ 307, STR_CONST("Temporary Redirect") },
		{ 308, STR_CONST("Permanent Redirect") },
		{ 400, STR_CONST("Bad Request") },
		{ 401, STR_CONST("Unauthorized") },
		{ 403, STR_CONST("Forbidden") },
		{ 404, STR_CONST("Not Found") },
		{ 405, STR_CONST("Method Not Allowed") },
		{ 408, STR_CONST("Request Timeout") },
		{ 409, STR_CONST("Conflict") },
		{ 410, STR_CONST("Gone") },
		{ 411, STR_CONST("Length Required") },
		{ 412, STR_CONST("Precondition Failed") },
		{ 413, STR_CONST("Content Too Large") },
		{ 414, STR_CONST("URI Too Long") },
		{ 415, STR_CONST("Unsupported Media Type") },
		{ 416, STR_CONST("Range Not Satisfiable") },
		{ 417, STR_CONST("Expectation Failed") },
		{ 421, STR_CONST("Misdirected Request") },
		{ 422, STR_CONST("Unprocessable Content") },
		{ 426, STR_CONST("Upgrade Required") },
		{ 429, STR_CONST("Too Many Requests") },
		{ 431, STR_CONST("Request Header Fields Too Large") },
		{ 500, STR_CONST("Internal Server Error") },
		{ 501, STR_CONST("Not Implemented") },
		{ 503, STR_CONST("Service Unavailable") },
		{ 505, STR_CONST("HTTP Version Not Supported") },
	};
	for (size_t i = 0; i < COUNT_OF(reasons); i++)
		if (reasons[i].status == status)
			return reasons[i].reason;
	return S("Status");
}

void http_redirect(struct http_response *response, int status, struct str location)
{
	struct buf out = buf_in(response->arena, location.len * 3);
	for (size_t i = 0; i < location.len; i++) {
		unsigned char c = (unsigned char)location.ptr[i];
		if (c <= ' ' || c >= 0x7f || c == '"' || c == '<' || c == '>' || c == '\\')
			buf_fmt(&out, "%%%02X", c);
		else
			buf_put_char(&out, (char)c);
	}
	response->status = status;
	http_set(response, S("Location"), buf_str(&out));
}
