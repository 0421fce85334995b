/* SPDX-License-Identifier: Apache-2.0 */
/* pair.c: Unix stream sockets and SCM_RIGHTS. */
#include "os/pair.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MOST_FDS = 8 }; /* that one call can bring */

static enum err err_of_socket(int error)
{
	switch (error) {
	case EAGAIN:
	case EINTR:
	case ENOBUFS:
	case ENOMEM:
	case ETOOMANYREFS: return ERR_BUSY;
	default: return ERR_IO;
	}
}

enum err os_pair(int ends[2])
{
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == 0)
		return OK;
	return errno == EMFILE || errno == ENFILE ? ERR_BUSY : ERR_IO;
}

enum err os_pair_send(int fd, const char *bytes, size_t len, int pass, size_t *sent)
{
	union {
		struct cmsghdr head;
		char room[CMSG_SPACE(sizeof(int))];
	} control = { 0 };
	struct iovec piece = { (void *)(uintptr_t)bytes, len };
	struct msghdr message = { .msg_iov = &piece, .msg_iovlen = 1 };
	if (pass >= 0) {
		message.msg_control = &control;
		message.msg_controllen = sizeof control.room;
		control.head = (struct cmsghdr){ .cmsg_level = SOL_SOCKET,
						 .cmsg_type = SCM_RIGHTS,
						 .cmsg_len = CMSG_LEN(sizeof(int)) };
		memcpy(CMSG_DATA(&control.head), &pass, sizeof pass);
	}
	ssize_t n = sendmsg(fd, &message, MSG_DONTWAIT | MSG_NOSIGNAL);
	if (n <= 0)
		return n == 0 ? ERR_IO : err_of_socket(errno);
	*sent = (size_t)n;
	return OK;
}

static void close_all(const int *fds, size_t count)
{
	for (size_t i = 0; i < count; i++)
		close(fds[i]);
}

/* Gives: whether all that came along found room. */
static bool take_fds(struct msghdr *message, struct os_received *received)
{
	bool fits = (message->msg_flags & MSG_CTRUNC) == 0;
	for (struct cmsghdr *c = CMSG_FIRSTHDR(message); c; c = CMSG_NXTHDR(message, c)) {
		if (c->cmsg_level != SOL_SOCKET || c->cmsg_type != SCM_RIGHTS)
			continue;
		int fds[MOST_FDS];
		size_t count = (c->cmsg_len - CMSG_LEN(0)) / sizeof(int);
		count = count > MOST_FDS ? MOST_FDS : count;
		memcpy(fds, CMSG_DATA(c), count * sizeof(int));
		if (count > received->fd_room - received->fd_count) {
			close_all(fds, count);
			fits = false;
			continue;
		}
		memcpy(received->fds + received->fd_count, fds, count * sizeof(int));
		received->fd_count += count;
	}
	return fits;
}

enum err os_pair_receive(int fd, char *out, size_t room, struct os_received *received)
{
	union {
		struct cmsghdr head;
		char room[CMSG_SPACE(MOST_FDS * sizeof(int))];
	} control = { 0 };
	struct iovec piece = { out, room };
	struct msghdr message = { .msg_iov = &piece,
				  .msg_iovlen = 1,
				  .msg_control = &control,
				  .msg_controllen = sizeof control.room };
	received->fd_count = 0;
	ssize_t n = recvmsg(fd, &message, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
	if (n < 0)
		return err_of_socket(errno);
	received->bytes = (size_t)n;
	if (take_fds(&message, received))
		return OK;
	close_all(received->fds, received->fd_count);
	received->fd_count = 0;
	return ERR_TOO_BIG;
}

enum err os_wait_fd(int fd, bool for_writing, int max_wait_ms)
{
	struct pollfd wanted = { .fd = fd, .events = for_writing ? POLLOUT : POLLIN };
	int n = poll(&wanted, 1, max_wait_ms);
	if (n < 0 && errno != EINTR)
		return ERR_IO;
	return n > 0 ? OK : ERR_BUSY;
}

int os_copy_fd(int fd)
{
	return fcntl(fd, F_DUPFD_CLOEXEC, 3);
}
