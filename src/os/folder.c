/* SPDX-License-Identifier: Apache-2.0 */
/* folder.c: openat2, which resolves beneath a folder or not at all. */
#include "os/folder.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "os/door.h"

enum err os_folder_open(struct str path, int *fd, struct fault *fault)
{
	char z[PATH_MAX];
	TRY(path_z(path, z, fault));
	int opened = open(z, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (opened < 0)
		return fault_set(fault, err_of_errno(errno), "cannot open the folder %.*s: %s",
				 STR_ARG(path), strerror(errno));
	*fd = opened;
	return OK;
}

enum err os_open_below(int folder, struct str path, int *fd, struct os_stat *stat)
{
	char z[PATH_MAX];
	struct open_how how = {
		.flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY,
		.resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS,
	};
	if (path_z(path, z, NULL) || fake_fails(OS_OPEN))
		return ERR_NOT_FOUND;
	CLEANUP(os_close) int opened = (int)syscall(SYS_openat2, folder, z, &how, sizeof how);
	if (opened < 0)
		return err_of_errno(errno) == ERR_BUSY ? ERR_BUSY : ERR_NOT_FOUND;
	struct stat st;
	if (fstat(opened, &st) != 0)
		return ERR_IO;
	if (!S_ISREG(st.st_mode))
		return ERR_NOT_FOUND;
	*stat = (struct os_stat){
		.size = st.st_size,
		.modified_at = unix_ms_of((int64_t)st.st_mtim.tv_sec * 1000 +
					  st.st_mtim.tv_nsec / 1000000),
	};
	*fd = opened;
	opened = -1;
	return OK;
}

enum err os_read_at(int fd, int64_t offset, void *out, size_t bytes)
{
	for (size_t done = 0; done < bytes;) {
		ssize_t got = fake_fails(OS_READ) ? 0
						  : pread(fd, (char *)out + done, bytes - done,
							  offset + (int64_t)done);
		if (got == 0 || (got < 0 && errno != EINTR))
			return ERR_IO;
		done += got > 0 ? (size_t)got : 0;
	}
	return OK;
}
