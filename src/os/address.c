/* SPDX-License-Identifier: Apache-2.0 */
/* address.c: getaddrinfo(), and the registries of special addresses as tables. */
#include "os/address.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <nss.h>
#include <string.h>
#include <sys/socket.h>

/* The first bits of an address. */
struct net {
	unsigned char first[16];
	int bits;
};

/* RFC 6890 and IANA's registry of IPv4 addresses for special purposes. */
static const struct net not_public_4[] = {
	{ { 0 }, 8 },
	{ { 10 }, 8 },
	{ { 100, 64 }, 10 },
	{ { 127 }, 8 },
	{ { 169, 254 }, 16 },
	{ { 172, 16 }, 12 },
	{ { 192, 0, 0 }, 24 },
	{ { 192, 0, 2 }, 24 },
	{ { 192, 88, 99 }, 24 },
	{ { 192, 168 }, 16 },
	{ { 198, 18 }, 15 },
	{ { 198, 51, 100 }, 24 },
	{ { 203, 0, 113 }, 24 },
	{ { 224 }, 3 }, /* groups, and what is reserved */
};

/* Of IPv6 only this is given out (RFC 4291, section 2.4), but for what follows. */
static const struct net given_out_6 = { { 0x20 }, 3 };
static const struct net not_public_6[] = {
	{ { 0x20, 0x01, 0 }, 23 },          /* protocols' own, Teredo among them */
	{ { 0x20, 0x01, 0x0d, 0xb8 }, 32 }, /* for books */
	{ { 0x20, 0x02 }, 16 },             /* 6to4: any IPv4 address could hide in it */
	{ { 0x3f, 0xff, 0x00 }, 20 },       /* for books */
};

static bool is_in(const unsigned char *address, const struct net *net)
{
	int whole = net->bits / 8, rest = net->bits % 8;
	if (memcmp(address, net->first, (size_t)whole) != 0)
		return false;
	unsigned mask = 0xffu << (8 - rest) & 0xffu;
	return rest == 0 || (address[whole] & mask) == (net->first[whole] & mask);
}

static bool is_in_any(const unsigned char *address, const struct net *nets, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (is_in(address, &nets[i]))
			return true;
	return false;
}

static bool is_public_4(const unsigned char *address)
{
	return !is_in_any(address, not_public_4, COUNT_OF(not_public_4));
}

static bool is_public_6(const unsigned char *address)
{
	static const unsigned char mapped[12] = { [10] = 0xff, [11] = 0xff };
	if (memcmp(address, mapped, sizeof mapped) == 0)
		return is_public_4(address + sizeof mapped);
	return is_in(address, &given_out_6) &&
	       !is_in_any(address, not_public_6, COUNT_OF(not_public_6));
}

bool os_address_is_public(const void *sockaddr, size_t bytes)
{
	struct sockaddr_in in4;
	struct sockaddr_in6 in6;
	sa_family_t family;
	if (bytes < sizeof in4)
		return false;
	memcpy(&family, (const char *)sockaddr + offsetof(struct sockaddr, sa_family),
	       sizeof family);
	if (family == AF_INET) {
		memcpy(&in4, sockaddr, sizeof in4);
		return is_public_4((const unsigned char *)&in4.sin_addr);
	}
	if (family != AF_INET6 || bytes < sizeof in6)
		return false;
	memcpy(&in6, sockaddr, sizeof in6);
	return is_public_6(in6.sin6_addr.s6_addr);
}

bool os_address_text_is_public(struct str text)
{
	char z[INET6_ADDRSTRLEN];
	unsigned char bytes[16];
	if (text.len >= sizeof z)
		return false;
	memcpy(z, text.ptr, text.len);
	z[text.len] = 0;
	if (inet_pton(AF_INET, z, bytes) == 1)
		return is_public_4(bytes);
	return inet_pton(AF_INET6, z, bytes) == 1 && is_public_6(bytes);
}

void os_resolve_plainly(void)
{
	__nss_configure_lookup("hosts", "files dns");
}

static void take(const struct addrinfo *info, struct os_addresses *out)
{
	const void *at = info->ai_family == AF_INET
				 ? (const void *)&((struct sockaddr_in *)info->ai_addr)->sin_addr
				 : (const void *)&((struct sockaddr_in6 *)info->ai_addr)->sin6_addr;
	if (inet_ntop(info->ai_family, at, out->items[out->count], sizeof out->items[0]))
		out->count++;
}

enum err os_resolve(struct str host, struct os_addresses *out)
{
	char z[LIMIT_OS_HOST_BYTES + 1];
	struct addrinfo *all = NULL;
	const struct addrinfo wanted = { .ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM };
	*out = (struct os_addresses){ 0 };
	if (host.len == 0 || host.len > LIMIT_OS_HOST_BYTES || memchr(host.ptr, 0, host.len))
		return ERR_INVALID;
	memcpy(z, host.ptr, host.len);
	z[host.len] = 0;
	if (getaddrinfo(z, NULL, &wanted, &all) != 0)
		return ERR_NOT_FOUND;
	for (const struct addrinfo *i = all; i && out->count < LIMIT_OS_ADDRESSES; i = i->ai_next)
		if (i->ai_family == AF_INET || i->ai_family == AF_INET6)
			take(i, out);
	freeaddrinfo(all);
	return out->count ? OK : ERR_NOT_FOUND;
}

int os_socket(int family, int type, int protocol)
{
	return socket(family, type | SOCK_CLOEXEC, protocol);
}
