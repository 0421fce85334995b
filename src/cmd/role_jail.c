/* SPDX-License-Identifier: Apache-2.0 */
/*
 * role_jail.c: decodes one picture, and ends.
 *
 * It holds a channel to the desk, then the picture's file and the file for the result, and nothing
 * else: no path can be opened, no address reached, no process begun. What it sends back is bytes
 * that the desk checks like a stranger's.
 */
#include "cmd/role.h"
#include "media/jail.h"
#include "media/vips.h"
#ifdef BROADSIDE_TEST_HOOKS
#include "os/attempt.h"
#endif
#include "os/child.h"
#include "proc/rights.h"

static const size_t JAIL_ARENA_BYTES = 768u << 20;

struct jail {
	struct arena arena;
	struct vips vips;
	struct channel desk;
	struct fault fault; /* why there is no result */
};

/* All rights are given up before the first byte of the picture is read. */
static void close_doors(const struct serve_options *options, struct jail *jail)
{
	struct fault fault = { 0 };
	struct site_conf conf;
	struct sandbox_user user;
	struct sandbox_limits limits = rights_limits(ROLE_JAIL);
	if (site_conf_read(&jail->arena, options->serving.site_folder, &conf, &fault) ||
	    serve_find_user(options, &conf, &user, &fault) || sandbox_begin(&limits, &fault) ||
	    (!options->is_insecure && sandbox_paths(NULL, 0, &fault)) ||
	    sandbox_become(&user, &fault))
		role_failed(&fault);
	os_end_with_parent();
	if (!options->is_insecure && rights_close(ROLE_JAIL, &fault))
		role_failed(&fault);
#ifdef BROADSIDE_TEST_HOOKS
	os_attempt_asked(proc_role_name(ROLE_JAIL));
#endif
}

static enum err read_all(int fd, struct arena *into, struct str *out)
{
	struct buf buf = buf_in(into, LIMIT_PICTURE_BYTES + 1);
	char chunk[65536];
	for (size_t got = 1; got && !buf.fault;) {
		TRY(os_read(fd, chunk, sizeof chunk, &got));
		buf_put(&buf, (struct str){ chunk, got });
	}
	*out = buf_str(&buf);
	return buf.fault;
}

static enum err make(struct jail *jail, const struct message *job_message, int result_fd)
{
	struct picture_job job;
	struct picture_result result;
	struct str file;
	TRY(picture_job_unpack(job_message->payload, &job));
	if (read_all(job_message->fd, &jail->arena, &file) != OK)
		return fault_set(&jail->fault, ERR_IO, "the picture's file cannot be read");
	TRY(picture_make(&jail->vips, &jail->arena, file, &job, &result, &jail->fault));
	struct str bytes = picture_result_pack(&jail->arena, &result);
	if (bytes.len == 0 || os_write(result_fd, bytes) != OK)
		return fault_set(&jail->fault, ERR_TOO_BIG,
				 "what was made of the picture is too large");
	return OK;
}

_Noreturn void role_jail(const struct serve_options *options)
{
	static struct jail jail;
	struct message picture, result;
	struct fault no_vips = { 0 };
	if (!os_is_socket(OS_CHILD_FD))
		die("--role is for the server's own use");
	jail.arena = arena_open(JAIL_ARENA_BYTES);
	channel_init(&jail.desk, OS_CHILD_FD, ROLE_JAIL, ROLE_DESK);
	enum err err = vips_open(&jail.vips, &no_vips);
	close_doors(options, &jail);
	if (channel_wait(&jail.desk, &picture, -1) != OK || picture.kind != MESSAGE_PICTURE)
		os_leave(1);
	picture.payload = str_dup(&jail.arena, picture.payload);
	if (channel_wait(&jail.desk, &result, -1) != OK || result.kind != MESSAGE_RESULT)
		os_leave(1);
	if (err)
		jail.fault = no_vips;
	else
		err = make(&jail, &picture, result.fd);
	struct str why = str_of(jail.fault.text);
	if (err && why.len == 0)
		why = S("the picture cannot be read");
	if (channel_send(&jail.desk, MESSAGE_MADE, 0, utf8_first(why, LIMIT_REASON_BYTES), -1))
		os_leave(1);
	os_leave(0);
}
