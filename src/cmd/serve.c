/* SPDX-License-Identifier: Apache-2.0 */
/* serve.c: `broadside serve SITE`: from an open site to a listening front. */
#include <stdio.h>

#include "cmd/cmd.h"
#include "cmd/first_link.h"
#include "cmd/options.h"
#include "cmd/serving.h"
#include "front/front.h"
#include "os/control.h"
#include "os/signals.h"
#include "store/setting.h"

/* What the loop's bells need at hand. */
struct server {
	struct serving serving;
	struct front *front;
	int signals, control;
	struct str site_folder;
};

struct serve_options {
	struct serving_options serving;
	struct str listen;
	bool together, logs;
};

static void server_end(struct server *server)
{
	front_close(&server->front);
	serving_close(&server->serving);
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

/* Each request reads the database itself, so there is nothing to drop yet. */
static void on_ring(void *context)
{
	const struct server *server = context;
	control_rang(server->control);
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

/* Without an address of its own the newspaper is where it listens: feeds need whole addresses. */
static void settle_url(struct arena *arena, struct server *server)
{
	struct app *app = &server->serving.app;
	if (app->url_override.len == 0 && !store_setting_is_set(app->store, S("url")))
		app->url_override =
			str_fmt(arena, "http://%.*s", STR_ARG(front_address(server->front, arena)));
}

static enum err open_server(struct arena *arena, const struct serve_options *options,
			    struct server *server, struct fault *fault)
{
	struct site_conf *conf = arena_new(arena, struct site_conf, 1);
	struct str site = options->serving.site_folder, listen = options->listen;
	TRY(site_conf_read(arena, site, conf, fault));
	TRY(serving_open(arena, &options->serving, conf, &server->serving, fault));
	struct front_settings settings = {
		.handler = serving_answer,
		.context = &server->serving,
		.media_folder = os_path_join(arena, site, S("media")),
		.proxies = conf->proxies,
		.proxy_count = conf->proxy_count,
		.log_fd = options->logs ? 2 : 0,
	};
	TRY(front_open(&settings, &server->front, fault));
	if (listen.len == 0)
		listen = conf->listen.len ? conf->listen : S("127.0.0.1:8080");
	TRY(front_listen(server->front, listen, fault));
	settle_url(arena, server);
	return open_bells(server, fault);
}

static void close_arena(struct arena *arena)
{
	arena_close(arena);
}

/* While nobody can sign in, the way in for the first. */
static void say_first_link(struct arena *arena, const struct server *server)
{
	const struct app *app = &server->serving.app;
	struct str link, url = app->url_override;
	if (url.len == 0 && store_setting(app->store, arena, S("url"), &url) != OK)
		return;
	if (first_person_link(arena, app->store, app->desk_secret, url, &link) == OK)
		printf("nobody can sign in at the desk yet; the first person begins at %.*s\n",
		       STR_ARG(link));
}

static int serve(const struct serve_options *options)
{
	CLEANUP(close_arena) struct arena arena = arena_open(64 << 20);
	CLEANUP(server_end)
	struct server server = { .signals = -1,
				 .control = -1,
				 .site_folder = options->serving.site_folder };
	struct fault fault = { 0 };
	if (open_server(&arena, options, &server, &fault))
		return cmd_failed(&fault);
	printf("listening on http://%.*s\n", STR_ARG(front_address(server.front, &arena)));
	say_first_link(&arena, &server);
	fflush(stdout);
	while (front_turn(server.front, -1))
		;
	return CMD_DONE;
}

int cmd_serve(int argc, char **argv)
{
	struct serve_options o = { 0 };
	size_t words;
	int status;
	const struct option options[] = {
		{ "listen", "ADDR:PORT", &o.listen, NULL,
		  "where to listen (127.0.0.1:8080); port 0 picks a free one" },
		{ "url", "URL", &o.serving.url, NULL, "the public address, for absolute links" },
		{ "together", NULL, NULL, &o.together, "in one process (as it is now anyway)" },
		{ "database", "URL", &o.serving.database, NULL, "instead of what site.conf says" },
		{ "dev", NULL, NULL, &o.serving.is_development,
		  "for theme makers: read the theme anew for each page, show its errors" },
		{ "log", NULL, NULL, &o.logs, "a line on standard error for each answer" },
		{ 0 },
	};
	const struct usage usage = { "serve SITE",
				     "Serves the newspaper in SITE and prints `listening on "
				     "http://ADDR:PORT` when it is\n"
				     "ready. SIGTERM and SIGINT finish what is under way and end "
				     "it; SIGHUP reads the theme\n"
				     "anew.",
				     options, 1, 1 };
	if (!options_read(&usage, argc, argv, &o.serving.site_folder, &words, &status))
		return status;
	return serve(&o);
}
