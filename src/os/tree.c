/* SPDX-License-Identifier: Apache-2.0 */
/* tree.c: mkdirat, openat2, fts-like removal. */
#include "os/tree.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "os/door.h"

#define LIMIT_TREE_DEPTH 64

static enum err fail(struct fault *fault, int error, const char *what, struct str path)
{
	enum err err = error == EEXIST || error == ENOTEMPTY ? ERR_CONFLICT : err_of_errno(error);
	return fault_set(fault, err, "cannot %s %.*s: %s", what, STR_ARG(path), strerror(error));
}

/* "a/b/" is spelled "a/b", or its parent would be itself. */
static struct str without_slashes(struct str path)
{
	while (path.len > 1 && str_ends(path, S("/")))
		path.len--;
	return path;
}

enum err os_tree_begin(struct arena *into, struct str path, struct str *draft, struct fault *fault)
{
	char z[PATH_MAX];
	struct str mark = os_random_hex(into, 8);
	path = without_slashes(path);
	struct str made = str_fmt(into, "%.*s.%.*s.draft", STR_ARG(path), STR_ARG(mark));
	TRY(path_z(made, z, fault));
	if (fake_fails(OS_OPEN))
		return fail(fault, EIO, "make the folder", path);
	if (mkdir(z, 0777) != 0)
		return fail(fault, errno, "make the folder", path);
	*draft = made;
	return OK;
}

static int sync_fd(int fd)
{
	if (fake_fails(OS_SYNC)) {
		errno = EIO;
		return -1;
	}
	return fsync(fd);
}

static int sync_file_system_of(const char *path)
{
	CLEANUP(os_close) int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fake_fails(OS_SYNC)) {
		errno = EIO;
		return -1;
	}
	return fd < 0 ? -1 : syncfs(fd);
}

static int sync_parent_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	char folder[PATH_MAX] = ".";
	if (slash)
		snprintf(folder, sizeof folder, "%.*s", (int)(slash - path) + 1, path);
	CLEANUP(os_close) int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return fd < 0 ? -1 : sync_fd(fd);
}

/* rename() replaces a folder only when it is empty, and never a file by a folder. */
enum err os_tree_commit(struct str draft, struct str path, struct fault *fault)
{
	char from[PATH_MAX], to[PATH_MAX];
	path = without_slashes(path);
	TRY(path_z(draft, from, fault));
	TRY(path_z(path, to, fault));
	if (sync_file_system_of(from) != 0)
		return fail(fault, errno, "write", path);
	if (fake_fails(OS_RENAME))
		return fail(fault, EIO, "make", path);
	if (rename(from, to) != 0)
		return fail(fault, errno, "make", path);
	return sync_parent_of(to) != 0 ? fail(fault, errno, "make safe the folder of", path) : OK;
}

static enum err remove_below(int parent, const char *name, int depth);

static void end_listing(DIR **folder)
{
	if (*folder)
		closedir(*folder);
}

static enum err empty_folder(int fd, int depth)
{
	CLEANUP(end_listing) DIR *folder = fdopendir(fd);
	enum err first = OK;
	if (!folder) {
		close(fd);
		return ERR_IO;
	}
	for (const struct dirent *entry; (entry = readdir(folder));) {
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		enum err err = remove_below(dirfd(folder), entry->d_name, depth + 1);
		first = first ? first : err;
	}
	return first;
}

static enum err remove_below(int parent, const char *name, int depth)
{
	if (unlinkat(parent, name, 0) == 0)
		return OK;
	if (errno != EISDIR && errno != EPERM)
		return err_of_errno(errno);
	if (depth > LIMIT_TREE_DEPTH)
		return ERR_TOO_BIG;
	int fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0)
		return err_of_errno(errno);
	TRY(empty_folder(fd, depth));
	return unlinkat(parent, name, AT_REMOVEDIR) == 0 ? OK : err_of_errno(errno);
}

enum err os_tree_remove(struct str path)
{
	char z[PATH_MAX];
	TRY(path_z(without_slashes(path), z, NULL));
	return remove_below(AT_FDCWD, z, 0);
}

static bool stays_below(struct str path)
{
	if (path.len == 0)
		return false;
	for (struct str_pair cut = { .tail = path, .found = true }; cut.found;) {
		cut = str_cut(cut.tail, '/');
		if (cut.head.len == 0 || str_eq(cut.head, S(".")) || str_eq(cut.head, S("..")))
			return false;
	}
	return true;
}

enum err os_make_folder_below(int folder, struct str path, struct fault *fault)
{
	char z[PATH_MAX];
	TRY(path_z(path, z, fault));
	if (!stays_below(path))
		return fault_set(fault, ERR_INVALID, "not a path below a folder: %.*s",
				 STR_ARG(path));
	for (char *at = z;; at++) {
		if (*at != '/' && *at != '\0')
			continue;
		char kept = *at;
		*at = '\0';
		if (mkdirat(folder, z, 0777) != 0 && errno != EEXIST)
			return fail(fault, errno, "make the folder", path);
		*at = kept;
		if (kept == '\0')
			return OK;
	}
}

static int open_new_below(int folder, const char *path, bool is_secret)
{
	struct open_how how = {
		.flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
		.mode = is_secret ? 0600 : 0666,
		.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS,
	};
	if (fake_fails(OS_OPEN)) {
		errno = EIO;
		return -1;
	}
	return (int)syscall(SYS_openat2, folder, path, &how, sizeof how);
}

enum err os_create_below(int folder, struct str path, bool is_secret, int *fd, struct fault *fault)
{
	char z[PATH_MAX];
	struct str_pair cut = str_cut_last(path, '/');
	TRY(path_z(path, z, fault));
	if (!stays_below(path))
		return fault_set(fault, ERR_INVALID, "not a path below a folder: %.*s",
				 STR_ARG(path));
	if (cut.found)
		TRY(os_make_folder_below(folder, cut.head, fault));
	int opened = open_new_below(folder, z, is_secret);
	if (opened < 0)
		return fail(fault, errno, "write", path);
	*fd = opened;
	return OK;
}

static enum err real_folder(struct str path, char out[PATH_MAX])
{
	char z[PATH_MAX];
	TRY(path_z(path, z, NULL));
	return realpath(z, out) ? OK : err_of_errno(errno);
}

enum err os_lies_in(struct str path, struct str folder, bool *out)
{
	char outer[PATH_MAX], inner[PATH_MAX];
	struct str_pair cut = str_cut_last(path, '/');
	struct str parent = !cut.found ? S(".") : cut.head.len ? cut.head : S("/");
	TRY(real_folder(folder, outer));
	TRY(real_folder(parent, inner));
	struct str rest = str_of(inner);
	*out = str_drop_prefix(&rest, str_of(outer)) && (rest.len == 0 || rest.ptr[0] == '/');
	return OK;
}

enum err os_cut_at(int fd, int64_t size)
{
	bool is_done = ftruncate(fd, size) == 0 && lseek(fd, size, SEEK_SET) == size;
	return is_done ? OK : ERR_IO;
}

enum err os_seek(int fd, int64_t at)
{
	return lseek(fd, at, SEEK_SET) == at ? OK : ERR_IO;
}

enum err os_size_of(int fd, int64_t *size)
{
	struct stat st;
	if (fstat(fd, &st) != 0)
		return ERR_IO;
	if (!S_ISREG(st.st_mode))
		return ERR_INVALID;
	*size = st.st_size;
	return OK;
}

void os_forget_cached(int fd)
{
	posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
}
