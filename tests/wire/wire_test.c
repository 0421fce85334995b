/* SPDX-License-Identifier: Apache-2.0 */
/* wire_test: what goes over the wire, byte for byte: a front with a canned handler at one end of a
 * socket pair, the scripts of tests/wire/ at the other. Each case runs twice: its bytes sent at
 * once, and one by one. */
#include <errno.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

#include "front/front.h"
#include "os/fake.h"
#include "script.h"

struct wire {
	struct arena arena;
	struct front *front, *plain, *keeping; /* front is one of the two */
	int fd;                                /* the client's end */
	struct buf got;
	bool closed;
	int number, failures;
};

/* The handler: what it says depends on the path only. */
static struct http_response canned(void *context, const struct http_request *request,
				   struct arena *arena)
{
	struct http_response response = http_response_in(arena, 200);
	struct str path = request->path;
	int64_t bytes;
	(void)context;
	if (str_eq(path, S("/page"))) {
		http_set(&response, S("Content-Type"), S("text/html; charset=utf-8"));
		response.body = S("hello");
	} else if (str_eq(path, S("/own-policy"))) {
		http_set(&response, S("Content-Type"), S("text/html"));
		http_set(&response, S("Content-Security-Policy"), S("default-src 'none'"));
		http_set(&response, S("Cache-Control"), S("max-age=1"));
	} else if (str_eq(path, S("/moved"))) {
		http_redirect(&response, 301, S("/page"));
	} else if (str_eq(path, S("/nothing"))) {
		response.status = 204;
	} else if (str_drop_prefix(&path, S("/bytes/")) && str_to_i64(path, &bytes) == OK) {
		char *text = arena_bytes(arena, (size_t)bytes);
		memset(text, 'x', (size_t)bytes);
		response.body = (struct str){ text, (size_t)bytes };
	} else if (str_eq(path, S("/echo"))) {
		struct str parts[] = { request->target, request->query, request->client,
				       request->body };
		response.body = str_join(arena, parts, COUNT_OF(parts), S("|"));
	} else {
		response.status = 404;
	}
	return response;
}

/* The same as an upstream whose answers may be kept, all but /echo. */
static enum err ask_canned(void *context, const struct upstream_sink *sink, uint64_t ticket,
			   enum upstream_to to, const struct http_request *request,
			   struct arena *arena)
{
	struct upstream_answer answer = { .response = canned(context, request, arena),
					  .may_keep = !str_eq(request->path, S("/echo")),
					  .sequence = 1 };
	(void)to;
	sink->answered(sink->context, ticket, &answer);
	return OK;
}

static void forget(void *context, uint64_t ticket)
{
	(void)context, (void)ticket;
}

static void take_replies(struct wire *wire)
{
	char bytes[65536];
	for (int quiet = 0; quiet < 4 && !wire->closed; quiet++) {
		front_turn(wire->front, 0);
		ssize_t n = recv(wire->fd, bytes, sizeof bytes, MSG_DONTWAIT);
		if (n > 0) {
			buf_put(&wire->got, (struct str){ bytes, (size_t)n });
			quiet = 0;
		}
		wire->closed = n == 0 || (n < 0 && errno != EAGAIN);
	}
}

enum { MANY_BYTES = 65536, FEW_BYTES = 1021 }; /* one by one is for what is short */

static void send_bytes(struct wire *wire, struct str bytes, size_t piece)
{
	bool by_piece = piece == 1;
	if (by_piece && bytes.len > MANY_BYTES)
		piece = FEW_BYTES;
	while (bytes.len && !wire->closed) {
		ssize_t n = send(wire->fd, bytes.ptr, bytes.len < piece ? bytes.len : piece,
				 MSG_NOSIGNAL | MSG_DONTWAIT);
		bytes = str_from(bytes, n > 0 ? (size_t)n : 0);
		if (by_piece || n < 0)
			front_turn(wire->front, 0);
		if (n < 0 && errno != EAGAIN)
			break; /* refused and gone: take_replies() sees what was said */
	}
	take_replies(wire);
}

/* Replaces the value of each Date header. */
static struct str mask_dates(struct arena *arena, struct str reply)
{
	struct buf out = buf_in(arena, 8 << 20);
	for (;;) {
		struct str_pair cut = str_cut_str(reply, S("\r\nDate: "));
		buf_put(&out, cut.head);
		if (!cut.found)
			break;
		buf_put(&out, S("\r\nDate: %DATE%"));
		reply = str_from(cut.tail, str_find(cut.tail, S("\r\n")));
	}
	return buf_str(&out);
}

static void open_pair(struct wire *wire)
{
	int pair[2];
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, pair) != 0)
		die("no socket pair");
	if (front_adopt(wire->front, pair[1], S("192.0.2.7")) != OK)
		die("the front takes no client");
	wire->fd = pair[0];
	wire->closed = false;
	wire->got = buf_in(&wire->arena, 8 << 20);
}

static void close_pair(struct wire *wire)
{
	os_close(&wire->fd);
	for (int i = 0; i < 4; i++)
		front_turn(wire->front, 0);
	if (front_connections(wire->front) != 0)
		die("the front keeps a connection that is gone");
}

static void report(struct wire *wire, bool passed, struct str file, struct str name, size_t piece)
{
	wire->failures += !passed;
	printf("%sok %d - %.*s: %.*s%s\n", passed ? "" : "not ", ++wire->number, STR_ARG(file),
	       STR_ARG(str_first(name, 100)), piece == 1 ? ", byte by byte" : "");
}

static void show(const char *what, struct str bytes)
{
	printf("# %s:\n# ", what);
	for (size_t i = 0; i < bytes.len && i < 2000; i++)
		if (bytes.ptr[i] == '\n')
			printf("\n# ");
		else if (bytes.ptr[i] != '\r')
			putchar(bytes.ptr[i]);
	printf("\n");
}

static bool run_step(struct wire *wire, const struct step *step, size_t piece)
{
	if (step->kind == STEP_SEND) {
		send_bytes(wire, step->bytes, piece);
		return true;
	}
	if (step->kind == STEP_CLOSED) {
		shutdown(wire->fd, SHUT_WR);
		take_replies(wire);
		return wire->closed && wire->got.len == 0;
	}
	struct str got = mask_dates(&wire->arena, buf_str(&wire->got));
	bool same = str_eq(got, step->bytes);
	if (!same) {
		show("expected", step->bytes);
		show("got", got);
	}
	buf_truncate(&wire->got, 0);
	return same;
}

static void run_conversation(struct wire *wire, struct str file, const struct wire_case *one,
			     size_t piece)
{
	bool passed = one->steps.count > 0;
	open_pair(wire);
	for (size_t i = 0; i < one->steps.count && passed; i++)
		passed = run_step(wire, &one->steps.items[i], piece);
	passed = passed && wire->got.len == 0; /* nothing that was not expected */
	close_pair(wire);
	report(wire, passed, file, one->name, piece);
}

/* Nothing, or one refusal and the end of the connection. */
static void run_invalid(struct wire *wire, struct str file, const struct wire_case *one,
			size_t piece)
{
	open_pair(wire);
	send_bytes(wire, one->steps.items[0].bytes, piece);
	shutdown(wire->fd, SHUT_WR);
	take_replies(wire);
	struct str got = buf_str(&wire->got);
	struct str_pair first = str_cut_str(got, S("HTTP/1.1 "));
	bool is_refusal = first.found && first.head.len == 0 &&
			  (str_starts(first.tail, S("4")) || str_starts(first.tail, S("5"))) &&
			  !str_contains(first.tail, S("HTTP/1.1 ")) &&
			  str_contains(got, S("\r\nConnection: close\r\n"));
	bool passed = wire->closed && (got.len == 0 || is_refusal);
	if (!passed)
		show(wire->closed ? "got" : "not closed, got", got);
	close_pair(wire);
	report(wire, passed, file, one->name, piece);
}

/* A whole request, answered 200. */
static void run_valid(struct wire *wire, struct str file, const struct wire_case *one, size_t piece)
{
	open_pair(wire);
	send_bytes(wire, one->steps.items[0].bytes, piece);
	struct str got = buf_str(&wire->got);
	bool passed = str_starts(got, S("HTTP/1.1 200 OK\r\n"));
	if (!passed)
		show("got", got);
	close_pair(wire);
	report(wire, passed, file, one->name, piece);
}

static void run_case(struct wire *wire, struct str file, const struct wire_case *one, size_t piece)
{
	if (str_eq(file, S("invalid.txt")))
		run_invalid(wire, file, one, piece);
	else if (str_eq(file, S("valid.txt")))
		run_valid(wire, file, one, piece);
	else
		run_conversation(wire, file, one, piece);
}

static void run_file(struct wire *wire, struct str folder, struct str file)
{
	struct str text;
	struct fault fault = { 0 };
	bool is_lines = str_eq(file, S("invalid.txt")) || str_eq(file, S("valid.txt"));
	wire->front = str_eq(file, S("kept.txt")) ? wire->keeping : wire->plain;
	if (os_read_file(&wire->arena, os_path_join(&wire->arena, folder, file), 1 << 20, &text,
			 &fault) != OK)
		die("%s", fault.text);
	struct wire_cases cases =
		is_lines ? script_read_lines(&wire->arena, text) : script_read(&wire->arena, text);
	for (size_t i = 0; i < cases.count; i++) {
		struct arena_mark mark = arena_mark(&wire->arena);
		for (size_t piece = SIZE_MAX; piece; piece = piece == 1 ? 0 : 1)
			run_case(wire, file, &cases.items[i], piece);
		arena_reset(&wire->arena, mark);
	}
}

int main(int argc, char **argv)
{
	struct wire wire = { .arena = arena_open(256 << 20) };
	struct os_names names;
	struct fault fault = { 0 };
	if (argc != 2)
		die("usage: wire_test FOLDER");
	struct upstream upstream = { ask_canned, forget, NULL };
	struct front_settings plain = { .handler = canned, .most_connections = 100 };
	struct front_settings keeping = { .upstream = &upstream,
					  .cache_bytes = 4 << 20,
					  .most_connections = 100 };
	if (front_open(&plain, &wire.plain, &fault) != OK ||
	    front_open(&keeping, &wire.keeping, &fault) != OK ||
	    os_list_folder(&wire.arena, str_of(argv[1]), &names, &fault) != OK)
		die("%s", fault.text);
	struct upstream_sink sink = front_sink(wire.keeping);
	sink.touched_all(sink.context, 1); /* from now on it keeps */
	for (size_t i = 0; i < names.count; i++)
		if (str_ends(names.items[i], S(".txt")))
			run_file(&wire, str_of(argv[1]), names.items[i]);
	printf("1..%d\n", wire.number);
	front_close(&wire.plain);
	front_close(&wire.keeping);
	arena_close(&wire.arena);
	return wire.failures > 0;
}
