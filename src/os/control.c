/* SPDX-License-Identifier: Apache-2.0 */
/* control.c: a datagram socket reached through its folder's descriptor, since the address of a Unix
 * socket has room for 107 bytes and a site may lie deeper. */
#include "os/control.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "os/door.h"
#include "os/folder.h"
#include "os/pair.h"

static struct sockaddr_un address_in(int folder)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	snprintf(address.sun_path, sizeof address.sun_path, "/proc/self/fd/%d/control", folder);
	return address;
}

static int new_socket(void)
{
	return socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
}

static bool somebody_listens(const struct sockaddr_un *address)
{
	CLEANUP(os_close) int probe = new_socket();
	return probe >= 0 && connect(probe, (const struct sockaddr *)address, sizeof *address) == 0;
}

enum err control_open(struct str site_folder, int *fd, struct fault *fault)
{
	CLEANUP(os_close) int folder = -1;
	CLEANUP(os_close) int bell = new_socket();
	TRY(os_folder_open(site_folder, &folder, fault));
	struct sockaddr_un address = address_in(folder);
	if (somebody_listens(&address))
		return fault_set(fault, ERR_CONFLICT, "another server already serves %.*s",
				 STR_ARG(site_folder));
	unlinkat(folder, "control", 0);
	if (bell < 0 || bind(bell, (const struct sockaddr *)&address, sizeof address) != 0)
		return fault_set(fault, ERR_IO, "cannot make %.*s/control: %s",
				 STR_ARG(site_folder), strerror(errno));
	struct stat st;
	if (fchmodat(folder, "control", 0600, 0) != 0 || fstat(folder, &st) != 0 ||
	    (geteuid() == 0 && fchownat(folder, "control", st.st_uid, st.st_gid, 0) != 0))
		return fault_set(fault, ERR_IO, "cannot keep %.*s/control for its owner: %s",
				 STR_ARG(site_folder), strerror(errno));
	*fd = bell;
	bell = -1;
	return OK;
}

/* A ring may bring any number of descriptors: only one is a line, the rest is hung up. */
enum err control_next(int fd, int *line)
{
	int lines[2] = { -1, -1 };
	char ring[16];
	struct os_received received = { .fds = lines, .fd_room = COUNT_OF(lines) };
	enum err err = os_pair_receive(fd, ring, sizeof ring, &received);
	if (err == ERR_TOO_BIG)
		return control_next(fd, line);
	if (err)
		return ERR_BUSY;
	os_close(&lines[1]);
	*line = lines[0];
	return OK;
}

void control_answer(int *line)
{
	size_t sent;
	if (*line >= 0 && os_pair_send(*line, "!", 1, -1, &sent) != OK)
		log_warning("somebody rang and did not wait for the answer");
	os_close(line);
}

void control_close(struct str site_folder, int *fd)
{
	char z[PATH_MAX];
	CLEANUP(os_close) int folder = -1;
	if (*fd < 0)
		return;
	os_close(fd);
	if (path_z(site_folder, z, NULL) == OK && os_folder_open(site_folder, &folder, NULL) == OK)
		unlinkat(folder, "control", 0);
}

/* Sends one end of a new line along. Fails: ERR_NOT_FOUND (nobody listens), ERR_BUSY (rings are
 * waiting). */
static enum err ring_once(const struct sockaddr_un *address, int *line)
{
	int ends[2];
	CLEANUP(os_close) int bell = new_socket();
	if (bell < 0 || connect(bell, (const struct sockaddr *)address, sizeof *address) != 0)
		return ERR_NOT_FOUND;
	TRY(os_pair(ends));
	size_t sent;
	enum err err = os_pair_send(bell, "!", 1, ends[1], &sent);
	os_close(&ends[1]);
	*line = ends[0];
	return err;
}

/* Gives: whether it was answered; false when the line went dead or the time is over. */
static bool wait_for_answer(int line, int64_t end_ms)
{
	for (;;) {
		char answer;
		struct os_received received = { 0 };
		enum err err = os_pair_receive(line, &answer, 1, &received);
		if (err != ERR_BUSY)
			return err == OK && received.bytes == 1;
		int64_t left_ms = end_ms - os_monotonic_ms();
		if (left_ms <= 0 || os_wait_fd(line, false, (int)left_ms) == ERR_IO)
			return false;
	}
}

void control_ring(struct str site_folder)
{
	enum { AGAIN_MS = 10 };
	CLEANUP(os_close) int folder = -1;
	if (os_folder_open(site_folder, &folder, NULL) != OK)
		return;
	struct sockaddr_un address = address_in(folder);
	int64_t end_ms = os_monotonic_ms() + LIMIT_RING_MS;
	while (os_monotonic_ms() < end_ms) {
		CLEANUP(os_close) int line = -1;
		enum err err = ring_once(&address, &line);
		if (err == ERR_NOT_FOUND || (!err && wait_for_answer(line, end_ms)))
			return;
		poll(NULL, 0, AGAIN_MS); /* its queue is full, or the desk died with our line */
	}
}
