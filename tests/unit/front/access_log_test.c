/* SPDX-License-Identifier: Apache-2.0 */
/* What the log says of an answer, and what it never says. */
#include "front/access_log.h"

#include <fcntl.h>
#include <unistd.h>

#include "../cmocka_first.h"
#include "os/fake.h"

struct stage {
	struct arena arena;
	struct access_log log;
	int out;
};

static int open_stage(void **state)
{
	static struct stage stage;
	int pair[2];
	stage = (struct stage){ .arena = arena_open(64 << 20) };
	if (pipe2(pair, O_NONBLOCK | O_CLOEXEC) != 0)
		return -1;
	stage.out = pair[0];
	stage.log.fd = pair[1];
	os_fake_time(unix_ms_of(1764000000000));
	*state = &stage;
	return 0;
}

static int close_stage(void **state)
{
	struct stage *stage = *state;
	close(stage->out);
	close(stage->log.fd);
	arena_close(&stage->arena);
	os_fake_time(unix_ms_of(0));
	return 0;
}

static const struct access_entry entry = {
	.id = 17,
	.method = HTTP_GET,
	.path = STR_CONST("/night-tram/"),
	.client = STR_CONST("192.0.2.77"),
	.user_agent = STR_CONST("Mozilla/5.0 (X11) Firefox/1"),
	.status = 200,
	.bytes = 8123,
	.ms = 3,
	.class = REQUEST_PAGE,
	.outcome = CACHE_HIT,
};

static struct str written(struct stage *stage)
{
	char *bytes = arena_bytes(&stage->arena, 1 << 18);
	ssize_t n = read(stage->out, bytes, 1 << 18);
	return (struct str){ bytes, n > 0 ? (size_t)n : 0 };
}

static struct str line_of(struct stage *stage, const struct access_entry *of)
{
	access_log_add(&stage->log, &stage->arena, of, 1000);
	access_log_turn(&stage->log, 1000, true);
	return written(stage);
}

static void a_line_is_json_without_the_client(void **state)
{
	struct stage *stage = *state;
	assert_str(line_of(stage, &entry),
		   "{\"time\":\"2025-11-24T16:00:00Z\",\"id\":17,\"method\":\"GET\","
		   "\"path\":\"/night-tram/\",\"status\":200,\"bytes\":8123,\"ms\":3,"
		   "\"from\":\"hit\",\"robot\":false}\n");
}

static void the_clients_net_is_said_only_when_wanted(void **state)
{
	struct stage *stage = *state;
	stage->log.has_nets = true;
	assert_true(str_ends(line_of(stage, &entry), S(",\"net\":\"192.0.2.0/24\"}\n")));
	assert_str(access_log_net(&stage->arena, S("2001:db8:1:2:3::4")), "2001:db8:1::/48");
	assert_str(access_log_net(&stage->arena, S("somebody")), "");
	assert_str(access_log_net(&stage->arena, S("")), "");
}

static void no_address_of_a_person_and_no_stray_byte_gets_in(void **state)
{
	static const struct {
		struct str path;
		const char *said;
	} cases[] = {
		{ STR_CONST("/leave/ada@example.org/"), "\"(has an address)\"" },
		{ STR_CONST("/leave/ada%40example.org"), "\"(has an address)\"" },
		{ STR_CONST("/a\"b\\c"), "\"/a\\\"b\\\\c\"" },
		{ STR_CONST("/\xff\n"), "\"/\\u00ff\\u000a\"" },
	};
	struct stage *stage = *state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct access_entry one = entry;
		one.path = cases[i].path;
		assert_true(str_contains(line_of(stage, &one), str_of(cases[i].said)));
	}
}

static void robots_are_told_from_browsers(void **state)
{
	(void)state;
	assert_true(access_log_is_robot(S("Mozilla/5.0 (compatible; Googlebot/2.1)")));
	assert_true(access_log_is_robot(S("curl/7.88")));
	assert_true(access_log_is_robot(S("")));
	assert_false(access_log_is_robot(S("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0)")));
}

static void lines_wait_a_little_and_are_written_together(void **state)
{
	struct stage *stage = *state;
	access_log_add(&stage->log, &stage->arena, &entry, 1000);
	access_log_turn(&stage->log, 1000 + LIMIT_LOG_MS - 1, false);
	assert_int_equal(written(stage).len, 0);
	access_log_add(&stage->log, &stage->arena, &entry, 1500);
	access_log_turn(&stage->log, 1000 + LIMIT_LOG_MS, false);
	struct str both = written(stage);
	assert_int_equal(str_cut(str_cut(both, '\n').tail, '\n').tail.len, 0);
	assert_true(both.len > 200);
}

static void who_does_not_read_the_log_holds_nobody_up_and_is_told_what_is_missing(void **state)
{
	struct stage *stage = *state;
	for (int i = 0; i < 5000; i++)
		access_log_add(&stage->log, &stage->arena, &entry, 1000);
	assert_true(stage->log.dropped > 0);
	assert_true(stage->log.len <= LIMIT_LOG_BYTES);
	while (stage->log.len) {
		access_log_turn(&stage->log, 1000, true);
		written(stage);
	}
	assert_true(str_starts(line_of(stage, &entry), S("{\"left_out\":")));
	assert_int_equal(stage->log.dropped, 0);
}

static void too_long_a_path_is_cut(void **state)
{
	struct stage *stage = *state;
	char *path = arena_bytes(&stage->arena, 8000);
	memset(path, 1, 8000); /* six bytes each, escaped */
	struct access_entry one = entry;
	one.path = (struct str){ path, 8000 };
	struct str line = line_of(stage, &one);
	assert_true(line.len > 300 * 6 && line.len < LIMIT_LOG_LINE_BYTES);
	assert_true(str_ends(line, S("}\n")));
}

int main(void)
{
#define ON_STAGE(test) cmocka_unit_test_setup_teardown(test, open_stage, close_stage)
	const struct CMUnitTest tests[] = {
		ON_STAGE(a_line_is_json_without_the_client),
		ON_STAGE(the_clients_net_is_said_only_when_wanted),
		ON_STAGE(no_address_of_a_person_and_no_stray_byte_gets_in),
		ON_STAGE(robots_are_told_from_browsers),
		ON_STAGE(lines_wait_a_little_and_are_written_together),
		ON_STAGE(who_does_not_read_the_log_holds_nobody_up_and_is_told_what_is_missing),
		ON_STAGE(too_long_a_path_is_cut),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
