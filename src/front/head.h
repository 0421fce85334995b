/* SPDX-License-Identifier: Apache-2.0 */
/*
 * head.h: a request's head: request line and headers, parsed by llhttp, with our refusals on top.
 *
 * head_scan() runs over the bytes as they come and finds the end; what it lets through consists of
 * lines that end in CR LF, without other control characters, without folded lines. Only then is
 * the head parsed, in one piece. Two readers of the same bytes must never see different messages
 * (RFC 9112, 11.2), so whatever is doubtful is refused and the connection ends.
 */
#pragma once
#include "front/limits.h"
#include "http/message.h"

struct head_scan {
	size_t at;         /* bytes looked at */
	size_t line_start; /* of the line that at is in */
	bool in_headers;   /* past the request line */
	size_t end;        /* of the head, past its empty line; 0 while it is not there */
};

/* Goes on where it stopped; bytes begins at the request line. Gives: 0, or the status of a
 * refusal. */
int head_scan(struct head_scan *scan, struct str bytes);

struct head {
	enum http_method method;
	struct str target, path, query; /* target as sent; path "/..." also for an absolute one */
	struct str host;
	int minor; /* HTTP/1.minor */
	bool keep_alive, expects_continue, is_chunked;
	bool is_upload;         /* its body may be large, and goes into a file */
	int64_t content_length; /* 0 when there is none */
	struct http_header headers[LIMIT_HEADERS];
	size_t header_count;
};

/* Parses a scanned head. Gives: 0, or the status of a refusal. The views lead into bytes. */
int head_parse(struct str bytes, struct head *out);
bool head_host_is_sound(struct str host); /* host, host:port, [address]:port */
