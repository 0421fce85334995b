/* SPDX-License-Identifier: Apache-2.0 */
/*
 * serve.h: private to the files of `broadside serve`: what it was told, and its ways to run.
 *
 *   serve_together   all in this process: for debugging, and for theme makers (--dev)
 *   serve_apart      this process is the parent (proc/parent.h) and runs itself again as
 *   role_front       the network and the finished pages
 *   role_reader      makes pages
 *   role_jail        decodes one picture
 *   role_courier     goes to other servers
 *   role_desk        makes changes
 */
#pragma once
#include "cmd/serving.h"
#include "os/sandbox.h"
#include "proc/channel.h"

struct serve_options {
	struct serving_options serving;
	struct str listen; /* "": as site.conf says */
	struct str role;   /* "": the parent, or all together */
	bool together, logs, is_insecure;
};

int serve_together(const struct serve_options *options);
/* words: of the command line, behind "serve". */
int serve_apart(const struct serve_options *options, int count, char **words);
/* These never come back: they end the process. */
_Noreturn void role_front(const struct serve_options *options);
_Noreturn void role_reader(const struct serve_options *options);
_Noreturn void role_jail(const struct serve_options *options);
_Noreturn void role_courier(const struct serve_options *options);
_Noreturn void role_desk(const struct serve_options *options);

/* Where to listen. */
struct str serve_address(const struct serve_options *options, const struct site_conf *conf);
/* Where the access log goes: a descriptor, or 0 for nowhere. A file's name is as from the site's
 * folder. Fails as os_open_append(). */
enum err serve_open_log(const struct serve_options *options, const struct site_conf *conf, int *fd,
			struct fault *fault) MUST_CHECK;
/* Whom the roles become: who we are; when we are root, site.conf's user, else the site folder's
 * owner, else "broadside" or "nobody". Fails: ERR_NOT_FOUND (no such user). */
enum err serve_find_user(const struct serve_options *options, const struct site_conf *conf,
			 struct sandbox_user *out, struct fault *fault) MUST_CHECK;
