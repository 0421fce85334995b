/* SPDX-License-Identifier: Apache-2.0 */
/* What the operator sees, and where. */
#include <arpa/inet.h>
#include <libdeflate.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <unistd.h>

#include <brotli/decode.h>

#include "fake_worker.h"
#include "front/compress.h"
#include "front/front.h"
#include "front/metrics.h"
#include "os/fake.h"

struct stage {
	struct arena arena;
	struct pool *pool;
	struct front *front;
	struct fake_worker reader;
	struct sockaddr_in admin;
};

static int open_port(struct sockaddr_in *address)
{
	socklen_t len = sizeof *address;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	*address = (struct sockaddr_in){ .sin_family = AF_INET,
					 .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	assert_int_equal(bind(fd, (struct sockaddr *)address, sizeof *address), 0);
	assert_int_equal(listen(fd, 16), 0);
	assert_int_equal(getsockname(fd, (struct sockaddr *)address, &len), 0);
	return fd;
}

static int open_stage(void **state)
{
	static struct stage stage;
	struct pool_settings pool = { 0 };
	stage = (struct stage){ .arena = arena_open(64 << 20) };
	assert_ok(pool_open(&pool, &stage.pool, NULL));
	struct front_settings settings = { .pool = stage.pool,
					   .cache_bytes = 4 << 20,
					   .most_connections = 100 };
	assert_ok(front_open(&settings, &stage.front, NULL));
	assert_ok(front_take_admin(stage.front, open_port(&stage.admin), NULL));
	assert_ok(
		pool_add(stage.pool, ROLE_READER, 1, fake_worker_open(&stage.reader, ROLE_READER)));
	*state = &stage;
	return 0;
}

static int close_stage(void **state)
{
	struct stage *stage = *state;
	front_close(&stage->front);
	pool_close(&stage->pool);
	fake_worker_die(&stage->reader);
	arena_close(&stage->arena);
	return 0;
}

static struct str ask(struct stage *stage, int fd, const char *path)
{
	char *bytes = arena_bytes(&stage->arena, 1 << 17);
	struct str text = str_fmt(&stage->arena,
				  "GET %s HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", path);
	size_t len = 0;
	ssize_t n = -1;
	assert_int_equal(send(fd, text.ptr, text.len, MSG_NOSIGNAL), text.len);
	for (int turns = 0; n != 0 && turns < 3000; turns++) {
		front_turn(stage->front, 1);
		n = recv(fd, bytes + len, (1 << 17) - len, MSG_DONTWAIT);
		len += n > 0 ? (size_t)n : 0;
	}
	return (struct str){ bytes, len };
}

static struct str ask_admin(struct stage *stage, const char *path)
{
	CLEANUP(os_close) int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	assert_int_equal(connect(fd, (struct sockaddr *)&stage->admin, sizeof stage->admin), 0);
	return ask(stage, fd, path);
}

/* NAME{LABELS} NUMBER, or a comment. */
static bool is_sample(struct str line)
{
	struct str_pair cut = str_cut_last(line, ' ');
	if (str_starts(line, S("# HELP broadside_")) || str_starts(line, S("# TYPE broadside_")))
		return true;
	char *end, number[40];
	if (!str_starts(line, S("broadside_")) || cut.tail.len == 0 || cut.tail.len >= 40)
		return false;
	memcpy(number, cut.tail.ptr, cut.tail.len);
	number[cut.tail.len] = '\0';
	strtod(number, &end);
	return *end == '\0' &&
	       (str_find_char(cut.head, '{') == STR_NONE || str_ends(cut.head, S("\"}")));
}

static void the_numbers_are_on_the_admin_address_and_well_formed(void **state)
{
	struct stage *stage = *state;
	assert_true(str_starts(ask_admin(stage, "/health"), S("HTTP/1.1 200 OK\r\n")));
	struct str reply = ask_admin(stage, "/metrics");
	assert_true(str_starts(reply, S("HTTP/1.1 200 OK\r\n")));
	struct str body = str_cut_str(reply, S("\r\n\r\n")).tail;
	assert_true(str_ends(body, S("\n")));
	size_t lines = 0;
	for (struct str rest = body; rest.len; lines++) {
		struct str_pair cut = str_cut(rest, '\n');
		if (!is_sample(cut.head))
			fail_msg("no sample: %.*s", STR_ARG(cut.head));
		rest = cut.tail;
	}
	assert_true(lines > 100);
	static const char *wanted[] = {
		"broadside_answers_total{class=\"admin\",status=\"200\"} 1\n",
		"broadside_workers{role=\"reader\"} 1\n",
		"broadside_queue_length{role=\"desk\"} 0\n",
		"broadside_limit_hits_total{limit=\"head_time\"} 0\n",
		"broadside_process_deaths_total{role=\"front\"} 0\n",
		"broadside_cache_limit_bytes 4194304\n",
		"broadside_connections 1\n",
		"broadside_cache_dropped_total{kind=\"story\"} 0\n",
	};
	for (size_t i = 0; i < COUNT_OF(wanted); i++)
		if (!str_contains(body, str_of(wanted[i])))
			fail_msg("missing: %s", wanted[i]);
}

static void nothing_else_is_there_and_they_are_nowhere_else(void **state)
{
	struct stage *stage = *state;
	int pair[2];
	assert_true(str_starts(ask_admin(stage, "/"), S("HTTP/1.1 404 ")));
	assert_true(str_starts(ask_admin(stage, "/desk/"), S("HTTP/1.1 404 ")));
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, pair),
			 0);
	assert_ok(front_adopt(stage->front, pair[1], S("127.0.0.1")));
	static const char text[] = "GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n";
	assert_true(send(pair[0], text, sizeof text - 1, 0) > 0);
	for (int i = 0; i < 4; i++)
		front_turn(stage->front, 0);
	assert_true(fake_worker_has_request(&stage->reader)); /* an address as any other */
	close(pair[0]);
}

static void a_latency_is_in_each_bucket_that_is_no_shorter(void **state)
{
	static struct metrics metrics;
	struct arena *arena = &((struct stage *)*state)->arena;
	metrics_answer(&metrics, REQUEST_PAGE, CACHE_MISS, 200, 10, 7);
	metrics_answer(&metrics, REQUEST_PAGE, CACHE_MISS, 200, 10, 20000);
	struct buf out = buf_in(arena, 1 << 20);
	metrics_write(&out, &metrics);
	struct str text = buf_str(&out);
	static const char *wanted[] = {
		"bucket{class=\"page\",le=\"0.005\"} 0\n",
		"bucket{class=\"page\",le=\"0.01\"} 1\n",
		"bucket{class=\"page\",le=\"10\"} 1\n",
		"bucket{class=\"page\",le=\"+Inf\"} 2\n",
		"seconds_count{class=\"page\"} 2\n",
		"seconds_sum{class=\"page\"} 20.007\n",
		"sent_bytes_total 20\n",
		"answers_from_total{from=\"miss\"} 2\n",
	};
	for (size_t i = 0; i < COUNT_OF(wanted); i++)
		if (!str_contains(text, str_of(wanted[i])))
			fail_msg("missing: %s", wanted[i]);
}

static void what_is_compressed_comes_out_again(void **state)
{
	struct arena *arena = &((struct stage *)*state)->arena;
	char *text = arena_bytes(arena, 50000), *back = arena_bytes(arena, 50000);
	struct str gz, br;
	size_t len = 50000;
	for (size_t i = 0; i < 50000; i++)
		text[i] = "the night tram "[i % 15];
	struct str bytes = { text, 50000 };
	assert_ok(compress_as(PAGE_GZIP, arena, bytes, &gz));
	struct libdeflate_decompressor *inflate = libdeflate_alloc_decompressor();
	assert_int_equal(libdeflate_gzip_decompress(inflate, gz.ptr, gz.len, back, len, &len), 0);
	libdeflate_free_decompressor(inflate);
	assert_true(str_eq((struct str){ back, len }, bytes));
	assert_ok(compress_as(PAGE_BROTLI, arena, bytes, &br));
	len = 50000;
	assert_int_equal(
		BrotliDecoderDecompress(br.len, (const uint8_t *)br.ptr, &len, (uint8_t *)back),
		BROTLI_DECODER_RESULT_SUCCESS);
	assert_true(str_eq((struct str){ back, len }, bytes));
	os_fake_random(7);
	os_random(text, 50000);
	os_fake_random(0);
	assert_int_equal(compress_as(PAGE_GZIP, arena, bytes, &gz), ERR_TOO_BIG);
	assert_int_equal(compress_as(PAGE_BROTLI, arena, bytes, &br), ERR_TOO_BIG);
}

static void the_coding_a_client_likes_best_is_taken(void **state)
{
	static const struct {
		const char *accepts;
		int coding; /* -1: none */
	} cases[] = {
		{ "", -1 },
		{ "identity", -1 },
		{ "gzip", PAGE_GZIP },
		{ "gzip, deflate, br", PAGE_BROTLI },
		{ "br;q=0.5, gzip", PAGE_GZIP },
		{ "br;q=0, gzip;q=0", -1 },
		{ "*", PAGE_BROTLI },
		{ "*;q=0", -1 },
		{ "br;q=0, *", PAGE_GZIP },
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		enum page_coding coding = PAGE_CODINGS;
		bool is_any = coding_wanted(str_of(cases[i].accepts), &coding);
		if ((is_any ? (int)coding : -1) != cases[i].coding)
			fail_msg("wrong: \"%s\"", cases[i].accepts);
	}
}

int main(void)
{
#define ON_STAGE(test) cmocka_unit_test_setup_teardown(test, open_stage, close_stage)
	const struct CMUnitTest tests[] = {
		ON_STAGE(the_numbers_are_on_the_admin_address_and_well_formed),
		ON_STAGE(nothing_else_is_there_and_they_are_nowhere_else),
		ON_STAGE(a_latency_is_in_each_bucket_that_is_no_shorter),
		ON_STAGE(what_is_compressed_comes_out_again),
		cmocka_unit_test(the_coding_a_client_likes_best_is_taken),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
