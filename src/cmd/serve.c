/* SPDX-License-Identifier: Apache-2.0 */
/* serve.c: `broadside serve SITE`: what it was told, and which of its ways to run that means. */
#include "cmd/serve.h"

#include "cmd/cmd.h"
#include "cmd/options.h"

struct str serve_address(const struct serve_options *options, const struct site_conf *conf)
{
	if (options->listen.len)
		return options->listen;
	return conf->listen.len ? conf->listen : S("127.0.0.1:8080");
}

enum err serve_open_log(const struct serve_options *options, const struct site_conf *conf, int *fd,
			struct fault *fault)
{
	char room[8192];
	*fd = 0;
	if (options->logs || str_eq(conf->log, S("-"))) {
		*fd = 2;
		return OK;
	}
	if (conf->log.len == 0 || str_eq(conf->log, S("off")))
		return OK;
	struct arena scratch = { .next = room, .start = room, .end = room + sizeof room };
	struct str path = conf->log;
	if (path.len + options->serving.site_folder.len > sizeof room - 16)
		return fault_set(fault, ERR_TOO_BIG, "the log's name is too long");
	if (!str_starts(path, S("/")))
		path = os_path_join(&scratch, options->serving.site_folder, path);
	return os_open_append(path, fd, fault);
}

static enum err find_named(struct str name, struct sandbox_user *out, struct fault *fault)
{
	if (sandbox_find_user(name, out) == OK)
		return OK;
	return fault_set(fault, ERR_NOT_FOUND, "no such user (site.conf, user): %.*s",
			 STR_ARG(name));
}

enum err serve_find_user(const struct serve_options *options, const struct site_conf *conf,
			 struct sandbox_user *out, struct fault *fault)
{
	if (conf->user.len && sandbox_is_root())
		return find_named(conf->user, out, fault);
	if (sandbox_owner(options->serving.site_folder, out) != OK)
		return fault_set(fault, ERR_NOT_FOUND, "no newspaper there: %.*s",
				 STR_ARG(options->serving.site_folder));
	if (!sandbox_is_root() || out->uid != 0)
		return OK;
	return sandbox_find_user(S("broadside"), out) == OK ? OK
							    : find_named(S("nobody"), out, fault);
}

static int run(const struct serve_options *options, int count, char **words)
{
	enum role role = ROLE_PARENT;
	if (options->role.len == 0)
		return options->together || options->serving.is_development
			       ? serve_together(options)
			       : serve_apart(options, count, words);
	if (proc_role_from_name(options->role, &role) != OK || role == ROLE_PARENT)
		die("no such role: %.*s", STR_ARG(options->role));
	if (role == ROLE_FRONT)
		role_front(options);
	if (role == ROLE_READER)
		role_reader(options);
	if (role == ROLE_JAIL)
		role_jail(options);
	if (role == ROLE_COURIER)
		role_courier(options);
	role_desk(options);
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
		{ "database", "URL", &o.serving.database, NULL, "instead of what site.conf says" },
		{ "log", NULL, NULL, &o.logs, "a line on standard error for each answer" },
		{ "together", NULL, NULL, &o.together,
		  "in one process, without a sandbox: for debugging" },
		{ "dev", NULL, NULL, &o.serving.is_development,
		  "for theme makers: together, and the theme is read anew for each page" },
		{ "insecure-no-sandbox", NULL, NULL, &o.is_insecure,
		  "where the kernel has no seccomp or Landlock; see SECURITY.md" },
		{ "role", "NAME", &o.role, NULL, NULL },
		{ "address", "ADDR:PORT", &o.serving.address, NULL, NULL },
		{ 0 },
	};
	const struct usage usage = { "serve SITE",
				     "Serves the newspaper in SITE and prints `listening on "
				     "http://ADDR:PORT` when it is\n"
				     "ready. SIGTERM and SIGINT finish what is under way and end "
				     "it; SIGHUP reads theme and\n"
				     "settings anew without refusing anybody.",
				     options, 1, 1 };
	if (!options_read(&usage, argc, argv, &o.serving.site_folder, &words, &status))
		return status;
	return run(&o, argc - 1, argv + 1);
}
