/* SPDX-License-Identifier: Apache-2.0 */
#include "proc/channel.h"

#include <stdlib.h>

#include "cmocka_first.h"
#include "os/pair.h"

struct ends {
	struct channel front, reader;
};

static void open_ends(struct ends *ends)
{
	int fds[2];
	assert_int_equal(os_pair(fds), OK);
	channel_init(&ends->front, fds[0], ROLE_FRONT, ROLE_READER);
	channel_init(&ends->reader, fds[1], ROLE_READER, ROLE_FRONT);
}

static void close_ends(struct ends *ends)
{
	channel_fini(&ends->front);
	channel_fini(&ends->reader);
}

/* Sends bytes as they are, as a peer gone wrong would. */
static void send_raw(const struct channel *from, const void *bytes, size_t len)
{
	size_t sent = 0;
	assert_int_equal(os_pair_send(from->fd, bytes, len, -1, &sent), OK);
	assert_int_equal(sent, len);
}

static void send_head(const struct channel *from, uint32_t bytes, uint16_t kind, uint16_t fds)
{
	const struct {
		uint32_t bytes;
		uint16_t kind, fds;
		uint64_t ticket;
	} head = { bytes, kind, fds, 7 };
	send_raw(from, &head, sizeof head);
}

static void a_message_arrives_whole(void **state)
{
	(void)state;
	struct ends ends;
	struct message m;
	open_ends(&ends);
	assert_int_equal(channel_receive(&ends.reader, &m), ERR_BUSY);
	assert_int_equal(channel_queue(&ends.front, MESSAGE_ASK, 42, S("GET /"), -1), OK);
	assert_true(channel_has_queued(&ends.front));
	assert_int_equal(channel_flush(&ends.front), OK);
	assert_false(channel_has_queued(&ends.front));
	assert_int_equal(channel_receive(&ends.reader, &m), OK);
	assert_int_equal(m.kind, MESSAGE_ASK);
	assert_int_equal(m.ticket, 42);
	assert_true(str_eq(m.payload, S("GET /")));
	assert_int_equal(m.fd, -1);
	assert_int_equal(channel_receive(&ends.reader, &m), ERR_BUSY);
	close_ends(&ends);
}

static void a_torn_message_waits_for_its_rest(void **state)
{
	(void)state;
	struct ends ends;
	struct message m;
	open_ends(&ends);
	const char frame[] = "\3\0\0\0\1\0\0\0\7\0\0\0\0\0\0\0abc";
	for (size_t i = 0; i < 18; i++) {
		send_raw(&ends.front, frame + i, 1);
		assert_int_equal(channel_receive(&ends.reader, &m), ERR_BUSY);
	}
	send_raw(&ends.front, frame + 18, 1);
	assert_int_equal(channel_receive(&ends.reader, &m), OK);
	assert_int_equal(m.ticket, 7);
	assert_true(str_eq(m.payload, S("abc")));
	close_ends(&ends);
}

static void an_end_within_a_message_breaks_the_channel(void **state)
{
	(void)state;
	struct ends ends;
	struct message m;
	open_ends(&ends);
	send_raw(&ends.front, "\3\0\0\0\1\0", 6);
	channel_fini(&ends.front);
	assert_int_equal(channel_receive(&ends.reader, &m), ERR_INVALID);
	assert_int_equal(channel_receive(&ends.reader, &m), ERR_INVALID);
	channel_fini(&ends.reader);
}

static void an_end_between_messages_is_an_end(void **state)
{
	(void)state;
	struct ends ends;
	struct message m;
	open_ends(&ends);
	assert_int_equal(channel_queue(&ends.front, MESSAGE_ASK, 1, S("x"), -1), OK);
	assert_int_equal(channel_flush(&ends.front), OK);
	channel_fini(&ends.front);
	assert_int_equal(channel_receive(&ends.reader, &m), OK);
	assert_int_equal(channel_receive(&ends.reader, &m), ERR_NOT_FOUND);
	assert_int_equal(channel_queue(&ends.reader, MESSAGE_ANSWER, 1, S("x"), -1), OK);
	assert_int_equal(channel_flush(&ends.reader), ERR_IO);
	channel_fini(&ends.reader);
}

static void check_breaks(uint32_t bytes, uint16_t kind, uint16_t fds)
{
	struct ends ends;
	struct message m;
	open_ends(&ends);
	send_head(&ends.front, bytes, kind, fds);
	assert_int_equal(channel_receive(&ends.reader, &m), ERR_INVALID);
	assert_int_equal(channel_queue(&ends.reader, MESSAGE_ANSWER, 1, S("x"), -1), ERR_BUSY);
	close_ends(&ends);
}

static void what_the_table_does_not_have_breaks_the_channel(void **state)
{
	(void)state;
	check_breaks(0, MESSAGE_NONE, 0);
	check_breaks(0, MESSAGE_KINDS, 0);
	check_breaks(0, 0xffff, 0);
	check_breaks(1, MESSAGE_ANSWER, 0); /* a reader's, not a front's */
	check_breaks(0, MESSAGE_STOP, 0);   /* the parent's */
	check_breaks(0, MESSAGE_SEEN, 0);   /* a front's, but for the desk */
	check_breaks(LIMIT_ASK_BYTES + 1, MESSAGE_ASK, 0);
	check_breaks(UINT32_MAX, MESSAGE_ASK, 0);
	check_breaks(1, MESSAGE_ASK, 1);
}

static void the_largest_message_passes(void **state)
{
	(void)state;
	struct ends ends;
	struct message m;
	struct arena arena = arena_open(8 << 20);
	struct str big = { memset(arena_bytes(&arena, LIMIT_ASK_BYTES), 'x', LIMIT_ASK_BYTES),
			   LIMIT_ASK_BYTES };
	open_ends(&ends);
	assert_int_equal(channel_queue(&ends.front, MESSAGE_ASK, 1, big, -1), OK);
	enum err sent, got;
	do {
		sent = channel_flush(&ends.front);
		got = channel_receive(&ends.reader, &m);
	} while (sent == ERR_BUSY || got == ERR_BUSY);
	assert_int_equal(sent, OK);
	assert_int_equal(got, OK);
	assert_true(str_eq(m.payload, big));
	assert_int_equal(channel_receive(&ends.reader, &m), ERR_BUSY);
	assert_true(ends.reader.in.cap < big.len); /* what it took is given back */
	close_ends(&ends);
	arena_close(&arena);
}

static void a_full_line_says_busy_and_loses_nothing(void **state)
{
	(void)state;
	struct ends ends;
	struct message m;
	size_t queued = 0, got = 0;
	char text[1 << 16];
	open_ends(&ends);
	memset(text, 'x', sizeof text);
	while (channel_queue(&ends.front, MESSAGE_ASK, queued, (struct str){ text, sizeof text },
			     -1) == OK)
		queued++;
	assert_in_range(queued, 100, LIMIT_CHANNEL_QUEUE_BYTES / sizeof text);
	while (channel_has_queued(&ends.front) || got < queued) {
		enum err err = channel_flush(&ends.front);
		assert_true(err == OK || err == ERR_BUSY);
		while (channel_receive(&ends.reader, &m) == OK)
			assert_int_equal(m.ticket, got++);
	}
	assert_int_equal(got, queued);
	close_ends(&ends);
}

static void descriptors_go_with_their_messages(void **state)
{
	(void)state;
	int fds[2], ends[2];
	struct channel parent, front;
	struct message m;
	assert_int_equal(os_pair(fds), OK);
	channel_init(&parent, fds[0], ROLE_PARENT, ROLE_FRONT);
	channel_init(&front, fds[1], ROLE_FRONT, ROLE_PARENT);
	assert_int_equal(os_pair(ends), OK);
	assert_int_equal(channel_queue(&parent, MESSAGE_STATS, 1, S("first"), -1), OK);
	assert_int_equal(channel_queue(&parent, MESSAGE_WORKER, 2, S("one"), ends[0]), OK);
	assert_int_equal(channel_queue(&parent, MESSAGE_WORKER, 3, S("two"), ends[1]), OK);
	assert_int_equal(channel_queue(&parent, MESSAGE_STOP, 4, S(""), -1), OK);
	assert_int_equal(channel_flush(&parent), OK);
	assert_int_equal(channel_receive(&front, &m), OK);
	assert_int_equal(m.fd, -1);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(channel_receive(&front, &m), OK);
		assert_int_equal(m.ticket, 2 + i);
		assert_true(m.fd >= 0);
		ends[i] = m.fd;
	}
	assert_int_equal(channel_receive(&front, &m), OK);
	assert_int_equal(m.kind, MESSAGE_STOP);
	send_raw(&(struct channel){ .fd = ends[0] }, "through", 7); /* they are the pair's ends */
	char text[8] = "";
	struct os_received received = { 0 };
	assert_int_equal(os_pair_receive(ends[1], text, 8, &received), OK);
	assert_string_equal(text, "through");
	os_close(&ends[0]);
	os_close(&ends[1]);
	channel_fini(&parent);
	channel_fini(&front);
}

static void a_descriptor_that_is_missing_breaks_the_channel(void **state)
{
	(void)state;
	int fds[2];
	struct channel parent, front;
	struct message m;
	assert_int_equal(os_pair(fds), OK);
	channel_init(&parent, fds[0], ROLE_PARENT, ROLE_FRONT);
	channel_init(&front, fds[1], ROLE_FRONT, ROLE_PARENT);
	send_head(&parent, 0, MESSAGE_LISTENER, 1);
	assert_int_equal(channel_receive(&front, &m), ERR_INVALID);
	channel_fini(&parent);
	channel_fini(&front);
}

static void descriptors_nobody_takes_are_closed(void **state)
{
	(void)state;
	struct ends ends;
	int pipe_ends[2];
	open_ends(&ends);
	assert_int_equal(os_pair(pipe_ends), OK);
	size_t sent;
	assert_int_equal(os_pair_send(ends.front.fd, "\0", 1, pipe_ends[0], &sent), OK);
	struct message m;
	assert_int_equal(channel_receive(&ends.reader, &m), ERR_BUSY);
	assert_int_equal(ends.reader.in.fd_count, 1);
	os_close(&pipe_ends[0]);
	close_ends(&ends); /* closes the copy that arrived */
	struct os_received received = { 0 };
	char byte;
	assert_int_equal(os_pair_receive(pipe_ends[1], &byte, 1, &received), OK);
	assert_int_equal(received.bytes, 0);
	os_close(&pipe_ends[1]);
}

static void a_worker_waits_no_longer_than_it_is_told(void **state)
{
	(void)state;
	struct ends ends;
	struct message m;
	open_ends(&ends);
	assert_int_equal(channel_wait(&ends.reader, &m, 0), ERR_BUSY);
	assert_int_equal(channel_wait(&ends.reader, &m, 1), ERR_BUSY);
	assert_int_equal(channel_send(&ends.front, MESSAGE_ASK, 1, S("x"), -1), OK);
	assert_int_equal(channel_wait(&ends.reader, &m, -1), OK);
	close_ends(&ends);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_message_arrives_whole),
		cmocka_unit_test(a_torn_message_waits_for_its_rest),
		cmocka_unit_test(an_end_within_a_message_breaks_the_channel),
		cmocka_unit_test(an_end_between_messages_is_an_end),
		cmocka_unit_test(what_the_table_does_not_have_breaks_the_channel),
		cmocka_unit_test(the_largest_message_passes),
		cmocka_unit_test(a_full_line_says_busy_and_loses_nothing),
		cmocka_unit_test(descriptors_go_with_their_messages),
		cmocka_unit_test(a_descriptor_that_is_missing_breaks_the_channel),
		cmocka_unit_test(descriptors_nobody_takes_are_closed),
		cmocka_unit_test(a_worker_waits_no_longer_than_it_is_told),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
