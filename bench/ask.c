/* SPDX-License-Identifier: Apache-2.0 */
#include "ask.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include "reply.h"

#define LIMIT_ANSWER_BYTES ((size_t)8 << 20)

static enum err open_once(int *fd, int port)
{
	struct sockaddr_in to = { .sin_family = AF_INET,
				  .sin_port = htons((uint16_t)port),
				  .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int on = 1;
	if (*fd >= 0)
		return OK;
	*fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (*fd < 0 || connect(*fd, (struct sockaddr *)&to, sizeof to))
		return ERR_IO;
	setsockopt(*fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
	return OK;
}

static enum err read_answer(struct arena *into, int fd, struct reply *reply, struct str *body)
{
	char *bytes = arena_bytes(into, LIMIT_ANSWER_BYTES);
	struct str all = { bytes, 0 };
	for (bool has_head = false;;) {
		ssize_t n = recv(fd, bytes + all.len, LIMIT_ANSWER_BYTES - all.len, 0);
		if (n <= 0)
			return ERR_IO;
		all.len += (size_t)n;
		has_head = has_head || reply_read(all, reply);
		if (has_head && reply->status == 0)
			return ERR_INVALID;
		if (has_head && all.len >= reply->head_length + (size_t)reply->content_length)
			break;
	}
	*body = str_sub(all, reply->head_length, (size_t)reply->content_length);
	return OK;
}

enum err ask_page(struct arena *into, int *fd, int port, struct str path, int *status,
		  struct str *body)
{
	struct reply reply;
	TRY(open_once(fd, port));
	struct str request = str_fmt(into, "GET %.*s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n",
				     STR_ARG(path), port);
	if (send(*fd, request.ptr, request.len, MSG_NOSIGNAL) != (ssize_t)request.len)
		return ERR_IO;
	TRY(read_answer(into, *fd, &reply, body));
	if (reply.closes) {
		close(*fd);
		*fd = -1;
	}
	*status = reply.status;
	return OK;
}
