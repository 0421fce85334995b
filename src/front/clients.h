/* SPDX-License-Identifier: Apache-2.0 */
/*
 * clients.h: how much each client address has of the front: connections, and requests that are
 * being answered.
 *
 * An IPv6 client is its /64: that is what one subscriber gets. Loopback and what is no address are
 * not counted.
 *
 *   - an address is remembered as long as it has anything, and no longer
 *   - nothing here takes memory after clients_open(); without a place a client is not let in
 */
#pragma once
#include "base/base.h"

enum client_use { CLIENT_CONNECTIONS, CLIENT_REQUESTS, CLIENT_USES };

struct clients;

/* limit: addresses at a time. Fails: ERR_BUSY (no memory). */
enum err clients_open(size_t limit, struct clients **out) MUST_CHECK;
void clients_close(struct clients **clients);

#define CLIENT_UNCOUNTED 0u
/* One more use of an address in text. Gives: *id for client_leaves(); CLIENT_UNCOUNTED is fine
 * there too. Fails: ERR_BUSY: it has `most` already. */
enum err client_enters(struct clients *clients, struct str address, enum client_use use,
		       uint32_t most, uint32_t *id) MUST_CHECK;
void client_leaves(struct clients *clients, uint32_t id, enum client_use use);
size_t clients_count(const struct clients *clients);
