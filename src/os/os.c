/* SPDX-License-Identifier: Apache-2.0 */
/* os.c: clock, randomness, paths and what else is asked of the system in a word. Files are in
 * file.c. */
#include "os/os.h"

#include <errno.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "os/door.h"

unix_ms os_now(void)
{
	unix_ms held;
	if (fake_now(&held))
		return held;
	struct timespec t;
	clock_gettime(CLOCK_REALTIME, &t);
	return unix_ms_of((int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000);
}

int64_t os_monotonic_ms(void)
{
	int64_t held;
	if (fake_monotonic(&held))
		return held;
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int64_t os_preemptions(void)
{
	struct rusage usage;
	return getrusage(RUSAGE_SELF, &usage) ? 0 : usage.ru_nivcsw;
}

void os_random(void *out, size_t bytes)
{
	if (fake_random(out, bytes))
		return;
	for (size_t done = 0; done < bytes;) {
		ssize_t got = getrandom((char *)out + done, bytes - done, 0);
		BUG_IF(got < 0 && errno != EINTR);
		done += got > 0 ? (size_t)got : 0;
	}
}

struct str os_random_hex(struct arena *into, size_t bytes)
{
	static const char digits[] = "0123456789abcdef";
	char *hex = arena_bytes(into, bytes * 2);
	char *raw = hex + bytes; /* the last digits written are those of the last byte read */
	os_random(raw, bytes);
	for (size_t i = 0; i < bytes; i++) {
		unsigned char byte = (unsigned char)raw[i];
		hex[2 * i] = digits[byte >> 4];
		hex[2 * i + 1] = digits[byte & 15];
	}
	return (struct str){ hex, bytes * 2 };
}

struct str os_path_join(struct arena *into, struct str a, struct str b)
{
	while (str_ends(a, S("/")))
		a.len--;
	while (str_starts(b, S("/")))
		b = str_from(b, 1);
	return str_fmt(into, "%.*s/%.*s", STR_ARG(a), STR_ARG(b));
}

struct str os_self_folder(struct arena *into)
{
	char path[PATH_MAX];
	ssize_t len = readlink("/proc/self/exe", path, sizeof path);
	if (len <= 0 || (size_t)len == sizeof path)
		return S("");
	return str_dup(into, str_cut_last((struct str){ path, (size_t)len }, '/').head);
}

bool os_is_terminal(int fd)
{
	return isatty(fd) == 1;
}

void os_close(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

enum err path_z(struct str path, char out[PATH_MAX], struct fault *fault)
{
	if (path.len == 0 || str_find_char(path, '\0') != STR_NONE)
		return fault_set(fault, ERR_INVALID, "a path is empty or holds a NUL");
	if (path.len >= PATH_MAX)
		return fault_set(fault, ERR_TOO_BIG, "a path is longer than %d bytes: %.*s...",
				 PATH_MAX - 1, 80, path.ptr);
	memcpy(out, path.ptr, path.len);
	out[path.len] = '\0';
	return OK;
}

enum err err_of_errno(int error)
{
	switch (error) {
	case ENOENT:
	case ENOTDIR: return ERR_NOT_FOUND;
	case EACCES:
	case EPERM: return ERR_DENIED;
	case EMFILE:
	case ENFILE:
	case EAGAIN: return ERR_BUSY;
	default: return ERR_IO;
	}
}
