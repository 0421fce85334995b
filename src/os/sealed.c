/* SPDX-License-Identifier: Apache-2.0 */
/* sealed.c: memfd_create(2). */
#include "os/sealed.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>

static const int SEALS = F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE;

enum err os_sealed_create(int *fd)
{
	int made = memfd_create("body", MFD_CLOEXEC | MFD_ALLOW_SEALING);
	if (made < 0)
		return ERR_BUSY;
	*fd = made;
	return OK;
}

enum err os_sealed_seal(int fd)
{
	return fcntl(fd, F_ADD_SEALS, SEALS | F_SEAL_SEAL) == 0 ? OK : ERR_IO;
}

enum err os_sealed_map(int fd, size_t most, struct str *out)
{
	struct stat stat;
	int seals = fcntl(fd, F_GET_SEALS);
	if (seals < 0 || (seals & SEALS) != SEALS)
		return ERR_INVALID;
	if (fstat(fd, &stat) != 0)
		return ERR_IO;
	size_t bytes = (size_t)stat.st_size;
	if (bytes > most)
		return ERR_TOO_BIG;
	if (bytes == 0) {
		*out = S("");
		return OK;
	}
	void *at = mmap(NULL, bytes, PROT_READ, MAP_PRIVATE, fd, 0);
	if (at == MAP_FAILED)
		return ERR_IO;
	*out = (struct str){ at, bytes };
	return OK;
}

void os_sealed_unmap(struct str *bytes)
{
	if (bytes->len)
		munmap((void *)(uintptr_t)bytes->ptr, bytes->len);
	*bytes = S("");
}
