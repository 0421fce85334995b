/* SPDX-License-Identifier: Apache-2.0 */
/*
 * packed.c: numbers of fixed width in the machine's byte order, strings as a length and bytes.
 *
 *   request  u64 id, u8 method, u8 is_https, target, path, query, body, client, headers
 *   answer   i64 sequence, i64 until, u32 status, u8 may_keep, headers, body, file, asked,
 *            u32 facts, u64 hash, i64 from, i64 to of each
 *   headers  u32 count, then name and value of each
 */
#include "http/packed.h"

/* What is left to read. The first thing that is wrong makes all later reads give nothing. */
struct packed_reader {
	struct str left;
	bool is_bad;
};

static void put_bytes(struct buf *out, const void *bytes, size_t len)
{
	buf_put(out, (struct str){ bytes, len });
}

static void put_u32(struct buf *out, uint32_t n)
{
	put_bytes(out, &n, sizeof n);
}

static void put_u64(struct buf *out, uint64_t n)
{
	put_bytes(out, &n, sizeof n);
}

static void put_text(struct buf *out, struct str text)
{
	if (text.len > UINT32_MAX) {
		out->fault = ERR_TOO_BIG;
		return;
	}
	put_u32(out, (uint32_t)text.len);
	buf_put(out, text);
}

static void put_headers(struct buf *out, const struct http_header *headers, size_t count)
{
	if (count > LIMIT_PACKED_HEADERS) {
		out->fault = ERR_TOO_BIG;
		return;
	}
	put_u32(out, (uint32_t)count);
	for (size_t i = 0; i < count; i++) {
		put_text(out, headers[i].name);
		put_text(out, headers[i].value);
	}
}

static void take_bytes(struct packed_reader *reader, void *out, size_t len)
{
	if (reader->is_bad || reader->left.len < len) {
		reader->is_bad = true;
		memset(out, 0, len);
		return;
	}
	memcpy(out, reader->left.ptr, len);
	reader->left = str_from(reader->left, len);
}

static uint32_t take_u32(struct packed_reader *reader)
{
	uint32_t n;
	take_bytes(reader, &n, sizeof n);
	return n;
}

static uint64_t take_u64(struct packed_reader *reader)
{
	uint64_t n;
	take_bytes(reader, &n, sizeof n);
	return n;
}

static unsigned take_u8(struct packed_reader *reader, unsigned most)
{
	uint8_t n;
	take_bytes(reader, &n, sizeof n);
	if (n > most)
		reader->is_bad = true;
	return reader->is_bad ? 0 : n;
}

static struct str take_text(struct packed_reader *reader)
{
	uint32_t len = take_u32(reader);
	struct str text = str_first(reader->left, len);
	if (reader->is_bad || text.len != len) {
		reader->is_bad = true;
		return S("");
	}
	reader->left = str_from(reader->left, len);
	return text;
}

/* Of one line: a line end within would smuggle in another. */
static struct str take_line(struct packed_reader *reader)
{
	struct str text = take_text(reader);
	for (size_t i = 0; i < text.len; i++)
		if (text.ptr[i] == '\r' || text.ptr[i] == '\n' || text.ptr[i] == 0)
			reader->is_bad = true;
	return text;
}

static bool is_name(struct str name)
{
	for (size_t i = 0; i < name.len; i++)
		if (name.ptr[i] <= ' ' || name.ptr[i] == ':' || name.ptr[i] > '~')
			return false;
	return name.len > 0;
}

/* Gives: how many, at *out. */
static size_t take_headers(struct packed_reader *reader, struct arena *into,
			   struct http_header **out)
{
	uint32_t count = take_u32(reader);
	if (reader->is_bad || count > LIMIT_PACKED_HEADERS) {
		reader->is_bad = true;
		return 0;
	}
	*out = arena_new(into, struct http_header, count);
	for (size_t i = 0; i < count; i++) {
		(*out)[i].name = take_line(reader);
		(*out)[i].value = take_line(reader);
		if (!is_name((*out)[i].name))
			reader->is_bad = true;
	}
	return reader->is_bad ? 0 : count;
}

enum err pack_request(struct buf *out, const struct http_request *request)
{
	const uint8_t small[] = { (uint8_t)request->method, request->is_https };
	put_u64(out, request->id);
	put_bytes(out, small, sizeof small);
	put_text(out, request->target);
	put_text(out, request->path);
	put_text(out, request->query);
	put_text(out, request->body);
	put_text(out, request->client);
	put_headers(out, request->headers, request->header_count);
	return out->fault;
}

enum err unpack_request(struct arena *into, struct str bytes, struct http_request *out)
{
	struct packed_reader reader = { .left = bytes };
	struct http_request request = { .id = take_u64(&reader) };
	struct http_header *headers = NULL;
	request.method = (enum http_method)take_u8(&reader, HTTP_OTHER);
	request.is_https = take_u8(&reader, 1);
	request.target = take_line(&reader);
	request.path = take_line(&reader);
	request.query = take_line(&reader);
	request.body = take_text(&reader);
	request.client = take_line(&reader);
	request.header_count = take_headers(&reader, into, &headers);
	request.headers = headers;
	if (reader.is_bad || reader.left.len)
		return ERR_INVALID;
	*out = request;
	return OK;
}

static void put_facts(struct buf *out, const struct packed_answer *answer)
{
	if (answer->fact_count > LIMIT_PACKED_FACTS) {
		out->fault = ERR_TOO_BIG;
		return;
	}
	put_u32(out, (uint32_t)answer->fact_count);
	put_bytes(out, answer->facts, answer->fact_count * sizeof *answer->facts);
}

enum err pack_answer(struct buf *out, const struct packed_answer *answer)
{
	const struct http_response *response = &answer->response;
	const uint8_t small[] = { answer->may_keep };
	put_u64(out, (uint64_t)answer->sequence);
	put_u64(out, (uint64_t)answer->until.ms);
	put_u32(out, (uint32_t)response->status);
	put_bytes(out, small, sizeof small);
	put_headers(out, response->headers.items, response->headers.count);
	put_text(out, response->body);
	put_text(out, response->file);
	put_text(out, answer->asked);
	put_facts(out, answer);
	return out->fault;
}

static void take_facts(struct packed_reader *reader, struct arena *into, struct packed_answer *out)
{
	uint32_t count = take_u32(reader);
	if (reader->is_bad || count > LIMIT_PACKED_FACTS ||
	    reader->left.len != count * sizeof(struct packed_fact)) {
		reader->is_bad = true;
		return;
	}
	struct packed_fact *facts = arena_new(into, struct packed_fact, count);
	take_bytes(reader, facts, count * sizeof *facts);
	out->facts = facts;
	out->fact_count = count;
}

enum err unpack_answer(struct arena *into, struct str bytes, struct packed_answer *out)
{
	struct packed_reader reader = { .left = bytes };
	struct packed_answer answer = { .sequence = (int64_t)take_u64(&reader) };
	struct http_response *response = &answer.response;
	answer.until = unix_ms_of((int64_t)take_u64(&reader));
	response->status = (int)take_u32(&reader);
	response->arena = into;
	answer.may_keep = take_u8(&reader, 1);
	response->headers.count = response->headers.cap =
		take_headers(&reader, into, &response->headers.items);
	response->body = take_text(&reader);
	response->file = take_line(&reader);
	answer.asked = take_line(&reader);
	take_facts(&reader, into, &answer);
	if (reader.is_bad || reader.left.len || response->status < 200 || response->status > 599)
		return ERR_INVALID;
	*out = answer;
	return OK;
}
