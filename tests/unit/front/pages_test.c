/* SPDX-License-Identifier: Apache-2.0 */
/* Kept pages: a front with one fake reader and a fake desk. */
#include <stdlib.h>
#include <unistd.h>

#include "fake_worker.h"
#include "front/front.h"
#include "os/fake.h"
#include "os/sealed.h"

struct stage {
	struct arena arena;
	struct pool *pool;
	struct front *front;
	struct fake_worker reader, desk;
	int fd; /* a client's end */
	char media[32];
};

static void turn(struct stage *stage)
{
	for (int i = 0; i < 3; i++)
		front_turn(stage->front, 0);
}

/* The desk has said how far it knows: from now on pages are kept. */
static void let_keep(struct stage *stage)
{
	struct message message;
	assert_ok(channel_receive(&stage->desk.channel, &message));
	assert_int_equal(message.kind, MESSAGE_SEEN);
	fake_worker_send(&stage->desk, MESSAGE_FORGET_ALL, 1, S(""));
	turn(stage);
	assert_ok(channel_receive(&stage->desk.channel, &message));
}

static int connect_client(struct stage *stage, const char *address)
{
	int pair[2];
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, pair),
			 0);
	assert_ok(front_adopt(stage->front, pair[1], str_of(address)));
	return pair[0];
}

static int open_with(void **state, bool downstream)
{
	static struct stage stage;
	stage = (struct stage){ .arena = arena_open(64 << 20), .media = "/tmp/pages_test.XXXXXX" };
	struct pool_settings pool = { 0 };
	assert_ok(pool_open(&pool, &stage.pool, NULL));
	assert_non_null(mkdtemp(stage.media));
	struct front_settings settings = { .pool = stage.pool,
					   .cache_bytes = 4 << 20,
					   .most_connections = 200,
					   .media_folder = str_of(stage.media),
					   .media_needs_permit = true,
					   .downstream = downstream };
	assert_ok(front_open(&settings, &stage.front, NULL));
	assert_ok(
		pool_add(stage.pool, ROLE_READER, 1, fake_worker_open(&stage.reader, ROLE_READER)));
	assert_ok(pool_add(stage.pool, ROLE_DESK, 2, fake_worker_open(&stage.desk, ROLE_DESK)));
	let_keep(&stage);
	stage.fd = connect_client(&stage, "192.0.2.7");
	*state = &stage;
	return 0;
}

static int open_stage(void **state)
{
	return open_with(state, false);
}

static int open_downstream(void **state)
{
	return open_with(state, true);
}

static int close_stage(void **state)
{
	struct stage *stage = *state;
	close(stage->fd);
	front_close(&stage->front);
	pool_close(&stage->pool);
	fake_worker_die(&stage->reader);
	fake_worker_die(&stage->desk);
	rmdir(stage->media);
	arena_close(&stage->arena);
	os_fake_monotonic(0);
	os_fake_time(unix_ms_of(0));
	return 0;
}

static struct str received(struct stage *stage, int fd)
{
	char *bytes = arena_bytes(&stage->arena, 1 << 16);
	turn(stage);
	ssize_t n = recv(fd, bytes, 1 << 16, MSG_DONTWAIT);
	return (struct str){ bytes, n > 0 ? (size_t)n : 0 };
}

static void send_to(struct stage *stage, int fd, const char *text)
{
	assert_int_equal(send(fd, text, strlen(text), MSG_NOSIGNAL), strlen(text));
	turn(stage);
}

static struct str get(struct stage *stage, const char *path, const char *headers)
{
	struct str text =
		str_fmt(&stage->arena, "GET %s HTTP/1.1\r\nHost: a\r\n%s\r\n", path, headers);
	send_to(stage, stage->fd, str_z(&stage->arena, text));
	return received(stage, stage->fd);
}

static void make_page(struct stage *stage, const char *path, const char *body, uint64_t fact)
{
	assert_str(get(stage, path, ""), "");
	assert_true(fake_worker_has_request(&stage->reader));
	assert_true(str_eq(stage->reader.request.target, str_of(path)));
	fake_worker_answer_page(&stage->reader, body, fact, 1);
	assert_true(str_ends(received(stage, stage->fd), str_of(body)));
}

static void touch(struct stage *stage, uint64_t fact, int64_t sequence)
{
	struct message message;
	const struct letter_touch touch = { .hash = fact, .from = INT64_MIN, .to = INT64_MAX };
	fake_worker_send(&stage->desk, MESSAGE_TOUCHED, (uint64_t)sequence,
			 letter_touches_text(&touch, 1));
	turn(stage);
	assert_ok(channel_receive(&stage->desk.channel, &message));
	assert_int_equal(message.kind, MESSAGE_TOUCHED_DONE);
}

static void what_was_made_once_is_not_asked_for_again(void **state)
{
	struct stage *stage = *state;
	make_page(stage, "/a/", "hello", 5);
	struct str again = get(stage, "/a/", "");
	assert_true(str_starts(again, S("HTTP/1.1 200 OK\r\nDate: ")));
	assert_true(str_ends(again, S("\r\nContent-Length: 5\r\n\r\nhello")));
	assert_true(str_contains(again, S("\r\nContent-Security-Policy: ")));
	assert_false(fake_worker_has_request(&stage->reader));
	assert_str(get(stage, "/a/?page=2", ""), ""); /* another page */
	assert_true(fake_worker_has_request(&stage->reader));
}

static void what_a_page_does_not_look_at_makes_no_other_page(void **state)
{
	struct stage *stage = *state;
	make_page(stage, "/a/?from=here", "hello", 5); /* nothing is known of it yet */
	for (int i = 0; i < 1000; i++) {
		struct str path = str_fmt(&stage->arena, "/a/?x=%d&from=%d&x", i, i);
		assert_true(str_ends(get(stage, str_z(&stage->arena, path), ""), S("hello")));
	}
	assert_true(str_ends(get(stage, "/a/", ""), S("hello")));
	assert_false(fake_worker_has_request(&stage->reader));
	make_page(stage, "/a/?from=here&page=2&x", "its second", 5);
	assert_true(str_ends(get(stage, "/a/?p%61ge=2", ""), S("")));
	assert_true(fake_worker_has_request(&stage->reader)); /* another spelling: made again */
	fake_worker_answer_page(&stage->reader, "its second", 5, 1);
	assert_true(str_ends(received(stage, stage->fd), S("its second")));
	assert_true(str_ends(get(stage, "/a/?page=2&from=there", ""), S("its second")));
	assert_true(str_ends(get(stage, "/a/?from=there", ""), S("hello")));
	make_page(stage, "/a/?page=3", "its third", 5);
}

static void what_was_touched_is_made_anew(void **state)
{
	struct stage *stage = *state;
	make_page(stage, "/a/", "old", 5);
	make_page(stage, "/b/", "other", 6);
	touch(stage, 5, 2);
	make_page(stage, "/a/", "new", 5);
	assert_true(str_ends(get(stage, "/b/", ""), S("other")));
}

static void a_page_older_than_a_touch_is_sent_but_not_kept(void **state)
{
	struct stage *stage = *state;
	assert_str(get(stage, "/a/", ""), "");
	assert_true(fake_worker_has_request(&stage->reader));
	touch(stage, 5, 2); /* while it is being made */
	fake_worker_answer_page(&stage->reader, "old", 5, 1);
	assert_true(str_ends(received(stage, stage->fd), S("old")));
	assert_str(get(stage, "/a/", ""), "");
	assert_true(fake_worker_has_request(&stage->reader));
}

static void many_who_ask_at_once_cause_one_render(void **state)
{
	struct stage *stage = *state;
	int fds[100];
	for (size_t i = 0; i < COUNT_OF(fds); i++) {
		fds[i] = connect_client(stage, "127.0.0.1");
		send_to(stage, fds[i],
			i % 2 ? "GET /a/ HTTP/1.1\r\nHost: a\r\n\r\n"
			      : "HEAD /a/ HTTP/1.1\r\nHost: b\r\n\r\n");
	}
	close(fds[0]);
	fds[0] = -1;
	turn(stage);
	assert_true(fake_worker_has_request(&stage->reader));
	fake_worker_answer_page(&stage->reader, "hello", 5, 1);
	for (size_t i = 1; i < COUNT_OF(fds); i++) {
		struct str reply = received(stage, fds[i]);
		assert_true(str_contains(reply, S("\r\nContent-Length: 5\r\n")));
		assert_true(str_ends(reply, i % 2 ? S("\r\n\r\nhello") : S("\r\n\r\n")));
		close(fds[i]);
	}
	assert_false(fake_worker_has_request(&stage->reader));
}

static void who_asks_after_a_touch_does_not_join_what_was_begun_before(void **state)
{
	struct stage *stage = *state;
	struct fake_worker second;
	assert_ok(pool_add(stage->pool, ROLE_READER, 3, fake_worker_open(&second, ROLE_READER)));
	int other = connect_client(stage, "127.0.0.1");
	assert_str(get(stage, "/a/", ""), "");
	touch(stage, 5, 2);
	send_to(stage, other, "GET /a/ HTTP/1.1\r\nHost: a\r\n\r\n");
	assert_true(fake_worker_has_request(&stage->reader));
	assert_true(fake_worker_has_request(&second));
	fake_worker_answer_page(&second, "new", 5, 2);
	assert_true(str_ends(received(stage, other), S("new")));
	fake_worker_answer_page(&stage->reader, "old", 5, 1);
	assert_true(str_ends(received(stage, stage->fd), S("old")));
	assert_true(str_ends(get(stage, "/a/", ""), S("new"))); /* what came late is not kept */
	assert_false(fake_worker_has_request(&stage->reader));
	close(other);
	fake_worker_die(&second);
}

static void who_has_it_gets_304(void **state)
{
	struct stage *stage = *state;
	make_page(stage, "/a/", "hello", 5);
	struct str reply = get(stage, "/a/", "");
	struct str etag = str_cut_str(str_cut_str(reply, S("\r\nETag: ")).tail, S("\r\n")).head;
	assert_true(etag.len > 4);
	struct str header = str_fmt(&stage->arena, "If-None-Match: \"x\", %.*s\r\n", STR_ARG(etag));
	reply = get(stage, "/a/", str_z(&stage->arena, header));
	assert_true(str_starts(reply, S("HTTP/1.1 304 Not Modified\r\nDate: ")));
	assert_false(str_contains(reply, S("Content-Length")));
	assert_true(str_contains(reply, S("\r\nETag: ")));
	assert_true(str_ends(reply, S("\r\n\r\n")));
	reply = get(stage, "/a/", "If-None-Match: \"x\"\r\n");
	assert_true(str_starts(reply, S("HTTP/1.1 200 ")));
}

static struct str coding_of(struct str reply)
{
	return str_cut_str(str_cut_str(reply, S("\r\nContent-Encoding: ")).tail, S("\r\n")).head;
}

static void what_is_asked_for_again_is_compressed_and_kept_so(void **state)
{
	struct stage *stage = *state;
	char *body = arena_bytes(&stage->arena, 3000);
	memset(body, 'x', 2999);
	body[2999] = '\0';
	make_page(stage, "/a/", body, 5);
	struct str br = get(stage, "/a/", "Accept-Encoding: gzip, deflate, br\r\n");
	assert_str(coding_of(br), "br");
	assert_true(br.len < 1200);
	assert_true(str_contains(br, S("\r\nVary: Accept-Encoding\r\n")));
	assert_str(coding_of(get(stage, "/a/", "Accept-Encoding: gzip\r\n")), "gzip");
	assert_str(coding_of(get(stage, "/a/", "")), "");
	assert_true(str_ends(get(stage, "/a/", "Accept-Encoding: br;q=0\r\n"), str_of(body)));
	assert_str(coding_of(get(stage, "/a/", "Accept-Encoding: br\r\n")), "br");
}

static void a_worker_that_dies_is_503_and_the_next_asks_anew(void **state)
{
	struct stage *stage = *state;
	assert_str(get(stage, "/a/", ""), "");
	fake_worker_die(&stage->reader);
	struct str reply = received(stage, stage->fd);
	assert_true(str_starts(reply, S("HTTP/1.1 503 Service Unavailable\r\n")));
	assert_true(str_contains(reply, S("\r\nRetry-After: ")));
	assert_ok(pool_add(stage->pool, ROLE_READER, 9,
			   fake_worker_open(&stage->reader, ROLE_READER)));
	make_page(stage, "/a/", "hello", 5);
}

static void the_desk_is_asked_for_what_changes_something_and_for_its_own(void **state)
{
	struct stage *stage = *state;
	struct packed_answer answer = { .response = http_response_in(&stage->arena, 303) };
	static const char *requests[] = {
		"POST /a/comment HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi",
		"GET /desk/ HTTP/1.1\r\nHost: a\r\nCookie: s=1\r\n\r\n",
		"GET /desk HTTP/1.1\r\nHost: a\r\n\r\n",
	};
	for (size_t i = 0; i < COUNT_OF(requests); i++) {
		send_to(stage, stage->fd, requests[i]);
		assert_true(fake_worker_has_request(&stage->desk));
		fake_worker_answer(&stage->desk, stage->desk.ticket, &answer);
		assert_true(str_starts(received(stage, stage->fd), S("HTTP/1.1 303 ")));
	}
}

static void requests_behind_one_that_waits_are_answered_in_order(void **state)
{
	struct stage *stage = *state;
	send_to(stage, stage->fd,
		"GET /a/ HTTP/1.1\r\nHost: a\r\n\r\nGET /health HTTP/1.1\r\nHost: a\r\n\r\n");
	assert_str(received(stage, stage->fd), "");
	send_to(stage, stage->fd, "GET /health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
	assert_true(fake_worker_has_request(&stage->reader));
	fake_worker_answer_page(&stage->reader, "hello", 5, 1);
	struct str reply = received(stage, stage->fd);
	struct str_pair cut = str_cut_str(reply, S("hello"));
	assert_true(cut.found);
	assert_true(str_starts(cut.tail, S("HTTP/1.1 200 OK\r\n")));
	assert_true(str_ends(cut.tail, S("ok\n")));
	assert_true(str_contains(cut.tail, S("ok\nHTTP/1.1 200 OK\r\n")));
}

static void a_client_has_only_so_many_requests_under_way(void **state)
{
	struct stage *stage = *state;
	int fds[65];
	for (size_t i = 0; i < COUNT_OF(fds); i++) {
		struct str text = str_fmt(&stage->arena, "GET /%zu HTTP/1.1\r\nHost: a\r\n\r\n", i);
		fds[i] = connect_client(stage, "203.0.113.4");
		send_to(stage, fds[i], str_z(&stage->arena, text));
	}
	assert_true(str_starts(received(stage, fds[64]), S("HTTP/1.1 429 ")));
	assert_str(received(stage, fds[63]), "");
	close(fds[0]); /* gives its place back */
	turn(stage);
	send_to(stage, fds[64], "GET /64 HTTP/1.1\r\nHost: a\r\n\r\n");
	assert_str(received(stage, fds[64]), "");
	for (size_t i = 1; i < COUNT_OF(fds); i++)
		close(fds[i]);
}

static void who_is_refused_leaves_nobody_waiting(void **state)
{
	struct stage *stage = *state;
	int fds[65];
	for (size_t i = 0; i < COUNT_OF(fds); i++) {
		struct str text = str_fmt(&stage->arena, "GET /%zu HTTP/1.1\r\nHost: a\r\n\r\n", i);
		fds[i] = connect_client(stage, "203.0.113.4");
		send_to(stage, fds[i], str_z(&stage->arena, text));
	}
	assert_true(str_starts(received(stage, fds[64]), S("HTTP/1.1 429 ")));
	for (size_t i = 0; i < COUNT_OF(fds); i++)
		close(fds[i]);
	for (turn(stage); fake_worker_has_request(&stage->reader); turn(stage))
		fake_worker_answer_page(&stage->reader, "nobody waits", 5, 1);
	make_page(stage, "/64", "asked for anew", 5);
}

static void a_file_is_shown_once_a_reader_has_said_so(void **state)
{
	struct stage *stage = *state;
	struct str path = os_path_join(&stage->arena, str_of(stage->media), S("a.png"));
	assert_ok(os_write_file(path, S("picture"), NULL));
	struct packed_answer yes = { .response = http_response_in(&stage->arena, 200),
				     .may_keep = true,
				     .sequence = 1 };
	struct packed_answer no = { .response = http_response_in(&stage->arena, 404) };
	yes.response.file = S("a.png");
	assert_str(get(stage, "/media/a.png", ""), "");
	assert_true(fake_worker_has_request(&stage->reader));
	fake_worker_answer(&stage->reader, stage->reader.ticket, &no);
	assert_true(str_starts(received(stage, stage->fd), S("HTTP/1.1 404 ")));
	assert_str(get(stage, "/media/a.png", ""), "");
	assert_true(fake_worker_has_request(&stage->reader));
	fake_worker_answer(&stage->reader, stage->reader.ticket, &yes);
	struct str reply = received(stage, stage->fd);
	assert_true(str_ends(reply, S("\r\n\r\npicture")));
	reply = get(stage, "/media/a.png", "Range: bytes=1-2\r\n"); /* by the permit that is kept */
	assert_true(str_starts(reply, S("HTTP/1.1 206 ")));
	assert_true(str_ends(reply, S("\r\n\r\nic")));
	assert_true(str_contains(reply, S("Content-Security-Policy: default-src 'none'; sandbox")));
	assert_false(fake_worker_has_request(&stage->reader));
	unlink(str_z(&stage->arena, path));
}

static void a_page_whose_time_is_over_is_made_anew(void **state)
{
	struct stage *stage = *state;
	os_fake_time(unix_ms_of(1000000));
	struct packed_answer answer = { .response = http_response_in(&stage->arena, 200),
					.may_keep = true,
					.sequence = 1,
					.until = unix_ms_of(1005000) };
	assert_str(get(stage, "/a/", ""), "");
	assert_true(fake_worker_has_request(&stage->reader));
	fake_worker_answer(&stage->reader, stage->reader.ticket, &answer);
	assert_true(received(stage, stage->fd).len > 0);
	os_fake_time(unix_ms_of(1004999));
	assert_true(get(stage, "/a/", "").len > 0);
	os_fake_time(unix_ms_of(1005000));
	assert_str(get(stage, "/a/", ""), "");
	assert_true(fake_worker_has_request(&stage->reader));
}

static void a_client_that_leaves_is_forgotten(void **state)
{
	struct stage *stage = *state;
	int fd = connect_client(stage, "127.0.0.1");
	send_to(stage, fd, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n");
	assert_true(fake_worker_has_request(&stage->desk));
	close(fd);
	turn(stage);
	assert_int_equal(front_connections(stage->front), 1);
	struct packed_answer answer = { .response = http_response_in(&stage->arena, 200) };
	fake_worker_answer(&stage->desk, stage->desk.ticket, &answer);
	turn(stage);
	make_page(stage, "/a/", "hello", 5);
}

static struct str age_of(struct str reply)
{
	return str_cut_str(str_cut_str(reply, S("\r\nCache-Control: ")).tail, S("\r\n")).head;
}

static void answer_with_age(struct stage *stage, const char *type, const char *age, unix_ms until)
{
	struct packed_answer answer = { .response = http_response_in(&stage->arena, 200),
					.may_keep = true,
					.sequence = 1,
					.until = until };
	http_set(&answer.response, S("Content-Type"), str_of(type));
	http_set(&answer.response, S("Cache-Control"), str_of(age));
	assert_true(fake_worker_has_request(&stage->reader));
	fake_worker_answer(&stage->reader, stage->reader.ticket, &answer);
}

static void caches_beyond_us_are_told_how_long_a_page_may_live(void **state)
{
	static const char age[] = "public, max-age=0, must-revalidate";
	struct stage *stage = *state;
	os_fake_time(unix_ms_of(1000000));
	get(stage, "/a/", "");
	answer_with_age(stage, "text/html", age, unix_ms_of(0));
	assert_str(age_of(received(stage, stage->fd)),
		   "public, max-age=0, s-maxage=3600, stale-while-revalidate=30, "
		   "stale-if-error=86400");
	get(stage, "/b/", "");
	answer_with_age(stage, "text/html", age, unix_ms_of(1000000 + 3610000));
	assert_str(age_of(received(stage, stage->fd)),
		   "public, max-age=0, s-maxage=3600, stale-while-revalidate=10, "
		   "stale-if-error=86400");
	os_fake_time(unix_ms_of(1000000 + 3600000));
	assert_str(age_of(get(stage, "/b/", "")),
		   "public, max-age=0, s-maxage=10, stale-while-revalidate=0, "
		   "stale-if-error=86400");
	get(stage, "/feed", "");
	answer_with_age(stage, "application/rss+xml", age, unix_ms_of(0));
	assert_true(str_eq(age_of(received(stage, stage->fd)), str_of(age)));
	get(stage, "/c/", "");
	answer_with_age(stage, "text/html", "private, no-store", unix_ms_of(0));
	assert_str(age_of(received(stage, stage->fd)), "private, no-store");
}

enum { PICTURE_BYTES = 3000000 };

/* Sends all of bytes, the front taking its turns meanwhile. */
static void send_all(struct stage *stage, struct str bytes)
{
	while (bytes.len) {
		ssize_t n = send(stage->fd, bytes.ptr, bytes.len, MSG_NOSIGNAL | MSG_DONTWAIT);
		bytes = str_from(bytes, n > 0 ? (size_t)n : 0);
		front_turn(stage->front, 0);
	}
	turn(stage);
}

static struct str picture(struct stage *stage)
{
	char *bytes = arena_bytes(&stage->arena, PICTURE_BYTES);
	for (size_t i = 0; i < PICTURE_BYTES; i++)
		bytes[i] = (char)(i * 7 + i / 1000);
	return (struct str){ bytes, PICTURE_BYTES };
}

static void check_file_of_desk(struct stage *stage, struct str expected)
{
	struct message message;
	struct http_request request;
	CLEANUP(os_sealed_unmap) struct str mapped = S("");
	assert_ok(channel_receive(&stage->desk.channel, &message));
	assert_int_equal(message.kind, MESSAGE_ASK_FILE);
	struct str payload = str_dup(&stage->arena, message.payload);
	assert_ok(unpack_request(&stage->arena, payload, &request));
	assert_str(request.path, "/desk/pictures/new");
	assert_int_equal(request.body.len, 0);
	assert_ok(os_sealed_map(message.fd, LIMIT_ASK_FILE_BYTES, &mapped));
	assert_true(str_eq(mapped, expected));
	assert_true(write(message.fd, "x", 1) < 0); /* nobody changes it any more */
	os_close(&message.fd);
	struct packed_answer answer = { .response = http_response_in(&stage->arena, 303) };
	fake_worker_answer(&stage->desk, message.ticket, &answer);
	assert_true(str_starts(received(stage, stage->fd), S("HTTP/1.1 303 ")));
}

static void a_large_picture_goes_to_the_desk_in_a_sealed_file(void **state)
{
	struct stage *stage = *state;
	struct str body = picture(stage);
	for (int round = 0; round < 2; round++) {
		send_all(stage, S("POST /desk/pictures/new HTTP/1.1\r\nHost: a\r\nCookie: s=1\r\n"
				  "Content-Length: 3000000\r\n\r\n"));
		send_all(stage, body);
		check_file_of_desk(stage, body);
	}
}

static void a_large_picture_may_come_in_chunks(void **state)
{
	struct stage *stage = *state;
	struct str body = picture(stage);
	send_all(stage, S("POST /desk/pictures/new HTTP/1.1\r\nHost: a\r\nCookie: s=1\r\n"
			  "Transfer-Encoding: chunked\r\n\r\n"));
	for (size_t at = 0; at < PICTURE_BYTES; at += 100000) {
		send_all(stage, S("186a0\r\n")); /* 100000 */
		send_all(stage, str_sub(body, at, 100000));
		send_all(stage, S("\r\n"));
	}
	send_all(stage, S("0\r\n\r\n"));
	check_file_of_desk(stage, body);
}

static void elsewhere_and_beyond_its_limit_a_body_is_too_large(void **state)
{
	static const char chunked[] = "POST /desk/pictures HTTP/1.1\r\nHost: a\r\nCookie: s=1\r\n"
				      "Transfer-Encoding: chunked\r\n\r\n4010001\r\n";
	static const char *requests[] = {
		"POST /desk/stories HTTP/1.1\r\nHost: a\r\nContent-Length: 3000000\r\n\r\n",
		"POST /desk/picturesque HTTP/1.1\r\nHost: a\r\nContent-Length: "
		"3000000\r\n\r\n",
		"POST /desk/pictures HTTP/1.1\r\nHost: a\r\nContent-Length: "
		"3000000\r\n\r\n", /* a
				      stranger
				    */
		"POST /desk/pictures HTTP/1.1\r\nHost: a\r\nCookie: s=1\r\nContent-Length: "
		"67174401\r\n\r\n",
		chunked,
	};
	struct stage *stage = *state;
	for (size_t i = 0; i < COUNT_OF(requests); i++) {
		int fd = connect_client(stage, "127.0.0.1");
		send_to(stage, fd, requests[i]);
		assert_true(str_starts(received(stage, fd), S("HTTP/1.1 413 ")));
		close(fd);
	}
}

int main(void)
{
#define ON_STAGE(test) cmocka_unit_test_setup_teardown(test, open_stage, close_stage)
	const struct CMUnitTest tests[] = {
		ON_STAGE(what_was_made_once_is_not_asked_for_again),
		ON_STAGE(what_a_page_does_not_look_at_makes_no_other_page),
		ON_STAGE(what_was_touched_is_made_anew),
		ON_STAGE(a_page_older_than_a_touch_is_sent_but_not_kept),
		ON_STAGE(many_who_ask_at_once_cause_one_render),
		ON_STAGE(who_asks_after_a_touch_does_not_join_what_was_begun_before),
		ON_STAGE(who_has_it_gets_304),
		ON_STAGE(what_is_asked_for_again_is_compressed_and_kept_so),
		ON_STAGE(a_worker_that_dies_is_503_and_the_next_asks_anew),
		ON_STAGE(the_desk_is_asked_for_what_changes_something_and_for_its_own),
		ON_STAGE(requests_behind_one_that_waits_are_answered_in_order),
		ON_STAGE(a_client_has_only_so_many_requests_under_way),
		ON_STAGE(who_is_refused_leaves_nobody_waiting),
		ON_STAGE(a_file_is_shown_once_a_reader_has_said_so),
		ON_STAGE(a_page_whose_time_is_over_is_made_anew),
		ON_STAGE(a_client_that_leaves_is_forgotten),
		cmocka_unit_test_setup_teardown(caches_beyond_us_are_told_how_long_a_page_may_live,
						open_downstream, close_stage),
		ON_STAGE(a_large_picture_goes_to_the_desk_in_a_sealed_file),
		ON_STAGE(a_large_picture_may_come_in_chunks),
		ON_STAGE(elsewhere_and_beyond_its_limit_a_body_is_too_large),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
