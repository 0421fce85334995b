/* SPDX-License-Identifier: Apache-2.0 */
/* Many bad clients at once over real sockets, on a clock that is held: each is cut by its own
 * deadline, and whoever behaves is served all the while. */
#include <arpa/inet.h>
#include <malloc.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "../cmocka_first.h"
#include "front/front.h"
#include "front/limits.h"
#include "os/fake.h"

enum { SLOW = 200, IDLE = 3000, PLACES = 4200, FLOOD = 5000, BIG_BYTES = 8 << 20, START_MS = 1000 };

struct siege {
	struct arena arena;
	struct front *front;
	struct sockaddr_in address;
	char *big;
	int64_t now_ms;
	int good;   /* a client that behaves, kept alive */
	int served; /* its requests */
};

static struct http_response answer(void *context, const struct http_request *request,
				   struct arena *arena)
{
	const struct siege *siege = context;
	struct http_response response = http_response_in(arena, 200);
	response.body = str_eq(request->path, S("/big")) ? (struct str){ siege->big, BIG_BYTES }
							 : S("hello");
	return response;
}

static int connect_one(struct siege *siege)
{
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	const int small = 8192; /* what is not read stays with the front */
	assert_true(fd >= 0);
	setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
	assert_int_equal(connect(fd, (struct sockaddr *)&siege->address, sizeof siege->address), 0);
	return fd;
}

static int open_siege(void **state)
{
	static struct siege siege;
	int64_t port = 0;
	struct rlimit files;
	siege = (struct siege){ .arena = arena_open(256 << 20), .now_ms = START_MS };
	getrlimit(RLIMIT_NOFILE, &files);
	files.rlim_cur = files.rlim_max;
	setrlimit(RLIMIT_NOFILE, &files);
	os_fake_monotonic(siege.now_ms);
	siege.big = arena_bytes(&siege.arena, BIG_BYTES);
	memset(siege.big, 'x', BIG_BYTES);
	struct front_settings settings = { .handler = answer,
					   .context = &siege,
					   .most_connections = PLACES };
	assert_ok(front_open(&settings, &siege.front, NULL));
	assert_ok(front_listen(siege.front, S("127.0.0.1:0"), NULL));
	struct str address = front_address(siege.front, &siege.arena);
	assert_ok(str_to_i64(str_cut_last(address, ':').tail, &port));
	siege.address = (struct sockaddr_in){ .sin_family = AF_INET,
					      .sin_port = htons((uint16_t)port),
					      .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	siege.good = connect_one(&siege);
	*state = &siege;
	return 0;
}

static int close_siege(void **state)
{
	struct siege *siege = *state;
	close(siege->good);
	front_close(&siege->front);
	arena_close(&siege->arena);
	os_fake_monotonic(0);
	return 0;
}

/* The client that behaves asks and is answered, within so many turns of the loop. */
static void serve_the_good(struct siege *siege)
{
	static const char text[] = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
	char bytes[2000];
	ssize_t n = -1;
	assert_true(send(siege->good, text, sizeof text - 1, MSG_NOSIGNAL) > 0);
	for (int turns = 0; n < 0 && turns < 300; turns++) {
		assert_true(front_turn(siege->front, 0));
		n = recv(siege->good, bytes, sizeof bytes, MSG_DONTWAIT);
	}
	assert_true(n > 0 && str_ends((struct str){ bytes, (size_t)n }, S("hello")));
	siege->served++;
}

static void turn_until_quiet(struct siege *siege, size_t connections)
{
	for (int i = 0; i < 2000 && front_connections(siege->front) != connections; i++)
		front_turn(siege->front, 1);
	assert_int_equal(front_connections(siege->front), connections);
}

static void pass_a_second(struct siege *siege)
{
	siege->now_ms += 1000;
	os_fake_monotonic(siege->now_ms);
	serve_the_good(siege);
}

/* Sends one byte of text on each connection. */
static void drip(const int *fds, const char *text, size_t len, size_t second)
{
	for (size_t i = 0; i < SLOW; i++) {
		ssize_t n = send(fds[i], text + second % len, 1, MSG_NOSIGNAL | MSG_DONTWAIT);
		(void)n; /* those that were cut take nothing more */
	}
}

static size_t count_cut(const int *fds, const char *said)
{
	static char bytes[1 << 16];
	size_t cut = 0;
	for (size_t i = 0; i < SLOW; i++) {
		ssize_t n = recv(fds[i], bytes, sizeof bytes, MSG_PEEK | MSG_DONTWAIT);
		cut += *said ? n > 0 && str_starts((struct str){ bytes, (size_t)n }, str_of(said))
			     : n == 0;
	}
	return cut;
}

static void connect_slow(struct siege *siege, int *fds, const char *text)
{
	for (size_t i = 0; i < SLOW; i++) {
		fds[i] = connect_one(siege);
		assert_true(send(fds[i], text, strlen(text), MSG_NOSIGNAL) > 0);
		front_turn(siege->front, 0);
	}
}

static void close_all(int *fds, size_t count)
{
	for (size_t i = 0; i < count; i++)
		close(fds[i]);
}

static void who_sends_a_head_byte_by_byte_is_cut(void **state)
{
	struct siege *siege = *state;
	static const char head[] = "ET / HTTP/1.1\r\nHost: a\r\nX-Slow: yes\r\nX-Slow: yes\r\n";
	int fds[SLOW];
	connect_slow(siege, fds, "G");
	turn_until_quiet(siege, SLOW + 1);
	for (size_t second = 0; second * 1000 < LIMIT_HEAD_MS - 1000; second++) {
		drip(fds, head, sizeof head - 1, second);
		pass_a_second(siege);
	}
	assert_int_equal(count_cut(fds, "HTTP/1.1 408 "), 0);
	pass_a_second(siege);
	pass_a_second(siege);
	assert_int_equal(count_cut(fds, "HTTP/1.1 408 "), SLOW);
	close_all(fds, SLOW);
	turn_until_quiet(siege, 1);
}

static void who_sends_a_body_byte_by_byte_is_cut(void **state)
{
	struct siege *siege = *state;
	int fds[SLOW];
	connect_slow(siege, fds, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n");
	turn_until_quiet(siege, SLOW + 1);
	for (size_t second = 0; second * 1000 < LIMIT_BODY_MS - 1000; second++) {
		drip(fds, "x", 1, 0);
		pass_a_second(siege);
	}
	assert_int_equal(count_cut(fds, "HTTP/1.1 408 "), 0);
	pass_a_second(siege);
	pass_a_second(siege);
	assert_int_equal(count_cut(fds, "HTTP/1.1 408 "), SLOW);
	close_all(fds, SLOW);
	turn_until_quiet(siege, 1);
}

static void who_reads_byte_by_byte_is_cut(void **state)
{
	struct siege *siege = *state;
	int fds[SLOW];
	char byte;
	connect_slow(siege, fds, "GET /big HTTP/1.1\r\nHost: a\r\n\r\n");
	turn_until_quiet(siege, SLOW + 1);
	for (size_t second = 0; second * 1000 < LIMIT_WRITE_MS - 1000; second++) {
		for (size_t i = 0; i < SLOW; i++)
			while (recv(fds[i], &byte, 1, MSG_DONTWAIT) < 0)
				front_turn(siege->front, 0);
		pass_a_second(siege);
	}
	assert_int_equal(front_connections(siege->front), SLOW + 1);
	pass_a_second(siege);
	pass_a_second(siege);
	turn_until_quiet(siege, 1);
	close_all(fds, SLOW);
}

static void the_idle_cost_little_and_go_in_the_end(void **state)
{
	struct siege *siege = *state;
	static int fds[IDLE];
	char bytes[2000];
	static const char text[] = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
	size_t held = mallinfo2().uordblks;
	for (size_t i = 0; i < IDLE; i++) {
		fds[i] = connect_one(siege);
		assert_true(send(fds[i], text, sizeof text - 1, MSG_NOSIGNAL) > 0);
		front_turn(siege->front, 0);
	}
	turn_until_quiet(siege, IDLE + 1);
	for (size_t i = 0; i < IDLE; i++) {
		while (recv(fds[i], bytes, sizeof bytes, MSG_DONTWAIT) < 0)
			front_turn(siege->front, 0);
	}
	assert_true(mallinfo2().uordblks - held < IDLE * (size_t)1024);
	for (size_t ms = 0; ms < LIMIT_IDLE_MS - 1000; ms += 1000)
		pass_a_second(siege);
	assert_int_equal(front_connections(siege->front), IDLE + 1);
	pass_a_second(siege);
	pass_a_second(siege);
	turn_until_quiet(siege, 1);
	close_all(fds, IDLE);
}

static void a_flood_pushes_out_its_own(void **state)
{
	struct siege *siege = *state;
	static int fds[FLOOD];
	for (size_t i = 0; i < FLOOD; i++) {
		fds[i] = connect_one(siege);
		if (i % 16 == 0)
			serve_the_good(siege);
	}
	turn_until_quiet(siege, PLACES);
	serve_the_good(siege); /* it is no newcomer, and stays */
	close_all(fds, FLOOD);
	turn_until_quiet(siege, 1);
	assert_int_equal(siege->served, (FLOOD + 15) / 16 + 1);
}

int main(void)
{
#define UNDER_SIEGE(test) cmocka_unit_test_setup_teardown(test, open_siege, close_siege)
	const struct CMUnitTest tests[] = {
		UNDER_SIEGE(who_sends_a_head_byte_by_byte_is_cut),
		UNDER_SIEGE(who_sends_a_body_byte_by_byte_is_cut),
		UNDER_SIEGE(who_reads_byte_by_byte_is_cut),
		UNDER_SIEGE(the_idle_cost_little_and_go_in_the_end),
		UNDER_SIEGE(a_flood_pushes_out_its_own),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
