/* SPDX-License-Identifier: Apache-2.0 */
/* front.c: opening, the loop, stopping. */
#include "front/front.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>

#include "front/front_private.h"
#include "front/listen.h"
#include "front/pool.h"
#include "os/folder.h"

enum { EVENTS_AT_ONCE = 64 };

static const size_t LIMIT_FLIGHTS = 1024; /* pages being made at a time */
static const size_t LIMIT_PAGE_SHARE = 8; /* one page may take this part of the cache */

static enum err open_cache(struct front *front, size_t bytes, struct fault *fault)
{
	struct page_cache_limits limits = { bytes, bytes / LIMIT_PAGE_SHARE };
	enum err err = flights_open(LIMIT_FLIGHTS, &front->flights);
	if (!err && bytes)
		err = page_cache_open(&limits, &front->cache);
	return err ? fault_set(fault, err, "cannot keep pages in %zu bytes", bytes) : OK;
}

static enum err open_folders(struct front *front, struct fault *fault)
{
	const struct front_settings *settings = &front->settings;
	if (settings->media_folder.len && os_exists(settings->media_folder))
		TRY(os_folder_open(settings->media_folder, &front->media, fault));
	return settings->asset_count
		       ? assets_open(settings->assets, settings->asset_count, &front->assets, fault)
		       : OK;
}

static void choose_upstream(struct front *front)
{
	const struct front_settings *settings = &front->settings;
	front->is_together = !settings->pool && !settings->upstream;
	front->together =
		(struct together){ settings->handler, settings->context, settings->reads };
	if (settings->pool) {
		struct upstream_sink sink = answers_sink(front);
		pool_serve(settings->pool, &sink);
		front->upstream = pool_upstream(settings->pool);
	} else {
		front->upstream = settings->upstream ? *settings->upstream
						     : together_upstream(&front->together);
	}
}

static enum err open_loop(struct front *front, struct fault *fault)
{
	front->epoll = epoll_create1(EPOLL_CLOEXEC);
	if (front->epoll < 0)
		return fault_set(fault, ERR_IO, "cannot make the front's loop: %s",
				 strerror(errno));
	signal(SIGPIPE, SIG_IGN); /* sendfile() has no flag for that */
	struct pool *pool = front->settings.pool;
	if (pool && !front_watch_fd(front, EPOLL_CTL_ADD, pool_fd(pool), EPOLLIN,
				    source_data(SOURCE_POOL, 0, 0)))
		return fault_set(fault, ERR_IO, "cannot wait for workers: %s", strerror(errno));
	return OK;
}

static enum err open_parts(struct front *front, struct fault *fault)
{
	const struct front_settings *settings = &front->settings;
	TRY(proxies_read(settings->proxies, settings->proxy_count, &front->proxies, fault));
	TRY(open_loop(front, fault));
	TRY(crowd_open(front, fault));
	TRY(open_cache(front, settings->cache_bytes, fault));
	choose_upstream(front);
	if (front->upstream.reads && !(front->reads = reads_open()))
		return fault_set(fault, ERR_BUSY, "no memory to count readers");
	return open_folders(front, fault);
}

enum err front_open(const struct front_settings *settings, struct front **out, struct fault *fault)
{
	struct front *front = calloc(1, sizeof *front);
	if (!front)
		return fault_set(fault, ERR_BUSY, "no memory for the front");
	front->settings = *settings;
	front->epoll = front->listener = front->admin = front->media = -1;
	front->arena = arena_open(LIMIT_REQUEST_ARENA);
	front->log.fd = settings->log_fd;
	front->log.has_nets = settings->logs_nets;
	front->host = (struct connection_host){
		.ask = route_request,
		.note = watching_note,
		.context = front,
		.arena = &front->arena,
		.buffered = &front->buffered,
		.room = { front->room, sizeof front->room },
	};
	enum err err = open_parts(front, fault);
	if (err) {
		front_close(&front);
		return err;
	}
	*out = front;
	return OK;
}

void front_close(struct front **front)
{
	if (!*front)
		return;
	crowd_close(*front);
	flights_close(&(*front)->flights);
	page_cache_close(&(*front)->cache);
	assets_close(&(*front)->assets);
	reads_close(&(*front)->reads);
	access_log_turn(&(*front)->log, 0, true);
	os_close(&(*front)->listener);
	os_close(&(*front)->admin);
	os_close(&(*front)->media);
	os_close(&(*front)->epoll);
	BUG_IF(arena_used(&(*front)->arena)); /* what is kept of each request would fill it */
	arena_close(&(*front)->arena);
	free(*front);
	*front = NULL;
}

struct upstream_sink front_sink(struct front *front)
{
	return answers_sink(front);
}

uint64_t source_data(enum source_kind kind, uint32_t generation, uint32_t index)
{
	return (uint64_t)kind << 60 | (uint64_t)(generation & SOURCE_GENERATIONS) << 32 | index;
}

bool front_watch_fd(struct front *front, int operation, int fd, uint32_t events, uint64_t data)
{
	struct epoll_event event = { .events = events, .data.u64 = data };
	return epoll_ctl(front->epoll, operation, fd, &event) == 0;
}

static enum err take_socket(struct front *front, int *place, int fd, enum source_kind kind,
			    struct fault *fault)
{
	if (!front_watch_fd(front, EPOLL_CTL_ADD, fd, EPOLLIN, source_data(kind, 0, 0))) {
		os_close(&fd);
		return fault_set(fault, ERR_IO, "cannot wait for connections: %s", strerror(errno));
	}
	os_close(place);
	*place = fd;
	return OK;
}

enum err front_take_listener(struct front *front, int fd, struct fault *fault)
{
	listen_prepare(fd);
	TRY(take_socket(front, &front->listener, fd, SOURCE_LISTENER, fault));
	front->accepts = true;
	return OK;
}

enum err front_take_admin(struct front *front, int fd, struct fault *fault)
{
	listen_prepare(fd);
	return take_socket(front, &front->admin, fd, SOURCE_ADMIN, fault);
}

enum err front_listen(struct front *front, struct str address, struct fault *fault)
{
	int fd;
	TRY(listen_at(address, false, &fd, fault));
	return front_take_listener(front, fd, fault);
}

enum err front_open_port(struct str address, bool is_shared, int *fd, struct fault *fault)
{
	return listen_at(address, is_shared, fd, fault);
}

struct str front_address(const struct front *front, struct arena *into)
{
	return front_port_address(front->listener, into);
}

struct str front_port_address(int fd, struct arena *into)
{
	struct sockaddr_storage address = { 0 };
	socklen_t len = sizeof address;
	char text[64];
	if (getsockname(fd, (struct sockaddr *)&address, &len) != 0)
		return S("");
	return str_dup(into, (struct str){ text, address_text(&address, true, text) });
}

enum err front_watch(struct front *front, int fd, void (*fn)(void *context), void *context)
{
	uint32_t index = (uint32_t)front->watch_count;
	if (front->watch_count == LIMIT_FRONT_WATCHES)
		return ERR_TOO_BIG;
	if (!front_watch_fd(front, EPOLL_CTL_ADD, fd, EPOLLIN, source_data(SOURCE_WATCH, 0, index)))
		return ERR_IO;
	front->watches[front->watch_count++] = (struct watch){ fn, context };
	return OK;
}

static void on_event(struct front *front, uint64_t data, uint32_t events)
{
	uint32_t index = (uint32_t)data, generation = data >> 32 & SOURCE_GENERATIONS;
	switch ((enum source_kind)(data >> 60)) {
	case SOURCE_LISTENER: crowd_accept(front, front->listener, false); break;
	case SOURCE_ADMIN: crowd_accept(front, front->admin, true); break;
	case SOURCE_WATCH: front->watches[index].fn(front->watches[index].context); break;
	case SOURCE_POOL: pool_turn(front->settings.pool, os_monotonic_ms()); break;
	case SOURCE_CONNECTION: crowd_turn(front, index, generation, events); break;
	}
}

/* How long the loop may sleep. */
static int wait_ms(const struct front *front, int max_wait_ms)
{
	bool has_work = front->connection_count || front->host.is_stopping || !front->accepts ||
			front->log.len || front->settings.pool || front->reads;
	if (front->lists[LIST_READY].count)
		return 0;
	if (!has_work || (max_wait_ms >= 0 && max_wait_ms < TIMER_TICK_MS))
		return max_wait_ms;
	return TIMER_TICK_MS;
}

bool front_turn(struct front *front, int max_wait_ms)
{
	struct epoll_event events[EVENTS_AT_ONCE];
	struct pool *pool = front->settings.pool;
	int count = epoll_wait(front->epoll, events, EVENTS_AT_ONCE, wait_ms(front, max_wait_ms));
	for (int i = 0; i < count; i++)
		on_event(front, events[i].data.u64, events[i].events);
	crowd_turn_ready(front);
	int64_t now_ms = os_monotonic_ms();
	if (pool && now_ms >= pool_deadline_ms(pool))
		pool_turn(pool, now_ms);
	crowd_expire(front, now_ms);
	access_log_turn(&front->log, now_ms, false);
	watching_tell_reads(front, now_ms, false);
	return !front->host.is_stopping ||
	       (front->connection_count > 0 && now_ms < front->stop_at_ms);
}

void front_stop(struct front *front)
{
	front->host.is_stopping = true;
	int64_t now_ms = os_monotonic_ms();
	front->stop_at_ms = now_ms + LIMIT_DRAIN_MS;
	os_close(&front->listener);
	os_close(&front->admin);
	watching_tell_reads(front, now_ms, true);
	crowd_send_home(front, now_ms);
}

void front_tell_deaths(struct front *front, uint64_t fronts, uint64_t readers, uint64_t desks,
		       uint64_t couriers)
{
	const uint64_t deaths[] = { fronts, readers, desks, couriers };
	_Static_assert(sizeof deaths == sizeof front->metrics.deaths, "one a role");
	memcpy(front->metrics.deaths, deaths, sizeof deaths);
}

void front_tell_outbox(struct front *front, uint64_t waiting, uint64_t sent, uint64_t given_up)
{
	front->metrics.outbox_waiting = waiting;
	front->metrics.outbox_sent = sent;
	front->metrics.outbox_given_up = given_up;
}
