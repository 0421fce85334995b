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

static void drop_output(struct connection *connection)
{
	free(connection->out.bytes);
	if (connection->out.held.release)
		connection->out.held.release(connection->out.held.what);
	os_close(&connection->out.file);
	connection->out.bytes = NULL;
	connection->out.held = (struct held){ 0 };
	connection->out.len = connection->out.sent = 0;
	connection->out.rest = S("");
	connection->out.file_bytes = 0;
}

void connection_fini(struct connection *connection)
{
	drop_output(connection);
	reader_fini(&connection->reader);
	os_close(&connection->fd);
	connection->state = CONNECTION_CLOSED;
}

bool connection_wants_write(const struct connection *connection)
{
	return connection->state == CONNECTION_WRITING;
}

bool connection_wants_read(const struct connection *connection)
{
	return connection->state == CONNECTION_IDLE || connection->state == CONNECTION_READING ||
	       connection->state == CONNECTION_LINGERING;
}

static void count_buffered(struct connection *connection, struct connection_host *host)
{
	size_t held = reader_held(&connection->reader);
	*host->buffered += held - connection->counted;
	connection->counted = held;
	host->filed += connection->reader.filed - connection->counted_filed;
	connection->counted_filed = connection->reader.filed;
}

static void close_now(struct connection *connection)
{
	connection->state = CONNECTION_CLOSED;
}

static void await_request(struct connection *connection, const struct connection_host *host,
			  int64_t now_ms)
{
	bool is_idle = reader_is_empty(&connection->reader);
	int64_t idle_ms = host->idle_ms ? host->idle_ms : LIMIT_IDLE_MS;
	connection->state = is_idle ? CONNECTION_IDLE : CONNECTION_READING;
	connection->deadline_ms = now_ms + (is_idle ? idle_ms : LIMIT_HEAD_MS);
}

/* The answer is out. */
static void end_writing(struct connection *connection, struct connection_host *host, int64_t now_ms)
{
	drop_output(connection);
	if (connection->out.then_close) {
		shutdown(connection->fd, SHUT_WR);
		connection->state = CONNECTION_LINGERING;
		connection->deadline_ms = now_ms + LIMIT_LINGER_MS;
		return;
	}
	await_request(connection, host, now_ms);
}

/* Gives: bytes sent, 0 when there is no room, -1 when the client is gone. */
static ssize_t send_file(struct connection *connection)
{
	off_t at = connection->out.file_at;
	const int64_t most = 1 << 20;
	int64_t left = connection->out.file_bytes;
	ssize_t n = sendfile(connection->fd, connection->out.file, &at,
			     (size_t)(left < most ? left : most));
	if (n == 0)
		return -1; /* the file got shorter: the promise cannot be kept */
	connection->out.file_at += n > 0 ? n : 0;
	connection->out.file_bytes -= n > 0 ? n : 0;
	return n;
}

static ssize_t send_bytes(struct connection *connection)
{
	size_t held = connection->out.len - connection->out.sent;
	struct iovec parts[2] = {
		{ connection->out.bytes + connection->out.sent, held },
		{ (void *)(uintptr_t)connection->out.rest.ptr, connection->out.rest.len },
	};
	struct msghdr message = { .msg_iov = held ? parts : parts + 1, .msg_iovlen = held ? 2 : 1 };
	int more = connection->out.file_bytes > 0 ? MSG_MORE : 0;
	ssize_t n = sendmsg(connection->fd, &message, MSG_NOSIGNAL | more);
	size_t sent = n > 0 ? (size_t)n : 0;
	size_t of_held = sent < held ? sent : held;
	connection->out.sent += of_held;
	connection->out.rest = str_from(connection->out.rest, sent - of_held);
	return n;
}

static bool has_bytes(const struct connection *connection)
{
	return connection->out.sent < connection->out.len || connection->out.rest.len;
}

/* Whoever takes too little in too long a time is not waited for. */
static void made_progress(struct connection *connection, size_t bytes, size_t enough, int64_t ms,
			  int64_t now_ms)
{
	connection->progress += bytes;
	if (connection->progress < enough)
		return;
	connection->progress = 0;
	connection->deadline_ms = now_ms + ms;
}

static void write_more(struct connection *connection, struct connection_host *host, int64_t now_ms)
{
	while (has_bytes(connection) || connection->out.file_bytes > 0) {
		ssize_t n = has_bytes(connection) ? send_bytes(connection) : send_file(connection);
		if (n < 0 && errno != EAGAIN && errno != EINTR)
			return close_now(connection);
		if (n <= 0)
			return;
		made_progress(connection, (size_t)n, LIMIT_WRITE_PROGRESS, LIMIT_WRITE_MS, now_ms);
	}
	end_writing(connection, host, now_ms);
}

/* Keeps what the socket did not take: a copy of what lies in the arena, a reference to what stays.
 * Gives: false when there is no memory. */
static bool keep_rest(struct connection *connection, const struct iovec parts[4], size_t sent,
		      bool body_stays)
{
	size_t copied = body_stays ? 3 : 4, total = 0, skip = sent;
	for (size_t i = 0; i < copied; i++)
		total += parts[i].iov_len;
	if (body_stays)
		connection->out.rest = str_from((struct str){ parts[3].iov_base, parts[3].iov_len },
						sent > total ? sent - total : 0);
	if (sent >= total)
		return true;
	connection->out.bytes = malloc(total - sent);
	if (!connection->out.bytes)
		return false;
	for (size_t i = 0; i < copied; i++) {
		struct str left =
			str_from((struct str){ parts[i].iov_base, parts[i].iov_len }, skip);
		skip -= parts[i].iov_len - left.len;
		if (left.len)
			memcpy(connection->out.bytes + connection->out.len, left.ptr, left.len);
		connection->out.len += left.len;
	}
	return true;
}

static struct iovec part_of(struct str s)
{
	return (struct iovec){ (void *)(uintptr_t)s.ptr, s.len };
}

/* Sends what fits at once straight from where it lies. Takes: answer. Gives: false when the client
 * is gone. */
static bool begin_writing(struct connection *connection, const struct answer *answer,
			  int64_t now_ms)
{
	struct iovec parts[4] = { part_of(answer->start), part_of(answer->head),
				  part_of(answer->end), part_of(answer->body) };
	struct msghdr message = { .msg_iov = parts, .msg_iovlen = answer->body.len ? 4 : 3 };
	size_t total = answer->start.len + answer->head.len + answer->end.len + answer->body.len;
	bool has_file = answer->file >= 0 && answer->file_bytes > 0;
	connection->out.held = answer->held;
	connection->out.file = answer->file;
	connection->out.file_at = answer->file_at;
	connection->out.file_bytes = has_file ? answer->file_bytes : 0;
	connection->out.then_close = !answer->keep_alive;
	connection->state = CONNECTION_WRITING;
	connection->deadline_ms = now_ms + LIMIT_WRITE_MS;
	connection->progress = 0;
	ssize_t n = sendmsg(connection->fd, &message, MSG_NOSIGNAL | (has_file ? MSG_MORE : 0));
	if (n < 0 && errno != EAGAIN && errno != EINTR)
		return false;
	size_t sent = n > 0 ? (size_t)n : 0;
	return sent == total || keep_rest(connection, parts, sent, answer->body_stays);
}

bool connection_goes_on(const struct connection *connection, const struct connection_host *host)
{
	return connection->keep_alive && !host->is_stopping;
}

void connection_send(struct connection *connection, struct connection_host *host,
		     const struct http_request *request, struct answer *answer, int64_t now_ms)
{
	int64_t bytes = answer->file >= 0 ? answer->file_bytes : (int64_t)answer->body.len;
	host->note(host->context, connection, request, answer, bytes,
		   now_ms - connection->asked_ms);
	if (!begin_writing(connection, answer, now_ms))
		return close_now(connection);
	if (answer->keep_alive)
		reader_next(&connection->reader);
	else
		reader_fini(&connection->reader);
	write_more(connection, host, now_ms);
}

static void refuse(struct connection *connection, struct connection_host *host, int status,
		   int64_t now_ms)
{
	struct arena_mark mark = arena_mark(host->arena);
	struct http_request nothing = { .client = connection->client };
	struct http_response response = answer_plain(host->arena, status);
	struct answer_file no_file = { .fd = -1 };
	struct answer answer = answer_make(&nothing, &response, &no_file, false);
	connection->asked_ms = now_ms;
	connection_send(connection, host, &nothing, &answer, now_ms);
	arena_reset(host->arena, mark);
}

static struct http_request request_of(const struct connection *connection, const struct head *head)
{
	return (struct http_request){
		.method = head->method,
		.target = head->target,
		.path = head->path,
		.query = head->query,
		.headers = head->headers,
		.header_count = head->header_count,
		.body = reader_body(&connection->reader),
		.body_file = connection->reader.file,
		.client = connection->client,
	};
}

struct http_request connection_request(const struct connection *connection,
				       struct connection_host *host)
{
	struct head *head = arena_new(host->arena, struct head, 1);
	BUG_IF(head_parse(reader_head(&connection->reader), head) != 0); /* it was before */
	return request_of(connection, head);
}

bool connection_wait(struct connection *connection, struct connection_host *host, int64_t now_ms)
{
	if (!reader_keep(&connection->reader))
		return false;
	count_buffered(connection, host);
	connection->state = CONNECTION_WAITING;
	connection->deadline_ms = now_ms + LIMIT_ANSWER_MS;
	return true;
}

static void ask(struct connection *connection, struct connection_host *host,
		const struct head *parsed, int64_t now_ms)
{
	struct arena_mark mark = arena_mark(host->arena);
	struct http_request request =
		parsed ? request_of(connection, parsed) : connection_request(connection, host);
	connection->asked_ms = now_ms;
	host->ask(host->context, connection, &request);
	arena_reset(host->arena, mark);
}

/* Bytes that no request may take any more. */
static bool is_too_much(const struct connection *connection, const struct connection_host *host)
{
	size_t holds = reader_held(&connection->reader);
	if (connection->reader.file && host->filed >= LIMIT_UPLOADS_BYTES)
		return true;
	return holds > connection->counted &&
	       *host->buffered + holds - connection->counted > LIMIT_BODIES_BYTES;
}

static void came(struct connection *connection, size_t bytes, int64_t now_ms)
{
	if (connection->state == CONNECTION_IDLE)
		connection->deadline_ms = now_ms + LIMIT_HEAD_MS;
	else if (connection->reader.head_len)
		made_progress(connection, bytes, LIMIT_BODY_PROGRESS, LIMIT_BODY_MS, now_ms);
	connection->state = CONNECTION_READING;
	reader_added(&connection->reader, bytes);
}

/* Gives: whether bytes came. */
static bool read_more(struct connection *connection, struct connection_host *host, int64_t now_ms)
{
	size_t room;
	if (!connection->reader.bytes && host->room.bytes)
		reader_lend(&connection->reader, host->room.bytes, host->room.len);
	char *at = reader_room(&connection->reader, &room);
	if (!at || is_too_much(connection, host)) {
		refuse(connection, host, 503, now_ms);
		return false;
	}
	ssize_t n = recv(connection->fd, at, room, 0);
	connection->is_drained = n < (ssize_t)room;
	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return false;
	if (n <= 0) {
		close_now(connection); /* with half a request, or none */
		return false;
	}
	came(connection, (size_t)n, now_ms);
	return true;
}

static void linger(struct connection *connection)
{
	char bin[16384];
	ssize_t n = recv(connection->fd, bin, sizeof bin, 0);
	if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR))
		close_now(connection);
}

static bool tell_to_go_on(struct connection *connection)
{
	static const char go_on[] = "HTTP/1.1 100 Continue\r\n\r\n";
	ssize_t n = send(connection->fd, go_on, sizeof go_on - 1, MSG_NOSIGNAL);
	return n == sizeof go_on - 1; /* a fresh socket has room for this */
}

/* Gives: whether there may be more to do at once. */
static bool read_turn(struct connection *connection, struct connection_host *host, int64_t now_ms)
{
	struct head head;
	bool is_parsed = false;
	enum reader_event event = reader_step_into(&connection->reader, &head, &is_parsed);
	if (is_parsed)
		connection->keep_alive = head.keep_alive;
	switch (event) {
	case READER_READY: ask(connection, host, is_parsed ? &head : NULL, now_ms); return true;
	case READER_REFUSED:
		refuse(connection, host, connection->reader.status, now_ms);
		return true;
	case READER_EXPECTS:
		if (!tell_to_go_on(connection)) {
			close_now(connection);
			return false;
		}
		break;
	case READER_WAIT: break;
	}
	if (is_parsed) {
		connection->deadline_ms = now_ms + LIMIT_BODY_MS;
		connection->progress = 0;
	}
	if (connection->is_drained) {
		connection->is_drained = false;
		return false;
	}
	return read_more(connection, host, now_ms);
}

/* Gives: whether there may be more to do at once. */
static bool take_turn(struct connection *connection, struct connection_host *host, int64_t now_ms)
{
	switch (connection->state) {
	case CONNECTION_WRITING:
		write_more(connection, host, now_ms);
		return connection->state != CONNECTION_WRITING;
	case CONNECTION_LINGERING: linger(connection); return false;
	case CONNECTION_IDLE:
	case CONNECTION_READING: return read_turn(connection, host, now_ms);
	case CONNECTION_WAITING:
	case CONNECTION_CLOSED: return false;
	}
	return false;
}

void connection_turn(struct connection *connection, struct connection_host *host, int64_t now_ms)
{
	connection->has_more = connection->is_drained = false;
	for (int requests = 0; requests < LIMIT_PIPELINE && take_turn(connection, host, now_ms);) {
		requests += connection->state != CONNECTION_LINGERING;
		connection->has_more = requests == LIMIT_PIPELINE;
	}
	if (connection->state != CONNECTION_CLOSED && !reader_keep(&connection->reader))
		close_now(connection); /* no memory for half a request */
	count_buffered(connection, host);
}

/* What a client does not take is thrown away with the socket: the kernel would hold and offer it
 * for minutes more. */
static void let_fall(struct connection *connection)
{
	struct linger now = { .l_onoff = 1 };
	(void)setsockopt(connection->fd, SOL_SOCKET, SO_LINGER, &now, sizeof now);
	close_now(connection);
}

void connection_expire(struct connection *connection, struct connection_host *host, int64_t now_ms)
{
	bool sent_some = !reader_is_empty(&connection->reader);
	if (connection->state == CONNECTION_READING && sent_some)
		refuse(connection, host, 408, now_ms);
	else if (connection->state == CONNECTION_WAITING)
		refuse(connection, host, 503, now_ms);
	else if (connection->state == CONNECTION_WRITING)
		let_fall(connection);
	else
		close_now(connection);
}
