/* SPDX-License-Identifier: Apache-2.0 */
/* channel.c: two byte queues beside a socket. */
#include "proc/channel.h"

#include <stdlib.h>

#include "os/pair.h"

/* Room is taken in these steps, and given back once it was needed for something larger. */
static const size_t STEP_BYTES = 64u << 10;

struct head {
	uint32_t bytes;
	uint16_t kind, fds;
	uint64_t ticket;
};
_Static_assert(sizeof(struct head) == CHANNEL_HEAD_BYTES, "a head has no holes");

void channel_init(struct channel *channel, int fd, enum role self, enum role peer)
{
	*channel = (struct channel){ .fd = fd, .self = self, .peer = peer };
}

void channel_fini(struct channel *channel)
{
	for (size_t i = 0; i < channel->in.fd_count; i++)
		os_close(&channel->in.fds[i]);
	for (size_t i = 0; i < channel->out.fd_count; i++)
		os_close(&channel->out.fds[i].fd);
	free(channel->in.bytes);
	free(channel->out.bytes);
	os_close(&channel->fd);
	*channel = (struct channel){ .fd = -1, .is_broken = true };
}

/* Makes room for more bytes after *to; what is kept moves to the start. */
static enum err make_room(char **bytes, size_t *from, size_t *to, size_t *cap, size_t more)
{
	size_t held = *to - *from;
	if (*cap - *to >= more)
		return OK;
	if (held && *from)
		memmove(*bytes, *bytes + *from, held);
	*from = 0;
	*to = held;
	if (*cap - held >= more)
		return OK;
	size_t wanted = (held + more + STEP_BYTES - 1) / STEP_BYTES * STEP_BYTES;
	char *grown = realloc(*bytes, wanted);
	if (!grown)
		return ERR_BUSY;
	*bytes = grown;
	*cap = wanted;
	return OK;
}

/* An empty queue begins anew at its start, and gives back what it rarely needs. */
static void settle(char **bytes, size_t *from, size_t *to, size_t *cap)
{
	if (*from != *to)
		return;
	*from = *to = 0;
	if (*cap > STEP_BYTES * 4) {
		free(*bytes);
		*bytes = NULL;
		*cap = 0;
	}
}

enum err channel_queue(struct channel *channel, enum message_kind kind, uint64_t ticket,
		       struct str payload, int fd)
{
	const struct message_rule *rule = message_rule(kind);
	size_t held = channel->out.to - channel->out.from, all = CHANNEL_HEAD_BYTES + payload.len;
	BUG_IF(!rule || !(rule->from & channel->self) || !(rule->to & channel->peer));
	BUG_IF(payload.len > rule->most_bytes || rule->fds != (fd >= 0));
	if (channel->is_broken || (held && held + all > LIMIT_CHANNEL_QUEUE_BYTES) ||
	    (fd >= 0 && channel->out.fd_count == LIMIT_CHANNEL_QUEUE_FDS))
		return ERR_BUSY;
	TRY(make_room(&channel->out.bytes, &channel->out.from, &channel->out.to, &channel->out.cap,
		      all));
	const struct head head = { (uint32_t)payload.len, (uint16_t)kind, (uint16_t)rule->fds,
				   ticket };
	if (fd >= 0)
		channel->out.fds[channel->out.fd_count++] = (struct channel_queue_fd){
			channel->out.sent + channel->out.to - channel->out.from, fd
		};
	memcpy(channel->out.bytes + channel->out.to, &head, sizeof head);
	if (payload.len)
		memcpy(channel->out.bytes + channel->out.to + sizeof head, payload.ptr,
		       payload.len);
	channel->out.to += all;
	return OK;
}

static void drop_first_fd(struct channel *channel)
{
	os_close(&channel->out.fds[0].fd);
	channel->out.fd_count--;
	memmove(channel->out.fds, channel->out.fds + 1,
		channel->out.fd_count * sizeof *channel->out.fds);
}

/* A descriptor goes along with the first byte of its frame, so a send ends before the next one's.
 */
static enum err send_some(struct channel *channel)
{
	size_t len = channel->out.to - channel->out.from, sent;
	const struct channel_queue_fd *first = channel->out.fds;
	size_t next = 0;
	bool passes = channel->out.fd_count && first->at == channel->out.sent;
	if (passes)
		next = 1;
	if (next < channel->out.fd_count && first[next].at - channel->out.sent < len)
		len = (size_t)(first[next].at - channel->out.sent);
	TRY(os_pair_send(channel->fd, channel->out.bytes + channel->out.from, len,
			 passes ? first->fd : -1, &sent));
	if (passes)
		drop_first_fd(channel);
	channel->out.from += sent;
	channel->out.sent += sent;
	return OK;
}

enum err channel_flush(struct channel *channel)
{
	if (channel->is_broken)
		return ERR_IO;
	while (channel->out.from < channel->out.to)
		TRY(send_some(channel));
	settle(&channel->out.bytes, &channel->out.from, &channel->out.to, &channel->out.cap);
	return OK;
}

bool channel_has_queued(const struct channel *channel)
{
	return channel->out.from < channel->out.to;
}

static enum err break_off(struct channel *channel)
{
	channel->is_broken = true;
	return ERR_INVALID;
}

static enum err check_head(struct channel *channel, const struct head *head)
{
	const struct message_rule *rule = message_rule(head->kind);
	if (!rule || !(rule->from & channel->peer) || !(rule->to & channel->self) ||
	    head->bytes > rule->most_bytes || head->fds != rule->fds)
		return break_off(channel);
	return OK;
}

static enum err hand_on(struct channel *channel, const struct head *head, struct message *out)
{
	int fd = -1;
	if (head->fds) {
		if (channel->in.fd_count == 0)
			return break_off(channel);
		fd = channel->in.fds[0];
		channel->in.fd_count--;
		memmove(channel->in.fds, channel->in.fds + 1,
			channel->in.fd_count * sizeof *channel->in.fds);
	}
	*out = (struct message){ (enum message_kind)head->kind,
				 head->ticket,
				 { channel->in.bytes + channel->in.from + sizeof *head,
				   head->bytes },
				 fd };
	channel->in.from += sizeof *head + head->bytes;
	return OK;
}

/* Takes a message off what came, if a whole one is there. Gives: *wanted, how many bytes more it
 * takes to go on. */
static enum err take_message(struct channel *channel, struct message *out, size_t *wanted)
{
	struct head head;
	size_t held = channel->in.to - channel->in.from;
	*wanted = 1;
	if (held < sizeof head)
		return ERR_BUSY;
	memcpy(&head, channel->in.bytes + channel->in.from, sizeof head);
	TRY(check_head(channel, &head));
	if (held >= sizeof head + head.bytes)
		return hand_on(channel, &head, out);
	*wanted = sizeof head + head.bytes - held;
	return ERR_BUSY;
}

static enum err read_some(struct channel *channel, size_t wanted)
{
	struct os_received received = { .fds = channel->in.fds + channel->in.fd_count,
					.fd_room = LIMIT_CHANNEL_FDS_IN - channel->in.fd_count };
	TRY(make_room(&channel->in.bytes, &channel->in.from, &channel->in.to, &channel->in.cap,
		      wanted));
	enum err err = os_pair_receive(channel->fd, channel->in.bytes + channel->in.to,
				       channel->in.cap - channel->in.to, &received);
	if (err == ERR_TOO_BIG)
		return break_off(channel);
	TRY(err);
	channel->in.fd_count += received.fd_count;
	channel->in.is_drained = received.bytes < channel->in.cap - channel->in.to;
	channel->in.to += received.bytes;
	if (received.bytes)
		return OK;
	return channel->in.to > channel->in.from ? break_off(channel) : ERR_NOT_FOUND;
}

enum err channel_receive(struct channel *channel, struct message *out)
{
	if (channel->is_broken)
		return ERR_INVALID;
	settle(&channel->in.bytes, &channel->in.from, &channel->in.to, &channel->in.cap);
	for (;;) {
		size_t wanted;
		enum err err = take_message(channel, out, &wanted);
		if (err != ERR_BUSY)
			return err;
		TRY(read_some(channel, wanted));
	}
}

bool channel_is_drained(const struct channel *channel)
{
	return channel->in.is_drained && channel->in.from == channel->in.to;
}

enum err channel_send(struct channel *channel, enum message_kind kind, uint64_t ticket,
		      struct str payload, int fd)
{
	TRY(channel_queue(channel, kind, ticket, payload, fd));
	for (;;) {
		enum err err = channel_flush(channel);
		if (err != ERR_BUSY)
			return err;
		err = os_wait_fd(channel->fd, true, -1);
		if (err && err != ERR_BUSY)
			return err;
	}
}

enum err channel_wait(struct channel *channel, struct message *out, int max_wait_ms)
{
	int64_t end_ms = os_monotonic_ms() + max_wait_ms;
	for (;;) {
		enum err err = channel_receive(channel, out);
		if (err != ERR_BUSY)
			return err;
		int64_t left_ms = max_wait_ms < 0 ? -1 : end_ms - os_monotonic_ms();
		if (max_wait_ms >= 0 && left_ms <= 0)
			return ERR_BUSY;
		err = os_wait_fd(channel->fd, false, (int)left_ms);
		if (err && err != ERR_BUSY)
			return err;
	}
}
