/* SPDX-License-Identifier: Apache-2.0 */
/*
 * landlock.c: sandbox_paths(). The kernel's interface is spoken here directly, with our own names
 * for its bits: headers are often older than the kernel that runs.
 *
 *   version   adds                          (Documentation/userspace-api/landlock.rst)
 *   1         files and folders
 *   2         linking and renaming between folders
 *   3         cutting files short
 *   4         binding and connecting TCP
 *   5         ioctl on devices
 *   6         abstract sockets and signals to the outside
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "os/door.h"
#include "os/sandbox.h"

#ifndef SYS_landlock_create_ruleset
#define SYS_landlock_create_ruleset 444
#define SYS_landlock_add_rule 445
#define SYS_landlock_restrict_self 446
#endif

enum file_access {
	FILE_EXECUTE = 1 << 0,
	FILE_WRITE = 1 << 1,
	FILE_READ = 1 << 2,
	FOLDER_READ = 1 << 3,
	FOLDER_REMOVE_FOLDER = 1 << 4,
	FOLDER_REMOVE_FILE = 1 << 5,
	FOLDER_MAKE_DEVICES = 1 << 6, /* character devices */
	FOLDER_MAKE_FOLDER = 1 << 7,
	FOLDER_MAKE_FILE = 1 << 8,
	FOLDER_MAKE_SOCKET = 1 << 9,
	FOLDER_MAKE_PIPE = 1 << 10,
	FOLDER_MAKE_BLOCKS = 1 << 11,
	FOLDER_MAKE_LINK = 1 << 12,
	FILE_REFER = 1 << 13,
	FILE_TRUNCATE = 1 << 14,
	FILE_IOCTL_DEVICE = 1 << 15,
};
static const uint64_t FILE_RIGHTS =
	FILE_EXECUTE | FILE_WRITE | FILE_READ | FILE_TRUNCATE | FILE_IOCTL_DEVICE;
static const uint64_t READ_RIGHTS = FILE_READ | FOLDER_READ;
static const uint64_t CHANGE_RIGHTS = FILE_READ | FOLDER_READ | FILE_WRITE | FILE_TRUNCATE |
				      FILE_REFER | FOLDER_MAKE_FILE | FOLDER_MAKE_FOLDER |
				      FOLDER_REMOVE_FILE | FOLDER_REMOVE_FOLDER;

struct ruleset {
	uint64_t files, net, scope;
};
struct path_rule {
	uint64_t allowed;
	int32_t folder;
} __attribute__((packed));

static const uint64_t NET_BIND = 1, NET_CONNECT = 2;
static const uint64_t SCOPE_ALL = 3; /* abstract Unix sockets, signals */

static int kernel_version(void)
{
	return (int)syscall(SYS_landlock_create_ruleset, NULL, 0, 1u);
}

static struct ruleset all_of(int version)
{
	uint64_t files = (1u << 13) - 1;
	if (version >= 2)
		files |= FILE_REFER;
	if (version >= 3)
		files |= FILE_TRUNCATE;
	if (version >= 5)
		files |= FILE_IOCTL_DEVICE;
	return (struct ruleset){ files, version >= 4 ? NET_BIND | NET_CONNECT : 0,
				 version >= 6 ? SCOPE_ALL : 0 };
}

/* Older kernels take the struct's beginning only. */
static size_t ruleset_bytes(int version)
{
	return version >= 6 ? 24 : version >= 4 ? 16 : 8;
}

static enum err allow(int ruleset, const struct ruleset *all, const struct sandbox_path *path,
		      struct fault *fault)
{
	char z[PATH_MAX];
	struct stat st;
	if (path->path.len == 0)
		return OK;
	TRY(path_z(path->path, z, fault));
	CLEANUP(os_close) int fd = open(z, O_PATH | O_CLOEXEC);
	if (fd < 0 && errno == ENOENT)
		return OK;
	if (fd < 0 || fstat(fd, &st) != 0)
		return fault_set(fault, err_of_errno(errno), "cannot open %s: %s", z,
				 strerror(errno));
	uint64_t rights = path->right == SANDBOX_CHANGE ? CHANGE_RIGHTS : READ_RIGHTS;
	if (!S_ISDIR(st.st_mode))
		rights &= FILE_RIGHTS;
	const struct path_rule rule = { rights & all->files, fd };
	if (syscall(SYS_landlock_add_rule, ruleset, 1, &rule, 0u) != 0)
		return fault_set(fault, ERR_IO, "cannot allow %s: %s", z, strerror(errno));
	return OK;
}

enum err sandbox_paths(const struct sandbox_path *paths, size_t count, struct fault *fault)
{
	int version = kernel_version();
	if (version < 1)
		return fault_set(fault, ERR_NOT_FOUND,
				 "this kernel has no Landlock, or it is turned off: %s",
				 strerror(errno));
	struct ruleset all = all_of(version);
	for (size_t i = 0; i < count; i++)
		if (paths[i].right == SANDBOX_CONNECT)
			all.net &= ~NET_CONNECT;
	CLEANUP(os_close)
	int ruleset = (int)syscall(SYS_landlock_create_ruleset, &all, ruleset_bytes(version), 0u);
	if (ruleset < 0)
		return fault_set(fault, ERR_IO, "cannot use Landlock: %s", strerror(errno));
	for (size_t i = 0; i < count; i++)
		TRY(allow(ruleset, &all, &paths[i], fault));
	if (syscall(SYS_landlock_restrict_self, ruleset, 0u) != 0)
		return fault_set(fault, ERR_IO, "cannot use Landlock: %s", strerror(errno));
	return OK;
}
