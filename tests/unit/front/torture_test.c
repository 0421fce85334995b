/* SPDX-License-Identifier: Apache-2.0 */
/* The nth allocation fails, for each n: the front lives on, whoever is hit gets an answer or a
 * close, and the next one is served. */
#include <stdio.h>
#include <libdeflate.h>
#include <stdlib.h>
#include <unistd.h>

#include "fake_worker.h"
#include "front/compress.h"
#include "front/front.h"

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);

static int fails_in; /* allocations from now; 0: none fails */

static bool fails(void)
{
	return fails_in > 0 && --fails_in == 0;
}

void *__wrap_malloc(size_t size)
{
	return fails() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
	return fails() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *old, size_t size)
{
	return fails() ? NULL : __real_realloc(old, size);
}

enum { FACT = 5, BODY_BYTES = 100000, SOCKET_BYTES = 8192 }; /* more than a client takes at once */

struct stage {
	struct arena arena;
	struct pool *pool;
	struct front *front;
	struct fake_worker reader, desk;
	int version; /* of the page; also the sequence of what was touched */
};

static void turn(struct stage *stage)
{
	for (int i = 0; i < 4; i++)
		front_turn(stage->front, 0);
}

static void open_stage(struct stage *stage)
{
	struct pool_settings pool = { 0 };
	struct message message;
	*stage = (struct stage){ .arena = arena_open(256 << 20), .version = 1 };
	assert_ok(pool_open(&pool, &stage->pool, NULL));
	struct front_settings settings = { .pool = stage->pool,
					   .cache_bytes = 4 << 20,
					   .most_connections = 100 };
	assert_ok(front_open(&settings, &stage->front, NULL));
	assert_ok(pool_add(stage->pool, ROLE_READER, 1,
			   fake_worker_open(&stage->reader, ROLE_READER)));
	assert_ok(pool_add(stage->pool, ROLE_DESK, 2, fake_worker_open(&stage->desk, ROLE_DESK)));
	assert_ok(channel_receive(&stage->desk.channel, &message));
	fake_worker_send(&stage->desk, MESSAGE_FORGET_ALL, 1, S(""));
	turn(stage);
}

static void close_stage(struct stage *stage)
{
	front_close(&stage->front);
	pool_close(&stage->pool);
	fake_worker_die(&stage->reader);
	fake_worker_die(&stage->desk);
	arena_close(&stage->arena);
}

static int connect_client(struct stage *stage)
{
	int pair[2];
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, pair),
			 0);
	const int small = SOCKET_BYTES;
	setsockopt(pair[1], SOL_SOCKET, SO_SNDBUF, &small, sizeof small);
	if (front_adopt(stage->front, pair[1], S("192.0.2.1")) != OK) {
		close(pair[0]);
		return -1;
	}
	return pair[0];
}

/* "1xxx...", of the page's first version. */
static struct str body_of(int version)
{
	static char bodies[4][BODY_BYTES];
	char *body = bodies[version];
	memset(body, 'x', BODY_BYTES - 1);
	body[0] = (char)('0' + version);
	return (struct str){ body, BODY_BYTES - 1 };
}

/* A worker whose channel broke for want of memory has a successor, as the parent would see to. */
static void serve(struct stage *stage, struct fake_worker *worker, enum role role, uint32_t id)
{
	int kept = fails_in;
	struct pool_stats stats;
	fails_in = 0; /* the workers are not what is tested */
	pool_stats(stage->pool, &stats);
	if (stats.workers[role == ROLE_DESK] == 0) {
		struct message message;
		fake_worker_die(worker);
		assert_ok(pool_add(stage->pool, role, id, fake_worker_open(worker, role)));
		if (role == ROLE_DESK) {
			assert_ok(channel_receive(&worker->channel, &message));
			fake_worker_send(worker, MESSAGE_FORGET_ALL, (uint64_t)stage->version,
					 S(""));
		}
	}
	while (fake_worker_has_request(worker))
		fake_worker_answer_page(worker, body_of(stage->version).ptr, FACT, stage->version);
	fails_in = kept;
}

/* Gives: whether the reply was whole: a head, and the body it promised. */
static bool is_whole(struct str reply)
{
	int64_t bytes = 0;
	struct str_pair cut = str_cut_str(reply, S("\r\n\r\n"));
	struct str length = str_cut_str(cut.head, S("Content-Length: ")).tail;
	return cut.found && str_to_i64(str_cut_str(length, S("\r\n")).head, &bytes) == OK &&
	       (int64_t)cut.tail.len == bytes;
}

static struct str ask(struct stage *stage, int fd, const char *text, size_t pieces)
{
	char *bytes = arena_bytes(&stage->arena, 1 << 20);
	size_t len = 0, at = 0, all = strlen(text), piece = all / pieces + 1;
	bool is_closed = false;
	for (int i = 0; i < 200 && !is_closed; i++) {
		size_t rest = all - at < piece ? all - at : piece;
		ssize_t sent = rest ? send(fd, text + at, rest, MSG_NOSIGNAL) : 0;
		at += sent > 0 ? (size_t)sent : 0;
		turn(stage);
		serve(stage, &stage->reader, ROLE_READER, 10);
		serve(stage, &stage->desk, ROLE_DESK, 11);
		ssize_t n = recv(fd, bytes + len, 50000, 0);
		len += n > 0 ? (size_t)n : 0;
		is_closed = n == 0;
		if (is_whole((struct str){ bytes, len }))
			break;
	}
	return (struct str){ bytes, len };
}

static const char page[] = "GET /a/ HTTP/1.1\r\nHost: a\r\n\r\n";

static void one_conversation(struct stage *stage)
{
	static char post[20000];
	int len = snprintf(post, sizeof post,
			   "POST /a/ HTTP/1.1\r\nHost: a\r\nContent-Length: 9000\r\n\r\n");
	memset(post + len, 'p', 9000);
	const char *requests[] = { page, post, page };
	int fd = connect_client(stage);
	for (size_t i = 0; i < COUNT_OF(requests) && fd >= 0; i++) {
		struct arena_mark mark = arena_mark(&stage->arena);
		struct str reply = ask(stage, fd, requests[i], 3);
		bool is_said = is_whole(reply);
		bool goes_on =
			is_said && !str_contains(str_first(reply, 500), S("Connection: close"));
		arena_reset(&stage->arena, mark);
		if (!goes_on)
			break; /* hit: closed, or told so */
	}
	if (fd >= 0)
		close(fd);
	turn(stage);
}

/* The newsroom changes the page; the writer waits until the front has heard of it. */
static void change_page(struct stage *stage)
{
	const struct letter_touch touch = { .hash = FACT, .from = INT64_MIN, .to = INT64_MAX };
	serve(stage, &stage->desk, ROLE_DESK, 11);
	stage->version++;
	fake_worker_send(&stage->desk, MESSAGE_TOUCHED, (uint64_t)stage->version,
			 letter_touches_text(&touch, 1));
	for (int i = 0; i < 4; i++) {
		turn(stage);
		serve(stage, &stage->desk, ROLE_DESK, 11);
	}
}

static bool is_page(struct stage *stage, struct str reply)
{
	struct str is = body_of(stage->version), coded;
	struct str head = str_cut_str(reply, S("\r\n\r\n")).head;
	if (str_contains(head, S("Content-Encoding: br")))
		assert_ok(brotli(&stage->arena, is, &coded));
	else if (str_contains(head, S("Content-Encoding: gzip")))
		assert_ok(gzip(&stage->arena, is, &coded));
	else
		coded = is;
	return str_eq(str_from(reply, head.len + 4), coded);
}

/* Asks for the page as it is, then compressed, as it was and as it became. */
static void read_and_change(struct stage *stage)
{
	static const char *const requests[] = {
		page,
		"GET /a/ HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\n\r\n",
		"GET /a/ HTTP/1.1\r\nHost: a\r\nAccept-Encoding: br\r\n\r\n",
	};
	for (int round = 0; round < 3; round++) {
		for (size_t i = 0; i < COUNT_OF(requests); i++) {
			struct arena_mark mark = arena_mark(&stage->arena);
			int fd = connect_client(stage);
			struct str reply = fd >= 0 ? ask(stage, fd, requests[i], 1) : S("");
			int kept = fails_in;
			fails_in = 0;
			if (is_whole(reply) && str_starts(reply, S("HTTP/1.1 200 ")))
				assert_true(is_page(stage, reply));
			fails_in = kept;
			if (fd >= 0)
				close(fd);
			arena_reset(&stage->arena, mark);
		}
		if (round < 2)
			change_page(stage);
	}
}

/* Who comes after all is over gets the page as it is. */
static void serve_the_next(struct stage *stage, int n)
{
	int fd = connect_client(stage);
	assert_true(fd >= 0);
	struct str reply = ask(stage, fd, page, 1);
	bool is_well = str_starts(reply, S("HTTP/1.1 200 OK\r\n")) && is_whole(reply);
	if (!is_well || !is_page(stage, reply))
		fail_msg("after failure %d: %.*s", n, STR_ARG(str_first(reply, 300)));
	close(fd);
	turn(stage);
	assert_int_equal(front_connections(stage->front), 0);
}

/* Of what an act asks memory for the first is refused it, then the second, until none is. Gives:
 * how many there were. */
static int refuse_each(void (*act)(struct stage *stage))
{
	static struct stage stage;
	bool fired = true;
	int n = 0;
	while (fired && ++n < 1000) {
		open_stage(&stage);
		fails_in = n;
		act(&stage);
		fired = fails_in == 0;
		fails_in = 0;
		serve_the_next(&stage, n);
		close_stage(&stage);
	}
	assert_false(fired); /* it came to an end by itself */
	return n - 1;
}

static void whichever_allocation_fails_the_next_client_is_served(void **state)
{
	(void)state;
	assert_true(refuse_each(one_conversation) >= 10);
}

static void whichever_allocation_fails_no_page_is_a_former_one(void **state)
{
	(void)state;
	assert_true(refuse_each(read_and_change) >= 25);
}

static void a_front_that_cannot_be_opened_says_so(void **state)
{
	struct pool_settings none = { 0 };
	enum err err = ERR_BUSY;
	(void)state;
	for (int n = 1; err && n < 100; n++) {
		struct pool *pool = NULL;
		struct front *front = NULL;
		fails_in = n;
		err = pool_open(&none, &pool, NULL);
		struct front_settings settings = { .pool = pool,
						   .cache_bytes = 4 << 20,
						   .most_connections = 100 };
		if (err == OK)
			err = front_open(&settings, &front, NULL);
		assert_true(err == OK ? fails_in > 0 : err == ERR_BUSY);
		fails_in = 0;
		front_close(&front);
		pool_close(&pool);
	}
	assert_int_equal(err, OK);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_front_that_cannot_be_opened_says_so),
		cmocka_unit_test(whichever_allocation_fails_no_page_is_a_former_one),
		cmocka_unit_test(whichever_allocation_fails_the_next_client_is_served),
	};
	libdeflate_set_memory_allocator(__wrap_malloc, free);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
