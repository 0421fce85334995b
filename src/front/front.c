/* SPDX-License-Identifier: Apache-2.0 */
/* front.c: the loop, and who may have a connection. */
#include "front/front.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/epoll.h>

#include "front/connection.h"
#include "front/forwarded.h"
#include "front/limits.h"
#include "front/listen.h"
#include "front/media.h"
#include "front/together.h"
#include "os/folder.h"

enum { EVENTS_AT_ONCE = 64, EXPIRE_EVERY_MS = 250, ROOM_BYTES = 32768 };

/* What an epoll event is about, in its 64 bits: kind and index. */
enum source_kind { SOURCE_LISTENER, SOURCE_WATCH, SOURCE_CONNECTION };

struct slot {
	struct connection connection;
	size_t index;    /* in front->slots */
	uint64_t ticket; /* of the request that upstream was asked for; 0 none */
	uint32_t events; /* that epoll watches for */
};

struct watch {
	void (*fn)(void *context);
	void *context;
};

struct front {
	struct front_settings settings;
	struct arena arena;
	struct connection_host host;
	int epoll, listener, media;
	bool accepts; /* epoll watches the listener */
	struct watch watches[LIMIT_FRONT_WATCHES];
	size_t watch_count;
	struct slot *slots[LIMIT_CONNECTIONS]; /* NULL: free */
	size_t connection_count, ready_count;  /* ready: has_more */
	size_t buffered;
	uint64_t requests, tickets;
	struct together together;
	struct upstream upstream;
	struct http_request *asking; /* upstream is being asked for it right now */
	char room[ROOM_BYTES];
	int64_t stop_at_ms, expired_at_ms;
};

static void after_turn(struct front *front, size_t index);

/* Makes response the answer to the request at hand. */
static void reply(struct front *front, struct slot *slot, const struct http_request *request,
		  struct http_response *response, const struct answer_file *file)
{
	struct connection *connection = &slot->connection;
	bool keep_alive = connection_goes_on(connection, &front->host);
	struct answer answer = answer_make(request, response, file, keep_alive);
	slot->ticket = 0;
	connection_send(connection, &front->host, request, &answer, os_monotonic_ms());
}

static void reply_plainly(struct front *front, struct slot *slot,
			  const struct http_request *request, int status)
{
	struct answer_file none = { .fd = -1 };
	struct http_response response = answer_plain(&front->arena, status);
	if (status == 405)
		http_set(&response, S("Allow"), S("GET, HEAD, POST"));
	reply(front, slot, request, &response, &none);
}

static bool is_of_desk(const struct http_request *request)
{
	bool is_read = request->method == HTTP_GET || request->method == HTTP_HEAD;
	return !is_read || str_starts(request->path, S("/desk/")) ||
	       str_eq(request->path, S("/desk"));
}

/* Asks upstream, and waits for the answer unless it has come already. */
static void ask_upstream(struct front *front, struct slot *slot, struct http_request *request)
{
	uint64_t ticket = ++front->tickets << 32 | slot->index;
	int64_t now_ms = os_monotonic_ms();
	struct upstream_sink sink = front_sink(front);
	slot->ticket = ticket;
	front->asking = request;
	enum err err = front->upstream.ask(front->upstream.context, &sink, ticket,
					   is_of_desk(request) ? UPSTREAM_DESK : UPSTREAM_READER,
					   request, &front->arena);
	front->asking = NULL;
	if (slot->ticket != ticket)
		return;
	if (err == OK && connection_wait(&slot->connection, &front->host, now_ms))
		return;
	if (err == OK)
		front->upstream.forget(front->upstream.context, ticket);
	reply_plainly(front, slot, request, err == ERR_TOO_BIG ? 413 : 503);
}

static void on_request(void *context, struct connection *connection, struct http_request *request)
{
	struct front *front = context;
	struct slot *slot = (struct slot *)connection; /* its first member */
	struct answer_file file = { .fd = -1 };
	struct http_response response = http_response_in(&front->arena, 200);
	request->id = ++front->requests;
	forwarded_apply(front->settings.proxies, front->settings.proxy_count, request);
	if (request->method == HTTP_OTHER)
		reply_plainly(front, slot, request, 405);
	else if (str_starts(request->path, S("/media/")) &&
		 media_serve(front->media, request, &response, &file))
		reply(front, slot, request, &response, &file);
	else
		ask_upstream(front, slot, request);
}

static void on_answer(void *context, uint64_t ticket, struct upstream_answer *upstream)
{
	struct front *front = context;
	struct slot *slot = front->slots[ticket & UINT32_MAX];
	struct answer_file none = { .fd = -1 };
	if (!slot || slot->ticket != ticket)
		return;
	struct arena_mark mark = arena_mark(&front->arena);
	bool is_at_once = front->asking != NULL;
	struct http_request again, *request = front->asking;
	if (!is_at_once) {
		again = connection_request(&slot->connection, &front->host);
		forwarded_apply(front->settings.proxies, front->settings.proxy_count, &again);
		request = &again;
	}
	if (upstream)
		reply(front, slot, request, &upstream->response, &none);
	else
		reply_plainly(front, slot, request, 503);
	arena_reset(&front->arena, mark);
	if (is_at_once)
		return;
	slot->connection.has_more = !reader_is_empty(&slot->connection.reader);
	after_turn(front, slot->index);
}

static void on_touched(void *context, const struct fact_touch *touches, size_t count,
		       int64_t sequence)
{
	(void)context, (void)touches, (void)count, (void)sequence; /* nothing is kept */
}

static void on_touched_all(void *context, int64_t sequence)
{
	(void)context, (void)sequence;
}

struct upstream_sink front_sink(struct front *front)
{
	return (struct upstream_sink){ on_answer, on_touched, on_touched_all, front };
}

static void note(void *context, const struct connection *connection,
		 const struct http_request *request, const struct answer *answer, int64_t bytes,
		 int64_t ms)
{
	static const char *names[] = { "GET", "HEAD", "POST", "OTHER" };
	const struct front *front = context;
	bool is_quiet = str_starts(request->path, S("/assets/")) && answer->status < 400;
	(void)connection;
	if (front->settings.logs && !is_quiet)
		log_info("%s %.*s %d %lld %lldms", names[request->method],
			 STR_ARG(str_first(request->path, 200)), answer->status, (long long)bytes,
			 (long long)ms);
}

enum err front_open(const struct front_settings *settings, struct front **out, struct fault *fault)
{
	struct front *front = calloc(1, sizeof *front);
	if (!front)
		return fault_set(fault, ERR_BUSY, "no memory for the front");
	front->settings = *settings;
	front->listener = front->media = -1;
	front->arena = arena_open(LIMIT_REQUEST_ARENA);
	front->host = (struct connection_host){
		.ask = on_request,
		.note = note,
		.context = front,
		.arena = &front->arena,
		.buffered = &front->buffered,
		.room = { front->room, sizeof front->room },
	};
	front->together = (struct together){ settings->handler, settings->context };
	front->upstream =
		settings->upstream ? *settings->upstream : together_upstream(&front->together);
	front->epoll = epoll_create1(EPOLL_CLOEXEC);
	signal(SIGPIPE, SIG_IGN); /* sendfile() has no flag for that */
	enum err err = front->epoll < 0 ? ERR_IO : OK;
	if (err)
		fault_set(fault, err, "cannot make the front's loop: %s", strerror(errno));
	else if (settings->media_folder.len && os_exists(settings->media_folder))
		err = os_folder_open(settings->media_folder, &front->media, fault);
	if (err) {
		front_close(&front);
		return err;
	}
	*out = front;
	return OK;
}

static void drop_slot(struct front *front, size_t index)
{
	struct slot *slot = front->slots[index];
	if (slot->ticket)
		front->upstream.forget(front->upstream.context, slot->ticket);
	front->buffered -= slot->connection.counted;
	front->ready_count -= slot->connection.has_more;
	connection_fini(&slot->connection);
	free(slot);
	front->slots[index] = NULL;
	front->connection_count--;
}

void front_close(struct front **front)
{
	if (!*front)
		return;
	for (size_t i = 0; i < LIMIT_CONNECTIONS; i++)
		if ((*front)->slots[i])
			drop_slot(*front, i);
	os_close(&(*front)->listener);
	os_close(&(*front)->media);
	os_close(&(*front)->epoll);
	arena_close(&(*front)->arena);
	free(*front);
	*front = NULL;
}

static bool watch_fd(struct front *front, int operation, int fd, uint32_t events,
		     enum source_kind kind, size_t index)
{
	struct epoll_event event = { .events = events, .data.u64 = (uint64_t)kind << 32 | index };
	return epoll_ctl(front->epoll, operation, fd, &event) == 0;
}

enum err front_listen(struct front *front, struct str address, struct fault *fault)
{
	TRY(listen_at(address, &front->listener, fault));
	if (!watch_fd(front, EPOLL_CTL_ADD, front->listener, EPOLLIN, SOURCE_LISTENER, 0))
		return fault_set(fault, ERR_IO, "cannot wait for connections: %s", strerror(errno));
	front->accepts = true;
	return OK;
}

struct str front_address(const struct front *front, struct arena *into)
{
	struct sockaddr_storage address = { 0 };
	socklen_t len = sizeof address;
	char text[64];
	if (getsockname(front->listener, (struct sockaddr *)&address, &len) != 0)
		return S("");
	return str_dup(into, (struct str){ text, address_text(&address, true, text) });
}

enum err front_watch(struct front *front, int fd, void (*fn)(void *context), void *context)
{
	if (front->watch_count == LIMIT_FRONT_WATCHES)
		return ERR_TOO_BIG;
	if (!watch_fd(front, EPOLL_CTL_ADD, fd, EPOLLIN, SOURCE_WATCH, front->watch_count))
		return ERR_IO;
	front->watches[front->watch_count++] = (struct watch){ fn, context };
	return OK;
}

/* A slot for one more, if need be that of the client which has been idle for longest. */
static size_t free_slot(struct front *front)
{
	size_t idle = LIMIT_CONNECTIONS;
	for (size_t i = 0; i < LIMIT_CONNECTIONS; i++) {
		const struct slot *slot = front->slots[i];
		if (!slot)
			return i;
		if (slot->connection.state == CONNECTION_IDLE &&
		    (idle == LIMIT_CONNECTIONS ||
		     slot->connection.deadline_ms < front->slots[idle]->connection.deadline_ms))
			idle = i;
	}
	if (idle < LIMIT_CONNECTIONS)
		drop_slot(front, idle);
	return idle;
}

enum err front_adopt(struct front *front, int fd, struct str client)
{
	size_t index = free_slot(front);
	struct slot *slot = index < LIMIT_CONNECTIONS ? calloc(1, sizeof *slot) : NULL;
	if (!slot || !watch_fd(front, EPOLL_CTL_ADD, fd, EPOLLIN, SOURCE_CONNECTION, index)) {
		free(slot);
		os_close(&fd);
		return ERR_BUSY;
	}
	slot->events = EPOLLIN;
	slot->index = index;
	connection_init(&slot->connection, fd, client, os_monotonic_ms());
	front->slots[index] = slot;
	front->connection_count++;
	return OK;
}

static void set_accepting(struct front *front, bool accepts)
{
	if (front->listener < 0 || front->accepts == accepts)
		return;
	if (watch_fd(front, EPOLL_CTL_MOD, front->listener, accepts ? EPOLLIN : 0, SOURCE_LISTENER,
		     0))
		front->accepts = accepts;
}

static bool is_full(const struct front *front)
{
	if (front->connection_count < LIMIT_CONNECTIONS)
		return false;
	for (size_t i = 0; i < LIMIT_CONNECTIONS; i++)
		if (front->slots[i] && front->slots[i]->connection.state == CONNECTION_IDLE)
			return false;
	return true;
}

/* Without a slot or a descriptor left, newcomers wait in the kernel's queue. */
static void accept_some(struct front *front)
{
	const int yes = 1;
	for (int i = 0; i < EVENTS_AT_ONCE; i++) {
		struct sockaddr_storage address = { 0 };
		socklen_t len = sizeof address;
		char text[64];
		if (is_full(front))
			return set_accepting(front, false);
		int fd = accept4(front->listener, (struct sockaddr *)&address, &len,
				 SOCK_NONBLOCK | SOCK_CLOEXEC);
		if (fd < 0) {
			if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS)
				set_accepting(front, false);
			return;
		}
		setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
		struct str client = { text, address_text(&address, false, text) };
		if (front_adopt(front, fd, client) != OK)
			return;
	}
}

static void after_turn(struct front *front, size_t index)
{
	struct slot *slot = front->slots[index];
	const struct connection *connection = &slot->connection;
	uint32_t events = connection_wants_write(connection)  ? EPOLLOUT
			  : connection_wants_read(connection) ? EPOLLIN
							      : 0;
	front->ready_count += slot->connection.has_more;
	if (slot->connection.state == CONNECTION_CLOSED) {
		drop_slot(front, index);
		return;
	}
	if (events != slot->events && !watch_fd(front, EPOLL_CTL_MOD, slot->connection.fd, events,
						SOURCE_CONNECTION, index)) {
		drop_slot(front, index);
		return;
	}
	slot->events = events;
}

static void turn_slot(struct front *front, size_t index)
{
	struct slot *slot = front->slots[index];
	if (!slot)
		return; /* closed earlier in this round */
	front->ready_count -= slot->connection.has_more;
	connection_turn(&slot->connection, &front->host, os_monotonic_ms());
	after_turn(front, index);
}

static void expire_all(struct front *front, int64_t now_ms)
{
	if (now_ms - front->expired_at_ms < EXPIRE_EVERY_MS)
		return;
	front->expired_at_ms = now_ms;
	for (size_t i = 0; i < LIMIT_CONNECTIONS; i++) {
		struct slot *slot = front->slots[i];
		if (!slot || now_ms < slot->connection.deadline_ms)
			continue;
		front->ready_count -= slot->connection.has_more;
		slot->connection.has_more = false;
		if (slot->ticket) {
			front->upstream.forget(front->upstream.context, slot->ticket);
			slot->ticket = 0;
		}
		connection_expire(&slot->connection, &front->host, now_ms);
		after_turn(front, i);
	}
	if (!front->host.is_stopping && !is_full(front))
		set_accepting(front, true);
}

static bool is_gone(const struct front *front, size_t index, uint32_t events)
{
	const struct slot *slot = front->slots[index];
	return slot && slot->connection.state == CONNECTION_WAITING &&
	       (events & (EPOLLHUP | EPOLLERR));
}

static void on_event(struct front *front, uint64_t data, uint32_t events)
{
	size_t index = data & UINT32_MAX;
	switch ((enum source_kind)(data >> 32)) {
	case SOURCE_LISTENER: accept_some(front); break;
	case SOURCE_WATCH: front->watches[index].fn(front->watches[index].context); break;
	case SOURCE_CONNECTION:
		if (is_gone(front, index, events))
			drop_slot(front, index);
		else
			turn_slot(front, index);
		break;
	}
}

static void turn_ready(struct front *front)
{
	for (size_t i = 0; i < LIMIT_CONNECTIONS && front->ready_count; i++)
		if (front->slots[i] && front->slots[i]->connection.has_more)
			turn_slot(front, i);
}

static int wait_ms(const struct front *front, int max_wait_ms)
{
	int tick = front->connection_count || front->host.is_stopping || !front->accepts
			   ? EXPIRE_EVERY_MS
			   : -1;
	if (front->ready_count)
		return 0;
	if (tick < 0 || (max_wait_ms >= 0 && max_wait_ms < tick))
		return max_wait_ms;
	return tick;
}

bool front_turn(struct front *front, int max_wait_ms)
{
	struct epoll_event events[EVENTS_AT_ONCE];
	int count = epoll_wait(front->epoll, events, EVENTS_AT_ONCE, wait_ms(front, max_wait_ms));
	for (int i = 0; i < count; i++)
		on_event(front, events[i].data.u64, events[i].events);
	turn_ready(front);
	int64_t now_ms = os_monotonic_ms();
	expire_all(front, now_ms);
	return !front->host.is_stopping ||
	       (front->connection_count > 0 && now_ms < front->stop_at_ms);
}

void front_stop(struct front *front)
{
	front->host.is_stopping = true;
	front->stop_at_ms = os_monotonic_ms() + LIMIT_DRAIN_MS;
	os_close(&front->listener);
	for (size_t i = 0; i < LIMIT_CONNECTIONS; i++)
		if (front->slots[i] && front->slots[i]->connection.state == CONNECTION_IDLE)
			drop_slot(front, i);
}

size_t front_connections(const struct front *front)
{
	return front->connection_count;
}
