/* SPDX-License-Identifier: Apache-2.0 */
/* The loop itself: listening, many clients, stopping. */
#include "front/front.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "../cmocka_first.h"
#include "front/limits.h"
#include "os/fake.h"

enum { PLACES = 400 };

struct stage {
	struct arena arena;
	struct front *front;
	int requests, rings;
};

static struct http_response say_hello(void *context, const struct http_request *request,
				      struct arena *arena)
{
	struct stage *stage = context;
	struct http_response response = http_response_in(arena, 200);
	stage->requests++;
	response.body = str_dup(arena, request->client);
	return response;
}

static int open_stage(void **state)
{
	static struct stage stage;
	stage = (struct stage){ .arena = arena_open(64 << 20) };
	struct front_settings settings = { .handler = say_hello,
					   .context = &stage,
					   .most_connections = PLACES };
	*state = &stage;
	return front_open(&settings, &stage.front, NULL) == OK ? 0 : -1;
}

static int close_stage(void **state)
{
	struct stage *stage = *state;
	os_fake_monotonic(0);
	front_close(&stage->front);
	arena_close(&stage->arena);
	return 0;
}

static int connect_to(struct str address)
{
	int64_t port = 0;
	struct sockaddr_in in = { .sin_family = AF_INET,
				  .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	assert_ok(str_to_i64(str_cut_last(address, ':').tail, &port));
	in.sin_port = htons((uint16_t)port);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	assert_int_equal(connect(fd, (struct sockaddr *)&in, sizeof in), 0);
	return fd;
}

/* Turns the front until the client has something to read or the end. */
static struct str exchange(struct stage *stage, int fd, const char *text)
{
	char *bytes = arena_bytes(&stage->arena, 100000);
	ssize_t n = -1;
	assert_int_equal(send(fd, text, strlen(text), MSG_NOSIGNAL), strlen(text));
	for (int turns = 0; n < 0 && turns < 1000; turns++) {
		front_turn(stage->front, 1);
		n = recv(fd, bytes, 100000, MSG_DONTWAIT);
	}
	return (struct str){ bytes, n > 0 ? (size_t)n : 0 };
}

static void port_nought_picks_a_free_one_and_clients_are_named(void **state)
{
	struct stage *stage = *state;
	struct fault fault = { 0 };
	assert_ok(front_listen(stage->front, S("127.0.0.1:0"), &fault));
	struct str address = front_address(stage->front, &stage->arena);
	assert_true(str_starts(address, S("127.0.0.1:")) && !str_ends(address, S(":0")));
	CLEANUP(os_close) int fd = connect_to(address);
	struct str reply = exchange(stage, fd, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
	assert_true(str_starts(reply, S("HTTP/1.1 200 OK\r\n")));
	assert_true(str_ends(reply, S("\r\n\r\n127.0.0.1")));
	assert_int_equal(front_connections(stage->front), 1);
}

static void an_address_in_use_is_said_by_name(void **state)
{
	struct stage *stage = *state;
	struct front *second = NULL;
	struct front_settings settings = { .handler = say_hello, .context = stage };
	struct fault fault = { 0 };
	assert_ok(front_listen(stage->front, S("127.0.0.1:0"), NULL));
	struct str address = front_address(stage->front, &stage->arena);
	assert_ok(front_open(&settings, &second, NULL));
	assert_int_equal(front_listen(second, address, &fault), ERR_CONFLICT);
	assert_non_null(strstr(fault.text, str_z(&stage->arena, address)));
	front_close(&second);
}

static void what_is_no_address_is_refused(void **state)
{
	struct stage *stage = *state;
	static const char *bad[] = {
		"",        "127.0.0.1",  "127.0.0.1:x", "127.0.0.1:65536", "127.0.0.1:-1",
		"[::1:80", "300.1.1.1:0"
	};
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		if (front_listen(stage->front, str_of(bad[i]), NULL) != ERR_INVALID)
			fail_msg("taken: %s", bad[i]);
}

static int adopt_pair(struct stage *stage, enum err *err)
{
	int pair[2];
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, pair),
			 0);
	*err = front_adopt(stage->front, pair[1], S("x"));
	return pair[0];
}

static void many_clients_half_way_through_fill_the_front_and_no_more_come_in(void **state)
{
	struct stage *stage = *state;
	static int fds[PLACES];
	enum err err;
	for (int i = 0; i < PLACES; i++) {
		fds[i] = adopt_pair(stage, &err);
		assert_ok(err);
		assert_int_equal(send(fds[i], "G", 1, MSG_NOSIGNAL), 1);
	}
	for (int i = 0; i < PLACES; i++)
		front_turn(stage->front, 0);
	int extra = adopt_pair(stage, &err);
	assert_int_equal(err, ERR_BUSY);
	assert_int_equal(front_connections(stage->front), PLACES);
	/* one that is done makes room: its place is taken by the next */
	static const char rest[] = "ET / HTTP/1.1\r\nHost: a\r\n\r\n";
	assert_true(send(fds[7], rest, sizeof rest - 1, MSG_NOSIGNAL) > 0);
	for (int i = 0; i < 3; i++)
		front_turn(stage->front, 0);
	assert_int_equal(stage->requests, 1);
	int next = adopt_pair(stage, &err);
	assert_ok(err);
	char byte[1024];
	assert_true(recv(fds[7], byte, sizeof byte, MSG_DONTWAIT) > 0);
	assert_int_equal(recv(fds[7], byte, sizeof byte, MSG_DONTWAIT), 0);
	for (int i = 0; i < PLACES; i++)
		close(fds[i]);
	close(extra);
	close(next);
}

static void on_ring(void *context)
{
	struct stage *stage = context;
	stage->rings++;
}

static void a_watched_descriptor_calls(void **state)
{
	struct stage *stage = *state;
	int pair[2];
	assert_int_equal(pipe(pair), 0);
	for (int i = 0; i < LIMIT_FRONT_WATCHES; i++) {
		int copy = i ? dup(pair[0]) : pair[0];
		assert_ok(front_watch(stage->front, copy, on_ring, stage));
	}
	assert_int_equal(front_watch(stage->front, pair[0], on_ring, stage), ERR_TOO_BIG);
	front_turn(stage->front, 0);
	assert_int_equal(stage->rings, 0);
	assert_int_equal(write(pair[1], "!", 1), 1);
	front_turn(stage->front, 0);
	assert_int_equal(stage->rings, LIMIT_FRONT_WATCHES);
	close(pair[1]);
	close(pair[0]);
}

static const char last_request[] = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

static void stopping_lets_the_idle_go_unless_they_ask_once_more(void **state)
{
	struct stage *stage = *state;
	enum err err;
	char bytes[2000];
	os_fake_monotonic(1000);
	CLEANUP(os_close) int silent = adopt_pair(stage, &err);
	CLEANUP(os_close) int asking = adopt_pair(stage, &err);
	assert_true(front_turn(stage->front, 0));
	front_stop(stage->front);
	assert_true(send(asking, last_request, sizeof last_request - 1, MSG_NOSIGNAL) > 0);
	assert_true(front_turn(stage->front, 0));
	ssize_t n = recv(asking, bytes, sizeof bytes, MSG_DONTWAIT);
	assert_true(n > 0);
	assert_true(str_contains((struct str){ bytes, (size_t)n }, S("\r\nConnection: close\r\n")));
	assert_int_equal(recv(asking, bytes, sizeof bytes, MSG_DONTWAIT), 0);
	shutdown(asking, SHUT_WR);
	os_fake_monotonic(1000 + LIMIT_LEAVE_MS - 1);
	assert_true(front_turn(stage->front, 0));
	assert_true(recv(silent, bytes, sizeof bytes, MSG_DONTWAIT) < 0);
	os_fake_monotonic(1500 + LIMIT_LEAVE_MS);
	assert_false(front_turn(stage->front, 0));
	assert_int_equal(recv(silent, bytes, sizeof bytes, MSG_DONTWAIT), 0);
}

static void stopping_finishes_what_is_under_way(void **state)
{
	struct stage *stage = *state;
	enum err err;
	CLEANUP(os_close) int busy = adopt_pair(stage, &err);
	static const char start[] = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhe";
	assert_true(send(busy, start, sizeof start - 1, MSG_NOSIGNAL) > 0);
	assert_true(front_turn(stage->front, 0));
	front_stop(stage->front);
	char bytes[2000];
	assert_true(front_turn(stage->front, 0));
	assert_int_equal(send(busy, "llo", 3, MSG_NOSIGNAL), 3);
	shutdown(busy, SHUT_WR);
	int turns = 0;
	while (front_turn(stage->front, 0) && turns < 100)
		turns++;
	assert_true(turns < 100);
	ssize_t n = recv(busy, bytes, sizeof bytes, MSG_DONTWAIT);
	assert_true(n > 0);
	struct str reply = { bytes, (size_t)n };
	assert_true(str_starts(reply, S("HTTP/1.1 200 OK\r\n")));
	assert_true(str_contains(reply, S("\r\nConnection: close\r\n")));
}

static void stopping_waits_for_a_client_only_so_long(void **state)
{
	struct stage *stage = *state;
	enum err err;
	os_fake_monotonic(1000);
	CLEANUP(os_close) int slow = adopt_pair(stage, &err);
	assert_ok(err);
	assert_int_equal(send(slow, "G", 1, MSG_NOSIGNAL), 1);
	front_turn(stage->front, 0);
	front_stop(stage->front);
	os_fake_monotonic(1000 + LIMIT_DRAIN_MS - 1);
	assert_true(front_turn(stage->front, 0));
	os_fake_monotonic(1000 + LIMIT_DRAIN_MS);
	assert_false(front_turn(stage->front, 0));
}

static void the_loop_lets_go_of_those_whose_time_is_up(void **state)
{
	struct stage *stage = *state;
	enum err err;
	os_fake_monotonic(1000);
	CLEANUP(os_close) int silent = adopt_pair(stage, &err);
	assert_ok(err);
	os_fake_monotonic(1000 + LIMIT_HEAD_MS - 1);
	front_turn(stage->front, 0);
	assert_int_equal(front_connections(stage->front), 1);
	os_fake_monotonic(2000 + LIMIT_HEAD_MS);
	front_turn(stage->front, 0);
	assert_int_equal(front_connections(stage->front), 0);
	char byte;
	assert_int_equal(recv(silent, &byte, 1, MSG_DONTWAIT), 0);
}

int main(void)
{
#define ON_STAGE(test) cmocka_unit_test_setup_teardown(test, open_stage, close_stage)
	const struct CMUnitTest tests[] = {
		ON_STAGE(port_nought_picks_a_free_one_and_clients_are_named),
		ON_STAGE(an_address_in_use_is_said_by_name),
		ON_STAGE(what_is_no_address_is_refused),
		ON_STAGE(many_clients_half_way_through_fill_the_front_and_no_more_come_in),
		ON_STAGE(a_watched_descriptor_calls),
		ON_STAGE(stopping_lets_the_idle_go_unless_they_ask_once_more),
		ON_STAGE(stopping_finishes_what_is_under_way),
		ON_STAGE(stopping_waits_for_a_client_only_so_long),
		ON_STAGE(the_loop_lets_go_of_those_whose_time_is_up),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
