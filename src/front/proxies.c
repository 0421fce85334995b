/* SPDX-License-Identifier: Apache-2.0 */
/* proxies.c: nets as the first so many bits of an IPv6 address. */
#include "front/proxies.h"

#include <arpa/inet.h>

/* Gives: 32 or 128, the bits an address of this kind has; 0 when it is none. */
static unsigned read_address(struct str text, unsigned char out[16])
{
	char z[INET6_ADDRSTRLEN];
	if (text.len == 0 || text.len >= sizeof z)
		return 0;
	memcpy(z, text.ptr, text.len);
	z[text.len] = '\0';
	memset(out, 0, 16);
	if (inet_pton(AF_INET6, z, out) == 1)
		return 128;
	out[10] = out[11] = 0xff;
	return inet_pton(AF_INET, z, out + 12) == 1 ? 32 : 0;
}

bool proxies_is_address(struct str text)
{
	unsigned char bytes[16];
	return read_address(text, bytes) != 0;
}

static bool read_net(struct str text, struct proxy_net *out)
{
	struct str_pair cut = str_cut(text, '/');
	unsigned most = read_address(cut.head, out->address);
	int64_t bits = most;
	if (most == 0 || (cut.found && (cut.tail.len == 0 || !char_is_digit(cut.tail.ptr[0]) ||
					str_to_i64(cut.tail, &bits) != OK || bits > most)))
		return false;
	out->bits = 128 - most + (unsigned)bits;
	return true;
}

enum err proxies_read(const struct str *texts, size_t count, struct proxies *out,
		      struct fault *fault)
{
	struct proxies proxies = { .count = count };
	if (count > LIMIT_PROXY_NETS)
		return fault_set(fault, ERR_TOO_BIG, "more than %d proxies", LIMIT_PROXY_NETS);
	for (size_t i = 0; i < count; i++)
		if (!read_net(texts[i], &proxies.items[i]))
			return fault_set(fault, ERR_INVALID, "not the address of a proxy: %.*s",
					 STR_ARG(texts[i]));
	*out = proxies;
	return OK;
}

static bool is_within(const struct proxy_net *net, const unsigned char address[16])
{
	unsigned whole = net->bits / 8, rest = net->bits % 8;
	if (memcmp(net->address, address, whole) != 0)
		return false;
	unsigned char mask = (unsigned char)(0xff00u >> rest);
	return rest == 0 || ((net->address[whole] ^ address[whole]) & mask) == 0;
}

bool proxies_trust(const struct proxies *proxies, struct str address)
{
	unsigned char bytes[16];
	if (proxies->count == 0 || read_address(address, bytes) == 0)
		return false;
	for (size_t i = 0; i < proxies->count; i++)
		if (is_within(&proxies->items[i], bytes))
			return true;
	return false;
}
