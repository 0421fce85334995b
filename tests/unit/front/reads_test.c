/* SPDX-License-Identifier: Apache-2.0 */
/* Who counts as a reader, and how often. */
#include "front/reads.h"

#include <stdio.h>

#include "../cmocka_first.h"
#include "proc/letter.h"

struct stage {
	struct arena arena;
	struct reads *reads;
};

static int open_stage(void **state)
{
	static struct stage stage;
	stage = (struct stage){ .arena = arena_open(64 << 20), .reads = reads_open() };
	*state = &stage;
	return stage.reads ? 0 : -1;
}

static int close_stage(void **state)
{
	struct stage *stage = *state;
	reads_close(&stage->reads);
	arena_close(&stage->arena);
	return 0;
}

static struct http_header headers[2];

static struct http_request asked(const char *path, const char *client, const char *agent)
{
	headers[0] = (struct http_header){ S("User-Agent"), str_of(agent) };
	return (struct http_request){ .method = HTTP_GET,
				      .path = str_of(path),
				      .client = str_of(client),
				      .headers = headers,
				      .header_count = 1 };
}

static const char browser[] = "Mozilla/5.0 (X11; Linux) Firefox/130.0";

static void open_page(struct stage *stage, const char *path, const char *client, int64_t ms)
{
	struct http_request request = asked(path, client, browser);
	reads_note(stage->reads, &request, stage->arena, ms);
}

static int64_t taken(struct stage *stage, const char *path)
{
	struct str letters = reads_take(stage->reads, &stage->arena);
	struct letter_read read;
	int64_t all = 0;
	while (letters.len) {
		assert_ok(letter_read_next(&letters, &read));
		all += str_eq(read.path, str_of(path)) ? read.reads : 0;
	}
	return all;
}

static void a_reader_counts_once_in_a_while(void **state)
{
	struct stage *stage = *state;
	open_page(stage, "/a/", "192.0.2.1", 1000);
	open_page(stage, "/a/", "192.0.2.1", 2000);
	open_page(stage, "/a/", "192.0.2.77", 3000); /* the same net */
	open_page(stage, "/a/", "198.51.100.1", 4000);
	assert_int_equal(taken(stage, "/a/"), 2);
	open_page(stage, "/a/", "192.0.2.1", 5000);
	assert_int_equal(taken(stage, "/a/"), 0);
	open_page(stage, "/a/", "192.0.2.1", 5000 + 2 * LIMIT_READS_AGAIN_MS);
	open_page(stage, "/a/", "192.0.2.1", 6000 + 4 * LIMIT_READS_AGAIN_MS);
	assert_int_equal(taken(stage, "/a/"), 2);
}

static void robots_and_what_is_fetched_ahead_do_not_count(void **state)
{
	struct stage *stage = *state;
	const char *robots[] = { "", "Googlebot/2.1", "curl/8.5",
				 "Mozilla/5.0 (compatible; bingbot)", "python-requests/2" };
	for (size_t i = 0; i < COUNT_OF(robots); i++) {
		struct http_request request = asked("/a/", "192.0.2.1", robots[i]);
		reads_note(stage->reads, &request, stage->arena, 1000);
	}
	struct http_request ahead = asked("/a/", "192.0.2.1", browser);
	headers[1] = (struct http_header){ S("Sec-Purpose"), S("prefetch") };
	ahead.header_count = 2;
	reads_note(stage->reads, &ahead, stage->arena, 1000);
	struct http_request head = asked("/a/", "192.0.2.1", browser);
	head.method = HTTP_HEAD;
	reads_note(stage->reads, &head, stage->arena, 1000);
	assert_int_equal(taken(stage, "/a/"), 0);
}

static void open_many(struct stage *stage, int from, int count)
{
	for (int i = from; i < from + count; i++) {
		char path[16];
		snprintf(path, sizeof path, "/%d/", i);
		open_page(stage, path, "192.0.2.1", 1000);
	}
}

static void who_opens_everything_is_no_reader(void **state)
{
	struct stage *stage = *state;
	open_many(stage, 0, LIMIT_READS_A_READER);
	assert_int_equal(taken(stage, "/0/"), 1);
	open_many(stage, LIMIT_READS_A_READER, 1);
	assert_int_equal(taken(stage, "/40/"), 0);
	open_page(stage, "/x/", "192.0.2.1", 1000 + LIMIT_READS_READER_MS);
	assert_int_equal(taken(stage, "/x/"), 1);
	open_many(stage, 100, LIMIT_READS_A_READER + 1); /* none of them, even those before */
	assert_int_equal(taken(stage, "/100/"), 0);
}

static void it_is_due_a_minute_after_the_first(void **state)
{
	struct stage *stage = *state;
	assert_false(reads_are_due(stage->reads, 10 * READS_TAKE_MS));
	open_page(stage, "/a/", "192.0.2.1", 1000);
	assert_false(reads_are_due(stage->reads, 1000));
	assert_true(reads_are_due(stage->reads, 1000 + READS_TAKE_MS));
}

static void what_is_too_long_or_too_much_is_left_out(void **state)
{
	struct stage *stage = *state;
	char path[LIMIT_READS_PATH_BYTES + 2];
	memset(path, 'a', sizeof path);
	path[LIMIT_READS_PATH_BYTES + 1] = '\0';
	open_page(stage, path, "192.0.2.1", 1000);
	assert_int_equal(taken(stage, path), 0);
	path[LIMIT_READS_PATH_BYTES] = '\0';
	open_page(stage, path, "192.0.2.1", 1000);
	assert_int_equal(taken(stage, path), 1);
	for (int i = 0; i < LIMIT_READS_PATHS + 1; i++) {
		char client[32], one[16];
		snprintf(client, sizeof client, "10.%d.%d.1", i >> 8, i & 255);
		snprintf(one, sizeof one, "/%d/", i);
		open_page(stage, one, client, 1000);
	}
	struct arena_mark mark = arena_mark(&stage->arena);
	assert_int_equal(taken(stage, "/4096/"), 0);
	arena_reset(&stage->arena, mark);
	open_page(stage, "/4096/", "11.0.0.1", 1000);
	assert_int_equal(taken(stage, "/4096/"), 1);
}

int main(void)
{
#define ON_STAGE(test) cmocka_unit_test_setup_teardown(test, open_stage, close_stage)
	const struct CMUnitTest tests[] = {
		ON_STAGE(a_reader_counts_once_in_a_while),
		ON_STAGE(robots_and_what_is_fetched_ahead_do_not_count),
		ON_STAGE(who_opens_everything_is_no_reader),
		ON_STAGE(it_is_due_a_minute_after_the_first),
		ON_STAGE(what_is_too_long_or_too_much_is_left_out),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
