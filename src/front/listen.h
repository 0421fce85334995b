/* SPDX-License-Identifier: Apache-2.0 */
/* listen.h: private to front/: sockets and the text of addresses. */
#pragma once
#include <sys/socket.h>

#include "base/base.h"

/* Fails as front_listen() does. */
enum err listen_at(struct str address, bool is_shared, int *fd, struct fault *fault) MUST_CHECK;
/* Makes a listening socket ready for a loop, and its connections for small answers. */
void listen_prepare(int fd);
/* "127.0.0.1" or "127.0.0.1:80", "[::1]:80"; an IPv4 client of an IPv6 socket reads as IPv4.
 * Gives: bytes written to out. */
size_t address_text(const struct sockaddr_storage *address, bool with_port, char out[64]);
