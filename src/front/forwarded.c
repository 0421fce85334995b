/* SPDX-License-Identifier: Apache-2.0 */
/* forwarded.c: reading X-Forwarded-For from its end, which the nearest proxy wrote. */
#include "front/forwarded.h"

static bool is_trusted(const struct str *proxies, size_t count, struct str address)
{
	for (size_t i = 0; i < count; i++)
		if (str_eq(proxies[i], address))
			return true;
	return false;
}

static bool looks_like_address(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (char_hex(s.ptr[i]) < 0 && s.ptr[i] != '.' && s.ptr[i] != ':')
			return false;
	return s.len >= 2 && s.len <= 45;
}

void forwarded_apply(const struct str *proxies, size_t count, struct http_request *request)
{
	if (!is_trusted(proxies, count, request->client))
		return;
	request->is_https = str_eq_nocase(http_get(request, S("X-Forwarded-Proto")), S("https"));
	struct str rest = http_get(request, S("X-Forwarded-For"));
	while (rest.len) {
		struct str_pair cut = str_cut_last(rest, ',');
		struct str address = str_trim(cut.tail);
		rest = cut.head;
		if (!looks_like_address(address))
			return;
		request->client = address;
		if (!is_trusted(proxies, count, address))
			return;
	}
}
