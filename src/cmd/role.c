/* SPDX-License-Identifier: Apache-2.0 */
/* role.c: the steps every role takes from being root's, perhaps, to being nobody's. */
#include "cmd/role.h"

#ifdef BROADSIDE_TEST_HOOKS
#include "os/attempt.h"
#endif
#include "os/child.h"
#include "proc/rights.h"

static const size_t ROLE_ARENA_BYTES = 64u << 20;

_Noreturn void role_failed(const struct fault *fault)
{
	die("%s", fault->text);
}

static void check(enum err err, const struct fault *fault)
{
	if (err)
		role_failed(fault);
}

void role_begin(struct role_start *start, enum role role, const struct serve_options *options)
{
	struct fault fault = { 0 };
	struct sandbox_limits limits = rights_limits(role);
	if (!os_is_socket(OS_CHILD_FD))
		die("--role is for the server's own use");
	*start = (struct role_start){ .role = role,
				      .options = options,
				      .arena = arena_open(ROLE_ARENA_BYTES) };
	channel_init(&start->parent, OS_CHILD_FD, role, ROLE_PARENT);
	check(site_conf_read(&start->arena, options->serving.site_folder, &start->conf, &fault),
	      &fault);
	start->has_mail = start->conf.mail.len > 0;
	if (role != ROLE_COURIER)
		site_conf_forget(&start->conf);
	check(serve_find_user(options, &start->conf, &start->user, &fault), &fault);
	if (role == ROLE_FRONT && start->conf.log.len)
		limits.writes_files = true; /* the log it has opened, and no other */
	check(sandbox_begin(&limits, &fault), &fault);
}

void role_enter(struct role_start *start, const struct sandbox_path *paths, size_t count)
{
	struct fault fault = { 0 };
	check(os_enter_folder(start->options->serving.site_folder, &fault), &fault);
	if (!start->options->is_insecure)
		check(sandbox_paths(paths, count, &fault), &fault);
}

void role_close_doors(struct role_start *start)
{
	struct fault fault = { 0 };
	check(sandbox_become(&start->user, &fault), &fault);
	os_end_with_parent(); /* a change of user would have undone it */
	if (!start->options->is_insecure)
		check(rights_close(start->role, &fault), &fault);
#ifdef BROADSIDE_TEST_HOOKS
	os_attempt_asked(proc_role_name(start->role));
#endif
	if (channel_send(&start->parent, MESSAGE_READY, 0, S(""), -1) != OK)
		os_leave(1);
}
