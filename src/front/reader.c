/* SPDX-License-Identifier: Apache-2.0 */
/* reader.c: the buffer, and what is done at each of its three places. */
#include "front/reader.h"

#include <stdlib.h>

#include "os/sealed.h"

enum { FIRST_BYTES = 4096, READ_BYTES = 16384 };

static void drop_bytes(struct reader *reader)
{
	if (!reader->is_lent)
		free(reader->bytes);
	reader->bytes = NULL;
	reader->cap = 0;
	reader->is_lent = false;
}

static void drop_file(struct reader *reader)
{
	int file = reader->file ? reader->file : -1;
	os_close(&file);
	reader->file = 0;
}

void reader_fini(struct reader *reader)
{
	drop_bytes(reader);
	drop_file(reader);
	*reader = (struct reader){ 0 };
}

void reader_lend(struct reader *reader, char *room, size_t bytes)
{
	BUG_IF(reader->bytes != NULL);
	reader->bytes = room;
	reader->cap = bytes;
	reader->is_lent = true;
}

size_t reader_held(const struct reader *reader)
{
	return reader->is_lent ? 0 : reader->cap;
}

/* Closes the gap that chunk lines left between the body and the raw rest. */
static void close_gap(struct reader *reader)
{
	size_t body_end = reader->head_len + reader->body_len;
	size_t gap = reader->raw_at - body_end;
	if (reader->head_len == 0 || gap == 0)
		return;
	memmove(reader->bytes + body_end, reader->bytes + reader->raw_at,
		reader->len - reader->raw_at);
	reader->raw_at -= gap;
	reader->len -= gap;
}

static bool grow(struct reader *reader, size_t cap)
{
	char *moved = realloc(reader->is_lent ? NULL : reader->bytes, cap);
	if (!moved)
		return false;
	if (reader->is_lent)
		memcpy(moved, reader->bytes, reader->len);
	reader->bytes = moved;
	reader->cap = cap;
	reader->is_lent = false;
	return true;
}

bool reader_keep(struct reader *reader)
{
	reader_rest(reader);
	return !reader->is_lent ||
	       grow(reader, reader->len > FIRST_BYTES ? reader->len : FIRST_BYTES);
}

char *reader_room(struct reader *reader, size_t *room)
{
	if (reader->status)
		return NULL;
	close_gap(reader);
	if (reader->len == reader->cap) {
		size_t most = LIMIT_HEAD_BYTES + LIMIT_BODY_BYTES + READ_BYTES;
		size_t cap = reader->cap ? reader->cap * 2 : FIRST_BYTES;
		if (!grow(reader, cap < most ? cap : most))
			return NULL;
	}
	*room = reader->cap - reader->len;
	if (*room > READ_BYTES)
		*room = READ_BYTES;
	return *room ? reader->bytes + reader->len : NULL;
}

void reader_added(struct reader *reader, size_t bytes)
{
	BUG_IF(bytes > reader->cap - reader->len);
	reader->len += bytes;
}

static enum reader_event refuse(struct reader *reader, int status)
{
	reader->status = status;
	return READER_REFUSED;
}

/* An empty line before a request is passed over, once (RFC 9112, 2.2). Gives: whether the request's
 * first bytes are there. */
static bool step_empty_line(struct reader *reader)
{
	if (reader->scan.at || reader->dropped_line || reader->len == 0 || *reader->bytes != '\r')
		return true;
	if (reader->len == 1)
		return false;
	if (reader->bytes[1] == '\n') {
		reader->len -= 2;
		memmove(reader->bytes, reader->bytes + 2, reader->len);
		reader->dropped_line = true;
	}
	return true;
}

/* Gives: 0 when the head is whole or more bytes are needed, or the status of a refusal. */
static int step_head(struct reader *reader, struct head *head)
{
	if (!step_empty_line(reader))
		return 0;
	int status = head_scan(&reader->scan, (struct str){ reader->bytes, reader->len });
	if (status || reader->scan.end == 0)
		return status;
	status = head_parse((struct str){ reader->bytes, reader->scan.end }, head);
	if (status)
		return status;
	reader->head_len = reader->raw_at = reader->scan.end;
	reader->is_chunked = head->is_chunked;
	reader->content_length = (size_t)head->content_length;
	reader->tells_expect = head->expects_continue;
	bool is_filed =
		head->is_upload && (head->is_chunked || head->content_length > LIMIT_BODY_BYTES);
	if (!is_filed)
		return 0;
	reader->chunked.most = LIMIT_UPLOAD_BYTES + LIMIT_UPLOAD_RIM_BYTES;
	return os_sealed_create(&reader->file) == OK ? 0 : 503;
}

/* Moves what is there of the body into its file. Gives: 0, or the status of a refusal. */
static int file_body(struct reader *reader, bool is_whole)
{
	struct str there = { reader->bytes + reader->head_len, reader->body_len };
	if (os_write(reader->file, there) != OK)
		return 503;
	reader->filed += reader->body_len;
	reader->body_len = 0;
	close_gap(reader);
	return is_whole && os_sealed_seal(reader->file) != OK ? 503 : 0;
}

static int step_body(struct reader *reader, bool *whole)
{
	struct str raw = { reader->bytes, reader->len };
	if (reader->is_chunked) {
		int status = chunked_decode(&reader->chunked, raw, &reader->raw_at,
					    reader->bytes + reader->head_len, &reader->body_len);
		*whole = reader->chunked.state == CHUNK_DONE;
		return status;
	}
	size_t there = reader->len - reader->head_len;
	size_t wanted = reader->content_length - reader->filed;
	reader->body_len = there < wanted ? there : wanted;
	reader->raw_at = reader->head_len + reader->body_len;
	*whole = reader->body_len == wanted;
	return 0;
}

enum reader_event reader_step_into(struct reader *reader, struct head *head, bool *is_parsed)
{
	bool whole = false, had_head = reader->head_len > 0;
	*is_parsed = false;
	if (reader->status)
		return READER_REFUSED;
	int status = had_head ? 0 : step_head(reader, head);
	if (status)
		return refuse(reader, status);
	if (reader->head_len == 0)
		return READER_WAIT;
	*is_parsed = !had_head;
	status = step_body(reader, &whole);
	if (status == 0 && reader->file)
		status = file_body(reader, whole);
	if (status)
		return refuse(reader, status);
	if (whole)
		return READER_READY;
	bool tells = reader->tells_expect && reader->len == reader->head_len;
	reader->tells_expect = false;
	return tells ? READER_EXPECTS : READER_WAIT;
}

enum reader_event reader_step(struct reader *reader)
{
	struct head head;
	bool is_parsed;
	return reader_step_into(reader, &head, &is_parsed);
}

struct str reader_head(const struct reader *reader)
{
	return (struct str){ reader->bytes, reader->head_len };
}

struct str reader_body(const struct reader *reader)
{
	return (struct str){ reader->bytes + reader->head_len, reader->body_len };
}

void reader_next(struct reader *reader)
{
	struct reader next = { .bytes = reader->bytes,
			       .cap = reader->cap,
			       .len = reader->len - reader->raw_at,
			       .is_lent = reader->is_lent };
	drop_file(reader);
	if (next.is_lent) {
		next.bytes += reader->raw_at;
		next.cap -= reader->raw_at;
	} else if (next.len) {
		memmove(next.bytes, reader->bytes + reader->raw_at, next.len);
	}
	*reader = next;
	reader_rest(reader);
}

void reader_rest(struct reader *reader)
{
	if (reader->len == 0)
		drop_bytes(reader);
}

bool reader_is_empty(const struct reader *reader)
{
	return reader->len == 0;
}
