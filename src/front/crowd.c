/* SPDX-License-Identifier: Apache-2.0 */
/* crowd.c: who has a connection. */
#include <errno.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include "front/front_private.h"
#include "front/listen.h"
#include "os/os.h"

static void list_remove(struct front *front, struct slot *slot, enum slot_list_name name)
{
	struct slot_list *list = &front->lists[name];
	struct slot_link *link = &slot->links[name];
	if (!link->is_in)
		return;
	*(link->newer ? &link->newer->links[name].older : &list->newest) = link->older;
	*(link->older ? &link->older->links[name].newer : &list->oldest) = link->newer;
	*link = (struct slot_link){ 0 };
	list->count--;
}

static void list_add(struct front *front, struct slot *slot, enum slot_list_name name)
{
	struct slot_list *list = &front->lists[name];
	list_remove(front, slot, name);
	slot->links[name] = (struct slot_link){ .older = list->newest, .is_in = true };
	*(list->newest ? &list->newest->links[name].newer : &list->oldest) = slot;
	list->newest = slot;
	list->count++;
}

/* As many connections as may be, and as there are descriptors for. */
static size_t fit_to_files(size_t wanted)
{
	struct rlimit limit;
	if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
		return wanted;
	if (limit.rlim_cur < wanted + LIMIT_OTHER_FILES) {
		rlim_t need = wanted + LIMIT_OTHER_FILES;
		struct rlimit raised = { need < limit.rlim_max ? need : limit.rlim_max,
					 limit.rlim_max };
		if (setrlimit(RLIMIT_NOFILE, &raised) == 0)
			limit = raised;
	}
	size_t files = limit.rlim_cur;
	if (files >= wanted + LIMIT_OTHER_FILES)
		return wanted;
	size_t most = files > 2 * LIMIT_OTHER_FILES ? files - LIMIT_OTHER_FILES : files / 2;
	if (most < wanted / 2) /* a few less are nobody's concern */
		log_warning("room for %zu connections at a time, for more than %zu files may not "
			    "be open",
			    most, files);
	return most;
}

enum err crowd_open(struct front *front, struct fault *fault)
{
	size_t wanted = front->settings.most_connections;
	size_t most = fit_to_files(wanted ? wanted : LIMIT_CONNECTIONS);
	front->most_connections = most;
	front->slots = calloc(most, sizeof *front->slots);
	front->free_slots = calloc(most, sizeof *front->free_slots);
	front->generations = calloc(most, sizeof *front->generations);
	if (!front->slots || !front->free_slots || !front->generations ||
	    clients_open(2 * most, &front->clients) != OK)
		return fault_set(fault, ERR_BUSY, "no memory for connections");
	for (size_t i = 0; i < most; i++)
		front->free_slots[i] = (uint32_t)(most - 1 - i);
	front->free_count = most;
	timers_init(&front->timers, os_monotonic_ms());
	return OK;
}

static void drop_slot(struct front *front, struct slot *slot)
{
	route_forget(front, slot);
	for (size_t i = 0; i < SLOT_LISTS; i++)
		list_remove(front, slot, (enum slot_list_name)i);
	timer_clear(&slot->timer);
	client_leaves(front->clients, slot->client, CLIENT_CONNECTIONS);
	front->buffered -= slot->connection.counted;
	front->host.filed -= slot->connection.counted_filed;
	connection_fini(&slot->connection);
	front->slots[slot->index] = NULL;
	front->generations[slot->index]++;
	front->free_slots[front->free_count++] = slot->index;
	front->connection_count--;
	free(slot);
}

void crowd_close(struct front *front)
{
	for (size_t i = 0; front->slots && i < front->most_connections; i++)
		if (front->slots[i])
			drop_slot(front, front->slots[i]);
	clients_close(&front->clients);
	free(front->slots);
	free(front->free_slots);
	free(front->generations);
}

static void set_accepting(struct front *front, bool accepts)
{
	if (front->listener < 0 || front->accepts == accepts)
		return;
	if (front_watch_fd(front, EPOLL_CTL_MOD, front->listener, accepts ? EPOLLIN : 0,
			   source_data(SOURCE_LISTENER, 0, 0)))
		front->accepts = accepts;
}

static bool is_crowded(const struct front *front)
{
	return front->connection_count >= front->most_connections / 4 * 3;
}

/* Lets the idlest go: of those that never asked for anything, if they are the more. */
static bool make_room(struct front *front)
{
	bool takes_fresh = front->lists[LIST_FRESH].count >= front->lists[LIST_RESTED].count;
	struct slot *idlest = front->lists[takes_fresh ? LIST_FRESH : LIST_RESTED].oldest;
	if (!idlest)
		return false;
	metrics_limit(&front->metrics, HIT_IDLE_EVICTED);
	drop_slot(front, idlest);
	return true;
}

static bool is_full(const struct front *front)
{
	return front->free_count == 0 && front->lists[LIST_FRESH].count == 0 &&
	       front->lists[LIST_RESTED].count == 0;
}

static enum err count_client(struct front *front, struct str client, uint32_t *id)
{
	*id = CLIENT_UNCOUNTED;
	if (proxies_trust(&front->proxies, client))
		return OK;
	return client_enters(front->clients, client, CLIENT_CONNECTIONS, LIMIT_CLIENT_CONNECTIONS,
			     id);
}

static void place(struct front *front, struct slot *slot)
{
	bool is_idle = slot->connection.state == CONNECTION_IDLE;
	enum slot_list_name list = slot->was_served ? LIST_RESTED : LIST_FRESH;
	if (!is_idle || list == LIST_RESTED)
		list_remove(front, slot, LIST_FRESH);
	if (is_idle)
		list_add(front, slot, list);
	else
		list_remove(front, slot, LIST_RESTED);
	if (slot->connection.has_more)
		list_add(front, slot, LIST_READY);
	else
		list_remove(front, slot, LIST_READY);
}

static enum err adopt(struct front *front, int fd, struct str client, bool is_admin)
{
	uint32_t id;
	int64_t now_ms = os_monotonic_ms();
	if (count_client(front, client, &id) != OK) {
		metrics_limit(&front->metrics, HIT_CLIENT_CONNECTIONS);
		os_close(&fd);
		return ERR_BUSY;
	}
	bool has_room = front->free_count > 0 || make_room(front);
	struct slot *slot = has_room ? calloc(1, sizeof *slot) : NULL;
	uint32_t index = has_room ? front->free_slots[front->free_count - 1] : 0;
	uint64_t data =
		has_room ? source_data(SOURCE_CONNECTION, front->generations[index], index) : 0;
	if (!slot || !front_watch_fd(front, EPOLL_CTL_ADD, fd, EPOLLIN, data)) {
		metrics_limit(&front->metrics, HIT_CONNECTIONS);
		client_leaves(front->clients, id, CLIENT_CONNECTIONS);
		free(slot);
		os_close(&fd);
		return ERR_BUSY;
	}
	front->free_count--;
	*slot = (struct slot){ .index = index,
			       .generation = front->generations[index],
			       .events = EPOLLIN,
			       .client = id,
			       .is_admin = is_admin };
	connection_init(&slot->connection, fd, client, now_ms);
	front->slots[index] = slot;
	front->connection_count++;
	front->metrics.accepted++;
	timer_set(&front->timers, &slot->timer, slot->connection.deadline_ms, now_ms);
	place(front, slot);
	return OK;
}

enum err front_adopt(struct front *front, int fd, struct str client)
{
	return adopt(front, fd, client, false);
}

size_t front_connections(const struct front *front)
{
	return front->connection_count;
}

/* A few at a time, so that a flood of newcomers does not keep those who are here from their turn.
 * Without a slot or a descriptor left, newcomers wait in the kernel's queue. */
void crowd_accept(struct front *front, int listener, bool is_admin)
{
	for (int i = 0; i < ACCEPTS_AT_ONCE; i++) {
		struct sockaddr_storage address = { 0 };
		socklen_t len = sizeof address;
		char text[64];
		if (is_full(front) && !is_admin) {
			metrics_limit(&front->metrics, HIT_CONNECTIONS);
			return set_accepting(front, false);
		}
		int fd = accept4(listener, (struct sockaddr *)&address, &len,
				 SOCK_NONBLOCK | SOCK_CLOEXEC);
		if (fd < 0) {
			bool is_out = errno == EMFILE || errno == ENFILE || errno == ENOBUFS ||
				      errno == ENOMEM;
			if (is_out && !make_room(front))
				set_accepting(front, false);
			return;
		}
		struct str client = { text, address_text(&address, false, text) };
		if (adopt(front, fd, client, is_admin) == ERR_BUSY)
			continue; /* told and closed */
	}
}

static uint32_t wanted_events(const struct connection *connection)
{
	return connection_wants_write(connection)  ? EPOLLOUT
	       : connection_wants_read(connection) ? EPOLLIN
						   : 0;
}

/* Brings lists, deadlines and what epoll watches for up to the connection's state. While it waits
 * for an answer epoll keeps watching for bytes: most clients send none, and are spared a call. */
static void after_turn(struct front *front, struct slot *slot, bool was_woken)
{
	struct connection *connection = &slot->connection;
	bool is_waiting = connection->state == CONNECTION_WAITING;
	uint32_t events = is_waiting && !was_woken ? slot->events : wanted_events(connection);
	bool is_closed = connection->state == CONNECTION_CLOSED;
	if (!is_closed && events != slot->events)
		is_closed = !front_watch_fd(
			front, EPOLL_CTL_MOD, connection->fd, events,
			source_data(SOURCE_CONNECTION, slot->generation, slot->index));
	if (is_closed)
		return drop_slot(front, slot);
	slot->events = events;
	slot->was_served = slot->was_served || connection->asked_ms;
	place(front, slot);
	timer_set(&front->timers, &slot->timer, connection->deadline_ms, os_monotonic_ms());
}

static void turn(struct front *front, struct slot *slot)
{
	front->host.idle_ms = is_crowded(front) ? LIMIT_IDLE_FULL_MS : LIMIT_IDLE_MS;
	front->turning = slot;
	connection_turn(&slot->connection, &front->host, os_monotonic_ms());
	front->turning = NULL;
	after_turn(front, slot, false);
}

void crowd_turn(struct front *front, uint32_t index, uint32_t generation, uint32_t events)
{
	struct slot *slot = front->slots[index];
	if (!slot || (slot->generation & SOURCE_GENERATIONS) != generation)
		return; /* closed earlier in this round */
	if (slot->connection.state != CONNECTION_WAITING)
		turn(front, slot);
	else if (events & (EPOLLHUP | EPOLLERR))
		drop_slot(front, slot);
	else
		after_turn(front, slot, true); /* it sends on: not now */
}

void crowd_settle(struct front *front, struct slot *slot)
{
	if (slot == front->turning)
		return; /* its turn is not over */
	slot->connection.has_more = connection_wants_read(&slot->connection) &&
				    !reader_is_empty(&slot->connection.reader);
	after_turn(front, slot, false);
}

void crowd_turn_ready(struct front *front)
{
	for (size_t left = front->lists[LIST_READY].count; left; left--) {
		struct slot *slot = front->lists[LIST_READY].oldest;
		if (!slot)
			return; /* others were dropped meanwhile */
		turn(front, slot);
	}
}

static void expire_slot(struct front *front, struct slot *slot, int64_t now_ms)
{
	struct connection *connection = &slot->connection;
	if (now_ms < connection->deadline_ms) {
		timer_set(&front->timers, &slot->timer, connection->deadline_ms, now_ms);
		return;
	}
	metrics_deadline(&front->metrics, connection);
	connection->has_more = false;
	if (connection->state == CONNECTION_WAITING)
		route_late(front, slot);
	else
		connection_expire(connection, &front->host, now_ms);
	crowd_settle(front, slot);
}

void crowd_expire(struct front *front, int64_t now_ms)
{
	struct timer *timer;
	while ((timer = timers_next(&front->timers, now_ms)))
		expire_slot(front, (struct slot *)((char *)timer - offsetof(struct slot, timer)),
			    now_ms);
	if (!front->host.is_stopping && !is_full(front))
		set_accepting(front, true);
}

/* Not at once: a request may be on its way, and is answered as the connection's last. */
void crowd_send_home(struct front *front, int64_t now_ms)
{
	static const enum slot_list_name idle[] = { LIST_FRESH, LIST_RESTED };
	for (size_t i = 0; i < COUNT_OF(idle); i++)
		for (struct slot *slot = front->lists[idle[i]].oldest; slot;
		     slot = slot->links[idle[i]].newer) {
			slot->connection.deadline_ms = now_ms + LIMIT_LEAVE_MS;
			timer_set(&front->timers, &slot->timer, slot->connection.deadline_ms,
				  now_ms);
		}
}
