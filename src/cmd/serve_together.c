/* SPDX-License-Identifier: Apache-2.0 */
/* serve_together.c: front, reader and desk as one process, one after the other. */
#include <stdio.h>

#include "cmd/cmd.h"
#include "cmd/desk_reads.h"
#include "cmd/first_link.h"
#include "cmd/serve.h"
#include "front/front.h"
#include "os/control.h"
#include "os/signals.h"

/* What the loop's bells need at hand. */
struct server {
	struct serving serving;
	struct front *front;
	struct desk_reads reads;
	int signals, control;
	struct str site_folder;
};

static void server_end(struct server *server)
{
	front_close(&server->front);
	serving_close(&server->serving);
	desk_reads_close(&server->reads);
	control_close(server->site_folder, &server->control);
	os_close(&server->signals);
}

static void on_signal(void *context)
{
	struct server *server = context;
	struct fault fault = { 0 };
	switch (os_signal_next(server->signals)) {
	case OS_SIGNAL_STOP: front_stop(server->front); break;
	case OS_SIGNAL_RELOAD:
		if (serving_reload_theme(&server->serving, &fault) != OK)
			log_error("the theme stays as it was: %s", fault.text);
		else
			log_info("the theme was read anew");
		break;
	case OS_SIGNAL_NONE: break;
	}
}

/* Each request reads the database itself, so there is nothing to drop. */
static void on_ring(void *context)
{
	const struct server *server = context;
	int line = -1;
	while (control_next(server->control, &line) == OK)
		control_answer(&line);
}

/* The bell is for those who commit beside us; without one they are seen at the next request all the
 * same. */
static enum err open_bells(struct server *server, struct fault *fault)
{
	struct fault quiet = { 0 };
	if (os_signals_open(&server->signals) != OK ||
	    front_watch(server->front, server->signals, on_signal, server) != OK)
		return fault_set(fault, ERR_IO, "cannot wait for signals");
	if (control_open(server->site_folder, &server->control, &quiet) != OK) {
		log_warning("%s", quiet.text);
		return OK;
	}
	return front_watch(server->front, server->control, on_ring, server);
}

static struct http_response answer(void *context, const struct http_request *request,
				   struct arena *arena)
{
	struct serving *serving = context;
	struct http_response response;
	if (serving_answer_asset(serving, request, arena, &response))
		return response;
	const struct http_response *broken = serving_begin(serving, arena);
	if (broken)
		return *broken;
	response = serving_is_for_desk(request) ? desk_serve(&serving->app, request, arena)
						: site_serve(&serving->app, request, arena);
	serving_end(serving, &response);
	return response;
}

static void take_reads(void *context, struct str letters)
{
	struct server *server =
		(struct server *)((char *)context - offsetof(struct server, serving));
	desk_reads_take(&server->reads, letters);
	desk_reads_turn(&server->reads, server->serving.store, os_monotonic_ms());
}

static enum err open_server(struct arena *arena, const struct serve_options *options,
			    struct server *server, struct fault *fault)
{
	struct site_conf *conf = arena_new(arena, struct site_conf, 1);
	struct serving *serving = &server->serving;
	struct str site = options->serving.site_folder;
	TRY(site_conf_read(arena, site, conf, fault));
	TRY(serving_prepare(arena, &options->serving, conf, true, serving, fault));
	TRY(serving_take_secret(arena, serving, fault));
	struct front_settings settings = {
		.handler = answer,
		.context = serving,
		.reads = take_reads,
		.media_folder = os_path_join(arena, site, S("media")),
		.media_needs_permit = true,
		.proxies = conf->proxies,
		.proxy_count = conf->proxy_count,
		.logs_nets = conf->log_nets != 0,
	};
	TRY(serve_open_log(options, conf, &settings.log_fd, fault));
	TRY(front_open(&settings, &server->front, fault));
	TRY(front_listen(server->front, serve_address(options, conf), fault));
	serving->address = front_address(server->front, arena);
	TRY(serving_open_store(arena, serving, STORE_WRITE, fault));
	desk_reads_open(&server->reads);
	return open_bells(server, fault);
}

static void close_arena(struct arena *arena)
{
	arena_close(arena);
}

int serve_together(const struct serve_options *options)
{
	CLEANUP(close_arena) struct arena arena = arena_open(64 << 20);
	CLEANUP(server_end)
	struct server server = { .signals = -1,
				 .control = -1,
				 .site_folder = options->serving.site_folder };
	struct fault fault = { 0 };
	if (open_server(&arena, options, &server, &fault))
		return cmd_failed(&fault);
	printf("listening on http://%.*s\n", STR_ARG(server.serving.address));
	fflush(stdout);
	say_first_link(&arena, &server.serving.app);
	while (front_turn(server.front, -1))
		;
	return CMD_DONE;
}
