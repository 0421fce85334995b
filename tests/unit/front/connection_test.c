/* SPDX-License-Identifier: Apache-2.0 */
/* Deadlines, with time as an argument: nobody waits here. */
#include "front/connection.h"

#include <sys/socket.h>
#include <unistd.h>

#include "../cmocka_first.h"
#include "front/limits.h"

struct client {
	struct arena arena;
	struct connection connection;
	struct connection_host host;
	size_t buffered;
	int fd; /* the client's end */
	int answered;
	int64_t now_ms;
};

static void say(struct client *client, const struct http_request *request, struct str body)
{
	struct connection *connection = &client->connection;
	struct http_response response = http_response_in(&client->arena, 200);
	struct answer_file none = { .fd = -1 };
	response.body = body;
	client->answered++;
	struct answer answer = answer_make(request, &response, &none,
					   connection_goes_on(connection, &client->host));
	connection_send(connection, &client->host, request, &answer, client->now_ms);
}

static void say_hello(void *context, struct connection *connection, struct http_request *request)
{
	struct client *client = context;
	assert_ptr_equal(connection, &client->connection);
	say(client, request, S("hello"));
}

static void note_nothing(void *context, const struct connection *connection,
			 const struct http_request *request, const struct answer *answer,
			 int64_t bytes, int64_t ms)
{
	(void)context, (void)connection, (void)request, (void)answer, (void)bytes, (void)ms;
}

static int connect_client(void **state)
{
	static struct client client;
	int pair[2];
	client = (struct client){ .arena = arena_open(64 << 20) };
	client.host = (struct connection_host){ .ask = say_hello,
						.note = note_nothing,
						.context = &client,
						.arena = &client.arena,
						.buffered = &client.buffered };
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, pair))
		return -1;
	client.fd = pair[0];
	connection_init(&client.connection, pair[1], S("192.0.2.7"), 1000);
	*state = &client;
	return 0;
}

static int drop_client(void **state)
{
	struct client *client = *state;
	connection_fini(&client->connection);
	close(client->fd);
	arena_close(&client->arena);
	return 0;
}

static void send_text(struct client *client, const char *text, int64_t now_ms)
{
	assert_int_equal(send(client->fd, text, strlen(text), MSG_NOSIGNAL), strlen(text));
	client->now_ms = now_ms;
	connection_turn(&client->connection, &client->host, now_ms);
}

/* What the client has got so far. */
static struct str received(struct client *client)
{
	char *bytes = arena_bytes(&client->arena, 100000);
	ssize_t n = recv(client->fd, bytes, 100000, MSG_DONTWAIT);
	return (struct str){ bytes, n > 0 ? (size_t)n : 0 };
}

static bool is_due(const struct client *client, int64_t now_ms)
{
	return now_ms >= client->connection.deadline_ms;
}

static void who_says_nothing_is_let_go(void **state)
{
	struct client *client = *state;
	assert_false(is_due(client, 1000 + LIMIT_HEAD_MS - 1));
	assert_true(is_due(client, 1000 + LIMIT_HEAD_MS));
	connection_expire(&client->connection, &client->host, 1000 + LIMIT_HEAD_MS);
	assert_int_equal(client->connection.state, CONNECTION_CLOSED);
	assert_str(received(client), "");
}

static void a_head_that_trickles_gets_408_in_the_end(void **state)
{
	struct client *client = *state;
	send_text(client, "GET / HT", 2000);
	for (int64_t now = 3000; now < 2000 + LIMIT_HEAD_MS; now += 1000)
		send_text(client, "T", now); /* puts nothing off */
	assert_false(is_due(client, 2000 + LIMIT_HEAD_MS - 1));
	assert_true(is_due(client, 2000 + LIMIT_HEAD_MS));
	connection_expire(&client->connection, &client->host, 2000 + LIMIT_HEAD_MS);
	assert_true(str_starts(received(client), S("HTTP/1.1 408 Request Timeout\r\n")));
	assert_int_equal(client->connection.state, CONNECTION_LINGERING);
	assert_int_equal(client->answered, 0);
}

static void a_body_has_its_own_time(void **state)
{
	struct client *client = *state;
	send_text(client, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n", 5000);
	send_text(client, "x", 9000);
	assert_false(is_due(client, 5000 + LIMIT_BODY_MS - 1));
	assert_true(is_due(client, 5000 + LIMIT_BODY_MS));
	connection_expire(&client->connection, &client->host, 5000 + LIMIT_BODY_MS);
	assert_true(str_starts(received(client), S("HTTP/1.1 408 ")));
}

static void between_requests_a_client_may_rest(void **state)
{
	struct client *client = *state;
	send_text(client, "GET / HTTP/1.1\r\nHost: a\r\n\r\n", 5000);
	assert_true(str_ends(received(client), S("hello")));
	assert_int_equal(client->connection.state, CONNECTION_IDLE);
	assert_null(client->connection.reader.bytes); /* and holds no memory */
	assert_int_equal(client->buffered, 0);
	assert_false(is_due(client, 5000 + LIMIT_IDLE_MS - 1));
	assert_true(is_due(client, 5000 + LIMIT_IDLE_MS));
	connection_expire(&client->connection, &client->host, 5000 + LIMIT_IDLE_MS);
	assert_int_equal(client->connection.state, CONNECTION_CLOSED);
}

static void the_first_byte_of_the_next_request_starts_its_time(void **state)
{
	struct client *client = *state;
	send_text(client, "GET / HTTP/1.1\r\nHost: a\r\n\r\n", 5000);
	send_text(client, "G", 9000);
	assert_false(is_due(client, 9000 + LIMIT_HEAD_MS - 1));
	assert_true(is_due(client, 9000 + LIMIT_HEAD_MS));
}

static void a_refused_client_has_time_to_read_and_no_more(void **state)
{
	struct client *client = *state;
	send_text(client, "nonsense\n", 5000);
	assert_true(str_starts(received(client), S("HTTP/1.1 400 ")));
	assert_int_equal(client->connection.state, CONNECTION_LINGERING);
	send_text(client, "GET / HTTP/1.1\r\nHost: a\r\n\r\n", 5500);
	assert_int_equal(client->answered, 0);
	assert_true(is_due(client, 5000 + LIMIT_LINGER_MS));
	connection_expire(&client->connection, &client->host, 5000 + LIMIT_LINGER_MS);
	assert_int_equal(client->connection.state, CONNECTION_CLOSED);
}

static void say_much(void *context, struct connection *connection, struct http_request *request)
{
	struct client *client = context;
	char *much = arena_bytes(&client->arena, 8 << 20);
	(void)connection;
	memset(much, 'x', 8 << 20);
	say(client, request, (struct str){ much, 8 << 20 });
}

static void who_does_not_take_the_answer_is_let_go_and_asks_no_more(void **state)
{
	struct client *client = *state;
	client->host.ask = say_much;
	send_text(client, "GET / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n",
		  5000);
	assert_int_equal(client->connection.state, CONNECTION_WRITING);
	assert_true(connection_wants_write(&client->connection));
	assert_int_equal(client->answered, 1);
	assert_false(is_due(client, 5000 + LIMIT_WRITE_MS - 1));
	assert_true(received(client).len > 0);
	connection_turn(&client->connection, &client->host, 9000);
	assert_false(is_due(client, 9000 + LIMIT_WRITE_MS - 1)); /* some was taken */
	assert_true(is_due(client, 9000 + LIMIT_WRITE_MS));
	connection_expire(&client->connection, &client->host, 9000 + LIMIT_WRITE_MS);
	assert_int_equal(client->connection.state, CONNECTION_CLOSED);
}

static void when_all_hold_too_much_the_next_is_told_to_come_back(void **state)
{
	struct client *client = *state;
	client->buffered = LIMIT_BODIES_BYTES - 4096; /* room for one first read */
	send_text(client, "POST / HTTP/1.1\r\n", 5000);
	assert_str(received(client), "");
	char *much = arena_bytes(&client->arena, 5001);
	memset(much, 'x', 5000);
	much[5000] = '\0';
	send_text(client, much, 5000);
	assert_true(str_starts(received(client), S("HTTP/1.1 503 ")));
	assert_int_equal(client->answered, 0);
}

static void a_stopping_front_ends_connections_with_their_answers(void **state)
{
	struct client *client = *state;
	client->host.is_stopping = true;
	send_text(client, "GET / HTTP/1.1\r\nHost: a\r\n\r\n", 5000);
	assert_true(str_contains(received(client), S("\r\nConnection: close\r\n")));
	assert_int_equal(client->answered, 1);
	assert_int_equal(client->connection.state, CONNECTION_LINGERING);
}

static void a_client_that_has_said_all_still_gets_its_answer(void **state)
{
	struct client *client = *state;
	static const char text[] = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
	assert_true(send(client->fd, text, sizeof text - 1, MSG_NOSIGNAL) > 0);
	shutdown(client->fd, SHUT_WR);
	connection_turn(&client->connection, &client->host, 5000);
	assert_true(str_ends(received(client), S("hello")));
	connection_turn(&client->connection, &client->host, 5000);
	assert_int_equal(client->connection.state, CONNECTION_CLOSED);
}

static void others_have_their_turn_after_so_many_requests(void **state)
{
	struct client *client = *state;
	struct buf text = buf_in(&client->arena, 1 << 20);
	for (int i = 0; i < LIMIT_PIPELINE + 5; i++)
		buf_put(&text, S("GET / HTTP/1.1\r\nHost: a\r\n\r\n"));
	buf_put_char(&text, '\0');
	send_text(client, text.ptr, 5000);
	assert_true(client->connection.has_more);
	assert_true(client->answered <= LIMIT_PIPELINE);
	connection_turn(&client->connection, &client->host, 5000);
	assert_false(client->connection.has_more);
	assert_int_equal(client->answered, LIMIT_PIPELINE + 5);
}

int main(void)
{
#define WITH_CLIENT(test) cmocka_unit_test_setup_teardown(test, connect_client, drop_client)
	const struct CMUnitTest tests[] = {
		WITH_CLIENT(who_says_nothing_is_let_go),
		WITH_CLIENT(a_head_that_trickles_gets_408_in_the_end),
		WITH_CLIENT(a_body_has_its_own_time),
		WITH_CLIENT(between_requests_a_client_may_rest),
		WITH_CLIENT(the_first_byte_of_the_next_request_starts_its_time),
		WITH_CLIENT(a_refused_client_has_time_to_read_and_no_more),
		WITH_CLIENT(who_does_not_take_the_answer_is_let_go_and_asks_no_more),
		WITH_CLIENT(when_all_hold_too_much_the_next_is_told_to_come_back),
		WITH_CLIENT(a_stopping_front_ends_connections_with_their_answers),
		WITH_CLIENT(a_client_that_has_said_all_still_gets_its_answer),
		WITH_CLIENT(others_have_their_turn_after_so_many_requests),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
