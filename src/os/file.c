/* SPDX-License-Identifier: Apache-2.0 */
/* file.c: reading, writing, listing. What is written appears whole (os/draft.h). */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "os/door.h"
#include "os/draft.h"

enum { CHUNK_BYTES = 64 << 10 };

static enum err fail(struct fault *fault, int error, const char *what, struct str path)
{
	return fault_set(fault, err_of_errno(error), "cannot %s %.*s: %s", what, STR_ARG(path),
			 strerror(error));
}

/* open() that a test can make fail. Gives: a descriptor, or -1 and errno. */
static int open_z(const char *path, int flags, mode_t mode)
{
	if (fake_fails(OS_OPEN)) {
		errno = EIO;
		return -1;
	}
	int fd;
	do {
		fd = open(path, flags | O_CLOEXEC, mode);
	} while (fd < 0 && errno == EINTR);
	return fd;
}

enum err os_open_read(struct str path, int *fd, struct fault *fault)
{
	char z[PATH_MAX];
	TRY(path_z(path, z, fault));
	int opened = open_z(z, O_RDONLY, 0);
	if (opened < 0)
		return fail(fault, errno, "read", path);
	*fd = opened;
	return OK;
}

enum err os_create(struct str path, int *fd, struct fault *fault)
{
	char z[PATH_MAX];
	TRY(path_z(path, z, fault));
	int opened = open_z(z, O_WRONLY | O_CREAT | O_TRUNC, 0666);
	if (opened < 0)
		return fail(fault, errno, "write", path);
	give_to_owner_of_folder(z, opened);
	*fd = opened;
	return OK;
}

enum err os_read(int fd, void *out, size_t room, size_t *got)
{
	ssize_t n;
	do {
		n = fake_fails(OS_READ) ? (errno = EIO, -1) : read(fd, out, room);
	} while (n < 0 && errno == EINTR);
	if (n < 0)
		return ERR_IO;
	*got = (size_t)n;
	return OK;
}

enum err os_write(int fd, struct str bytes)
{
	while (bytes.len) {
		ssize_t n =
			fake_fails(OS_WRITE) ? (errno = EIO, -1) : write(fd, bytes.ptr, bytes.len);
		if (n < 0 && errno != EINTR)
			return ERR_IO;
		bytes = str_from(bytes, n > 0 ? (size_t)n : 0);
	}
	return OK;
}

/* A plain file is read as long as it was when it was opened; what has no length (a pipe, /proc) up
 * to its end. */
enum err os_read_file(struct arena *into, struct str path, size_t limit, struct str *out,
		      struct fault *fault)
{
	CLEANUP(os_close) int fd = -1;
	TRY(os_open_read(path, &fd, fault));
	struct stat st;
	if (fstat(fd, &st) != 0 || S_ISDIR(st.st_mode))
		return fail(fault, EISDIR, "read", path);
	size_t expected = st.st_size > 0 ? (size_t)st.st_size : limit;
	if (expected > limit)
		return fault_set(fault, ERR_TOO_BIG, "cannot read %.*s: larger than %zu bytes",
				 STR_ARG(path), limit);
	struct buf buf = buf_in(into, expected);
	char chunk[CHUNK_BYTES];
	for (size_t got = 1; got > 0;) {
		size_t room = expected - buf.len;
		bool probe = room == 0 && st.st_size == 0; /* is there more than the limit? */
		if (room == 0 && !probe)
			break;
		if (os_read(fd, chunk, probe ? 1 : room < sizeof chunk ? room : sizeof chunk, &got))
			return fail(fault, EIO, "read", path);
		buf_put(&buf, (struct str){ chunk, got });
	}
	if (buf.fault)
		return fault_set(fault, buf.fault, "cannot read %.*s: larger than %zu bytes",
				 STR_ARG(path), limit);
	*out = buf_str(&buf);
	return OK;
}

static enum err write_file(struct str path, struct str bytes, bool is_secret, struct fault *fault)
{
	CLEANUP(os_draft_end) struct os_draft draft = { .fd = -1 };
	TRY(os_draft_begin(&draft, path, is_secret, fault));
	if (os_write(draft.fd, bytes))
		return fail(fault, errno, "write", path);
	return os_draft_commit(&draft, path, fault);
}

enum err os_write_file(struct str path, struct str bytes, struct fault *fault)
{
	return write_file(path, bytes, false, fault);
}

enum err os_write_secret_file(struct str path, struct str bytes, struct fault *fault)
{
	return write_file(path, bytes, true, fault);
}

enum err os_copy_file(struct str from, struct str to, struct fault *fault)
{
	CLEANUP(os_close) int in = -1;
	CLEANUP(os_draft_end) struct os_draft draft = { .fd = -1 };
	TRY(os_open_read(from, &in, fault));
	TRY(os_draft_begin(&draft, to, false, fault));
	char chunk[CHUNK_BYTES];
	for (size_t got = 1; got > 0;) {
		if (os_read(in, chunk, sizeof chunk, &got))
			return fail(fault, errno, "read", from);
		if (os_write(draft.fd, (struct str){ chunk, got }))
			return fail(fault, errno, "write", to);
	}
	return os_draft_commit(&draft, to, fault);
}

enum err os_make_folder(struct str path, struct fault *fault)
{
	char z[PATH_MAX];
	TRY(path_z(path, z, fault));
	for (char *at = z + 1;; at++) {
		if (*at != '/' && *at != '\0')
			continue;
		char kept = *at;
		*at = '\0';
		if (mkdir(z, 0777) == 0)
			give_to_owner_of_folder(z, -1);
		else if (errno != EEXIST)
			return fail(fault, errno, "make the folder", path);
		*at = kept;
		if (kept == '\0')
			break;
	}
	struct stat st;
	if (stat(z, &st) != 0 || !S_ISDIR(st.st_mode))
		return fail(fault, ENOTDIR, "make the folder", path);
	return OK;
}

enum err os_remove_file(struct str path)
{
	char z[PATH_MAX];
	TRY(path_z(path, z, NULL));
	return unlink(z) == 0 ? OK : err_of_errno(errno);
}

enum err os_stat(struct str path, struct os_stat *out)
{
	char z[PATH_MAX];
	struct stat st;
	TRY(path_z(path, z, NULL));
	if (fake_fails(OS_STAT))
		return ERR_IO;
	if (stat(z, &st) != 0)
		return err_of_errno(errno);
	*out = (struct os_stat){
		.size = st.st_size,
		.modified_at = unix_ms_of((int64_t)st.st_mtim.tv_sec * 1000 +
					  st.st_mtim.tv_nsec / 1000000),
		.is_folder = S_ISDIR(st.st_mode),
	};
	return OK;
}

bool os_exists(struct str path)
{
	struct os_stat st;
	return os_stat(path, &st) == OK;
}

bool os_may_make_in(struct str folder)
{
	char z[PATH_MAX];
	return path_z(folder, z, NULL) == OK && access(z, W_OK | X_OK) == 0;
}

static int by_bytes(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

static void end_listing(DIR **folder)
{
	if (*folder)
		closedir(*folder);
}

static bool entry_is_folder(DIR *folder, const struct dirent *entry)
{
	struct stat st;
	if (entry->d_type != DT_UNKNOWN && entry->d_type != DT_LNK)
		return entry->d_type == DT_DIR;
	return fstatat(dirfd(folder), entry->d_name, &st, 0) == 0 && S_ISDIR(st.st_mode);
}

enum err os_list_folder(struct arena *into, struct str path, struct os_names *out,
			struct fault *fault)
{
	char z[PATH_MAX];
	struct os_names names = { 0 };
	TRY(path_z(path, z, fault));
	CLEANUP(end_listing) DIR *folder = fake_fails(OS_OPEN) ? (errno = EIO, NULL) : opendir(z);
	if (!folder)
		return fail(fault, errno, "read the folder", path);
	for (const struct dirent *entry; (errno = 0, entry = readdir(folder));) {
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		const char *end = entry_is_folder(folder, entry) ? "/" : "";
		struct str name = str_fmt(into, "%s%s", entry->d_name, end);
		*list_push(into, &names) = name;
	}
	if (errno)
		return fail(fault, errno, "read the folder", path);
	if (names.count)
		qsort(names.items, names.count, sizeof *names.items, by_bytes);
	*out = names;
	return OK;
}

enum err os_enter_folder(struct str path, struct fault *fault)
{
	char z[PATH_MAX];
	TRY(path_z(path, z, fault));
	return chdir(z) == 0 ? OK : fail(fault, errno, "enter the folder", path);
}

struct str os_absolute_path(struct arena *into, struct str path)
{
	char here[PATH_MAX];
	if (str_starts(path, S("/")) || !getcwd(here, sizeof here))
		return path;
	return os_path_join(into, str_of(here), path);
}

enum err os_open_append(struct str path, int *fd, struct fault *fault)
{
	char z[PATH_MAX];
	TRY(path_z(path, z, fault));
	int opened = open_z(z, O_WRONLY | O_CREAT | O_APPEND, 0640);
	if (opened < 0)
		return fail(fault, errno, "write", path);
	give_to_owner_of_folder(z, opened);
	*fd = opened;
	return OK;
}
