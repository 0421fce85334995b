/* SPDX-License-Identifier: Apache-2.0 */
/*
 * role.h: private to cmd/role_*.c: how every role begins and ends.
 *
 *     struct role_start start;
 *     role_begin(&start, ROLE_READER, options);
 *     (reads what it needs while it still may)
 *     role_enter(&start, paths, COUNT_OF(paths));     files: these from here on
 *     (opens what is to be open under that rule)
 *     role_close_doors(&start);                       the rest; then READY
 *
 * What goes wrong on the way ends the process with a line on standard error and status 1.
 */
#pragma once
#include "cmd/serve.h"

struct role_start {
	enum role role;
	const struct serve_options *options;
	struct arena arena; /* for the life of the process */
	struct site_conf conf; /* but for the courier's, without what opens others' servers */
	bool has_mail;         /* site.conf names a mail server */
	struct sandbox_user user;
	struct channel parent;
};

void role_begin(struct role_start *start, enum role role, const struct serve_options *options);
/* Goes into the site's folder, which is "." from then on, and lets only paths be opened. */
void role_enter(struct role_start *start, const struct sandbox_path *paths, size_t count);
/* Becomes another user, gives up all system calls but the role's own, and tells the parent. */
void role_close_doors(struct role_start *start);
_Noreturn void role_failed(const struct fault *fault);
