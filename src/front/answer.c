/* SPDX-License-Identifier: Apache-2.0 */
/* answer.c: from response to bytes, one step after the other. */
#include "front/answer.h"

#include "front/compress.h"
#include "front/limits.h"
#include "front/start_line.h"
#include "http/accept.h"
#include "http/conditional.h"
#include "http/media_type.h"
#include "http/policy.h"
#include "http/range.h"
#include "os/folder.h"

static const struct http_header page_headers[] = {
	{ STR_CONST("Referrer-Policy"), STR_CONST("strict-origin-when-cross-origin") },
	{ STR_CONST("Cross-Origin-Opener-Policy"), STR_CONST("same-origin") },
	{ STR_CONST("Cross-Origin-Resource-Policy"), STR_CONST("same-origin") },
	{ STR_CONST("Permissions-Policy"),
	  STR_CONST("browsing-topics=(), camera=(), geolocation=(), microphone=(), payment=()") },
	{ STR_CONST("Cache-Control"), STR_CONST("no-cache") },
};

struct http_response answer_plain(struct arena *arena, int status)
{
	struct http_response response = http_response_in(arena, status);
	http_set(&response, S("Content-Type"), S("text/plain; charset=utf-8"));
	http_set(&response, S("Cache-Control"), S("no-store"));
	if (status == 503 || status == 429)
		http_set(&response, S("Retry-After"), S("2"));
	response.body = str_fmt(arena, "%d %.*s\n", status, STR_ARG(http_reason(status)));
	return response;
}

static bool has(const struct http_response *response, struct str name)
{
	return http_response_get(response, name).len > 0;
}

static void set_default(struct http_response *response, struct str name, struct str value)
{
	if (!has(response, name))
		http_set(response, name, value);
}

static bool is_page(const struct http_response *response)
{
	struct str type = http_response_get(response, S("Content-Type"));
	return str_eq_nocase(str_trim(str_cut(type, ';').head), S("text/html"));
}

static void add_security_headers(struct http_response *response)
{
	set_default(response, S("X-Content-Type-Options"), S("nosniff"));
	if (!is_page(response)) /* pictures and feeds are shown elsewhere too */
		return set_default(response, S("Cross-Origin-Resource-Policy"), S("cross-origin"));
	if (!has(response, S("Content-Security-Policy")))
		http_set(response, S("Content-Security-Policy"),
			 page_policy(response->arena, S("")));
	for (size_t i = 0; i < COUNT_OF(page_headers); i++)
		set_default(response, page_headers[i].name, page_headers[i].value);
}

/* Opens the file a response names. Without it the answer is a plain 404 or 503. */
static void open_file(struct http_response *response, struct answer_file *file)
{
	CLEANUP(os_close) int folder = -1;
	struct str_pair path = str_cut_last(response->file, '/');
	struct str above = !path.found ? S(".") : path.head.len ? path.head : S("/");
	enum err err = os_folder_open(above, &folder, NULL);
	if (err == OK)
		err = os_open_below(folder, path.tail, &file->fd, &file->stat);
	if (err) {
		*response = answer_plain(response->arena, err == ERR_BUSY ? 503 : 404);
		return;
	}
	const struct media_type *type = media_type_of(path.tail);
	set_default(response, S("Content-Type"), type ? type->name : S("application/octet-stream"));
}

static void describe_file(struct http_response *response, const struct os_stat *stat)
{
	set_default(response, S("Last-Modified"), time_http(response->arena, stat->modified_at));
	set_default(response, S("ETag"),
		    str_fmt(response->arena, "\"%llx-%llx\"", (unsigned long long)stat->size,
			    (unsigned long long)stat->modified_at.ms));
}

static void drop_body(struct http_response *response, struct answer *answer)
{
	response->body = S("");
	os_close(&answer->file);
	answer->file_bytes = 0;
}

/* Whether 304 will do. */
static bool client_has_it(const struct http_request *request, const struct http_response *response)
{
	unix_ms modified_at = { 0 };
	struct str date = http_response_get(response, S("Last-Modified"));
	if (date.len && time_parse_rfc5322(date, &modified_at) != OK)
		modified_at = (unix_ms){ 0 };
	return response->status == 200 &&
	       http_is_not_modified(request, http_response_get(response, S("ETag")), modified_at);
}

static void cut_range(const struct http_request *request, struct http_response *response,
		      struct answer *answer, const struct os_stat *stat)
{
	struct range range = range_of(request, stat->size, http_response_get(response, S("ETag")),
				      stat->modified_at);
	http_set(response, S("Accept-Ranges"), S("bytes"));
	answer->file_at = range.first;
	answer->file_bytes = range.count;
	if (response->status != 200 || range.kind == RANGE_WHOLE) {
		answer->file_at = 0;
		answer->file_bytes = stat->size;
		return;
	}
	response->status = range.kind == RANGE_PART ? 206 : 416;
	if (range.kind == RANGE_OUTSIDE) {
		drop_body(response, answer);
		http_set(response, S("Content-Range"),
			 str_fmt(response->arena, "bytes */%lld", (long long)stat->size));
		return;
	}
	http_set(response, S("Content-Range"),
		 str_fmt(response->arena, "bytes %lld-%lld/%lld", (long long)range.first,
			 (long long)(range.first + range.count - 1), (long long)stat->size));
}

/* Reads a file that is to be compressed into the body. */
static bool load_file(struct http_response *response, struct answer *answer)
{
	size_t bytes = (size_t)answer->file_bytes;
	char *text = arena_bytes(response->arena, bytes);
	if (os_read_at(answer->file, 0, text, bytes) != OK)
		return false;
	os_close(&answer->file);
	response->body = (struct str){ text, bytes };
	return true;
}

static bool may_compress(const struct http_response *response)
{
	return media_type_is_text(http_response_get(response, S("Content-Type"))) &&
	       !has(response, S("Content-Encoding")) && !has(response, S("Content-Range"));
}

static void compress(const struct http_request *request, struct http_response *response,
		     struct answer *answer)
{
	struct str etag = http_response_get(response, S("ETag")), small;
	size_t bytes = answer->file >= 0 ? (size_t)answer->file_bytes : response->body.len;
	if (bytes < WORTH_COMPRESSING_BYTES || bytes > LIMIT_COMPRESS_BYTES ||
	    accept_coding(http_get(request, S("Accept-Encoding")), S("gzip")) == 0)
		return;
	if (answer->file >= 0 && !load_file(response, answer))
		return;
	if (gzip(response->arena, response->body, &small) != OK)
		return;
	response->body = small;
	http_set(response, S("Content-Encoding"), S("gzip"));
	if (str_starts(etag, S("\"")))
		http_set(response, S("ETag"), str_fmt(response->arena, "W/%.*s", STR_ARG(etag)));
}

struct str answer_lines(const struct http_response *response)
{
	struct buf lines = buf_in(response->arena, 1 << 20);
	for (size_t i = 0; i < response->headers.count; i++) {
		buf_put(&lines, S("\r\n"));
		buf_put(&lines, response->headers.items[i].name);
		buf_put(&lines, S(": "));
		buf_put(&lines, response->headers.items[i].value);
	}
	return buf_str(&lines);
}

struct str answer_end(struct arena *arena, const struct http_request *request, struct str coding,
		      int64_t bytes, unsigned how)
{
	struct buf end = buf_in(arena, 200);
	if (coding.len) {
		buf_put(&end, S("\r\nContent-Encoding: "));
		buf_put(&end, coding);
	}
	if (bytes >= 0) {
		buf_put(&end, S("\r\nContent-Length: "));
		buf_put_i64(&end, bytes);
	}
	if (!(how & ANSWER_KEEPS))
		buf_put(&end, S("\r\nConnection: close"));
	else if (http_get(request, S("Connection")).len)
		buf_put(&end, S("\r\nConnection: keep-alive"));
	buf_put(&end, S("\r\n\r\n"));
	return buf_str(&end);
}

bool answer_has_no_body(int status)
{
	return status == 204 || status == 304 || status < 200;
}

static void add_page_etag(struct http_response *response)
{
	if (response->status == 200 && is_page(response) && response->body.len &&
	    !has(response, S("ETag")))
		http_set(response, S("ETag"), etag_of(response->arena, response->body));
}

void answer_complete(struct http_response *response)
{
	add_page_etag(response);
	add_security_headers(response);
	if (may_compress(response))
		http_add_to_list(response, S("Vary"), S("Accept-Encoding"));
}

struct answer answer_make(const struct http_request *request, struct http_response *response,
			  const struct answer_file *given, unsigned how)
{
	struct answer_file file = *given;
	bool is_read = request->method == HTTP_GET || request->method == HTTP_HEAD;
	if (file.fd < 0 && response->file.len)
		open_file(response, &file);
	struct answer answer = { .file = file.fd, .keep_alive = how & ANSWER_KEEPS };
	if (file.fd >= 0)
		describe_file(response, &file.stat);
	else if (is_read)
		add_page_etag(response);
	add_security_headers(response);
	bool is_had = client_has_it(request, response);
	if (is_had)
		response->status = 304;
	else if (answer.file >= 0)
		cut_range(request, response, &answer, &file.stat);
	if (may_compress(response)) {
		http_add_to_list(response, S("Vary"), S("Accept-Encoding"));
		if (!is_had && !(how & ANSWER_AS_IS))
			compress(request, response, &answer);
	}
	int64_t bytes = answer.file >= 0 ? answer.file_bytes : (int64_t)response->body.len;
	if (answer_has_no_body(response->status)) {
		drop_body(response, &answer);
		bytes = -1;
	}
	answer.status = response->status;
	struct str head[] = {
		start_line_make(response->arena, response->status, os_now()),
		answer_lines(response),
		answer_end(response->arena, request, S(""), bytes, how),
	};
	answer.head = str_join(response->arena, head, COUNT_OF(head), S(""));
	if (request->method == HTTP_HEAD)
		drop_body(response, &answer);
	answer.body = answer.file >= 0 ? S("") : response->body;
	return answer;
}
