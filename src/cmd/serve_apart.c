/* SPDX-License-Identifier: Apache-2.0 */
/*
 * serve_apart.c: the parent: opens what must be open before anybody else starts (the ports, the
 * bell), sees that the site's files belong to whom the roles will be, and keeps them running.
 *
 * It reads site.conf and the secret, and nothing that comes from outside.
 */
#include <stdio.h>

#include "cmd/cmd.h"
#include "cmd/serve.h"
#include "front/front.h"
#include "os/child.h"
#include "os/control.h"
#include "os/signals.h"
#include "proc/parent.h"

enum { MOST_WORDS = 48 };

struct apart {
	const struct serve_options *options;
	struct arena arena;
	struct site_conf conf;
	struct serving keys; /* of it only the keys */
	int listeners[LIMIT_FRONTS];
	int admin, bell, signals;
	struct str address;
};

static void apart_end(struct apart *apart)
{
	for (size_t i = 0; i < LIMIT_FRONTS; i++)
		os_close(&apart->listeners[i]);
	os_close(&apart->admin);
	os_close(&apart->signals);
	control_close(apart->options->serving.site_folder, &apart->bell);
	arena_close(&apart->arena);
}

static size_t reader_count(const struct site_conf *conf)
{
	size_t wanted = conf->readers ? (size_t)conf->readers : os_cores();
	return wanted < LIMIT_READERS ? wanted : LIMIT_READERS;
}

/* Several fronts share the port, each with a socket of its own; the second has to learn first which
 * port that is. */
static enum err open_ports(struct apart *apart, struct fault *fault)
{
	const struct site_conf *conf = &apart->conf;
	struct str address = serve_address(apart->options, conf);
	bool is_shared = conf->fronts > 1;
	for (int64_t i = 0; i < conf->fronts; i++) {
		TRY(front_open_port(address, is_shared, &apart->listeners[i], fault));
		address = front_port_address(apart->listeners[i], &apart->arena);
	}
	apart->address = address;
	if (conf->admin.len)
		TRY(front_open_port(conf->admin, false, &apart->admin, fault));
	return OK;
}

/* Nothing that faces the world runs as root, so what root made is given to whom the roles become:
 * once, when the folder itself is still root's. */
static enum err settle_owner(struct apart *apart, struct fault *fault)
{
	struct str site = apart->options->serving.site_folder;
	struct sandbox_user user, owner, of_database;
	TRY(serve_find_user(apart->options, &apart->conf, &user, fault));
	if (!sandbox_is_root() || user.uid == 0)
		return OK;
	struct str database = os_path_join(&apart->arena, site, S("site.db"));
	bool is_settled = sandbox_owner(site, &owner) == OK && owner.uid != 0 &&
			  (sandbox_owner(database, &of_database) != OK || of_database.uid != 0);
	if (is_settled)
		return OK;
	TRY(sandbox_give_folder(site, &user, fault));
	log_info("%.*s now belongs to user %u, who serves it: nothing that faces readers runs as "
		 "root (site.conf: user)",
		 STR_ARG(site), user.uid);
	return OK;
}

static void say_open(void *context)
{
	const struct apart *apart = context;
	printf("listening on http://%.*s\n", STR_ARG(apart->address));
	fflush(stdout);
}

/* What the roles will read again themselves is read here first, so that a mistake changes nothing.
 */
static enum err reload(void *context, size_t *readers, bool *has_courier, struct fault *fault)
{
	struct apart *apart = context;
	struct site_conf conf;
	struct arena_mark mark = arena_mark(&apart->arena);
	enum err err =
		site_conf_read(&apart->arena, apart->options->serving.site_folder, &conf, fault);
	if (!err) {
		*readers = reader_count(&conf);
		*has_courier = site_conf_has_courier(&conf);
	}
	arena_reset(&apart->arena, mark);
	return err;
}

/* On a read-only disk nobody commits, so nobody rings. */
static enum err open_bell(struct apart *apart, struct str site, struct fault *fault)
{
	struct fault detail = { 0 };
	enum err err = control_open(site, &apart->bell, &detail);
	if (err == ERR_CONFLICT || (err && os_may_make_in(site)))
		return fault_set(fault, err, "%s", detail.text);
	if (err)
		log_error("%s: the newspaper is shown, but nothing can be changed", detail.text);
	return OK;
}

static enum err open_all(struct apart *apart, struct fault *fault)
{
	struct str site = apart->options->serving.site_folder;
	if (!site_folder_is_site(&apart->arena, site))
		return fault_set(fault, ERR_NOT_FOUND, "no newspaper there: %.*s", STR_ARG(site));
	TRY(site_conf_read(&apart->arena, site, &apart->conf, fault));
	apart->keys.app.site_folder = site;
	TRY(serving_take_secret(&apart->arena, &apart->keys, fault));
	TRY(open_bell(apart, site, fault));
	TRY(open_ports(apart, fault));
	if (os_may_make_in(site))
		TRY(settle_owner(apart, fault));
	if (os_signals_open(&apart->signals) != OK)
		return fault_set(fault, ERR_IO, "cannot wait for signals");
	return OK;
}

static int run(struct apart *apart, int count, char **words)
{
	char program[] = "broadside", serve[] = "serve", address[] = "--address";
	char *argv[MOST_WORDS + 5] = { program, serve, address,
				       str_z(&apart->arena, apart->address) };
	for (int i = 0; i < count; i++)
		argv[4 + i] = words[i];
	const struct parent_settings settings = {
		.argv = argv,
		.readers = reader_count(&apart->conf),
		.fronts = (size_t)apart->conf.fronts,
		.has_courier = site_conf_has_courier(&apart->conf),
		.listeners = apart->listeners,
		.admin = apart->admin,
		.bell = apart->bell,
		.signals = apart->signals,
		.form_key = apart->keys.app.form_key,
		.opened = say_open,
		.reload = reload,
		.context = apart,
	};
	return parent_run(&settings);
}

int serve_apart(const struct serve_options *options, int count, char **words)
{
	CLEANUP(apart_end)
	struct apart apart = { .options = options, .admin = -1, .bell = -1, .signals = -1 };
	struct fault fault = { 0 };
	apart.arena = arena_open(16 << 20);
	for (size_t i = 0; i < LIMIT_FRONTS; i++)
		apart.listeners[i] = -1;
	if (count > MOST_WORDS)
		fault_set(&fault, ERR_TOO_BIG, "more than %d words", MOST_WORDS);
	else if (open_all(&apart, &fault) == OK)
		return run(&apart, count, words);
	return cmd_failed(&fault);
}
