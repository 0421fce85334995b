/* SPDX-License-Identifier: Apache-2.0 */
/* listen.c: from "ADDR:PORT" to a listening socket. */
#include "front/listen.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>

#include "os/os.h"

static const int BACKLOG = 4096;
/* The kernel holds no more of an answer that its client does not take: so we see who is slow. */
static const int UNSENT_BYTES = 128 << 10;

static enum err split(struct str address, char host[256], char port[8])
{
	struct str_pair cut = str_cut_last(address, ':');
	struct str name = cut.head;
	int64_t number;
	if (!cut.found || str_to_i64(cut.tail, &number) != OK || number < 0 || number > 65535)
		return ERR_INVALID;
	if (str_drop_prefix(&name, S("[")) && !str_drop_suffix(&name, S("]")))
		return ERR_INVALID;
	if (name.len >= 256)
		return ERR_INVALID;
	snprintf(host, 256, "%.*s", STR_ARG(name));
	snprintf(port, 8, "%d", (int)number);
	return OK;
}

static void end_results(struct addrinfo **results)
{
	if (*results)
		freeaddrinfo(*results);
}

static enum err err_of_listen(int error)
{
	return error == EADDRINUSE ? ERR_CONFLICT : error == EACCES ? ERR_DENIED : ERR_IO;
}

enum err listen_at(struct str address, bool is_shared, int *fd, struct fault *fault)
{
	char host[256], port[8];
	const struct addrinfo hints = { .ai_family = AF_UNSPEC,
					.ai_socktype = SOCK_STREAM,
					.ai_flags = AI_PASSIVE | AI_NUMERICSERV };
	CLEANUP(end_results) struct addrinfo *results = NULL;
	CLEANUP(os_close) int listener = -1;
	const int yes = 1;
	if (split(address, host, port) != OK)
		return fault_set(fault, ERR_INVALID, "cannot listen: not an ADDR:PORT: %.*s",
				 STR_ARG(address));
	int failure = getaddrinfo(host[0] ? host : NULL, port, &hints, &results);
	if (failure)
		return fault_set(fault, ERR_INVALID, "cannot listen at %.*s: %s", STR_ARG(address),
				 gai_strerror(failure));
	listener = socket(results->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (listener < 0)
		return fault_set(fault, ERR_IO, "cannot listen at %.*s: %s", STR_ARG(address),
				 strerror(errno));
	setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
	if (is_shared)
		setsockopt(listener, SOL_SOCKET, SO_REUSEPORT, &yes, sizeof yes);
	if (bind(listener, results->ai_addr, results->ai_addrlen) != 0 ||
	    listen(listener, BACKLOG) != 0)
		return fault_set(fault, err_of_listen(errno), "cannot listen at %.*s: %s",
				 STR_ARG(address), strerror(errno));
	*fd = listener;
	listener = -1;
	return OK;
}

void listen_prepare(int fd)
{
	const int yes = 1, unsent = UNSENT_BYTES;
	int flags = fcntl(fd, F_GETFL);
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes); /* accepted ones inherit both */
	setsockopt(fd, IPPROTO_TCP, TCP_NOTSENT_LOWAT, &unsent, sizeof unsent);
	if (flags >= 0 && !(flags & O_NONBLOCK))
		fcntl(fd, F_SETFL, flags | O_NONBLOCK);
}

size_t address_text(const struct sockaddr_storage *address, bool with_port, char out[64])
{
	char host[INET6_ADDRSTRLEN] = "";
	bool is_six = address->ss_family == AF_INET6;
	int port = 0, len;
	if (address->ss_family == AF_INET) {
		const struct sockaddr_in *in = (const struct sockaddr_in *)address;
		inet_ntop(AF_INET, &in->sin_addr, host, sizeof host);
		port = ntohs(in->sin_port);
	} else if (is_six) {
		const struct sockaddr_in6 *in6 = (const struct sockaddr_in6 *)address;
		is_six = !IN6_IS_ADDR_V4MAPPED(&in6->sin6_addr);
		if (is_six)
			inet_ntop(AF_INET6, &in6->sin6_addr, host, sizeof host);
		else
			inet_ntop(AF_INET, &in6->sin6_addr.s6_addr[12], host, sizeof host);
		port = ntohs(in6->sin6_port);
	}
	if (with_port)
		len = snprintf(out, 64, is_six ? "[%s]:%d" : "%s:%d", host, port);
	else
		len = snprintf(out, 64, "%s", host);
	return (size_t)len;
}
