/* SPDX-License-Identifier: Apache-2.0 */
/* connection.c: what to do in each state. Which connection has its turn is front.c's affair. */
#include "front/connection.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include "front/limits.h"

void connection_init(struct connection *connection, int fd, struct str client, int64_t now_ms)
{
	*connection = (struct connection){ .fd = fd, .deadline_ms = now_ms + LIMIT_HEAD_MS };
	connection->out.file = -1;
	client = str_first(client, sizeof connection->address);
	if (client.len)
		memcpy(connection->address, client.ptr, client.len);
	connection->client = (struct str){ connection->address, client.len };
}

void connection_fini(struct connection *connection)
{
	reader_fini(&connection->reader);
	free(connection->out.bytes);
	os_close(&connection->out.file);
	os_close(&connection->fd);
	connection->out.bytes = NULL;
	connection->state = CONNECTION_CLOSED;
}

bool connection_wants_write(const struct connection *connection)
{
	return connection->state == CONNECTION_WRITING;
}

static void close_now(struct connection *connection)
{
	connection->state = CONNECTION_CLOSED;
}

static void await_request(struct connection *connection, int64_t now_ms)
{
	bool is_idle = reader_is_empty(&connection->reader);
	connection->state = is_idle ? CONNECTION_IDLE : CONNECTION_READING;
	connection->deadline_ms = now_ms + (is_idle ? LIMIT_IDLE_MS : LIMIT_HEAD_MS);
}

/* The answer is out. */
static void end_writing(struct connection *connection, int64_t now_ms)
{
	free(connection->out.bytes);
	connection->out.bytes = NULL;
	connection->out.len = connection->out.sent = 0;
	os_close(&connection->out.file);
	if (connection->out.then_close) {
		shutdown(connection->fd, SHUT_WR);
		connection->state = connection->at_end ? CONNECTION_CLOSED : CONNECTION_LINGERING;
		connection->deadline_ms = now_ms + LIMIT_LINGER_MS;
		return;
	}
	await_request(connection, now_ms);
}

/* Gives: bytes sent, 0 when there is no room, -1 when the client is gone. */
static ssize_t send_some(struct connection *connection)
{
	ssize_t n;
	if (connection->out.sent < connection->out.len) {
		int more = connection->out.file_bytes > 0 ? MSG_MORE : 0;
		n = send(connection->fd, connection->out.bytes + connection->out.sent,
			 connection->out.len - connection->out.sent, MSG_NOSIGNAL | more);
		connection->out.sent += n > 0 ? (size_t)n : 0;
	} else {
		off_t at = connection->out.file_at;
		size_t most = 1 << 20;
		size_t bytes = connection->out.file_bytes < (int64_t)most
				       ? (size_t)connection->out.file_bytes
				       : most;
		n = sendfile(connection->fd, connection->out.file, &at, bytes);
		if (n == 0)
			return -1; /* the file got shorter: the promise cannot be kept */
		connection->out.file_at += n > 0 ? n : 0;
		connection->out.file_bytes -= n > 0 ? n : 0;
	}
	return n < 0 && (errno == EAGAIN || errno == EINTR) ? 0 : n;
}

static bool has_output(const struct connection *connection)
{
	return connection->out.sent < connection->out.len || connection->out.file_bytes > 0;
}

static void write_more(struct connection *connection, int64_t now_ms)
{
	while (has_output(connection)) {
		ssize_t n = send_some(connection);
		if (n < 0)
			return close_now(connection);
		if (n == 0)
			return;
		connection->deadline_ms = now_ms + LIMIT_WRITE_MS;
	}
	end_writing(connection, now_ms);
}

/* Sends what fits at once straight from the arena and keeps a copy of the rest. */
static void begin_writing(struct connection *connection, const struct answer *answer,
			  int64_t now_ms)
{
	struct iovec parts[2] = { { (void *)(uintptr_t)answer->head.ptr, answer->head.len },
				  { (void *)(uintptr_t)answer->body.ptr, answer->body.len } };
	struct msghdr message = { .msg_iov = parts, .msg_iovlen = 2 };
	size_t total = answer->head.len + answer->body.len;
	int more = answer->file >= 0 ? MSG_MORE : 0;
	ssize_t n = sendmsg(connection->fd, &message, MSG_NOSIGNAL | more);
	size_t sent = n > 0 ? (size_t)n : 0;
	connection->out.file = answer->file;
	connection->out.file_at = answer->file_at;
	connection->out.file_bytes = answer->file >= 0 ? answer->file_bytes : 0;
	connection->out.then_close = !answer->keep_alive;
	connection->state = CONNECTION_WRITING;
	connection->deadline_ms = now_ms + LIMIT_WRITE_MS;
	if (n < 0 && errno != EAGAIN && errno != EINTR)
		return close_now(connection);
	if (sent < total) {
		connection->out.bytes = malloc(total - sent);
		if (!connection->out.bytes)
			return close_now(connection);
		size_t head = sent < answer->head.len ? answer->head.len - sent : 0;
		struct str body = str_from(answer->body, sent + head - answer->head.len);
		if (head)
			memcpy(connection->out.bytes, answer->head.ptr + sent, head);
		if (body.len)
			memcpy(connection->out.bytes + head, body.ptr, body.len);
		connection->out.len = total - sent;
	}
	write_more(connection, now_ms);
}

static void send_answer(struct connection *connection, struct connection_host *host,
			const struct http_request *request, struct http_response *response,
			const struct answer_file *file, int64_t now_ms, bool keep_alive)
{
	struct answer answer = answer_make(request, response, file, keep_alive);
	int64_t took_ms = os_monotonic_ms() - now_ms;
	int64_t bytes = answer.file >= 0 ? answer.file_bytes : (int64_t)answer.body.len;
	host->note(host->context, request, &answer, bytes, took_ms);
	begin_writing(connection, &answer, now_ms);
}

static void refuse(struct connection *connection, struct connection_host *host, int status,
		   int64_t now_ms)
{
	struct arena_mark mark = arena_mark(host->arena);
	struct http_request nothing = { .client = connection->client };
	struct http_response response = answer_plain(host->arena, status);
	struct answer_file no_file = { .fd = -1 };
	send_answer(connection, host, &nothing, &response, &no_file, now_ms, false);
	arena_reset(host->arena, mark);
}

static void answer_request(struct connection *connection, struct connection_host *host,
			   int64_t now_ms)
{
	struct arena_mark mark = arena_mark(host->arena);
	struct head *head = arena_new(host->arena, struct head, 1);
	struct answer_file file = { .fd = -1 };
	BUG_IF(head_parse(reader_head(&connection->reader), head) != 0); /* it was before */
	struct http_request request = {
		.method = head->method,
		.target = head->target,
		.path = head->path,
		.query = head->query,
		.headers = head->headers,
		.header_count = head->header_count,
		.body = reader_body(&connection->reader),
		.client = connection->client,
	};
	struct http_response response = host->answer(host->context, &request, host->arena, &file);
	bool keep_alive = head->keep_alive && !host->is_stopping && !connection->at_end;
	send_answer(connection, host, &request, &response, &file, now_ms, keep_alive);
	reader_next(&connection->reader);
	if (connection->state == CONNECTION_IDLE || connection->state == CONNECTION_READING)
		await_request(connection, now_ms);
	arena_reset(host->arena, mark);
}

/* Gives: whether bytes came. */
static bool read_more(struct connection *connection, struct connection_host *host, int64_t now_ms)
{
	size_t room, held = connection->reader.cap;
	char *at = reader_room(&connection->reader, &room);
	size_t grown = connection->reader.cap - held;
	if (!at || (grown && *host->buffered + grown > LIMIT_BODIES_BYTES)) {
		refuse(connection, host, 503, now_ms);
		return false;
	}
	ssize_t n = recv(connection->fd, at, room, 0);
	if (n < 0 && (errno == EAGAIN || errno == EINTR)) {
		reader_rest(&connection->reader);
		return false;
	}
	if (n < 0) {
		close_now(connection);
		return false;
	}
	if (n == 0) {
		connection->at_end = true;
		close_now(connection); /* with half a request, or none */
		return false;
	}
	if (connection->state == CONNECTION_IDLE)
		connection->deadline_ms = now_ms + LIMIT_HEAD_MS;
	connection->state = CONNECTION_READING;
	reader_added(&connection->reader, (size_t)n);
	return true;
}

static void linger(struct connection *connection)
{
	char bin[16384];
	ssize_t n = recv(connection->fd, bin, sizeof bin, 0);
	if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR))
		close_now(connection);
}

/* Gives: whether there may be more to do at once. */
static bool read_turn(struct connection *connection, struct connection_host *host, int64_t now_ms)
{
	bool had_head = connection->reader.head_len > 0;
	switch (reader_step(&connection->reader)) {
	case READER_READY: answer_request(connection, host, now_ms); return true;
	case READER_REFUSED:
		refuse(connection, host, connection->reader.status, now_ms);
		return true;
	case READER_EXPECTS: {
		static const char go_on[] = "HTTP/1.1 100 Continue\r\n\r\n";
		ssize_t n = send(connection->fd, go_on, sizeof go_on - 1, MSG_NOSIGNAL);
		if (n != sizeof go_on - 1) {
			close_now(connection); /* a fresh socket has room for this */
			return false;
		}
		break;
	}
	case READER_WAIT: break;
	}
	if (!had_head && connection->reader.head_len)
		connection->deadline_ms = now_ms + LIMIT_BODY_MS;
	return read_more(connection, host, now_ms);
}

void connection_turn(struct connection *connection, struct connection_host *host, int64_t now_ms)
{
	connection->has_more = false;
	for (int requests = 0; requests < LIMIT_PIPELINE;) {
		enum connection_state before = connection->state;
		bool goes_on = false;
		size_t held = connection->reader.cap;
		if (before == CONNECTION_WRITING)
			write_more(connection, now_ms);
		else if (before == CONNECTION_LINGERING)
			linger(connection);
		else if (before != CONNECTION_CLOSED)
			goes_on = read_turn(connection, host, now_ms);
		*host->buffered += connection->reader.cap - held;
		goes_on = goes_on || (before == CONNECTION_WRITING && connection->state != before);
		if (!goes_on || connection->state == CONNECTION_LINGERING)
			break;
		requests++;
		connection->has_more = requests == LIMIT_PIPELINE;
	}
}

void connection_expire(struct connection *connection, struct connection_host *host, int64_t now_ms)
{
	bool sent_some = !reader_is_empty(&connection->reader);
	if (connection->state == CONNECTION_READING && sent_some)
		refuse(connection, host, 408, now_ms);
	else
		close_now(connection);
}
