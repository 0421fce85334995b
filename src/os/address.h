/* SPDX-License-Identifier: Apache-2.0 */
/*
 * address.h: names of the network made into addresses, and which of those belong to the world.
 *
 * Names are asked for in the system's table of hosts and at its name servers, and nowhere else:
 * what other sources a system may have set up would be loaded into this process as code.
 */
#pragma once
#include "os/os.h"

#define LIMIT_OS_ADDRESSES 8
#define LIMIT_OS_HOST_BYTES 253

struct os_addresses {
	char items[LIMIT_OS_ADDRESSES][46]; /* as text, each ended by NUL */
	size_t count;
};

/* Before the process gives up its rights: from here on only those two sources are asked. */
void os_resolve_plainly(void);
/* Blocks, for the seconds that the system's settings allow. Fails: ERR_NOT_FOUND (no such name, or
 * nobody answers), ERR_INVALID (no name). */
enum err os_resolve(struct str host, struct os_addresses *out) MUST_CHECK;

/* Whether a socket's address (struct sockaddr) is one of the open network's: not this machine's,
 * not a private net's, nothing reserved (RFC 6890, and its registries). */
bool os_address_is_public(const void *sockaddr, size_t bytes);
bool os_address_text_is_public(struct str text); /* the same of one as text */

/* A socket of these numbers, closed on exec; -1 if there is none to be had. */
int os_socket(int family, int type, int protocol);
