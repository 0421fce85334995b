/* SPDX-License-Identifier: Apache-2.0 */
/*
 * channel.h: messages between two roles over a socket, whole or not at all.
 *
 *   frame   16 bytes of head {u32 bytes, u16 kind, u16 descriptors, u64 ticket}, then the payload
 *
 * A frame is checked against messages.def before a byte of its payload is kept: an unknown kind, a
 * wrong direction, one too long or with the wrong number of descriptors breaks the channel for
 * good (ERR_INVALID): its peer is not to be trusted any more, and whoever can has it killed.
 *
 *   - nothing here blocks but channel_send() and channel_wait(), which are for workers
 *   - what waits to be sent is limited, and without memory there is ERR_BUSY: a front lives on
 *   - a channel owns its descriptor and those it received and has not handed on
 *
 *     TRY(channel_queue(&c, MESSAGE_ASK, ticket, bytes, -1));
 *     enum err err = channel_flush(&c);            // ERR_BUSY: again when it polls writable
 *     while ((err = channel_receive(&c, &m)) == OK)
 *         take(&m);                                // m.payload is valid until the next call
 */
#pragma once
#include "proc/message.h"

#define LIMIT_CHANNEL_QUEUE_BYTES (8u << 20) /* not yet taken by the socket */
#define LIMIT_CHANNEL_QUEUE_FDS 64
#define LIMIT_CHANNEL_FDS_IN 4
#define CHANNEL_HEAD_BYTES 16

struct message {
	enum message_kind kind;
	uint64_t ticket;
	struct str payload;
	int fd; /* the receiver's from now on; -1 without one */
};

struct channel_queue_fd {
	uint64_t at; /* the place in the stream it goes with */
	int fd;
};

struct channel {
	int fd;
	enum role self, peer;
	bool is_broken;
	struct {
		char *bytes;
		size_t from, to, cap; /* what came and was not handed on: from..to */
		int fds[LIMIT_CHANNEL_FDS_IN];
		size_t fd_count;
		bool is_drained; /* the last read took all there was */
	} in;
	struct {
		char *bytes;
		size_t from, to, cap;
		uint64_t sent; /* bytes in the life of this channel */
		struct channel_queue_fd fds[LIMIT_CHANNEL_QUEUE_FDS];
		size_t fd_count;
	} out;
};

/* Takes fd. */
void channel_init(struct channel *channel, int fd, enum role self, enum role peer);
void channel_fini(struct channel *channel);

/* Puts a copy in line; fd (-1: none) is the channel's from then on, and closed once it is sent.
 * A kind this side may not send, or too long a payload, is our own bug.
 * Fails: ERR_BUSY (the line is full, or there is no memory; fd is still the caller's). */
enum err channel_queue(struct channel *channel, enum message_kind kind, uint64_t ticket,
		       struct str payload, int fd) MUST_CHECK;
/* Fails: ERR_BUSY (the rest has to wait), ERR_IO (the peer is gone). */
enum err channel_flush(struct channel *channel) MUST_CHECK;
bool channel_has_queued(const struct channel *channel);

/* One whole message. Fails: ERR_BUSY (none yet, or no memory for it), ERR_NOT_FOUND (the peer has
 * closed), ERR_INVALID (broken), ERR_IO. */
enum err channel_receive(struct channel *channel, struct message *out) MUST_CHECK;

/* Whether asking on would find nothing, as far as is known: for who is woken when more comes. */
bool channel_is_drained(const struct channel *channel);

/* Queues and waits until all is out. Fails: ERR_BUSY (no memory), ERR_IO. */
enum err channel_send(struct channel *channel, enum message_kind kind, uint64_t ticket,
		      struct str payload, int fd) MUST_CHECK;
/* Waits for a whole message, at most max_wait_ms (-1: as long as it takes). Fails as
 * channel_receive(); ERR_BUSY once the time is over. */
enum err channel_wait(struct channel *channel, struct message *out, int max_wait_ms) MUST_CHECK;
