/* SPDX-License-Identifier: Apache-2.0 */
/* proxies.h: the addresses of proxies whose word on a client is believed: single ones, and nets
 * such as 10.0.0.0/8 or fd00::/8. */
#pragma once
#include "base/base.h"

#define LIMIT_PROXY_NETS 64

struct proxies {
	struct proxy_net {
		unsigned char address[16]; /* IPv4 as ::ffff:a.b.c.d */
		unsigned bits;
	} items[LIMIT_PROXY_NETS];
	size_t count;
};

/* Fails: ERR_INVALID (the fault names it), ERR_TOO_BIG. */
enum err proxies_read(const struct str *texts, size_t count, struct proxies *out,
		      struct fault *fault) MUST_CHECK;
bool proxies_trust(const struct proxies *proxies, struct str address);
bool proxies_is_address(struct str text); /* of the internet, in text */
