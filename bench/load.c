/* SPDX-License-Identifier: Apache-2.0 */
/* load.c: `load PORT PLAN`: asks, and prints what came of it as JSON. */
#include "load.h"

#include <stdio.h>
#include <stdlib.h>

#include "cmd/cmd.h"
#include "cmd/options.h"
#include "os/os.h"

#define LIMIT_PLAN_BYTES (256u << 20)

struct load_words {
	struct str connections, idle, rate, warm, seconds, number, accept, origin;
	bool once;
};

static double number(struct arena *arena, struct str text, double fallback)
{
	return text.len ? strtod(str_z(arena, text), NULL) : fallback;
}

static struct str headers_of(struct arena *arena, const struct load_words *words, int port)
{
	struct buf out = buf_in(arena, LIMIT_REQUEST);
	buf_fmt(&out, "Host: 127.0.0.1:%d\r\n", port);
	if (words->accept.len)
		buf_fmt(&out, "Accept-Encoding: %.*s\r\n", STR_ARG(words->accept));
	if (words->origin.len)
		buf_fmt(&out, "Origin: %.*s\r\n", STR_ARG(words->origin));
	return buf_str(&out);
}

static void print(const struct load_result *result)
{
	const struct histogram *times = &result->times;
	printf("{\"answered\": %llu, \"seconds\": %.3f, \"rate\": %.1f, \"bytes\": %llu, "
	       "\"wrong\": %llu, \"failed\": %llu",
	       (unsigned long long)result->answered, result->seconds,
	       result->seconds > 0 ? (double)result->in_time / result->seconds : 0,
	       (unsigned long long)result->bytes, (unsigned long long)result->wrong,
	       (unsigned long long)result->failed);
	const struct {
		const char *name;
		double share;
	} marks[] = { { "p50", .5 }, { "p90", .9 }, { "p99", .99 }, { "p999", .999 } };
	for (size_t i = 0; i < COUNT_OF(marks); i++)
		printf(", \"%s_us\": %.1f", marks[i].name,
		       (double)histogram_at(times, marks[i].share) / 1e3);
	printf(", \"most_us\": %.1f}\n", (double)times->most / 1e3);
	if (result->wrong)
		fprintf(stderr, "load: %.*s %.*s: status %d, %lld bytes; wanted %d, %lld bytes\n",
			STR_ARG(result->first_wrong.method), STR_ARG(result->first_wrong.path),
			result->first_wrong_status, (long long)result->first_wrong_length,
			result->first_wrong.status, (long long)result->first_wrong.length);
}

static int run(struct arena *arena, const struct load_words *words, const struct str *where)
{
	struct load_settings settings = {
		.connections = (size_t)number(arena, words->connections, 16),
		.idle = (size_t)number(arena, words->idle, 0),
		.rate = number(arena, words->rate, 0),
		.warm_s = number(arena, words->warm, 0),
		.seconds = number(arena, words->seconds, 1),
		.first_number = (uint64_t)number(arena, words->number, 0),
		.once = words->once,
	};
	struct load_result *result = arena_new(arena, struct load_result, 1);
	struct fault fault = { 0 };
	struct str text;
	int64_t port;
	if (str_to_i64(where[0], &port) || port < 1 || port > 65535)
		die("not a port: %.*s", STR_ARG(where[0]));
	settings.port = (int)port;
	settings.headers = headers_of(arena, words, settings.port);
	if (os_read_file(arena, where[1], LIMIT_PLAN_BYTES, &text, &fault) ||
	    plan_parse(arena, text, &settings.plan, &fault) || load_run(&settings, result, &fault))
		die("cannot load: %s", fault.text);
	print(result);
	return CMD_DONE;
}

int main(int argc, char **argv)
{
	struct load_words words = { 0 };
	struct str where[2];
	size_t count;
	int status;
	const struct option options[] = {
		{ "connections", "N", &words.connections, NULL, "that ask (16)" },
		{ "idle", "N", &words.idle, NULL, "that ask nothing (0)" },
		{ "rate", "N", &words.rate, NULL, "requests a second (as many as are answered)" },
		{ "warm", "S", &words.warm, NULL, "seconds that do not count (0)" },
		{ "seconds", "S", &words.seconds, NULL, "that count (1)" },
		{ "number", "N", &words.number, NULL, "what {n} becomes first (0)" },
		{ "once", NULL, NULL, &words.once, "end when all was asked once" },
		{ "accept", "CODINGS", &words.accept, NULL, "Accept-Encoding" },
		{ "origin", "URL", &words.origin, NULL, "Origin" },
		{ 0 },
	};
	const struct usage usage = { "load PORT PLAN", "Asks a server what PLAN says.", options, 2,
				     2 };
	if (!options_read(&usage, argc, argv, where, &count, &status))
		return status;
	struct arena arena = arena_open((size_t)2 << 30);
	status = run(&arena, &words, where);
	arena_close(&arena);
	return status;
}
