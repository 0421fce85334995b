/* SPDX-License-Identifier: Apache-2.0 */
/* clients.c: a chained hash table over a fixed array of nodes. The hash is salted: whoever may
 * choose addresses cannot choose chains. */
#include "front/clients.h"

#include <arpa/inet.h>
#include <stdlib.h>

#include "os/os.h"

struct node {
	unsigned char key[16];
	uint32_t next; /* in its chain, or in the list of the free; 0: the last */
	uint32_t uses[CLIENT_USES];
};

struct clients {
	struct node *nodes; /* 1..limit */
	uint32_t *chains;
	size_t limit, chain_count, count;
	uint32_t free;
	uint64_t salt[2];
};

enum err clients_open(size_t limit, struct clients **out)
{
	struct clients *clients = calloc(1, sizeof *clients);
	if (!clients)
		return ERR_BUSY;
	clients->limit = limit;
	for (clients->chain_count = 64; clients->chain_count < limit;)
		clients->chain_count *= 2;
	clients->nodes = calloc(limit + 1, sizeof *clients->nodes);
	clients->chains = calloc(clients->chain_count, sizeof *clients->chains);
	if (!clients->nodes || !clients->chains) {
		clients_close(&clients);
		return ERR_BUSY;
	}
	os_random(clients->salt, sizeof clients->salt);
	for (size_t i = 1; i < limit; i++)
		clients->nodes[i].next = (uint32_t)i + 1;
	clients->free = limit ? 1 : 0;
	*out = clients;
	return OK;
}

void clients_close(struct clients **clients)
{
	if (!*clients)
		return;
	free((*clients)->nodes);
	free((*clients)->chains);
	free(*clients);
	*clients = NULL;
}

size_t clients_count(const struct clients *clients)
{
	return clients->count;
}

/* Gives: false for what is not counted. */
static bool key_of(struct str address, unsigned char key[16])
{
	char text[INET6_ADDRSTRLEN];
	if (address.len == 0 || address.len >= sizeof text)
		return false;
	memcpy(text, address.ptr, address.len);
	text[address.len] = '\0';
	memset(key, 0, 16);
	if (inet_pton(AF_INET, text, key + 12) == 1) {
		key[10] = key[11] = 0xff;
		return key[12] != 127;
	}
	if (inet_pton(AF_INET6, text, key) != 1)
		return false;
	static const unsigned char loopback[16] = { [15] = 1 };
	bool is_loopback = memcmp(key, loopback, 16) == 0;
	memset(key + 8, 0, 8);
	return !is_loopback;
}

static uint32_t *chain_of(struct clients *clients, const unsigned char key[16])
{
	uint64_t half[2];
	memcpy(half, key, 16);
	uint64_t hash = (half[0] ^ clients->salt[0]) * 0x9e3779b97f4a7c15u;
	hash = (hash ^ (hash >> 29) ^ half[1] ^ clients->salt[1]) * 0xbf58476d1ce4e5b9u;
	return &clients->chains[(hash >> 32) & (clients->chain_count - 1)];
}

static uint32_t find(struct clients *clients, const unsigned char key[16])
{
	uint32_t id = *chain_of(clients, key);
	while (id && memcmp(clients->nodes[id].key, key, 16) != 0)
		id = clients->nodes[id].next;
	return id;
}

static uint32_t add(struct clients *clients, const unsigned char key[16])
{
	uint32_t id = clients->free, *chain = chain_of(clients, key);
	if (!id)
		return 0;
	struct node *node = &clients->nodes[id];
	clients->free = node->next;
	clients->count++;
	*node = (struct node){ .next = *chain };
	memcpy(node->key, key, 16);
	*chain = id;
	return id;
}

enum err client_enters(struct clients *clients, struct str address, enum client_use use,
		       uint32_t most, uint32_t *id)
{
	unsigned char key[16];
	*id = CLIENT_UNCOUNTED;
	if (!key_of(address, key))
		return OK;
	uint32_t found = find(clients, key);
	if (!found)
		found = add(clients, key);
	if (!found || clients->nodes[found].uses[use] >= most)
		return ERR_BUSY;
	clients->nodes[found].uses[use]++;
	*id = found;
	return OK;
}

static bool is_unused(const struct node *node)
{
	return node->uses[CLIENT_CONNECTIONS] == 0 && node->uses[CLIENT_REQUESTS] == 0;
}

void client_leaves(struct clients *clients, uint32_t id, enum client_use use)
{
	if (id == CLIENT_UNCOUNTED)
		return;
	struct node *node = &clients->nodes[id];
	BUG_IF(node->uses[use] == 0);
	node->uses[use]--;
	if (!is_unused(node))
		return;
	uint32_t *at = chain_of(clients, node->key);
	while (*at != id)
		at = &clients->nodes[*at].next;
	*at = node->next;
	node->next = clients->free;
	clients->free = id;
	clients->count--;
}
