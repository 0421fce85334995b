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
#include "os/folder.h"

enum { EVENTS_AT_ONCE = 64, EXPIRE_EVERY_MS = 250 };

/* What an epoll event is about, in its 64 bits: kind and index. */
enum source_kind { SOURCE_LISTENER, SOURCE_WATCH, SOURCE_CONNECTION };

struct slot {
	struct connection connection;
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
	uint64_t requests;
	int64_t stop_at_ms, expired_at_ms;
};

static struct http_response answer(void *context, struct http_request *request, struct arena *arena,
				   struct answer_file *opened)
{
	struct front *front = context;
	request->id = ++front->requests;
	forwarded_apply(front->settings.proxies, front->settings.proxy_count, request);
	if (request->method == HTTP_OTHER) {
		struct http_response refusal = answer_plain(arena, 405);
		http_set(&refusal, S("Allow"), S("GET, HEAD, POST"));
		return refusal;
	}
	struct http_response response = http_response_in(arena, 200);
	if (str_starts(request->path, S("/media/")) &&
	    media_serve(front->media, request, &response, opened))
		return response;
	return front->settings.handler(front->settings.context, request, arena);
}

static void note(void *context, const struct http_request *request, const struct answer *answer,
		 int64_t bytes, int64_t ms)
{
	static const char *names[] = { "GET", "HEAD", "POST", "OTHER" };
	const struct front *front = context;
	bool is_quiet = str_starts(request->path, S("/assets/")) && answer->status < 400;
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
	front->host = (struct connection_host){ answer,           note, front, &front->arena,
						&front->buffered, false };
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
	front->buffered -= slot->connection.reader.cap;
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
	uint32_t events = connection_wants_write(&slot->connection) ? EPOLLOUT : EPOLLIN;
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
		connection_expire(&slot->connection, &front->host, now_ms);
		after_turn(front, i);
	}
	if (!front->host.is_stopping && !is_full(front))
		set_accepting(front, true);
}

static void on_event(struct front *front, uint64_t data)
{
	size_t index = data & UINT32_MAX;
	switch ((enum source_kind)(data >> 32)) {
	case SOURCE_LISTENER: accept_some(front); break;
	case SOURCE_WATCH: front->watches[index].fn(front->watches[index].context); break;
	case SOURCE_CONNECTION: turn_slot(front, index); break;
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
		on_event(front, events[i].data.u64);
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
