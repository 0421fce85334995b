/* SPDX-License-Identifier: Apache-2.0 */
/* Workers that answer, are slow, lie and die; the clock is held. */
#include <stdio.h>

#include "fake_worker.h"
#include "os/fake.h"
#include "os/sealed.h"

struct stage {
	struct arena arena;
	struct pool *pool;
	struct upstream upstream;
	struct upstream_sink sink;
	int answered, unanswered, killed;
	uint64_t last; /* ticket */
	char body[64];
	int64_t touched; /* sequence */
	size_t touches;
	uint32_t last_killed;
};

static void on_answer(void *context, uint64_t ticket, struct upstream_answer *answer)
{
	struct stage *stage = context;
	stage->last = ticket;
	stage->answered += answer != NULL;
	stage->unanswered += answer == NULL;
	if (answer)
		snprintf(stage->body, sizeof stage->body, "%.*s", STR_ARG(answer->response.body));
}

static void on_touched(void *context, const struct fact_touch *touches, size_t count,
		       int64_t sequence)
{
	struct stage *stage = context;
	assert_int_equal(touches[0].hash, 7);
	stage->touched = sequence;
	stage->touches = count;
}

static void on_touched_all(void *context, int64_t sequence)
{
	struct stage *stage = context;
	stage->touched = sequence;
}

static int64_t seen(void *context)
{
	const struct stage *stage = context;
	return stage->touched;
}

static void on_kill(void *context, enum role role, uint32_t id)
{
	struct stage *stage = context;
	(void)role;
	stage->killed++;
	stage->last_killed = id;
}

static int open_stage(void **state)
{
	static struct stage stage;
	stage = (struct stage){ .arena = arena_open(64 << 20) };
	struct pool_settings settings = { on_kill, &stage };
	os_fake_monotonic(1000);
	if (pool_open(&settings, &stage.pool, NULL) != OK)
		return -1;
	stage.sink = (struct upstream_sink){ on_answer, on_touched, on_touched_all, seen, &stage };
	stage.upstream = pool_upstream(stage.pool);
	pool_serve(stage.pool, &stage.sink);
	*state = &stage;
	return 0;
}

static int close_stage(void **state)
{
	struct stage *stage = *state;
	pool_close(&stage->pool);
	arena_close(&stage->arena);
	os_fake_monotonic(0);
	return 0;
}

static void add(struct stage *stage, struct fake_worker *worker, enum role role, uint32_t id)
{
	assert_ok(pool_add(stage->pool, role, id, fake_worker_open(worker, role)));
}

static enum err ask(struct stage *stage, uint64_t ticket, enum upstream_to to, const char *target)
{
	const struct http_header headers[] = { { S("Cookie"), S("secret=1") } };
	struct http_request request = { .method = HTTP_HEAD,
					.target = str_of(target),
					.path = str_of(target),
					.headers = headers,
					.header_count = 1,
					.client = S("192.0.2.1") };
	return stage->upstream.ask(stage->upstream.context, &stage->sink, ticket, to, &request,
				   &stage->arena);
}

static void answer(struct fake_worker *worker, uint64_t ticket, const char *body)
{
	struct packed_answer packed = { .response = http_response_in(&worker->arena, 200) };
	packed.response.body = str_of(body);
	fake_worker_answer(worker, ticket, &packed);
}

static void a_reader_gets_the_bare_request_and_its_answer_comes_back(void **state)
{
	struct stage *stage = *state;
	struct fake_worker reader;
	add(stage, &reader, ROLE_READER, 1);
	assert_ok(ask(stage, 41, UPSTREAM_READER, "/a/"));
	assert_true(fake_worker_has_request(&reader));
	assert_str(reader.request.target, "/a/");
	assert_int_equal(reader.request.method, HTTP_GET);
	assert_int_equal(reader.request.header_count, 0);
	assert_str(reader.request.client, "");
	answer(&reader, reader.ticket, "hello");
	pool_turn(stage->pool, 1000);
	assert_int_equal(stage->answered, 1);
	assert_int_equal(stage->last, 41);
	assert_string_equal(stage->body, "hello");
	fake_worker_die(&reader);
}

static void the_desk_gets_all_of_it_and_several_at_once(void **state)
{
	struct stage *stage = *state;
	struct fake_worker desk;
	struct message message;
	add(stage, &desk, ROLE_DESK, 1);
	assert_ok(channel_receive(&desk.channel, &message));
	assert_int_equal(message.kind, MESSAGE_SEEN);
	for (uint64_t ticket = 1; ticket <= LIMIT_DESK_IN_FLIGHT; ticket++)
		assert_ok(ask(stage, ticket, UPSTREAM_DESK, "/desk/"));
	for (uint64_t ticket = 1; ticket <= LIMIT_DESK_IN_FLIGHT; ticket++)
		assert_true(fake_worker_has_request(&desk));
	assert_str(http_get(&desk.request, S("Cookie")), "secret=1");
	assert_str(desk.request.client, "192.0.2.1");
	assert_ok(ask(stage, 100, UPSTREAM_DESK, "/desk/"));
	assert_false(fake_worker_has_request(&desk)); /* it waits */
	answer(&desk, 7, "seven");
	pool_turn(stage->pool, 1000);
	assert_int_equal(stage->last, 7);
	assert_true(fake_worker_has_request(&desk));
	assert_int_equal(desk.ticket, 100);
	fake_worker_die(&desk);
}

static void what_finds_nobody_free_waits_its_turn(void **state)
{
	struct stage *stage = *state;
	struct fake_worker reader;
	add(stage, &reader, ROLE_READER, 1);
	for (uint64_t ticket = 1; ticket <= 3; ticket++)
		assert_ok(ask(stage, ticket, UPSTREAM_READER, "/a/"));
	for (uint64_t ticket = 1; ticket <= 3; ticket++) {
		assert_true(fake_worker_has_request(&reader));
		assert_false(fake_worker_has_request(&reader));
		assert_int_equal(reader.ticket, ticket);
		answer(&reader, ticket, "x");
		pool_turn(stage->pool, 1000);
		assert_int_equal(stage->last, ticket);
	}
	fake_worker_die(&reader);
}

static void the_queue_has_an_end(void **state)
{
	struct stage *stage = *state;
	for (uint64_t ticket = 1; ticket <= LIMIT_QUEUE; ticket++)
		assert_ok(ask(stage, ticket, UPSTREAM_READER, "/a/"));
	assert_int_equal(ask(stage, 9999, UPSTREAM_READER, "/a/"), ERR_BUSY);
	assert_int_equal(stage->unanswered, 0);
	pool_turn(stage->pool, 1000 + LIMIT_QUEUE_MS - 1);
	assert_int_equal(stage->unanswered, 0);
	assert_int_equal(pool_deadline_ms(stage->pool), 1000 + LIMIT_QUEUE_MS);
	pool_turn(stage->pool, 1000 + LIMIT_QUEUE_MS);
	assert_int_equal(stage->unanswered, LIMIT_QUEUE);
	assert_true(pool_deadline_ms(stage->pool) == INT64_MAX);
}

static void who_dies_costs_its_own_request_and_no_other(void **state)
{
	struct stage *stage = *state;
	struct fake_worker one, two, three;
	add(stage, &one, ROLE_READER, 1);
	add(stage, &two, ROLE_READER, 2);
	assert_ok(ask(stage, 1, UPSTREAM_READER, "/a/"));
	assert_ok(ask(stage, 2, UPSTREAM_READER, "/b/"));
	assert_ok(ask(stage, 3, UPSTREAM_READER, "/c/"));
	fake_worker_die(&one);
	pool_turn(stage->pool, 1000);
	assert_int_equal(stage->unanswered, 1);
	assert_int_equal(stage->last, 1);
	add(stage, &three, ROLE_READER, 3); /* its successor takes what waits */
	assert_true(fake_worker_has_request(&three));
	assert_int_equal(three.ticket, 3);
	answer(&three, 3, "c");
	assert_true(fake_worker_has_request(&two));
	answer(&two, 2, "b");
	pool_turn(stage->pool, 1000);
	assert_int_equal(stage->answered, 2);
	assert_int_equal(stage->killed, 0);
	fake_worker_die(&two);
	fake_worker_die(&three);
}

static void who_is_too_slow_is_reported_and_gets_nothing_more(void **state)
{
	struct stage *stage = *state;
	struct fake_worker reader;
	add(stage, &reader, ROLE_READER, 17);
	assert_ok(ask(stage, 1, UPSTREAM_READER, "/a/"));
	pool_turn(stage->pool, 1000 + LIMIT_WORKER_MS - 1);
	assert_int_equal(stage->unanswered, 0);
	pool_turn(stage->pool, 1000 + LIMIT_WORKER_MS);
	assert_int_equal(stage->unanswered, 1);
	assert_int_equal(stage->last_killed, 17);
	assert_ok(ask(stage, 2, UPSTREAM_READER, "/b/"));
	assert_true(fake_worker_has_request(&reader)); /* the first */
	assert_false(fake_worker_has_request(&reader));
	answer(&reader, 1, "late"); /* comes too late, and changes nothing */
	pool_turn(stage->pool, 1000 + LIMIT_WORKER_MS);
	assert_int_equal(stage->answered, 0);
	assert_int_equal(stage->killed, 1);
	fake_worker_die(&reader);
}

static void an_answer_nobody_asked_for_ends_its_worker(void **state)
{
	struct stage *stage = *state;
	struct fake_worker reader;
	add(stage, &reader, ROLE_READER, 5);
	assert_ok(ask(stage, 1, UPSTREAM_READER, "/a/"));
	answer(&reader, 2, "for another");
	pool_turn(stage->pool, 1000);
	assert_int_equal(stage->killed, 1);
	assert_int_equal(stage->unanswered, 1);
	assert_int_equal(stage->answered, 0);
	fake_worker_die(&reader);
}

static void nonsense_ends_its_worker(void **state)
{
	struct stage *stage = *state;
	struct fake_worker reader;
	add(stage, &reader, ROLE_READER, 5);
	assert_ok(ask(stage, 1, UPSTREAM_READER, "/a/"));
	assert_int_equal(send(reader.channel.fd, "GET / HTTP/1.1\r\n\r\n", 18, 0), 18);
	pool_turn(stage->pool, 1000);
	assert_int_equal(stage->unanswered, 1);
	assert_int_equal(stage->killed, 1);
	fake_worker_die(&reader);
}

static void what_is_forgotten_is_not_answered(void **state)
{
	struct stage *stage = *state;
	struct fake_worker reader;
	add(stage, &reader, ROLE_READER, 1);
	assert_ok(ask(stage, 1, UPSTREAM_READER, "/a/"));
	assert_ok(ask(stage, 2, UPSTREAM_READER, "/b/"));
	assert_ok(ask(stage, 3, UPSTREAM_READER, "/c/"));
	stage->upstream.forget(stage->upstream.context, 1);
	stage->upstream.forget(stage->upstream.context, 2);
	assert_true(fake_worker_has_request(&reader));
	answer(&reader, 1, "a");
	pool_turn(stage->pool, 1000);
	assert_int_equal(stage->answered + stage->unanswered, 0);
	assert_true(fake_worker_has_request(&reader)); /* the second was never asked */
	assert_int_equal(reader.ticket, 3);
	fake_worker_die(&reader);
}

static void who_is_retired_finishes_and_goes(void **state)
{
	struct stage *stage = *state;
	struct fake_worker reader;
	struct message message;
	struct pool_stats stats;
	add(stage, &reader, ROLE_READER, 1);
	assert_ok(ask(stage, 1, UPSTREAM_READER, "/a/"));
	pool_retire(stage->pool, ROLE_READER, 1);
	assert_ok(ask(stage, 2, UPSTREAM_READER, "/b/"));
	assert_true(fake_worker_has_request(&reader));
	answer(&reader, 1, "a");
	pool_turn(stage->pool, 1000);
	assert_int_equal(stage->answered, 1);
	assert_int_equal(channel_receive(&reader.channel, &message), ERR_NOT_FOUND);
	pool_stats(stage->pool, &stats);
	assert_int_equal(stats.worker_died, 0);
	assert_int_equal(stats.workers[UPSTREAM_READER], 0);
	assert_int_equal(stats.queued[UPSTREAM_READER], 1);
	fake_worker_die(&reader);
}

static void what_was_touched_is_told_before_the_answer_behind_it_and_acknowledged(void **state)
{
	struct stage *stage = *state;
	struct fake_worker desk;
	struct message message;
	const struct letter_touch touch = { .hash = 7, .from = 1, .to = 2 };
	add(stage, &desk, ROLE_DESK, 1);
	assert_ok(channel_receive(&desk.channel, &message)); /* SEEN */
	fake_worker_send(&desk, MESSAGE_TOUCHED, 88, letter_touches_text(&touch, 1));
	pool_turn(stage->pool, 1000);
	assert_int_equal(stage->touched, 88);
	assert_int_equal(stage->touches, 1);
	assert_ok(channel_receive(&desk.channel, &message));
	assert_int_equal(message.kind, MESSAGE_TOUCHED_DONE);
	assert_int_equal(message.ticket, 88);
	fake_worker_send(&desk, MESSAGE_FORGET_ALL, 99, S(""));
	pool_turn(stage->pool, 1000);
	assert_int_equal(stage->touched, 99);
	fake_worker_die(&desk);
}

static void a_body_in_a_file_waits_with_its_request(void **state)
{
	struct stage *stage = *state;
	struct fake_worker desk;
	struct message message;
	CLEANUP(os_close) int file = -1;
	CLEANUP(os_sealed_unmap) struct str body = S("");
	assert_ok(os_sealed_create(&file));
	assert_ok(os_write(file, S("picture")));
	assert_ok(os_sealed_seal(file));
	struct http_request request = { .method = HTTP_POST,
					.target = S("/desk/pictures"),
					.path = S("/desk/pictures"),
					.body_file = file };
	for (uint64_t ticket = 1; ticket <= 2; ticket++)
		assert_ok(stage->upstream.ask(stage->upstream.context, &stage->sink, ticket,
					      UPSTREAM_DESK, &request, &stage->arena));
	os_close(&file); /* the client is gone; who waits has its own */
	stage->upstream.forget(stage->upstream.context, 1);
	add(stage, &desk, ROLE_DESK, 1);
	assert_ok(channel_receive(&desk.channel, &message)); /* SEEN */
	assert_ok(channel_receive(&desk.channel, &message));
	assert_int_equal(message.kind, MESSAGE_ASK_FILE);
	assert_int_equal(message.ticket, 2);
	assert_ok(os_sealed_map(message.fd, 100, &body));
	assert_str(body, "picture");
	os_close(&message.fd);
	assert_int_equal(channel_receive(&desk.channel, &message), ERR_BUSY);
	fake_worker_die(&desk);
}

static void there_are_only_so_many_workers(void **state)
{
	struct stage *stage = *state;
	static struct fake_worker readers[LIMIT_WORKERS + 1];
	for (uint32_t i = 0; i < LIMIT_WORKERS; i++)
		add(stage, &readers[i], ROLE_READER, i);
	int fd = fake_worker_open(&readers[LIMIT_WORKERS], ROLE_READER);
	assert_int_equal(pool_add(stage->pool, ROLE_READER, LIMIT_WORKERS, fd), ERR_TOO_BIG);
	for (size_t i = 0; i <= LIMIT_WORKERS; i++)
		fake_worker_die(&readers[i]);
}

int main(void)
{
#define ON_STAGE(test) cmocka_unit_test_setup_teardown(test, open_stage, close_stage)
	const struct CMUnitTest tests[] = {
		ON_STAGE(a_reader_gets_the_bare_request_and_its_answer_comes_back),
		ON_STAGE(the_desk_gets_all_of_it_and_several_at_once),
		ON_STAGE(what_finds_nobody_free_waits_its_turn),
		ON_STAGE(the_queue_has_an_end),
		ON_STAGE(who_dies_costs_its_own_request_and_no_other),
		ON_STAGE(who_is_too_slow_is_reported_and_gets_nothing_more),
		ON_STAGE(an_answer_nobody_asked_for_ends_its_worker),
		ON_STAGE(nonsense_ends_its_worker),
		ON_STAGE(what_is_forgotten_is_not_answered),
		ON_STAGE(who_is_retired_finishes_and_goes),
		ON_STAGE(what_was_touched_is_told_before_the_answer_behind_it_and_acknowledged),
		ON_STAGE(a_body_in_a_file_waits_with_its_request),
		ON_STAGE(there_are_only_so_many_workers),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
