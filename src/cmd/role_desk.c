/* SPDX-License-Identifier: Apache-2.0 */
/*
 * role_desk.c: makes changes: what waits is done together and made durable by one commit; then
 * every front drops what was touched and says so; then the answers leave. So whoever was told of
 * a change sees it on the next page.
 *
 *   a turn   messages in -> requests, in groups of up to LIMIT_GROUP -> commit -> TOUCHED to every
 *            front -> TOUCHED_DONE from every front -> answers, and answers to the bell
 */
#include "cmd/desk_fronts.h"
#include "cmd/desk_outbox.h"
#include "cmd/desk_purge.h"
#include "cmd/desk_relating.h"
#include "cmd/desk_reads.h"
#include "cmd/desk_studio.h"
#include "cmd/first_link.h"
#include "cmd/role.h"
#include "http/packed.h"
#include "os/child.h"
#include "os/control.h"
#include "os/sealed.h"
#include "os/watch.h"
#include "proc/letter.h"

enum { EVENTS_AT_ONCE = 16, LIMIT_GROUP = 64, LIMIT_LINES = 64 };
static const size_t REQUEST_ARENA_BYTES = 1u << 30; /* address space, for a whole turn */

struct desk {
	struct role_start start;
	struct serving serving;
	struct arena arena; /* of one turn's answers */
	struct desk_fronts fronts;
	struct desk_studio studio;
	struct desk_reads reads;
	struct desk_courier courier;
	struct desk_outbox outbox;
	struct desk_purge purge;
	struct letter_outbox told; /* the outbox's numbers, as the parent has them */
	int watch, bell;
	int lines[LIMIT_LINES]; /* who rang and waits */
	size_t line_count;
	bool is_stopping;
	struct desk_relating relating;
};

static struct desk desk;

struct made {
	struct desk_ask *ask;
	struct str mapped; /* the body that came in a file */
	struct http_response response;
};

static struct http_response answer(struct made *made)
{
	struct http_request request;
	struct arena *arena = &desk.arena;
	const struct desk_ask *ask = made->ask;
	if (unpack_request(arena, ask->payload, &request) != OK ||
	    (ask->file >= 0 && os_sealed_map(ask->file, LIMIT_ASK_FILE_BYTES, &made->mapped) != OK))
		return http_response_in(arena, 400);
	if (ask->file >= 0)
		request.body = made->mapped;
	const struct http_response *broken = serving_begin(&desk.serving, arena);
	if (broken)
		return *broken;
	struct http_response response = desk_serve(&desk.serving.app, &request, arena);
	serving_end(&desk.serving, &response);
	return response;
}

static struct http_response not_kept(void)
{
	struct http_response response = http_response_in(&desk.arena, 503);
	http_set(&response, S("Content-Type"), S("text/plain; charset=utf-8"));
	http_set(&response, S("Cache-Control"), S("no-store"));
	http_set(&response, S("Retry-After"), S("5"));
	response.body = S("This could not be kept just now. Please try again.\n");
	return response;
}

/* Either all of the group is on disk, or none of it, and nobody is told otherwise. */
static void do_group(struct made *made, size_t count)
{
	struct store *store = desk.serving.store;
	store_group_begin(store);
	for (size_t i = 0; i < count; i++)
		made[i].response = answer(&made[i]);
	if (store_group_commit(store) == OK)
		return;
	log_error("a commit failed: %s", store_fault(store)->text);
	for (size_t i = 0; i < count; i++)
		made[i].response = not_kept();
}

static void send_answer(struct made *made)
{
	struct buf out = buf_in(&desk.arena, LIMIT_ANSWER_BYTES);
	struct packed_answer packed = { .response = made->response };
	if (pack_answer(&out, &packed) != OK) {
		log_error("an answer of %zu bytes is too large to be sent",
			  packed.response.body.len);
		packed.response = http_response_in(&desk.arena, 500);
		out = buf_in(&desk.arena, LIMIT_ANSWER_BYTES);
		BUG_IF(pack_answer(&out, &packed) != OK);
	}
	desk_fronts_answer(&desk.fronts, made->ask, buf_str(&out));
	os_sealed_unmap(&made->mapped);
	os_close(&made->ask->file);
}

/* Gives: whether there was anything to do. */
static bool do_asks(void)
{
	struct desk_ask *asks;
	size_t count = desk_fronts_take(&desk.fronts, &asks);
	struct made *made = arena_new(&desk.arena, struct made, count);
	for (size_t i = 0; i < count; i++)
		made[i].ask = &asks[i];
	for (size_t i = 0; i < count; i += LIMIT_GROUP)
		do_group(made + i, count - i < LIMIT_GROUP ? count - i : LIMIT_GROUP);
	desk_fronts_tell_touched(&desk.fronts, desk.serving.store, &desk.arena);
	for (size_t i = 0; i < count; i++)
		send_answer(&made[i]);
	return count > 0;
}

/* Somebody committed beside us. Rings beyond the limit wait in the bell. */
static void take_rings(void)
{
	while (desk.bell >= 0 && desk.line_count < LIMIT_LINES &&
	       control_next(desk.bell, &desk.lines[desk.line_count]) == OK)
		desk.line_count++;
}

static void answer_rings(void)
{
	while (desk.line_count)
		control_answer(&desk.lines[--desk.line_count]);
}

static void take_bell(int fd)
{
	desk.bell = fd;
	if (os_watch_add(desk.watch, fd, DESK_NUMBER_BELL) != OK)
		log_error("the desk cannot hear its bell");
}

static void take_worker(const struct message *m)
{
	struct letter_worker worker;
	int fd = m->fd;
	if (letter_worker_read(m->payload, &worker) != OK)
		os_close(&fd);
	else if (worker.role == ROLE_COURIER)
		desk_courier_meet(&desk.courier, fd);
	else
		desk_fronts_add(&desk.fronts, desk.watch, fd);
}

/* What others' servers were told, and whose word it was that came back. */
static void hear_courier(void)
{
	enum courier_user user;
	struct errand_end end;
	while (desk_courier_hear(&desk.courier, &user, &end))
		if (user == COURIER_OUTBOX)
			desk_outbox_ended(&desk.outbox, &end);
		else if (user == COURIER_PURGE)
			desk_purge_ended(&desk.purge, &end);
}

/* For the operator's numbers. */
static void tell_outbox(void)
{
	const struct outbox_numbers numbers = outbox_numbers();
	struct letter_outbox now = { .sent = numbers.sent, .given_up = numbers.given_up };
	if (!desk.outbox.is_on || store_outbox_waiting(desk.serving.store, &now.waiting) != OK ||
	    memcmp(&now, &desk.told, sizeof now) == 0)
		return;
	if (channel_queue(&desk.start.parent, MESSAGE_OUTBOX, 0, letter_outbox_text(&now), -1) ==
	    OK)
		desk.told = now;
}

static void hear_parent(void)
{
	struct message m;
	enum err err;
	while ((err = channel_receive(&desk.start.parent, &m)) == OK) {
		if (m.kind == MESSAGE_WORKER)
			take_worker(&m);
		if (m.kind == MESSAGE_BELL)
			take_bell(m.fd);
		if (m.kind == MESSAGE_JAILED)
			desk_studio_take_jail(&desk.studio, m.fd);
		if (m.kind == MESSAGE_OPENED)
			say_first_link(&desk.arena, &desk.serving.app);
		if (m.kind == MESSAGE_STOP)
			desk.is_stopping = true;
	}
	if (err != ERR_BUSY)
		os_leave(1);
}

static int wait_ms(void)
{
	int fronts = desk_fronts_wait_ms(&desk.fronts);
	int64_t now_ms = os_monotonic_ms();
	const int waits[] = { fronts,
			      desk_studio_wait_ms(&desk.studio),
			      desk_outbox_wait_ms(&desk.outbox),
			      desk_purge_wait_ms(&desk.purge),
			      desk_reads_wait_ms(&desk.reads, now_ms),
			      desk_relating_wait_ms(&desk.relating, now_ms) };
	int least = -1;
	for (size_t i = 0; i < COUNT_OF(waits); i++)
		if (waits[i] >= 0 && (least < 0 || waits[i] < least))
			least = waits[i];
	return least;
}

static void turn(void)
{
	uint64_t numbers[EVENTS_AT_ONCE];
	struct arena_mark mark = arena_mark(&desk.arena);
	os_watch_wait(desk.watch, numbers, EVENTS_AT_ONCE, wait_ms());
	hear_parent();
	take_rings();
	desk_studio_hear(&desk.studio);
	hear_courier();
	desk_outbox_turn(&desk.outbox, &desk.arena);
	desk_fronts_hear(&desk.fronts, desk.serving.store, &desk.arena);
	desk_reads_turn(&desk.reads, desk.serving.store, os_monotonic_ms());
	bool is_idle = !do_asks() && !desk.line_count;
	answer_rings();
	if (!is_idle)
		desk_relating_put_off(&desk.relating, os_monotonic_ms());
	if (desk_relating_turn(&desk.relating, os_monotonic_ms()))
		desk_fronts_tell_touched(&desk.fronts, desk.serving.store, &desk.arena);
	desk_purge_turn(&desk.purge, &desk.arena);
	desk_studio_turn(&desk.studio, &desk.start.parent);
	tell_outbox();
	desk_fronts_flush(&desk.fronts);
	if (channel_flush(&desk.start.parent) == ERR_IO)
		os_leave(1);
	arena_reset(&desk.arena, mark);
}

static struct app_post post_of(const struct role_start *start)
{
	return (struct app_post){ .has_mail = start->has_mail,
				  .asks_service = start->conf.akismet.len > 0,
				  .mail_from = start->conf.mail_from,
				  .retry_s = start->conf.mail_retry };
}

static void open_site(const struct serve_options *options)
{
	struct fault fault = { 0 };
	struct arena *arena = &desk.start.arena;
	const struct sandbox_path paths[] = {
		{ S("media"), SANDBOX_CHANGE },
		{ S("/usr/share/zoneinfo"), SANDBOX_READ },
	};
	struct str media = os_path_join(arena, options->serving.site_folder, S("media"));
	if (serving_prepare(arena, &options->serving, &desk.start.conf, true, &desk.serving,
			    &fault) ||
	    serving_take_secret(arena, &desk.serving, &fault) || os_make_folder(media, &fault) ||
	    serving_open_store(arena, &desk.serving, STORE_WRITE, &fault))
		role_failed(&fault);
	role_enter(&desk.start, paths, COUNT_OF(paths));
	desk.serving.app.site_folder = S(".");
}

_Noreturn void role_desk(const struct serve_options *options)
{
	desk.bell = -1;
	role_begin(&desk.start, ROLE_DESK, options);
	desk.arena = arena_open(REQUEST_ARENA_BYTES);
	if (os_watch_open(&desk.watch) != OK ||
	    os_watch_add(desk.watch, OS_CHILD_FD, DESK_NUMBER_PARENT) != OK)
		die("cannot wait for messages");
	open_site(options);
	desk_reads_open(&desk.reads);
	desk_fronts_open(&desk.fronts, store_sequence(desk.serving.store));
	desk.fronts.reads = &desk.reads;
	desk_studio_open(&desk.studio, desk.serving.store, S("media"), desk.watch);
	desk_courier_open(&desk.courier, desk.watch);
	desk.serving.app.post = post_of(&desk.start);
	desk_outbox_open(&desk.outbox, &desk.serving.app, &desk.courier);
	desk_relating_open(&desk.relating, desk.serving.store);
	desk_purge_open(&desk.purge, desk.serving.store, &desk.courier, desk.start.conf.purge);
	role_close_doors(&desk.start);
	while (!desk.is_stopping || desk_fronts_count(&desk.fronts))
		turn();
	desk_reads_turn(&desk.reads, desk.serving.store, os_monotonic_ms());
	serving_close(&desk.serving);
	os_leave(0);
}
