/* SPDX-License-Identifier: Apache-2.0 */
/* draft.c: sync, rename, and sync of the folder, in this order. */
#include "os/draft.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "os/door.h"

enum { MARK_DIGITS = 16 };

static enum err fail(struct fault *fault, int error, const char *what, struct str path)
{
	return fault_set(fault, err_of_errno(error), "cannot %s %.*s: %s", what, STR_ARG(path),
			 strerror(error));
}

static int open_draft(const char *path, mode_t mode)
{
	if (fake_fails(OS_OPEN)) {
		errno = EIO;
		return -1;
	}
	return open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, mode);
}

enum err os_draft_begin(struct os_draft *draft, struct str path, bool is_secret,
			struct fault *fault)
{
	char z[PATH_MAX], name[PATH_MAX + 32];
	uint64_t mark;
	TRY(path_z(path, z, fault));
	os_random(&mark, sizeof mark);
	snprintf(name, sizeof name, "%s.%016llx.draft", z, (unsigned long long)mark);
	TRY(path_z(str_of(name), draft->path, fault));
	draft->fd = open_draft(draft->path, is_secret ? 0600 : 0666);
	if (draft->fd >= 0) {
		give_to_owner_of_folder(draft->path, draft->fd);
		return OK;
	}
	draft->path[0] = '\0';
	return fail(fault, errno, "write", path);
}

static enum err sync_fd(int fd)
{
	return fake_fails(OS_SYNC) ? (errno = EIO, ERR_IO) : fsync(fd) != 0 ? ERR_IO : OK;
}

/* The rename is safe only when the folder is. */
static enum err sync_folder_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	char folder[PATH_MAX] = ".";
	if (slash)
		snprintf(folder, sizeof folder, "%.*s", (int)(slash - path) + 1, path);
	CLEANUP(os_close) int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return fd < 0 ? ERR_IO : sync_fd(fd);
}

enum err os_draft_sync(struct os_draft *draft, struct str path, struct fault *fault)
{
	return sync_fd(draft->fd) ? fail(fault, errno, "write", path) : OK;
}

enum err os_draft_commit(struct os_draft *draft, struct str path, struct fault *fault)
{
	char z[PATH_MAX];
	TRY(path_z(path, z, fault));
	TRY(os_draft_sync(draft, path, fault));
	if (fake_fails(OS_RENAME))
		return fail(fault, EIO, "write", path);
	if (rename(draft->path, z) != 0)
		return fail(fault, errno, "write", path);
	draft->path[0] = '\0';
	return sync_folder_of(z) ? fail(fault, errno, "make safe the folder of", path) : OK;
}

void os_draft_end(struct os_draft *draft)
{
	os_close(&draft->fd);
	if (draft->path[0])
		unlink(draft->path);
	draft->path[0] = '\0';
}

bool os_is_draft(struct str name)
{
	struct str mark;
	if (!str_drop_suffix(&name, S(".draft")) || name.len <= MARK_DIGITS + 1)
		return false;
	mark = str_from(name, name.len - MARK_DIGITS);
	for (size_t i = 0; i < mark.len; i++)
		if (char_hex(mark.ptr[i]) < 0)
			return false;
	return name.ptr[name.len - MARK_DIGITS - 1] == '.';
}
