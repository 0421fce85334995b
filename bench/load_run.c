/* SPDX-License-Identifier: Apache-2.0 */
/* load_run.c: the loop. A connection has at most one request under way. */
#include "load.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { EVENTS = 256, PATIENCE_S = 3 };
#define ARENA_BYTES ((size_t)1 << 20)

struct connection {
	int fd;
	bool is_asking;
	struct plan_request *request;
	uint64_t due; /* ns: when it should have been sent */
	char *head;   /* LIMIT_REPLY_HEAD */
	size_t head_length;
	bool has_head;
	struct reply reply;
	int64_t body_left;
	char *out; /* LIMIT_REQUEST */
	size_t out_length, out_done;
};

struct load {
	struct load_settings *settings;
	struct load_result *result;
	struct arena arena;
	struct dice dice;
	int epoll;
	struct connection *connections;
	struct connection **free; /* those that ask nothing now */
	size_t free_count;
	uint64_t asked, next_due, counts_from, ends_at;
	struct {
		uint64_t *due; /* came while no connection was free; a ring */
		size_t first, count, room;
	} backlog;
};

static uint64_t now_ns(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static enum err watch(struct load *load, struct connection *connection, bool for_writing)
{
	struct epoll_event event = { .events = EPOLLIN | (for_writing ? EPOLLOUT : 0),
				     .data.ptr = connection };
	int how = connection->is_asking ? EPOLL_CTL_MOD : EPOLL_CTL_ADD;
	return epoll_ctl(load->epoll, how, connection->fd, &event) ? ERR_IO : OK;
}

static enum err connect_one(const struct load *load, int *fd)
{
	struct sockaddr_in to = { .sin_family = AF_INET,
				  .sin_port = htons((uint16_t)load->settings->port),
				  .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int on = 1;
	*fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (*fd < 0 || connect(*fd, (struct sockaddr *)&to, sizeof to))
		return ERR_IO;
	setsockopt(*fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
	return OK;
}

static enum err open_connection(struct load *load, struct connection *connection)
{
	TRY(connect_one(load, &connection->fd));
	connection->is_asking = false;
	return watch(load, connection, false);
}

static void count_failure(struct load *load, struct connection *connection)
{
	if (connection->due >= load->counts_from)
		load->result->failed++;
}

static void put_free(struct load *load, struct connection *connection)
{
	connection->is_asking = false;
	load->free[load->free_count++] = connection;
}

/* The server ended it: another one takes its place. */
static void reopen(struct load *load, struct connection *connection)
{
	if (connection->is_asking)
		count_failure(load, connection);
	close(connection->fd);
	if (open_connection(load, connection) != OK)
		die("cannot connect again: %s", strerror(errno));
	put_free(load, connection);
}

static void note_wrong(struct load *load, const struct connection *connection)
{
	struct load_result *result = load->result;
	if (result->wrong++ == 0) {
		result->first_wrong = *connection->request;
		result->first_wrong_status = connection->reply.status;
		result->first_wrong_length = connection->reply.content_length;
	}
}

static void finish(struct load *load, struct connection *connection)
{
	struct plan_request *request = connection->request;
	const struct reply *reply = &connection->reply;
	if (request->length < 0)
		request->length = reply->content_length;
	if (reply->status != request->status ||
	    (!request->is_numbered && request->length != reply->content_length))
		note_wrong(load, connection);
	uint64_t now = now_ns();
	if (connection->due >= load->counts_from) {
		histogram_add(&load->result->times, now - connection->due);
		load->result->answered++;
		load->result->in_time += now <= load->ends_at;
		load->result->bytes += (uint64_t)reply->content_length;
	}
	bool closes = reply->closes;
	put_free(load, connection);
	if (closes) {
		load->free_count--;
		reopen(load, connection);
	}
}

/* Gives: false when the socket takes no more now. */
static bool send_rest(struct connection *connection)
{
	while (connection->out_done < connection->out_length) {
		ssize_t n = send(connection->fd, connection->out + connection->out_done,
				 connection->out_length - connection->out_done, MSG_NOSIGNAL);
		if (n < 0)
			return false;
		connection->out_done += (size_t)n;
	}
	return true;
}

static void ask(struct load *load, struct connection *connection, uint64_t due)
{
	struct load_settings *settings = load->settings;
	struct arena_mark mark = arena_mark(&load->arena);
	struct buf out = buf_in(&load->arena, LIMIT_REQUEST);
	connection->request = &settings->plan.items[load->asked % settings->plan.count];
	plan_write(&out, connection->request, settings->headers,
		   settings->first_number + load->asked++);
	BUG_IF(out.fault);
	memcpy(connection->out, out.ptr, out.len);
	connection->out_length = out.len;
	arena_reset(&load->arena, mark);
	connection->out_done = connection->head_length = 0;
	connection->has_head = false;
	connection->due = due;
	connection->is_asking = true;
	if (!send_rest(connection) && watch(load, connection, true) != OK)
		die("cannot wait for a connection: %s", strerror(errno));
}

/* Gives: false when the answer is not one. */
static bool take_head(struct connection *connection, struct str *bytes)
{
	size_t before = connection->head_length;
	size_t room = LIMIT_REPLY_HEAD - before;
	size_t n = bytes->len < room ? bytes->len : room;
	memcpy(connection->head + before, bytes->ptr, n);
	connection->head_length += n;
	struct str head = { connection->head, connection->head_length };
	if (!reply_read(head, &connection->reply))
		return connection->head_length < LIMIT_REPLY_HEAD;
	connection->has_head = true;
	connection->body_left = connection->reply.content_length;
	*bytes = str_from(*bytes, connection->reply.head_length - before);
	return connection->reply.status != 0;
}

static void take(struct load *load, struct connection *connection, struct str bytes)
{
	if (!connection->is_asking)
		return reopen(load, connection);
	if (!connection->has_head) {
		if (!take_head(connection, &bytes)) {
			note_wrong(load, connection);
			return reopen(load, connection);
		}
		if (!connection->has_head)
			return;
	}
	connection->body_left -= (int64_t)bytes.len;
	if (connection->body_left <= 0)
		finish(load, connection);
}

static void drop_from_free(struct load *load, const struct connection *connection)
{
	for (size_t i = 0; i < load->free_count; i++)
		if (load->free[i] == connection)
			load->free[i--] = load->free[--load->free_count];
}

static void on_event(struct load *load, struct connection *connection, uint32_t events)
{
	static char bytes[256 << 10];
	if ((events & EPOLLOUT) && connection->is_asking && send_rest(connection))
		(void)!watch(load, connection, false);
	if (!(events & (EPOLLIN | EPOLLHUP | EPOLLERR)))
		return;
	ssize_t n = recv(connection->fd, bytes, sizeof bytes, MSG_DONTWAIT);
	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	if (!connection->is_asking)
		drop_from_free(load, connection);
	if (n <= 0)
		reopen(load, connection);
	else
		take(load, connection, (struct str){ bytes, (size_t)n });
}

static void push_backlog(struct load *load, uint64_t due)
{
	if (load->backlog.count == load->backlog.room)
		die("a million requests wait: the rate is far too high");
	size_t at = (load->backlog.first + load->backlog.count++) % load->backlog.room;
	load->backlog.due[at] = due;
}

static uint64_t pop_backlog(struct load *load)
{
	uint64_t due = load->backlog.due[load->backlog.first];
	load->backlog.first = (load->backlog.first + 1) % load->backlog.room;
	load->backlog.count--;
	return due;
}

static bool is_over(const struct load *load, uint64_t now)
{
	const struct load_settings *settings = load->settings;
	return now >= load->ends_at || (settings->once && load->asked >= settings->plan.count);
}

/* Asks what is due. Gives: whether more will come. */
static bool ask_due(struct load *load, uint64_t now)
{
	double rate = load->settings->rate;
	while (rate > 0 && load->next_due <= now && load->next_due < load->ends_at) {
		push_backlog(load, load->next_due);
		load->next_due += (uint64_t)(dice_gap(&load->dice, rate) * 1e9);
	}
	while (load->free_count && load->backlog.count)
		ask(load, load->free[--load->free_count], pop_backlog(load));
	if (is_over(load, now))
		return false;
	while (rate <= 0 && load->free_count && !is_over(load, now))
		ask(load, load->free[--load->free_count], now_ns());
	return true;
}

static void turn(struct load *load, int timeout_ms)
{
	struct epoll_event events[EVENTS];
	int n = epoll_wait(load->epoll, events, EVENTS, timeout_ms);
	for (int i = 0; i < n; i++)
		on_event(load, events[i].data.ptr, events[i].events);
}

/* With a rate the loop never sleeps: the kernel's timers are coarser than what is measured. */
static void loop(struct load *load)
{
	size_t all = load->settings->connections;
	int timeout_ms = load->settings->rate > 0 ? 0 : 10;
	while (ask_due(load, now_ns()))
		turn(load, timeout_ms);
	uint64_t ended = now_ns(), patience = ended + (uint64_t)PATIENCE_S * 1000000000u;
	uint64_t from = load->counts_from < ended ? load->counts_from : ended;
	load->result->seconds = (double)(ended - from) / 1e9;
	while ((load->free_count < all || load->backlog.count) && now_ns() < patience) {
		ask_due(load, ended);
		turn(load, 1);
	}
	load->result->failed += all - load->free_count + load->backlog.count;
}

static enum err open_all(struct load *load, struct fault *fault)
{
	struct load_settings *settings = load->settings;
	for (size_t i = 0; i < settings->idle; i++) {
		int fd; /* ends with the process */
		if (connect_one(load, &fd))
			return fault_set(fault, ERR_IO, "cannot connect: %s", strerror(errno));
	}
	for (size_t i = 0; i < settings->connections; i++) {
		struct connection *connection = &load->connections[i];
		connection->head = malloc(LIMIT_REPLY_HEAD);
		connection->out = malloc(LIMIT_REQUEST);
		if (!connection->head || !connection->out)
			die("out of memory");
		if (open_connection(load, connection))
			return fault_set(fault, ERR_IO, "cannot connect: %s", strerror(errno));
		put_free(load, connection);
	}
	return OK;
}

static void close_all(struct load *load)
{
	for (size_t i = 0; i < load->settings->connections; i++) {
		struct connection *connection = &load->connections[i];
		if (connection->fd > 0)
			close(connection->fd);
		free(connection->head);
		free(connection->out);
	}
	free(load->connections);
	free(load->free);
	free(load->backlog.due);
	close(load->epoll);
	arena_close(&load->arena);
}

enum err load_run(struct load_settings *settings, struct load_result *out, struct fault *fault)
{
	struct load load = { .settings = settings, .result = out, .dice = { 11 } };
	struct rlimit files = { 2 * LIMIT_LOAD_CONNECTIONS, 2 * LIMIT_LOAD_CONNECTIONS };
	if (settings->connections + settings->idle > LIMIT_LOAD_CONNECTIONS)
		return fault_set(fault, ERR_TOO_BIG, "too many connections");
	setrlimit(RLIMIT_NOFILE, &files);
	*out = (struct load_result){ 0 };
	load.arena = arena_open(ARENA_BYTES);
	load.epoll = epoll_create1(EPOLL_CLOEXEC);
	load.connections = calloc(settings->connections, sizeof *load.connections);
	load.free = calloc(settings->connections, sizeof *load.free);
	load.backlog.room = 1000000;
	load.backlog.due = calloc(load.backlog.room, sizeof *load.backlog.due);
	if (load.epoll < 0 || !load.connections || !load.free || !load.backlog.due)
		die("out of memory");
	enum err err = open_all(&load, fault);
	if (!err) {
		load.next_due = now_ns();
		load.counts_from = load.next_due + (uint64_t)(settings->warm_s * 1e9);
		load.ends_at = load.counts_from + (uint64_t)(settings->seconds * 1e9);
		loop(&load);
	}
	close_all(&load);
	return err;
}
