/* SPDX-License-Identifier: Apache-2.0 */
/*
 * role_reader.c: makes pages: a request in, a page and what it stood on out.
 *
 * It has the database, opened for reading under a rule that would not let it be opened otherwise,
 * and channels. It holds no secret but the key of its forms, and asks nobody else for anything.
 */
#include "cmd/role.h"
#include "http/packed.h"
#ifdef BROADSIDE_TEST_HOOKS
#include "os/attempt.h"
#endif
#include "os/child.h"
#include "os/pair.h"
#include "os/watch.h"

enum { EVENTS_AT_ONCE = 16, NUMBER_PARENT = 0, LIMIT_TRIES = 50, TRY_EVERY_MS = 20 };
static const size_t REQUEST_ARENA_BYTES = 256u << 20;
#define LIMIT_READER_FRONTS 32 /* two rounds of them, in a reload */

struct reader {
	struct role_start start;
	struct serving serving;
	struct arena arena; /* of one request */
	struct channel fronts[LIMIT_READER_FRONTS];
	size_t front_count; /* slots in use; a closed one has fd -1 */
	int watch;
	bool is_stopping;
};

/* Called once a process: a struct as large as this is not for the stack. */
static struct reader reader;

static struct packed_fact *pack_facts(struct arena *into, const struct fact_set *facts)
{
	struct packed_fact *packed = arena_new(into, struct packed_fact, facts->count);
	for (size_t i = 0; i < facts->count; i++)
		packed[i] = (struct packed_fact){ facts->items[i].hash, facts->items[i].span.from,
						  facts->items[i].span.to };
	return packed;
}

#ifdef BROADSIDE_TEST_HOOKS
/* GET /-/overflow?BYTES: the hole, and what came of what was made to happen through it. */
static bool answer_overflow(const struct http_request *request, struct packed_answer *out)
{
	if (!str_eq(request->path, S("/-/overflow")))
		return false;
	*out = (struct packed_answer){ .response = http_response_in(&reader.arena, 200) };
	http_set(&out->response, S("Content-Type"), S("text/plain"));
	out->response.body = str_of(os_attempt_by_overflow(request->query));
	return true;
}
#endif

/* Between a desk that died while it wrote and the next one, the database cannot be read. */
static struct site_answer ask_site(const struct http_request *request)
{
	struct arena_mark mark = arena_mark(&reader.arena);
	for (int tries = 1;; tries++) {
		struct site_answer page = site_answer(&reader.serving.app, request, &reader.arena);
		if (page.response.status != 503 || tries == LIMIT_TRIES ||
		    os_wait_fd(-1, false, TRY_EVERY_MS) == ERR_IO)
			return page;
		arena_reset(&reader.arena, mark);
	}
}

/* A page that stands on more than a cache wants to know of is not kept. */
static struct packed_answer make_answer(const struct http_request *request)
{
	const struct http_response *broken = serving_begin(&reader.serving, &reader.arena);
#ifdef BROADSIDE_TEST_HOOKS
	struct packed_answer overflow;
	if (answer_overflow(request, &overflow))
		return overflow;
#endif
	if (broken)
		return (struct packed_answer){ .response = *broken };
	struct site_answer page = ask_site(request);
	bool may_keep = page.may_keep && page.facts.count <= LIMIT_PACKED_FACTS;
	return (struct packed_answer){
		.response = page.response,
		.may_keep = may_keep,
		.sequence = page.sequence,
		.until = page.facts.until,
		.asked = page.asked,
		.facts = may_keep ? pack_facts(&reader.arena, &page.facts) : NULL,
		.fact_count = may_keep ? page.facts.count : 0,
	};
}

static struct str pack_page(const struct packed_answer *answer)
{
	struct buf out = buf_in(&reader.arena, LIMIT_ANSWER_BYTES);
	if (pack_answer(&out, answer) == OK)
		return buf_str(&out);
	const struct packed_answer too_big = { .response = http_response_in(&reader.arena, 500) };
	log_error("a page of %zu bytes is too large to be sent", answer->response.body.len);
	out = buf_in(&reader.arena, LIMIT_ANSWER_BYTES);
	BUG_IF(pack_answer(&out, &too_big) != OK);
	return buf_str(&out);
}

static enum err answer(struct channel *front, const struct message *m)
{
	struct arena_mark mark = arena_mark(&reader.arena);
	struct http_request request;
	enum err err = unpack_request(&reader.arena, m->payload, &request);
	if (!err) {
		struct packed_answer page = make_answer(&request);
		err = channel_send(front, MESSAGE_ANSWER, m->ticket, pack_page(&page), -1);
	}
	arena_reset(&reader.arena, mark);
	return err;
}

static void hear_front(struct channel *front)
{
	struct message m;
	enum err err;
	while ((err = channel_receive(front, &m)) == OK) {
		err = m.kind == MESSAGE_ASK ? answer(front, &m) : OK;
		if (err)
			break;
		if (channel_is_drained(front))
			return;
	}
	if (err == ERR_BUSY)
		return;
	os_watch_remove(reader.watch, front->fd);
	channel_fini(front);
}

static void add_front(int fd)
{
	size_t i = 0;
	while (i < reader.front_count && reader.fronts[i].fd >= 0)
		i++;
	if (i == LIMIT_READER_FRONTS || os_watch_add(reader.watch, fd, i + 1) != OK) {
		os_close(&fd);
		return;
	}
	channel_init(&reader.fronts[i], fd, ROLE_READER, ROLE_FRONT);
	reader.front_count = i == reader.front_count ? i + 1 : reader.front_count;
}

static bool has_fronts(void)
{
	for (size_t i = 0; i < reader.front_count; i++)
		if (reader.fronts[i].fd >= 0)
			return true;
	return false;
}

static void hear_parent(void)
{
	struct message m;
	enum err err;
	while ((err = channel_receive(&reader.start.parent, &m)) == OK) {
		if (m.kind == MESSAGE_WORKER)
			add_front(m.fd);
		if (m.kind == MESSAGE_STOP)
			reader.is_stopping = true;
	}
	if (err != ERR_BUSY)
		os_leave(1);
}

static void turn(void)
{
	uint64_t numbers[EVENTS_AT_ONCE];
	size_t count = os_watch_wait(reader.watch, numbers, EVENTS_AT_ONCE, -1);
	for (size_t i = 0; i < count; i++) {
		if (numbers[i] == NUMBER_PARENT)
			hear_parent();
		else if (reader.fronts[numbers[i] - 1].fd >= 0)
			hear_front(&reader.fronts[numbers[i] - 1]);
	}
}

/* The key comes from the parent: the secret it is drawn from is not ours to read. */
static void take_key(void)
{
	struct message m;
	if (channel_wait(&reader.start.parent, &m, -1) != OK)
		os_leave(1);
	if (m.kind != MESSAGE_KEY || serving_take_form_key(&reader.serving, m.payload) != OK)
		die("the parent gave no key");
}

/* The database's three files, to be read. Under that rule SQLite opens them for nothing else. */
static void open_site(const struct serve_options *options)
{
	struct fault fault = { 0 };
	struct arena *arena = &reader.start.arena;
	if (serving_prepare(arena, &options->serving, &reader.start.conf, false, &reader.serving,
			    &fault))
		role_failed(&fault);
	take_key();
	struct str database = reader.serving.database;
	if (database.len == 0)
		database = S("./site.db");
	const struct sandbox_path paths[] = {
		{ database, SANDBOX_READ },
		{ str_fmt(arena, "%.*s-wal", STR_ARG(database)), SANDBOX_READ },
		{ str_fmt(arena, "%.*s-shm", STR_ARG(database)), SANDBOX_READ },
		{ S("/usr/share/zoneinfo"), SANDBOX_READ },
	};
	role_enter(&reader.start, paths, COUNT_OF(paths));
	reader.serving.app.site_folder = S(".");
	if (serving_open_store(arena, &reader.serving, STORE_READ, &fault))
		role_failed(&fault);
}

_Noreturn void role_reader(const struct serve_options *options)
{
	role_begin(&reader.start, ROLE_READER, options);
	reader.arena = arena_open(REQUEST_ARENA_BYTES);
	if (os_watch_open(&reader.watch) != OK ||
	    os_watch_add(reader.watch, OS_CHILD_FD, NUMBER_PARENT) != OK)
		die("cannot wait for messages");
	open_site(options);
	role_close_doors(&reader.start);
	while (!reader.is_stopping || has_fronts())
		turn();
	os_leave(0);
}
