/* SPDX-License-Identifier: Apache-2.0 */
/*
 * role_front.c: the front's loop, with workers behind it, and the parent's word from beside.
 *
 * It has the network, the themes' files in memory, and the media folder to read. What a reader or
 * the desk says it takes for what a page is, and for nothing else.
 */
#include "cmd/role.h"
#include "front/front.h"
#include "front/pool.h"
#include "os/child.h"
#include "proc/letter.h"

struct front_process {
	struct role_start start;
	struct front *front;
	struct pool *pool;
};

static struct front_process process;

/* The parent takes what is sent at once: it does nothing else. Should it not, a slow worker lives
 * on for a while; we never wait. */
static void report_slow(void *context, enum role role, uint32_t id)
{
	const struct letter_worker worker = { role, id };
	(void)context;
	if (channel_queue(&process.start.parent, MESSAGE_KILL, 0, letter_worker_text(&worker),
			  -1) != OK ||
	    channel_flush(&process.start.parent) != OK)
		log_warning("the parent could not be told of a slow worker");
}

static enum err take_worker(const struct message *m)
{
	struct letter_worker worker;
	int fd = m->fd;
	enum err err = letter_worker_read(m->payload, &worker);
	if (err) {
		os_close(&fd);
		return err;
	}
	if (m->kind == MESSAGE_WORKER)
		return pool_add(process.pool, (enum role)worker.role, worker.id, fd);
	pool_retire(process.pool, (enum role)worker.role, worker.id);
	return OK;
}

static enum err take_deaths(const struct message *m)
{
	struct letter_deaths deaths;
	TRY(letter_deaths_read(m->payload, &deaths));
	front_tell_deaths(process.front, deaths.front, deaths.reader, deaths.desk, deaths.courier);
	front_tell_outbox(process.front, deaths.outbox.waiting, deaths.outbox.sent,
			  deaths.outbox.given_up);
	return OK;
}

static enum err take_message(const struct message *m, struct fault *fault)
{
	switch (m->kind) {
	case MESSAGE_WORKER:
	case MESSAGE_WORKER_GONE: return take_worker(m);
	case MESSAGE_LISTENER:
		return m->ticket ? front_take_admin(process.front, m->fd, fault)
				 : front_take_listener(process.front, m->fd, fault);
	case MESSAGE_STATS: return take_deaths(m);
	case MESSAGE_STOP: front_stop(process.front); return OK;
	default: return OK;
	}
}

static void hear_parent(void *context)
{
	struct message m;
	enum err err;
	(void)context;
	while ((err = channel_receive(&process.start.parent, &m)) == OK) {
		struct fault fault = { 0 };
		enum err taken = take_message(&m, &fault);
		if (taken)
			log_error("the front could not take what the parent gave: %s",
				  fault.text[0] ? fault.text : err_name(taken));
	}
	if (err != ERR_BUSY)
		os_leave(1);
}

static void open_front(const struct serve_options *options)
{
	struct fault fault = { 0 };
	struct arena *arena = &process.start.arena;
	const struct site_conf *conf = &process.start.conf;
	struct asset_folder assets[LIMIT_ASSET_FOLDERS];
	struct serving serving;
	const struct pool_settings pool_settings = { .kill = report_slow };
	struct front_settings settings = {
		.cache_bytes = (size_t)conf->cache_bytes,
		.media_folder = os_path_join(arena, options->serving.site_folder, S("media")),
		.media_needs_permit = true,
		.assets = assets,
		.proxies = conf->proxies,
		.proxy_count = conf->proxy_count,
		.logs_nets = conf->log_nets != 0,
		.downstream = conf->downstream,
	};
	if (serving_find(arena, &options->serving, conf, &serving, &fault) ||
	    pool_open(&pool_settings, &process.pool, &fault))
		role_failed(&fault);
	settings.asset_count = serving_assets(&serving, arena, assets);
	settings.pool = process.pool;
	if (serve_open_log(options, conf, &settings.log_fd, &fault) ||
	    front_open(&settings, &process.front, &fault) ||
	    front_watch(process.front, OS_CHILD_FD, hear_parent, NULL) != OK)
		role_failed(&fault);
}

_Noreturn void role_front(const struct serve_options *options)
{
	const struct sandbox_path paths[] = { { S("media"), SANDBOX_READ } };
	role_begin(&process.start, ROLE_FRONT, options);
	open_front(options);
	role_enter(&process.start, paths, COUNT_OF(paths));
	role_close_doors(&process.start);
	while (front_turn(process.front, -1))
		;
	os_leave(0);
}
